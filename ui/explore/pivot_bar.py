"""What is set against what: a measure, by one field, and by a second."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.audits.choice_box import ChoiceBox
from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named

_FIRST = ("overall", "Overall grade")


class PivotBar(QWidget):
    """Chooses a measure and one or two fields; `pivot_changed` only when a person did."""

    pivot_changed = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measure = ChoiceBox("Show")
        self.by = ChoiceBox("By")
        self.across = ChoiceBox("And by", "nothing more")
        self.swap = named(QPushButton("S&wap"), "Swap", "Sets the two fields the other way round.")
        icons.wear(self.swap, "refresh", "text", 18)
        self.measure.set_choices([_FIRST])
        self.measure.setMinimumContentsLength(26)
        for box in (self.by, self.across):
            box.setMinimumContentsLength(11)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for text, box, room in (
            ("Sh&ow", self.measure, 3),
            ("&by", self.by, 1),
            ("a&nd by", self.across, 1),
        ):
            title = label(text, "muted")
            title.setBuddy(box)
            layout.addWidget(title)
            layout.addWidget(box, room)
        layout.addWidget(self.swap)
        for box in (self.measure, self.by, self.across):
            box.choice_changed.connect(self._on_changed)
        self.swap.clicked.connect(self._on_swapped)
        self._suit()

    @property
    def second(self) -> str | None:
        """The second field, None for none, and none where it is the first once more."""
        return self.across.value if self.across.value != self.by.value else None

    def choose(self, measure: str, by: str, across: str | None) -> None:
        """Show a choice, quietly."""
        self.measure.set_value(measure)
        self.by.set_value(by)
        self.across.set_value(across or "")
        self._suit()

    def offer_fields(self, fields: list[tuple[str, str]]) -> None:
        """Offer fields to group by; what is chosen stays where this database has it."""
        self.by.set_choices(fields, keep_strange=False)
        self.across.set_choices(fields, keep_strange=False)
        self._suit()

    def offer_measures(self, measures: list[tuple[str, str]], chosen: str) -> None:
        """Offer what the tool can be asked about; `chosen` is what is shown."""
        self.measure.set_choices(measures, keep_strange=False)
        self.measure.set_value(chosen)

    def _suit(self) -> None:
        self.swap.setEnabled(bool(self.second))

    @Slot()
    def _on_changed(self) -> None:
        self._suit()
        self.pivot_changed.emit()

    @Slot()
    def _on_swapped(self) -> None:
        self.choose(self.measure.value, self.across.value, self.by.value)
        self.pivot_changed.emit()
