"""What a view came to: its title and words, the chart, and the table beside or below it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.explore.chart import CrossingChart
from ui.explore.table import CrossingTable
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role

if TYPE_CHECKING:
    from ui.explore.shown import Shown

_FEW = "An open dot, and “few”, mark fewer than 10 answers: read the interval, not the share alone."
_BEHIND = "Click a bar or press Enter on it to list the audits behind."
_TABLE = 60  # letters; with less room beside the chart the table stands below it
_MARGIN = GRID + 4  # of the paper round the chart


class ExploreSheet(QScrollArea):
    """Shows a `Shown`; `chosen(place, code)` when a person enters a bar or a cell."""

    chosen = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "What is shown")
        self.title = label("", "heading", wrap=True)
        self.headline = label("", "strong", wrap=True)
        self.limits = label("", "muted", wrap=True)
        self.few = label("", "small", wrap=True)
        self.chart = CrossingChart()
        self.table = CrossingTable(theme)
        self._build()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.chart.chosen.connect(self.chosen)
        self.table.chosen.connect(self.chosen)
        self.chart.entered.connect(self._on_line_entered)
        self.table.entered_cell.connect(self._on_cell_entered)
        theme.changed.connect(self._arrange)

    def _build(self) -> None:
        paper = QFrame()
        paper.setStyleSheet("QFrame { background: white; border-radius: 8px; }")
        inner = QVBoxLayout(paper)
        inner.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        inner.addWidget(self.chart)
        self._left, self._right = QWidget(), QWidget()
        for side, part in ((self._left, paper), (self._right, self.table)):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(part)
            column.addStretch(1)
        self._parts = QHBoxLayout()
        self._parts.setSpacing(GRID * 2)
        self._parts.addWidget(self._left)
        self._parts.addWidget(self._right)
        card = set_role(QFrame(), "card")
        within = QVBoxLayout(card)
        within.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        within.setSpacing(GRID)
        for words in (self.title, self.headline, self.limits):
            within.addWidget(words)
        within.addLayout(self._parts)
        within.addWidget(self.few)
        page = set_role(QWidget(), "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, GRID, GRID)
        layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(page)

    def show_shown(self, shown: "Shown | None") -> None:
        """Show something else, or nothing."""
        title = shown.title if shown else ""
        if title != self.title.text():
            self.verticalScrollBar().setValue(0)
        self.title.setText(title)
        self.headline.setText(shown.headline if shown else "")
        self.limits.setText("\n".join(shown.limits) if shown else "")
        self.limits.setVisible(bool(shown and shown.limits))
        published = shown is not None and shown.crossing.total.published
        self.few.setText(_FEW if published else f"{_FEW} {_BEHIND}")
        self.chart.show_picture(shown.picture if shown else None)
        self.table.show_table(shown.table if shown else None)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the table beside the chart where there is room."""
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        room = self.viewport().width() - GRID * 7 - 4  # the gaps, and the edge of the card
        chart = self.chart.wanted_width + 2 * _MARGIN
        left = room - chart
        beside = left >= _TABLE * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._left.setFixedWidth(max(min(chart, room), GRID * 40))
        self._right.setFixedWidth(min(self.table.sizeHint().width(), left if beside else room))

    @Slot(QRectF)
    def _on_line_entered(self, line: QRectF) -> None:
        self._reveal(self.chart, line.toAlignedRect())

    @Slot(QRect)
    def _on_cell_entered(self, cell: QRect) -> None:
        self._reveal(self.table.viewport(), cell)

    def _reveal(self, part: QWidget, rectangle: QRect) -> None:
        """Scroll to where the keyboard went: neither chart nor table scrolls by itself."""
        page = self.widget()
        if page is not None:
            corner = part.mapTo(page, QPoint(0, rectangle.center().y()))
            self.ensureVisible(0, corner.y(), 0, rectangle.height() + GRID * 2)
