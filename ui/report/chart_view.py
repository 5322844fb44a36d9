"""A chart in the window: the drawing of the document, with its words for screen readers."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.report.board import Chart
from ui.theme import GRID
from ui.widgets.dressing import named, tip


class ChartView(QSvgWidget):
    """Shows a `Chart` at a scale of its own size, in pixels a point."""

    def __init__(self, name: str, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name)
        self._scale = scale
        self._size = QSize(1, 1)
        self.renderer().setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart; what it shows is its description too."""
        self._size = QSize(round(chart.width * self._scale), round(chart.height * self._scale))
        self.load(QByteArray(chart.svg))
        self.renderer().setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.setAccessibleDescription(chart.words)
        self.setToolTip(tip(chart.words))
        self.setFixedSize(self._size)


def on_paper(chart: ChartView) -> QFrame:
    """Put a chart on a white ground: it is drawn for paper, and its ink is dark in dark too."""
    paper = QFrame()
    paper.setStyleSheet("QFrame { background: white; border-radius: 8px; }")
    inner = QVBoxLayout(paper)
    inner.setContentsMargins(GRID, GRID, GRID, GRID)
    inner.addWidget(chart, 0, Qt.AlignmentFlag.AlignCenter)
    return paper
