"""Case files that more than one person graded: double audits and moderations, for figures."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from db.coding import Coder
from db.projection import LONGEST_SECONDS, day_read, read_audit
from db.reading import AuditScope, records_in_scope
from db.revisions import fields_of, parents_of, revisions_of
from db.store import Cell, ReadingStore
from db.tools import load_tool
from db.troubles import StoreTrouble, damaged_if_unreadable
from forms.evaluation import TooMuchWork
from forms.identity import normalised
from forms.moderations import MODERATION_ACTS, last_moderation

if TYPE_CHECKING:
    from forms.tools import AuditTool

Codes = Mapping[str, str]
"""Field → the code that an answer or grade is counted under."""

_AT_ONCE: Final = 200
"""Cases whose codes are read together."""
_MOST_OF_A_CASE: Final = 100
"""How many people's grades of one case are looked at: a hostile file may hold 100,000."""


class Opinion(NamedTuple):
    """Where one person's grades of a case lie: an audit as it stands, or one revision of it.

    `revision` is 0 for an audit as it stands.
    """

    grader: str
    tool: str
    record: int
    revision: int = 0


class SharedCase(NamedTuple):
    """A case that several people graded with one tool; "" is no team, or several that differ.

    `disputed` says that the service does not accept the moderation.
    """

    tool_id: str
    team: str
    opinions: tuple[Opinion, ...]
    disputed: bool = False


def double_audited(store: ReadingStore, scope: AuditScope) -> list[SharedCase]:
    """Return the cases that an audit in scope is about and that another auditor audited as well.

    It is as `db.doubles` has it: the same case and tool in one calendar quarter. Of a tool for
    several agencies or roles only audits for the same one are set side by side, for the others
    ask of other files. One auditor counts once, with the last audit. A moderated audit counts
    with the grades of its auditor. Opinions stand in the order of the auditors' names.
    """
    chosen = {each.record for each in records_in_scope(store, scope)}
    tools: dict[str, AuditTool] = {}
    found = []
    for group in _audited_again(store):
        for sitting in _sittings(store, group, tools):
            by_auditor = {normalised(each.auditor): each for each in sitting}
            if len(by_auditor) > 1 and any(each.record in chosen for each in sitting):
                several = [by_auditor[name] for name in sorted(by_auditor)][:_MOST_OF_A_CASE]
                opinions = tuple(_own(store, each) for each in several)
                found.append(SharedCase(several[0].tool_id, _team(several), opinions))
    return found


def moderated(store: ReadingStore, scope: AuditScope) -> list[SharedCase]:
    """Return the audits in scope that another person moderated, the auditor's grades first.

    Where an audit was moderated more than once the last counts, beside the grades that the
    auditor had sealed before it. Who moderates the own audit gives no second opinion.
    """
    chosen = {each.record for each in records_in_scope(store, scope)}
    rows = store.rows(
        f"{_AUDITS} AND current_audit.record IN "
        "(SELECT record FROM revision WHERE act = 'moderated') ORDER BY record.uid"
    )
    found = []
    for audit in _read(store, rows):
        opinions = (
            first_and_moderated(store, audit.record, audit.uid) if audit.record in chosen else None
        )
        if opinions and normalised(opinions[0].grader) != normalised(opinions[1].grader):
            is_disputed = audit.status == "disputed"
            found.append(SharedCase(audit.tool_id, _team([audit]), opinions, is_disputed))
    return found


def gradings(
    store: ReadingStore, cases: Sequence[SharedCase]
) -> Iterator[tuple[SharedCase, list[Codes]]]:
    """Yield each case with the codes of its opinions, a few cases in memory at a time.

    Answers in repeating parts are left out: which of one person's belongs to which of the
    other's, nobody said. Raises StoreTrouble where rules take too long.
    """
    coders: dict[str, Coder] = {}
    names: dict[Cell, str] = {
        key: str(name) for key, name in store.rows("SELECT * FROM field") if "#" not in str(name)
    }
    waiting = iter(cases)
    while several := list(islice(waiting, _AT_ONCE)):
        opinions = [each for case in several for each in case.opinions]
        known = _standing(store, [each.record for each in opinions if not each.revision], names)
        for case in several:
            yield (
                case,
                [
                    _sealed(store, each, coders) if each.revision else known.get(each.record, {})
                    for each in case.opinions
                ],
            )


class _Audit(NamedTuple):
    """A current audit as far as it matters here."""

    record: int
    uid: str
    tool: str
    tool_id: str
    case_key: str
    auditor: str
    audited_on: str
    status: str
    attributes: Mapping[str, str]

    @property
    def quarter(self) -> tuple[str, int]:
        """Year and calendar quarter."""
        return self.audited_on[:4], (int(self.audited_on[5:7]) - 1) // 3


_AUDITS = (
    "SELECT current_audit.record, uid, hash, tool_id, case_key, auditor, audited_on, status, "
    "attributes FROM current_audit JOIN record ON record.id = current_audit.record "
    "JOIN tool ON tool.id = tool WHERE status <> 'void' AND conflicts = 0"
)


def _audited_again(store: ReadingStore) -> Iterator[list[_Audit]]:
    """Yield the audits of each case and tool that has several in one quarter."""
    rows = store.each(
        f"{_AUDITS} AND case_key <> '' AND audited_on <> '' AND (case_key, tool_id) IN "
        "(SELECT case_key, tool_id FROM current_audit JOIN tool ON tool.id = tool "
        "WHERE case_key <> '' GROUP BY 1, 2 HAVING count(*) > 1) "
        "ORDER BY case_key, tool_id, audited_on, uid"
    )
    audits = _read(store, rows)
    for _, group in groupby(audits, lambda each: (each.case_key, each.tool_id, each.quarter)):
        several = list(group)
        if len(several) > 1:
            yield several


def _read(store: ReadingStore, rows: Iterable[Sequence[object]]) -> Iterator[_Audit]:
    for record, *texts, attributes in rows:
        with damaged_if_unreadable(store.path):
            uid, tool, tool_id, case_key, auditor, audited_on, status = map(str, texts)
            yield _Audit(
                int(str(record)),
                uid,
                tool,
                tool_id,
                case_key,
                auditor,
                audited_on,
                status,
                json.loads(str(attributes)),
            )


def _sittings(
    store: ReadingStore, audits: Collection[_Audit], tools: dict[str, AuditTool]
) -> Iterator[list[_Audit]]:
    """Yield the audits that answer the same: apart by agency and role where the tool is."""
    parts: dict[tuple[str, ...], list[_Audit]] = {}
    for each in audits:
        if each.tool not in tools:
            tools[each.tool] = load_tool(store, each.tool)
        tool = tools[each.tool]
        agency = each.attributes.get("agency", "") if tool.agencies else ""
        role = each.attributes.get("role", "") if tool.roles else ""
        parts.setdefault((agency, role), []).append(each)
    yield from (part for part in parts.values() if len(part) > 1)


def _own(store: ReadingStore, audit: _Audit) -> Opinion:
    """Return the grades that the auditor gave, before any moderation."""
    is_moderated = audit.status in MODERATION_ACTS
    before = first_and_moderated(store, audit.record, audit.uid) if is_moderated else None
    return before[0] if before else Opinion(audit.auditor, audit.tool, audit.record)


def _team(audits: Collection[_Audit]) -> str:
    teams = {each.attributes.get("team", "") for each in audits}
    return teams.pop() if len(teams) == 1 else ""


def first_and_moderated(
    store: ReadingStore, record: int, uid: str
) -> tuple[Opinion, Opinion] | None:
    """Return an audit's grades before and after its last moderation; None where there was none."""
    revisions = {each.hash: each for each in revisions_of(store, uid)}
    acts = {each: found.act for each, found in revisions.items()}
    last = last_moderation(acts, parents_of(store, uid))
    if last is None:
        return None
    first, newest = (revisions[each] for each in last)
    graded = read_audit(store, fields_of(store, first.key))
    return (
        Opinion(graded.auditor, first.tool or "", record, first.key),
        Opinion(newest.author, newest.tool or "", record, newest.key),
    )


def _standing(
    store: ReadingStore, records: Collection[int], names: Mapping[Cell, str]
) -> dict[int, dict[str, str]]:
    """Return record → codes of audits as they stand."""
    found: dict[int, dict[str, str]] = {record: {} for record in records}
    rows = store.rows(
        "SELECT record, field, code FROM current_fact "
        "WHERE record IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(found)),),
    )
    for record, field, code in rows:
        if field in names:
            found[int(record or 0)][names[field]] = str(code)
    return found


def _sealed(store: ReadingStore, opinion: Opinion, coders: dict[str, Coder]) -> Codes:
    """Return the codes of one revision, as its tool has them."""
    row = store.row("SELECT act, sealed_at FROM revision WHERE id = ?", (opinion.revision,))
    act, sealed_at = map(str, row or ("", ""))
    audit = read_audit(store, fields_of(store, opinion.revision))
    if opinion.tool not in coders:
        coders[opinion.tool] = Coder(load_tool(store, opinion.tool))
    day = day_read(act, sealed_at, audit)
    try:
        codes = coders[opinion.tool].codes(audit, day, LONGEST_SECONDS)
    except TooMuchWork:
        raise StoreTrouble("The rules of an audit tool take too long to work out.") from None
    return {field: code for field, code in codes.items() if "#" not in field}
