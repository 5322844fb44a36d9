"""Two versions of a tool side by side, as rich text: what differs, word by word."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ui.palettes import Palette
from ui.widgets.marked_words import as_lines, marked_words

if TYPE_CHECKING:
    from forms.versions.changes import Change, ChangeKind
    from forms.versions.comparing import ToolDiff

_MARKS: "dict[ChangeKind, tuple[str, str, str]]" = {
    "added": ("+", "Added", "good"),
    "removed": ("−", "Removed", "bad"),
    "changed": ("≠", "Changed", "warn"),
    "moved": ("↕", "Moved", "info"),
}
# Characters of a text in which changed words are marked; longer ones are shown whole. Finding
# them takes time with the square of the length, so where much changed only short texts are marked.
_LONG, _SHORT = 2_000, 300
_MUCH = 40_000


class Block(NamedTuple):
    """Changes of one part of the tool under its heading; none where nothing changed."""

    heading: tuple[str, ...]
    changes: "tuple[Change, ...]"


def blocks(diff: "ToolDiff", *, with_unchanged: bool) -> list[Block]:
    """Return what differs, part by part in form order; on request unchanged questions as well."""
    changed = [
        Block(path, tuple(changes))
        for path, changes in groupby(diff.changes, key=lambda change: change.path_in_words)
    ]
    if not with_unchanged:
        return changed
    touched = {change.question for change in diff.changes}
    same = [
        Block((diff.new.section_of[name].title, question.label), ())
        for name, question in diff.new.questions.items()
        if name not in touched
    ]
    return changed + same


def summary(diff: "ToolDiff") -> str:
    """Return `3 changed, 1 added` in questions and in all, or that nothing differs."""
    if not diff.changes:
        return "The two say the same."
    kinds = [change.kind for change in diff.changes]
    counts = [
        f"{kinds.count(kind)} {word.lower()}"
        for kind, (_, word, _) in _MARKS.items()
        if kind in kinds
    ]
    questions = {change.question for change in diff.changes if change.question}
    about = f" {len(questions)} of {len(diff.new.questions)} questions are touched."
    return f"{', '.join(counts)}.{about}"


def as_html(shown: Iterable[Block], palette: Palette) -> str:
    """Return the blocks as a table of two columns. All text of tools is escaped here."""
    every = tuple(shown)
    changed = sum(len(each.before) + len(each.after) for block in every for each in block.changes)
    marked = _LONG if changed <= _MUCH else _SHORT
    rows = "".join(_block(at, block, palette, marked) for at, block in enumerate(every))
    return f'<table width="100%" cellspacing="0" cellpadding="8">{rows}</table>'


def _block(at: int, block: Block, palette: Palette, marked: int) -> str:
    heading = " › ".join(escape(part) for part in block.heading) or "The tool"
    if not block.changes:
        return (
            f'<tr><td colspan="2" style="color: {palette.muted}">= {heading}'
            " <i>(unchanged)</i></td></tr>"
        )
    top = (
        f'<tr><td colspan="2" style="background: {palette.neutral_soft}">'
        f'<a name="change{at}"></a><b>{heading}</b></td></tr>'
    )
    return top + "".join(_row(change, palette, marked) for change in block.changes)


def _row(change: "Change", palette: Palette, marked: int) -> str:
    mark, word, tone = _MARKS[change.kind]
    before, after = as_lines(change.before), as_lines(change.after)
    if before and after and max(len(change.before), len(change.after)) <= marked:
        before, after = marked_words(change.before, change.after, palette)
    colour = getattr(palette, tone)
    what = escape(change.what.replace("_", " "))
    sign = f'<span style="color: {colour}"><b>{mark} {word}</b></span> · {what}'
    return (
        f'<tr><td colspan="2" style="padding-bottom: 0">{sign}</td></tr>'
        f'<tr><td width="50%" valign="top">{before or _nothing(palette)}</td>'
        f'<td width="50%" valign="top">{after or _nothing(palette)}</td></tr>'
    )


def _nothing(palette: Palette) -> str:
    return f'<span style="color: {palette.muted}">—</span>'
