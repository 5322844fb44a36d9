"""The dated steps of a target, and known changes of practice, each as rows to be typed."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from ui.report.dated_editor import DatedEditor, Sort
from ui.report.dated_rows import RowWords
from ui.report.trend_state import share_text
from ui.theme import Theme

if TYPE_CHECKING:
    from exports.figures.process_charts.models import TargetStep
    from exports.figures.reports.asked import KnownChange

_NO_SHARE = "This is not a share. Type a percentage from 0 to 100, such as 60%."
_NO_WORDS = "Say in a few words what changed."
_SHARE = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*%?")
_STEP_WORDS = RowWords("step", "By the day", "Share good or better", "60%", 10)
_CHANGE_WORDS = RowWords(
    "change",
    "From the day",
    "What changed in practice",
    "New supervision policy",
    300,
    is_long=True,
)


class TargetEditor(DatedEditor["TargetStep"]):
    """The steps of a target: by which day, which share of audits or answers shall be good."""

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        once = "There are two steps for"
        super().__init__(Sort(_STEP_WORDS, _read_step, _show_step, once), theme, today)

    def show_steps(self, steps: "Iterable[TargetStep]") -> None:
        """Show these steps, quietly."""
        self.show_items(steps)

    def steps(self) -> "tuple[TargetStep, ...]":
        """Return the steps that can be read, by date; `check` says whether all can."""
        return tuple(sorted(self.items(), key=lambda step: step.by))


class ChangeEditor(DatedEditor["KnownChange"]):
    """Changes of practice that are known: from which day, and what changed, in words."""

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__(Sort(_CHANGE_WORDS, _read_change, _show_change), theme, today)

    def show_changes(self, changes: "Iterable[KnownChange]") -> None:
        """Show these changes, quietly."""
        self.show_items(changes)

    def changes(self) -> "tuple[KnownChange, ...]":
        """Return the changes that can be read, by date; `check` says whether all can."""
        return tuple(sorted(self.items(), key=lambda change: change.day))


def _read_step(day: date, text: str) -> "TargetStep":
    from exports.figures.process_charts.models import TargetStep

    found = _SHARE.fullmatch(text.strip())
    share = float(found[1].replace(",", ".")) if found else -1.0
    if not 0 <= share <= 100:
        raise ValueError(_NO_SHARE)
    return TargetStep(by=day, value=share / 100)


def _show_step(step: "TargetStep") -> tuple[date, str]:
    return step.by, share_text(step.value)


def _read_change(day: date, text: str) -> "KnownChange":
    from exports.figures.reports.asked import read_change

    told = " ".join(text.split())
    if not told:
        raise ValueError(_NO_WORDS)
    return read_change(f"{day.isoformat()}={told}")


def _show_change(change: "KnownChange") -> tuple[date, str]:
    return change.day, change.what
