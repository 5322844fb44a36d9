"""Draws a line of the outline: what kind it is, its words, and marks for rules and problems."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.designer.outline_model import ICON, MARK, PATH, PROBLEMS
from ui.theme import GRID, Theme

_ICON = 16  # pixels at ordinary text size
_PAD = GRID - 2


class OutlineDelegate(QStyledItemDelegate):
    """One line high; the marks at its end are words for screen readers in the model."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Ask for one line of text with room around it."""
        return QSize(GRID * 10, option.fontMetrics.height() + 2 * _PAD)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the background as the style does, then icon, words and marks."""
        style = option.widget.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        painter.save()
        room = option.rect.adjusted(GRID // 2, 0, -GRID // 2, 0)
        room = self._draw_icon(painter, room, index, self._is_selected(option))
        room = self._draw_marks(painter, room, index, option)
        self._draw_words(painter, room, index, option)
        painter.restore()

    def _draw_icon(
        self,
        painter: QPainter,
        room: QRect,
        index: QModelIndex | QPersistentModelIndex,
        selected: bool,
    ) -> QRect:
        size = _ICON * self._theme.text_percent // 100
        role = "on_selected" if selected else "muted"
        picture = self._theme.icons.pixmap(str(index.data(ICON)), role, size)
        painter.drawPixmap(room.left(), room.center().y() - size // 2, picture)
        return room.adjusted(size + GRID, 0, 0, 0)

    def _draw_marks(
        self,
        painter: QPainter,
        room: QRect,
        index: QModelIndex | QPersistentModelIndex,
        option: QStyleOptionViewItem,
    ) -> QRect:
        """Draw a mark where there are problems, a weaker one where there is a rule."""
        problems = index.data(PROBLEMS)
        mark = f"✕ {problems}" if problems else str(index.data(MARK) or "")
        if not mark:
            return room
        colour = self._theme.palette.bad if problems else self._colour(option, "muted")
        painter.setPen(QColor(colour))
        painter.setFont(_font(option.font, bold=bool(problems)))
        painter.drawText(room, int(_RIGHT), mark)
        return room.adjusted(0, 0, -option.fontMetrics.horizontalAdvance(f"{mark}  "), 0)

    def _draw_words(
        self,
        painter: QPainter,
        room: QRect,
        index: QModelIndex | QPersistentModelIndex,
        option: QStyleOptionViewItem,
    ) -> None:
        is_group = len(index.data(PATH)) < 4 or index.data(PATH)[-2] == "sections"
        painter.setPen(QColor(self._colour(option, "text")))
        painter.setFont(_font(option.font, bold=is_group))
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(_LEFT), words)

    def _colour(self, option: QStyleOptionViewItem, role: str) -> str:
        palette = self._theme.palette
        return palette.on_selected if self._is_selected(option) else str(getattr(palette, role))

    def _is_selected(self, option: QStyleOptionViewItem) -> bool:
        return bool(option.state & QStyle.StateFlag.State_Selected)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _font(font: QFont, *, bold: bool) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made
