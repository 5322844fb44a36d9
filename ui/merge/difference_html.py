"""An audit here and as it came, as rich text: two columns, every difference said in words."""

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from ui.audits.words import moment_text
from ui.merge.words import amount
from ui.palettes import Palette
from ui.widgets.marked_words import as_lines, marked_words

if TYPE_CHECKING:
    from db.differences import AuditDifference, ChangedBy, Difference, Side
    from db.merge_report import Outcome

_MARKS: "dict[ChangedBy, tuple[str, str, str]]" = {
    "": ("+", "New", "good"),
    "here": ("◂", "Changed here", "info"),
    "there": ("▸", "Changed in the file", "info"),
    "both": ("!", "Changed on both sides: waits for a person", "warn"),
}
_LONG = 2_000
"""Characters of a text in which changed words are marked; it takes time with their square."""
_MOST_MARKED = 40


def summary(difference: "AuditDifference", outcome: "Outcome") -> str:
    """Return how many answers differ and wait, in a sentence or two."""
    if not difference.differences:
        return "Nothing differs: the audit is here as it stands in the file."
    fields = len({each.change.field for each in difference.differences})
    if difference.here is None and outcome != "new":
        told = f"all its {amount(fields, 'answer')} are shown as new"
        return (
            f"Another file of this merge brings this audit too; it was not here before, so {told}."
        )
    if difference.here is None:
        return f"This audit was not here before: {amount(fields, 'answer')} would be added."
    told = f"{amount(fields, 'answer differs', 'answers differ')}."
    waiting = difference.waiting
    if not waiting:
        return told
    return f"{told} {amount(waiting, 'of them waits', 'of them wait')} for a person to settle it."


def side_text(heading: str, side: "Side | None") -> str:
    """Return who sealed a side, when, and with which tool."""
    if side is None:
        return f"{heading}: not there"
    why = f" “{side.reason}”" if side.reason else ""
    sealed = f"sealed by {side.author or 'nobody named'} on {moment_text(side.sealed_at)}"
    return f"{heading}: {sealed}, {side.tool}.{why}"


def as_html(differences: "Iterable[Difference]", palette: Palette) -> tuple[str, int]:
    """Return the differences as a table, and how many anchors `change0` … it has.

    All text of audits is escaped here.
    """
    rows, at, marked = [], 0, 0
    for heading, several in groupby(differences, key=lambda each: each.change.heading):
        rows.append(
            f'<tr><td colspan="2" style="background: {palette.neutral_soft}">'
            f"<b>{as_lines(heading)}</b></td></tr>"
        )
        for each in several:
            may_mark = marked < _MOST_MARKED and _is_short(each)
            marked += may_mark
            rows.append(_row(at, each, palette, mark=may_mark))
            at += 1
    return f'<table width="100%" cellspacing="0" cellpadding="8">{"".join(rows)}</table>', at


def _is_short(each: "Difference") -> bool:
    both = each.change.before and each.change.after
    return bool(both) and max(len(each.change.before), len(each.change.after)) <= _LONG


def _row(at: int, each: "Difference", palette: Palette, *, mark: bool) -> str:
    sign, said, tone = _MARKS[each.by]
    change = each.change
    before, after = as_lines(change.before), as_lines(change.after)
    if mark:
        before, after = marked_words(change.before, change.after, palette)
    part = f" · {as_lines(change.part)}" if change.part else ""
    asked = f"<br>before: {as_lines(change.asked_before)}" if change.asked_before else ""
    nothing = f'<span style="color: {palette.muted}">—</span>'
    return (
        f'<tr><td colspan="2" style="padding-bottom: 0"><a name="change{at}"></a>'
        f"<b>{as_lines(change.label)}</b>{part}{asked}<br>"
        f'<span style="color: {getattr(palette, tone)}"><b>{sign}</b> {said}</span></td></tr>'
        f'<tr><td width="50%" valign="top">{before or nothing}</td>'
        f'<td width="50%" valign="top">{after or nothing}</td></tr>'
    )
