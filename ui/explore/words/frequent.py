"""The list of frequent words: by theme, in how many audits each stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ui.widgets.dressing import named

if TYPE_CHECKING:
    from exports.figures.terms_data import TermsData, TermUse

_WORD = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FrequentWords(QTreeWidget):
    """Shows themes with their words, strengths and improvements apart."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "Frequent words by theme", "Arrow keys move, Enter searches for the word.")
        self.setHeaderLabels(["Word", "Strengths", "To improve"])
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
            self.headerItem().setTextAlignment(column, _RIGHT)
        self.setExpandsOnDoubleClick(False)

    def show_terms(self, terms: "TermsData") -> None:
        """Show the words of each theme, the most frequent first."""
        self.clear()
        for theme in terms.themes:
            top = QTreeWidgetItem([theme.title])
            top.setFirstColumnSpanned(True)
            top.addChildren([_line(each) for each in theme.terms])
            self.addTopLevelItem(top)
        self.expandAll()
        if not terms.themes:
            self.addTopLevelItem(QTreeWidgetItem(["No word stands in two audits"]))

    @staticmethod
    def word(item: QTreeWidgetItem) -> str:
        """Return the word of a line, "" for that of a theme."""
        return str(item.data(0, _WORD) or "")


def _line(use: "TermUse") -> QTreeWidgetItem:
    line = QTreeWidgetItem([use.term, f"{use.strengths:,}", f"{use.improvements:,}"])
    line.setData(0, _WORD, use.term)
    spoken = (
        f"{use.term}: {use.strengths:,} beside strengths, {use.improvements:,} beside improvements"
    )
    line.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
    for column in (1, 2):
        line.setTextAlignment(column, _RIGHT)
    return line
