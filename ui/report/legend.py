"""What the parts of a bar stand for: a chip as it is filled, and its name."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.report.board import Chart
from ui.report.chart_view import ChartView
from ui.theme import GRID
from ui.widgets.dressing import label

_COLUMNS = 2
_SCALE = 1.4


class Legend(QWidget):
    """Chips with names, two columns of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID * 3)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(_COLUMNS, 1)
        self._shown: list[tuple[Chart, str]] = []

    def show_entries(self, entries: list[tuple[Chart, str]]) -> None:
        """Show other chips."""
        if entries == self._shown:
            return
        self._shown = entries
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, (chip, text) in enumerate(entries):
            self._grid.addWidget(_entry(chip, text), place // _COLUMNS, place % _COLUMNS)


def _entry(chip: Chart, text: str) -> QWidget:
    entry = QWidget()
    view = ChartView(f"Legend: {text}", _SCALE)
    view.show_chart(chip)
    row = QHBoxLayout(entry)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    row.addWidget(view)
    row.addWidget(label(text, "small"), 1)
    return entry
