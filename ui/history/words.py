"""How versions, changes and old answers read; knows no Qt. All text of audits is escaped here."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from ui.widgets.marked_words import as_lines, marked_words

if TYPE_CHECKING:
    from forms.field_changes import FieldChange
    from forms.record_history import HistoryEntry, PastAnswer
    from ui.palettes import Palette

# Characters of a text in which changed words are marked; finding them takes time with the square
# of the length, so where much changed only short texts are marked.
_LONG, _SHORT = 2_000, 300
_MUCH = 40_000
_PARTS = {"evidence": "Evidence"}


def moment(entry: "HistoryEntry") -> str:
    """Return when a version was sealed, as the clock here had it."""
    return f"{entry.sealed_at.astimezone():%d/%m/%Y %H:%M}"


def headline(entry: "HistoryEntry") -> str:
    """Return what a version is called in the list."""
    return f"Version {entry.number}: {entry.done}"


def byline(entry: "HistoryEntry") -> str:
    """Return who sealed it, when, and how much changed with it."""
    told = f"{entry.author} · {moment(entry)}"
    return f"{told} · {_changes(entry.changed)}" if entry.parents else told


def spoken(entry: "HistoryEntry") -> str:
    """Return all that is said of a version where the list is read out."""
    return f"{headline(entry)}. {byline(entry).replace(' · ', ', ')}. {entry.place}"


def origin(entry: "HistoryEntry") -> str:
    """Return where a version came from: made here, or with which files."""
    came = [
        f"“{each.file}” on {each.merged_at.astimezone():%d/%m/%Y}"
        + (f", merged by {each.author}" if each.author else "")
        for each in entry.came_with
    ]
    parts = ["Made in this database."] if entry.own else []
    if came:
        parts.append(f"Came with {'; '.join(dict.fromkeys(came))}.")
    return " ".join(parts)


def about(entry: "HistoryEntry", palette: "Palette") -> str:
    """Return everything about one version, as a table of two columns."""
    pairs = [
        ("Done", f"{entry.done} by {entry.author} on {moment(entry)}"),
        ("Reason", entry.reason),
        ("Audit tool", entry.tool_name),
        ("Place", entry.place),
        ("From", origin(entry)),
        ("Content hash", entry.short),
    ]
    rows = "".join(
        f'<tr><td style="color: {palette.muted}">{name}&nbsp;</td><td>{as_lines(text)}</td></tr>'
        for name, text in pairs
        if text
    )
    return f'<h3>Version {entry.number}</h3><table cellpadding="3">{rows}</table>'


def compared(changes: Sequence["FieldChange"], before: str, after: str, palette: "Palette") -> str:
    """Return what differs between two versions side by side, under their two headings."""
    if not changes:
        return f"<p><i>{escape(after)} says the same as {escape(before.lower())}.</i></p>"
    size = sum(len(each.before) + len(each.after) for each in changes)
    marked = _LONG if size <= _MUCH else _SHORT
    top = (
        f'<tr><td width="50%" style="color: {palette.muted}">{escape(before)}</td>'
        f'<td width="50%" style="color: {palette.muted}">{escape(after)}</td></tr>'
    )
    rows = "".join(
        _under(heading, several, palette, marked)
        for heading, several in groupby(changes, key=lambda each: each.heading)
    )
    told = f"<h3>{_changes(len(changes)).capitalize()}</h3>"
    return f'{told}<table width="100%" cellspacing="0" cellpadding="6">{top}{rows}</table>'


def remembered(answers: Sequence["PastAnswer"], label: str, palette: "Palette") -> str:
    """Return every value that one answer ever had, the newest first, with who gave it and when."""
    rows = "".join(_answer(each, label, palette) for each in reversed(answers))
    table = f'<table width="100%" cellspacing="0" cellpadding="6">{rows}</table>'
    return f"<h3>{escape(label)}</h3>{table}"


def first_told(entry: "HistoryEntry") -> str:
    """Return what is said of a version that builds on no other."""
    return (
        f"<p><i>Version {entry.number} builds on no other, so nothing changed with it. Choose "
        "another version to compare it with, or an answer to see all it ever said.</i></p>"
    )


def _under(heading: str, changes: Iterable["FieldChange"], palette: "Palette", marked: int) -> str:
    top = (
        f'<tr><td colspan="2" style="background: {palette.neutral_soft}">'
        f"<b>{escape(heading)}</b></td></tr>"
    )
    return top + "".join(_change(each, palette, marked) for each in changes)


def _change(change: "FieldChange", palette: "Palette", marked: int) -> str:
    before, after = as_lines(change.before), as_lines(change.after)
    if before and after and max(len(change.before), len(change.after)) <= marked:
        before, after = marked_words(change.before, change.after, palette)
    what = " · ".join(_titles(change))
    asked = f"<br><i>Asked before: {escape(change.asked_before)}</i>" if change.asked_before else ""
    return (
        f'<tr><td colspan="2" style="padding-bottom: 0">{what}{asked}</td></tr>'
        f'<tr><td width="50%" valign="top">{before or _nothing(palette)}</td>'
        f'<td width="50%" valign="top">{after or _nothing(palette)}</td></tr>'
    )


def _titles(change: "FieldChange") -> Iterator[str]:
    yield f"<b>{escape(change.label)}</b>"
    if change.part:
        yield _PARTS.get(change.part, change.part)


def _answer(past: "PastAnswer", label: str, palette: "Palette") -> str:
    """Return one value; how the question was worded then stands by it where that differs."""
    entry = past.entry
    who = f"Version {entry.number}, {escape(entry.author)}, {moment(entry)}"
    evidence = f"<br>{as_lines(past.told.evidence)}" if past.told.evidence else ""
    asked = f"<br><i>Asked then: {escape(past.label)}</i>" if past.label != label else ""
    return (
        f'<tr><td style="background: {palette.neutral_soft}">{who}{asked}</td></tr>'
        f"<tr><td><b>{as_lines(past.told.text) or _nothing(palette)}</b>{evidence}</td></tr>"
    )


def _nothing(palette: "Palette") -> str:
    return f'<span style="color: {palette.muted}">— nothing —</span>'


def _changes(number: int) -> str:
    return f"{number:,} {'change' if number == 1 else 'changes'}"
