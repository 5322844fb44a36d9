"""A conflict as the command line prints it: as a document, or in lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from textwrap import indent
from typing import TYPE_CHECKING

from forms.revisions import from_moment
from forms.settling_names import ANCESTOR, BOTH, WHOLE, Choice, named_field, side_in_words
from forms.settling_words import audit_in_words, contests_in_words, joined_in_words

if TYPE_CHECKING:
    from db.settling import Conflict, ConflictRow, Side
    from forms.audits import Fields
    from forms.record_words import Told

_PLAIN_ROW = ("case", "auditor", "audited_on", "tools_differ", "has_draft")


def conflict_as_plain(row: ConflictRow, conflict: Conflict) -> dict[str, object]:
    """Return a conflict as a JSON object; `question` is what `settle --choose` takes."""
    standoff = conflict.standoff
    contests = contests_in_words(standoff) if standoff else []
    joined = joined_in_words(standoff) if standoff else []
    return {
        "audit": row.uid,
        "tool": row.tool_title,
        "version": row.tool_version,
        **{name: getattr(row, name) for name in _PLAIN_ROW},
        "sides": {ANCESTOR: None}
        | {name: _side_as_plain(side) for name, side in conflict.versions.items()},
        "answers": [
            {
                "question": named_field(each.field),
                "field": each.field,
                "section": each.heading,
                "label": each.label,
                ANCESTOR: None,
                **{
                    name: {"value": fields.get(each.field), **_told_as_plain(each.versions[name])}
                    for name, fields in _offered(conflict, each.field).items()
                },
            }
            for each in contests
        ]
        or [_whole_as_plain(conflict)],
        "joined": [
            {
                "question": named_field(each.field),
                "label": each.label,
                "before": _told_as_plain(each.before),
                "now": _told_as_plain(each.now),
                "changed_by": list(each.sides),
            }
            for each in joined
        ],
    }


def _offered(conflict: Conflict, field: str) -> dict[str, Fields]:
    """Return what may be chosen of a field, by name, with its fields."""
    if conflict.standoff is None:
        return {}
    together = conflict.standoff.both(field)
    return {**conflict.standoff.versions, **({BOTH: together} if together else {})}


def _whole_as_plain(conflict: Conflict) -> dict[str, object]:
    """Return the one choice there is where the sides were made with different tools."""
    told = {name: _told_as_plain(each) for name, each in _whole(conflict).items()}
    return {"question": WHOLE, "field": WHOLE, "section": "", "label": "The whole audit", **told}


def _side_as_plain(side: Side) -> dict[str, object]:
    return {
        "author": side.author,
        "sealed_at": side.sealed_at,
        "act": side.act,
        "reason": side.reason,
        "hash": side.hash,
        "tool_hash": side.tool.hash,
    }


def _told_as_plain(told: Told) -> dict[str, str]:
    return {"text": told.text, "evidence": told.evidence}


def conflict_in_words(row: ConflictRow, conflict: Conflict) -> Iterator[str]:
    """Yield a conflict as lines: who differs, then every answer with what each version says."""
    day = f"  {date.fromisoformat(row.audited_on):%d/%m/%Y}" if row.audited_on else ""
    yield f"{row.case or 'No case reference'}  {row.tool_title} {row.tool_version}{day}"
    yield f"  {row.uid}"
    for name, side in conflict.versions.items():
        sealed = f"{from_moment(side.sealed_at).astimezone():%d/%m/%Y %H:%M}"
        yield f"  {side_in_words(name)}: {side.author}, {sealed}"
    if conflict.standoff is None:
        yield from _answer(WHOLE, "The whole audit", _whole(conflict))
        yield ""
        return
    for each in contests_in_words(conflict.standoff):
        yield from _answer(named_field(each.field), each.label, each.versions)
    joined = joined_in_words(conflict.standoff)
    if joined:
        names = (f"{each.label} ({', '.join(each.sides)})" for each in joined)
        yield f"  Joined by themselves: {'; '.join(names)}"
    yield ""


def _answer(question: str, label: str, versions: Mapping[str, Told]) -> Iterator[str]:
    yield f"  {question}: {label}"
    for name, told in versions.items():
        said = "\n".join(part for part in (told.text, told.evidence) if part) or "–"
        first, *others = indent(said, " " * 14).splitlines()
        yield f"    {f'{name}:':<10}{first.strip()}"
        yield from others


def _whole(conflict: Conflict) -> dict[Choice, Told]:
    """Return what each side says as a whole, where one is chosen whole."""
    tools = conflict.tool_names
    return {
        side.name: audit_in_words(side.tool, side.fields, tools[side.name])
        for side in conflict.sides
    }
