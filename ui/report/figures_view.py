"""The page of figures: a headline, then sections, comparisons, quarters and questions."""

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ui.report.board import Board, BoardTable
from ui.report.figure_table import FigureTable
from ui.report.headline import FactsCard, HeadlineCard
from ui.report.trend_card import TrendCard
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role


class FiguresView(QScrollArea):
    """Shows a `Board`; the same numbers as in the document, every one with n and interval."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "Figures")
        self._theme = theme
        self.headline = HeadlineCard()
        self.facts = FactsCard(theme.icons)
        self.sections = self._table("Sections")
        self.questions = self._table("Questions")
        self.trend = TrendCard(FigureTable("Quarters", theme, label_letters=11))
        self.groups = named(QTabWidget(), "Comparisons")
        self.trend.table.row_entered.connect(self._on_row_entered)
        self._build()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID * 2)
        top.addWidget(self.headline, 3)
        top.addWidget(self.facts, 2)
        page = set_role(QWidget(), "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, GRID * 2, GRID, GRID * 2)
        layout.setSpacing(GRID * 2)
        layout.addLayout(top)
        layout.addWidget(_card("Sections", self.sections))
        self._comparisons = _card("Comparisons", self.groups)
        layout.addWidget(self._comparisons)
        layout.addWidget(self.trend)
        layout.addWidget(_card("Questions", self.questions))
        layout.addStretch(1)
        self.setWidget(page)

    def show_board(self, board: Board) -> None:
        """Show other figures; the page stays where it was scrolled to."""
        self.headline.show_board(board)
        self.facts.show_board(board)
        self.sections.show_table(board.sections)
        self.questions.show_table(board.questions)
        self.trend.show_board(board)
        self._show_groups(board.groups)

    def _show_groups(self, tables: list[BoardTable]) -> None:
        kept = self.groups.currentIndex()
        while self.groups.count():
            gone = self.groups.widget(0)
            self.groups.removeTab(0)
            if gone is not None:
                gone.deleteLater()
        for table in tables:
            view = self._table(f"By {table.title.lower()}")
            view.show_table(table)
            self.groups.addTab(_held_at_top(view), f"By {table.title.lower()}")
        self.groups.setCurrentIndex(min(max(kept, 0), self.groups.count() - 1))
        self._comparisons.setVisible(bool(tables))

    def _table(self, name: str) -> FigureTable:
        table = FigureTable(name, self._theme)
        table.row_entered.connect(self._on_row_entered)
        return table

    @Slot(QRect)
    def _on_row_entered(self, rectangle: QRect) -> None:
        """Scroll to where the keyboard went: the tables do not scroll by themselves."""
        table, page = self.sender(), self.widget()
        if isinstance(table, FigureTable) and page is not None:
            corner = table.viewport().mapTo(page, rectangle.bottomLeft())
            self.ensureVisible(corner.x(), corner.y(), 0, rectangle.height() + GRID * 2)


def _held_at_top(view: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, GRID, 0, 0)
    layout.addWidget(view)
    layout.addStretch(1)
    return holder


def _card(title: str, content: QWidget) -> QFrame:
    card = set_role(QFrame(), "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
    layout.setSpacing(GRID)
    layout.addWidget(label(title, "heading"))
    layout.addWidget(content)
    return card
