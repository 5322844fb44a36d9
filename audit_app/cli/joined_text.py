"""An audit that joined by itself as the command line prints it: as a document, or in lines."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent
from typing import TYPE_CHECKING

from forms.settling_names import named_field
from forms.settling_words import joined_in_words

if TYPE_CHECKING:
    from db.joined import JoinedAudit, JoinedRow
    from forms.record_words import Told


def joined_as_plain(row: JoinedRow, joined: JoinedAudit) -> dict[str, object]:
    """Return what joined in an audit as a JSON object; `heads` are the versions' hashes."""
    return {
        "audit": row.uid,
        "case": row.case,
        "tool": row.tool_title,
        "version": row.tool_version,
        "auditor": row.auditor,
        "audited_on": row.audited_on,
        "has_draft": row.has_draft,
        "heads": list(joined.heads),
        "joined": [
            {
                "question": named_field(each.field),
                "label": each.label,
                "before": each.before._asdict(),
                "now": each.now._asdict(),
                "changed_by": [_author(joined, side) for side in each.sides],
            }
            for each in joined_in_words(joined.standoff)
        ],
    }


def joined_fields(joined: JoinedAudit) -> list[str]:
    """Return what joined, as people type it."""
    return [named_field(each.field) for each in joined_in_words(joined.standoff)]


def joined_in_lines(row: JoinedRow, joined: JoinedAudit) -> Iterator[str]:
    """Yield an audit as lines: whose it is, then what joined, before and now."""
    yield f"{row.case or 'No case reference'}  {row.tool_title} {row.tool_version}"
    yield f"  {row.uid}"
    for each in joined_in_words(joined.standoff):
        by = ", ".join(_author(joined, side) for side in each.sides)
        yield f"  {named_field(each.field)}: {each.label}, changed by {by}"
        yield from _lines("before:", each.before)
        yield from _lines("now:", each.now)
    yield ""


def _author(joined: JoinedAudit, name: str) -> str:
    return next(side.author for side in joined.sides if side.name == name)


def _lines(name: str, told: Told) -> Iterator[str]:
    said = "\n".join(part for part in told if part) or "–"
    first, *others = indent(said, " " * 14).splitlines()
    yield f"    {name:<10}{first.strip()}"
    yield from others
