"""How far a merge is, and what the page says of it; knows no Qt."""

from collections.abc import Sequence
from typing import Literal

from db.merge_report import MergeReport
from ui.merge.lines import FileLine
from ui.merge.words import amount, done_text, looked_text

Phase = Literal["empty", "looking", "ready", "stopped", "merging", "done", "stored"]
"""`stopped`: the look ahead was cancelled or failed. `stored`: an earlier merge is shown."""

IS_DONE: tuple[Phase, ...] = ("done", "stored")
"""What the page shows is in the database."""


def phase_text(
    phase: Phase, lines: Sequence[FileLine], report: MergeReport | None, *, was_stopped: bool
) -> str:
    """Return how things stand, in a sentence or two."""
    read = sum(line.state != "waiting" for line in lines)
    if phase == "looking":
        return f"Looking into the files: {read:,} of {len(lines):,} …"
    if phase == "merging":
        return f"Merging: {read:,} of {amount(len(lines), 'file')} …"
    if phase == "stopped" and any(line.state == "merged" for line in lines):
        return "The merge was broken off. Files that are marked as merged are in the database."
    if phase == "stopped":
        return "The work was stopped. Nothing was changed."
    if phase == "ready":
        return looked_text(lines)
    return done_text(lines, report, was_stopped=was_stopped) if report else ""
