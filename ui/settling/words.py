"""How a conflict reads: the heads of columns, the keys, the marked words, what was done."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from forms.settling_names import ANCESTOR, OURS, THEIRS, Choice, side_in_words
from ui.audits.words import moment_text

if TYPE_CHECKING:
    from forms.word_differences import Run
    from ui.palettes import Palette
    from ui.settling.reads import Column, Settled, Version

NOT_THERE = "–"
NOT_BEFORE_ALL = "No version is before them all."
ONLY_SIDES = "One of the versions that differ is chosen."
GROUP = "Conflicts"
KEY_LINES = (
    ("1 2 3 or A O T", "Choose before, ours or theirs"),
    ("↑ ↓", "Go to the answer before or after"),
    ("← →", "Go to the version beside"),
    ("Enter", "Go to the next answer that nothing is chosen of"),
)
_SHORT = 300
_LETTERS = {"A": ANCESTOR, "B": ANCESTOR, "O": OURS, "T": THEIRS}
_ACTS = {"voided": "made void", "handed_over": "handed over"}


def names_of(columns: Iterable[Column]) -> tuple[Choice, ...]:
    """Return the columns there are: what stood before always, then every side."""
    sides = [column.name for column in columns if column.name != ANCESTOR]
    return (ANCESTOR, *sides)


def key_of(place: int) -> str:
    """Return the digit that chooses a column; from the tenth on there is none."""
    return str(place + 1) if place < 9 else ""


def choice_of(key: str, names: tuple[Choice, ...]) -> Choice | None:
    """Return the version that a typed letter or digit chooses."""
    if key.isdigit() and 0 < int(key) <= len(names):
        return names[int(key) - 1]
    chosen = _LETTERS.get(key.upper())
    return chosen if chosen in names else None


def head_text(column: Column) -> str:
    """Return who sealed a version and when, as its column is headed."""
    return f"{column.author}, {_ACTS.get(column.act, column.act)} {moment_text(column.sealed_at)}"


def side_text(name: Choice) -> str:
    """Return what a version is called above its column."""
    return side_in_words(name)


def version_html(version: Version, palette: Palette) -> str:
    """Return an answer with its evidence as rich text; all text of audits is escaped here."""
    answer = _lines(version.answer) or (NOT_THERE if not version.runs else "")
    parts = [f"<b>{answer}</b>"] if answer else []
    if version.runs:
        parts.append(_runs(version.runs, palette))
    return "<br>".join(parts)


def _runs(runs: tuple[Run, ...], palette: Palette) -> str:
    """Part what is gone from what is new in its place."""
    shown = [
        f" {_run(run, palette)}" if before and before.kind == "gone" else _run(run, palette)
        for before, run in zip((None, *runs), runs, strict=False)
    ]
    return "".join(shown)


def _run(run: Run, palette: Palette) -> str:
    """Mark by line as well as by colour: underlined is new, struck out is gone."""
    text = _lines(run.text)
    if run.kind == "new":
        style = f"color: {palette.good}; background: {palette.good_soft}"
        return f'<b><u><span style="{style}">{text}</span></u></b>'
    if run.kind == "gone":
        style = f"color: {palette.bad}; background: {palette.bad_soft}"
        return f'<s><span style="{style}">{text}</span></s>'
    return text


def spoken(version: Version) -> str:
    """Return what a version says, for screen readers."""
    said = [version.answer or ("" if version.text else "nothing"), version.text]
    return ". ".join(part for part in said if part)


def spoken_differences(version: Version) -> str:
    """Return which words are new and which are gone, for screen readers; "" where none are."""
    told = [
        f"{word}: {'; '.join(texts)}."
        for kind, word in (("new", "New words"), ("gone", "Words taken out"))
        if (texts := [run.text.strip() for run in version.runs if run.kind == kind])
    ]
    text = " ".join(told)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def progress_text(chosen: int, total: int) -> str:
    """Return `3 of 5 chosen`."""
    return f"{chosen:,} of {total:,} chosen"


def count_text(count: int) -> str:
    """Return how many audits wait."""
    if not count:
        return "No audit has versions that differ."
    are = "audit has" if count == 1 else "audits have"
    return f"{count:,} {are} versions that differ. No figure counts them until they are settled."


def settled_text(settled: Settled) -> str:
    """Return what was done, and what is still to do."""
    told = "The conflict is settled and sealed. What was not chosen stays in the history."
    if not settled.missing:
        return told
    things = "One thing is" if settled.missing == 1 else f"{settled.missing:,} things are"
    return f"{told} {things} missing in the audit now; reopen it to add what is missing."


def joined_title(count: int) -> str:
    """Return the heading of what joined by itself."""
    return "1 change joined by itself" if count == 1 else f"{count:,} changes joined by themselves"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
