"""Cells of a list in which something is painted instead of their words, such as a pill."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.theme import GRID, Theme

INSET = 11.0
"""Where the texts of the other columns begin, in pixels from the left of a cell."""


class PillCells(QStyledItemDelegate):
    """Paints the ground of a cell, and lets `paint_pill_of` say the rest.

    The words stay in the model for screen readers; they carry the meaning, colour only supports
    them.
    """

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self.theme = theme

    def paint_pill_of(
        self, painter: QPainter, room: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint what stands for a cell's words into the room between its edges."""
        raise NotImplementedError

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave the words out: they are painted on their pill."""
        super().initStyleOption(option, index)
        option.text = ""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell: its ground, and what it says upon it."""
        super().paint(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_pill_of(painter, QRectF(option.rect).adjusted(INSET, 0, -GRID, 0), index)
        painter.restore()
