"""For whom a report is: everything, or without what could let anybody be recognised."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QSpinBox, QWidget

from ui.audits.choice_box import ChoiceBox
from ui.report.wishes import LARGEST_THRESHOLD, USUAL_THRESHOLD
from ui.theme import GRID
from ui.widgets.dressing import label, named

if TYPE_CHECKING:
    from exports.reports.kinds import Profile, ReportKind

_LAST = 4  # the column that takes the rest of the width
_TOLD: "dict[Profile, str]" = {
    "internal": "Everything is shown. Do not publish it: small numbers and quotations can let "
    "somebody be recognised.",
    "published": "Leaves out small counts and what would give them away, names, and {}. Do not "
    "publish a second report on nearly the same audits: the two could be subtracted.",
}
_ALL_BUT_CHOSEN, _ALL = "all quotations you do not choose", "all quotations"


class ProfileBar(QWidget):
    """Chooses internal or published, which counts are too small, which quotations are published.

    `profile_changed` only when a person changed it; `quotes_requested` asks for the list of
    quotations to choose from.
    """

    profile_changed = Signal()
    quotes_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.quotes: frozenset[str] = frozenset()
        self._has_quotes = True
        self._only_internal = ""
        self.choice = ChoiceBox("For whom the report is")
        self.choice.set_choices([("internal", "Internal"), ("published", "Published")])
        self.told = label("", "muted", wrap=True)
        self.choose = named(
            QPushButton("Choose &quotations…"),
            "Choose quotations",
            "Lists what the report could quote; nothing is quoted that you do not tick",
        )
        self.smallest = _threshold_box()
        self._hide_from = label("&Hide counts from 1 to")
        self._hide_from.setBuddy(self.smallest)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(_LAST, 1)
        for column, part in enumerate((self.choice, self._hide_from, self.smallest, self.choose)):
            self._grid.addWidget(part, 0, column)
        self.choice.choice_changed.connect(self._on_changed)
        self.smallest.valueChanged.connect(self._on_changed)
        self.choose.clicked.connect(self.quotes_requested)
        self._show_profile()

    @property
    def profile(self) -> "Profile":
        """For whom the report is."""
        return "published" if self.choice.value == "published" else "internal"

    @property
    def threshold(self) -> int:
        """The largest count that is not published."""
        return self.smallest.value()

    def offer(self, kind: "ReportKind", *, there: bool) -> None:
        """Offer the choice where there is a report; of a kind never published, say why."""
        can_be = "published" in kind.profiles
        if not can_be:
            self.choice.set_value("internal")
        self._has_quotes = "publication" in kind.asks
        self._only_internal = "" if can_be else f"For internal use only. {kind.internal_because}"
        self._show_profile()
        self.setVisible(there)

    def take_quotes(self, quotes: frozenset[str]) -> None:
        """Publish these quotations, quietly; of other audits they are chosen anew."""
        self.quotes = quotes
        self._show_profile()

    def _show_profile(self) -> None:
        told = _TOLD[self.profile].format(_ALL_BUT_CHOSEN if self._has_quotes else _ALL)
        self.told.setText(self._only_internal or told)
        self.choice.setVisible(not self._only_internal)
        is_published = self.profile == "published"
        for part in (self._hide_from, self.smallest):
            part.setVisible(is_published)
        self.choose.setVisible(is_published and self._has_quotes)
        self._grid.removeWidget(self.told)
        if is_published:  # beside all the rest, large text would leave it too little room
            self._grid.addWidget(self.told, 1, 0, 1, _LAST + 1)
        else:
            self._grid.addWidget(self.told, 0, _LAST)
        number = f" ({len(self.quotes)})" if self.quotes else ""
        self.choose.setText(f"Choose &quotations…{number}")

    @Slot()
    def _on_changed(self) -> None:
        self._show_profile()
        self.profile_changed.emit()


def _threshold_box() -> QSpinBox:
    box = named(
        QSpinBox(),
        "Hide counts from 1 to",
        "Counts from 1 to this number are not published; noughts are.",
    )
    box.setRange(1, LARGEST_THRESHOLD)
    box.setValue(USUAL_THRESHOLD)
    box.setKeyboardTracking(False)  # of 10, the 1 is no answer yet
    box.lineEdit().setTextMargins(GRID, 0, 0, 0)  # which no style sheet reaches
    return box
