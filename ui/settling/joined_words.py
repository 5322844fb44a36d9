"""How what joined by itself is put into words, and set side by side as rich text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.audits.words import day_text
from ui.settling.words import NOT_THERE
from ui.widgets.marked_words import as_lines, marked_words

if TYPE_CHECKING:
    from db.joined import Accepted
    from forms.record_words import Told
    from forms.settling_words import JoinedWords
    from ui.palettes import Palette
    from ui.settling.joined_reads import JoinedView

ABOUT = (
    "Several people changed different answers of these audits. All the changes count already. "
    "Accepting seals them as one version that you stand for."
)
_LONG = 2_000
"""Characters of a text in which changed words are marked; it takes time with their square."""
_MOST_MARKED = 40


def title_text(views: Sequence[JoinedView]) -> str:
    """Return the heading of what is to be accepted."""
    if len(views) == 1:
        return f"Accept the joined answers of {views[0].row.case or 'an audit'}"
    return f"Accept the joined answers of {len(views):,} audits"


def told_text(views: Sequence[JoinedView], more: int) -> str:
    """Return what accepting does, and how many audits stay listed for another time."""
    one = len(views) == 1
    what = "this audit" if one else "each of these audits"
    told = (
        f"What stands on the right counts already. Accepting seals it as one version of {what}, "
        "with your name. The versions before stay in the history, and the merges that brought them "
        "can no longer be undone."
    )
    others = "one other audit" if more == 1 else f"{more:,} other audits"
    return f"{told} Left for later: {others}." if more else told


def accepted_text(accepted: Accepted) -> str:
    """Return what was done, and why some could not be accepted."""
    many, left = len(accepted.uids), accepted.refused
    told = "1 audit was" if many == 1 else f"{many:,} audits were"
    parts = [f"{told} accepted and sealed as joined."] if many else []
    if left:
        count = "1 audit was" if len(left) == 1 else f"{len(left):,} audits were"
        parts.append(f"{count} not accepted. {left[0][1]}")
    return " ".join(parts)


def as_html(views: Sequence[JoinedView], palette: Palette) -> tuple[str, int]:
    """Return every joined answer, before and now, and how many anchors `change0` … there are.

    All text of audits is escaped here.
    """
    rows: list[str] = []
    at = 0
    for view in views:
        rows.append(_head(view, palette))
        for change in view.changes:
            rows.append(_row(at, view, change, palette))
            at += 1
        if not view.changes:
            rows.append('<tr><td colspan="2">All versions say the same.</td></tr>')
    return f'<table width="100%" cellspacing="0" cellpadding="8">{"".join(rows)}</table>', at


def _head(view: JoinedView, palette: Palette) -> str:
    row = view.row
    day = f", {day_text(row.audited_on)}" if row.audited_on else ""
    about = f"{row.tool_title} {row.tool_version}  ·  {row.auditor or 'no auditor'}{day}"
    return (
        f'<tr><td colspan="2" style="background: {palette.neutral_soft}">'
        f"<b>{as_lines(row.case or 'No case reference')}</b>  ·  {as_lines(about)}</td></tr>"
    )


def _row(at: int, view: JoinedView, change: JoinedWords, palette: Palette) -> str:
    by = ", ".join(dict.fromkeys(view.authors[side] for side in change.sides))
    before, now = _in_words(change.before), _in_words(change.now)
    left, right = as_lines(before), as_lines(now)
    both = NOT_THERE not in (before, now)
    if both and at < _MOST_MARKED and max(len(before), len(now)) <= _LONG:
        left, right = marked_words(before, now, palette)
    return (
        f'<tr><td colspan="2" style="padding-bottom: 0"><a name="change{at}"></a>'
        f"<b>{as_lines(change.label)}</b>  ·  changed by {as_lines(by)}</td></tr>"
        f'<tr><td width="50%" valign="top">{left}</td>'
        f'<td width="50%" valign="top">{right}</td></tr>'
    )


def _in_words(told: Told) -> str:
    return "\n".join(part for part in (told.text, told.evidence) if part) or NOT_THERE
