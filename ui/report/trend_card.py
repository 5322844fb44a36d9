"""The share by quarter: the chart on paper white in either scheme, its table beside it."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.report.board import Board
from ui.report.chart_view import ChartView, on_paper
from ui.report.figure_table import FigureTable
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

_SCALE = 1.2
_TABLE = 60  # letters; with less room the table stands below the chart


class TrendCard(QFrame):
    """A run chart that breaks where quarters must not be compared, and says why."""

    def __init__(self, table: FigureTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(named(self, "Over time"), "card")
        self.table = table
        self.chart = ChartView("Share good or better by quarter", _SCALE)
        self.breaks = label("", "small", wrap=True)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(on_paper(self.chart))
        left.addWidget(self.breaks)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(table)
        right.addStretch(1)
        self._parts = QHBoxLayout()
        self._parts.setSpacing(GRID * 2)
        self._parts.addLayout(left)
        self._parts.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label("Over time", "heading"))
        layout.addLayout(self._parts)

    def show_board(self, board: Board) -> None:
        """Show other quarters; without any the card hides."""
        self.setVisible(board.trend_chart is not None)
        if board.trend_chart is None:
            return
        self.chart.show_chart(board.trend_chart)
        self.table.show_table(board.trend)
        self._arrange()
        told = "The line is broken where a quarter must not be compared with the one before."
        self.breaks.setText("\n".join([told, *board.breaks]))
        self.breaks.setVisible(bool(board.breaks))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the table beside the chart where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        spare = self.width() - self.chart.width() - 8 * GRID
        fits = spare >= _TABLE * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if fits else direction.TopToBottom)
