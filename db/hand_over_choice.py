"""Which records, tools and drafts of a database a selection chooses to be handed over."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from db.draft_reading import own_drafts
from db.store import Cell, ReadingStore
from db.troubles import damaged_if_unreadable
from forms.audits import AUDIT_KIND
from forms.draft_copies import DraftCopy
from forms.manifests import HandOverSelection
from forms.standalone import STANDALONE
from forms.tool_records import TOOL_KIND


class Chosen(NamedTuple):
    """What goes: records, revisions and tools by their numbers in this file, and drafts."""

    records: tuple[int, ...]
    audits: int
    revisions: tuple[int, ...]
    tools: tuple[int, ...]
    drafts: tuple[DraftCopy, ...]

    @property
    def counts(self) -> Counts:
        """How much it is."""
        return Counts(self.audits, len(self.drafts), len(self.tools), len(self.revisions))


class Counts(NamedTuple):
    """How much would be handed over."""

    audits: int
    drafts: int
    tools: int
    revisions: int


def what_goes(store: ReadingStore, selection: HandOverSelection) -> Counts:
    """Return how much a selection chooses."""
    with store.snapshot():
        return chosen(store, selection).counts


def chosen(store: ReadingStore, selection: HandOverSelection) -> Chosen:
    """Return what a selection chooses, inside a snapshot.

    A record goes with its whole history, and a tool with the versions it amends, so that a
    hand-over is complete in itself. Published tools go with every selection but one of single
    audits; records of further kinds and their drafts only where nothing is filtered: whoever
    chooses some audits did not choose them, and they may speak of any child.
    """
    audits = _audits(store, selection)
    others = _of_other_kinds(store, selection)
    drafts = _drafts(store, selection) if selection.drafts else []
    if selection.changed_only:
        before = handed_over_before(store, selection)
        audits, others = (_changed(store, each, before) for each in (audits, others))
        drafts = [each for each in drafts if each.hash not in before]
    audits = _with_drafted(store, audits, [each for each in drafts if each.kind == AUDIT_KIND])
    others = _with_drafted(store, others, [each for each in drafts if each.kind in STANDALONE])
    records = (*audits, *others)
    revisions = _numbers(
        store,
        f"SELECT id FROM revision WHERE record IN {LISTED} ORDER BY id",
        (listed(records),),
    )
    tools = _tools(store, revisions, [each.tool for each in drafts if each.tool])
    return Chosen(records, len(audits), revisions, tools, tuple(drafts))


LISTED = "(SELECT value FROM json_each(?))"
"""Stands for the values of a list that is given as JSON."""


def listed(values: Iterable[int | str]) -> str:
    """Return a list as the value for `LISTED`."""
    return json.dumps(list(values))


def handed_over_before(store: ReadingStore, selection: HandOverSelection) -> set[str]:
    """Return the hashes of what earlier hand-overs by the same filters held."""
    found: set[str] = set()
    for (text,) in store.rows("SELECT manifest FROM handover"):
        with damaged_if_unreadable(store.path):
            told = json.loads(str(text))
            before = HandOverSelection.model_validate(told["manifest"]["selection"])
            if before.filters == selection.filters:
                found.update(map(str, told["hashes"]))
    return found


def _audits(store: ReadingStore, selection: HandOverSelection) -> tuple[int, ...]:
    first, last = selection.audited_from, selection.audited_to
    wanted: dict[str, Cell] = {
        "tool_id = ?": selection.tool_id,
        "audited_on >= ?": first.isoformat() if first else None,
        "audited_on <= ? AND audited_on <> ''": last.isoformat() if last else None,
        "current_audit.auditor = ?": selection.auditor,
        "attributes ->> '$.team' = ?": selection.team,
        f"uid IN {LISTED}": listed(selection.audits) if selection.audits else None,
    }
    asked = {condition: value for condition, value in wanted.items() if value}
    return _numbers(
        store,
        "SELECT record.id FROM record JOIN current_audit ON current_audit.record = record.id "
        "JOIN tool ON tool.id = current_audit.tool WHERE "
        + " AND ".join(["kind = ?", *asked])
        + " ORDER BY record.id",
        (AUDIT_KIND, *asked.values()),
    )


def _of_other_kinds(store: ReadingStore, selection: HandOverSelection) -> tuple[int, ...]:
    tools = _numbers(
        store,
        "SELECT DISTINCT record.id FROM record JOIN revision ON revision.record = record.id "
        "JOIN tool ON tool.id = revision.tool WHERE kind = ? AND (? OR tool_id = ?)",
        (TOOL_KIND, selection.tool_id is None, selection.tool_id),
    )
    further = _numbers(
        store, "SELECT id FROM record WHERE kind NOT IN (?, ?)", (AUDIT_KIND, TOOL_KIND)
    )
    return (
        *(() if selection.audits else tools),
        *(() if selection.filters_audits else further),
    )


def _drafts(store: ReadingStore, selection: HandOverSelection) -> list[DraftCopy]:
    ids = {str(found): str(name) for found, name in store.rows("SELECT hash, tool_id FROM tool")}
    with damaged_if_unreadable(store.path):
        return [
            draft
            for draft in own_drafts(store)
            if _is_wanted(draft, ids.get(draft.tool or "", ""), selection)
        ]


def _is_wanted(draft: DraftCopy, tool_id: str, selection: HandOverSelection) -> bool:
    if draft.kind in STANDALONE:
        return not selection.filters_audits
    if draft.kind == TOOL_KIND:
        body = draft.fields.get("body")
        named = body.get("id") if isinstance(body, dict) else None
        only_tool = HandOverSelection(tool_id=selection.tool_id)
        return selection.filters == only_tool and selection.tool_id in (None, named)
    day = str(draft.fields.get("audited_on", ""))
    first, last = selection.audited_from, selection.audited_to
    return (
        selection.tool_id in (None, tool_id)
        and (not first or day >= first.isoformat())
        and (not last or "" < day <= last.isoformat())
        and selection.auditor in ("", draft.fields.get("auditor"))
        and selection.team in ("", draft.fields.get("attribute.team"))
        and (not selection.audits or draft.uid in selection.audits)
    )


def _with_drafted(
    store: ReadingStore, records: tuple[int, ...], drafts: list[DraftCopy]
) -> tuple[int, ...]:
    """Add what the drafts were reopened from: they could not be gone on with without it."""
    uids = listed(each.uid for each in drafts)
    reopened = _numbers(store, f"SELECT id FROM record WHERE uid IN {LISTED}", (uids,))
    return tuple(sorted({*records, *reopened}))


def _changed(store: ReadingStore, records: tuple[int, ...], before: set[str]) -> tuple[int, ...]:
    rows = store.rows(
        f"SELECT record, hash FROM revision WHERE record IN {LISTED}", (listed(records),)
    )
    changed = {record for record, found in rows if found not in before}
    return tuple(each for each in records if each in changed)


def _tools(store: ReadingStore, revisions: tuple[int, ...], drafts: list[str]) -> tuple[int, ...]:
    return _numbers(
        store,
        "WITH RECURSIVE used(hash) AS ("
        f"SELECT hash FROM tool WHERE id IN (SELECT tool FROM revision WHERE id IN {LISTED}) "
        f"OR hash IN {LISTED} UNION "
        "SELECT body ->> '$.amends.hash' FROM tool JOIN used ON used.hash = tool.hash "
        "WHERE body ->> '$.amends.hash' IS NOT NULL) "
        "SELECT id FROM tool WHERE hash IN (SELECT hash FROM used) ORDER BY id",
        (listed(revisions), listed(drafts)),
    )


def _numbers(store: ReadingStore, sql: str, values: tuple[Cell, ...]) -> tuple[int, ...]:
    return tuple(int(str(row[0])) for row in store.rows(sql, values))
