"""For whom a report is: everything, or without what could let anybody be recognised."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.audits.choice_box import ChoiceBox
from ui.theme import GRID
from ui.widgets.dressing import label, named

if TYPE_CHECKING:
    from exports.reports.kinds import Profile, ReportKind

_TOLD: "dict[Profile, str]" = {
    "internal": "Everything is shown. Do not publish it: small numbers and quotations can let "
    "somebody be recognised.",
    "published": "Leaves out counts from 1 to 5 and what would give them away, names, and all "
    "quotations you do not choose. Do not publish a second report on nearly the same audits: the "
    "two could be subtracted.",
}


class ProfileBar(QWidget):
    """Chooses internal or published, and which quotations are published.

    `profile_changed` only when a person changed it; `quotes_requested` asks for the list of
    quotations to choose from.
    """

    profile_changed = Signal()
    quotes_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.quotes: frozenset[str] = frozenset()
        self.choice = ChoiceBox("For whom the report is")
        self.choice.set_choices([("internal", "Internal"), ("published", "Published")])
        self.told = label("", "muted", wrap=True)
        self.choose = named(
            QPushButton("Choose &quotations…"),
            "Choose quotations",
            "Lists what the report could quote; nothing is quoted that you do not tick",
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.choice)
        layout.addWidget(self.told, 1)
        layout.addWidget(self.choose)
        self.choice.choice_changed.connect(self._on_changed)
        self.choose.clicked.connect(self.quotes_requested)
        self._show_profile()

    @property
    def profile(self) -> "Profile":
        """For whom the report is."""
        return "published" if self.choice.value == "published" else "internal"

    def offer(self, kind: "ReportKind", *, there: bool) -> None:
        """Offer the choice where there is a report, of a kind that can be published."""
        can_be = "published" in kind.profiles
        if not can_be:
            self.choice.set_value("internal")
            self._show_profile()
        self.setVisible(can_be and there)

    def take_quotes(self, quotes: frozenset[str]) -> None:
        """Publish these quotations, quietly; of other audits they are chosen anew."""
        self.quotes = quotes
        self._show_profile()

    def _show_profile(self) -> None:
        self.told.setText(_TOLD[self.profile])
        self.choose.setVisible(self.profile == "published")
        number = f" ({len(self.quotes)})" if self.quotes else ""
        self.choose.setText(f"Choose &quotations…{number}")

    @Slot()
    def _on_changed(self) -> None:
        self._show_profile()
        self.profile_changed.emit()
