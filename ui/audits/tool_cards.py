"""Choosing an audit tool: one card each, with what it is for and how long it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import GRID, Theme
from ui.widgets.dressing import named, set_role, tip

if TYPE_CHECKING:
    from forms.tools import AuditTool

_META_ROLE = Qt.ItemDataRole.UserRole
_PURPOSE_ROLE = Qt.ItemDataRole.UserRole + 1
_PURPOSE_LINES = 3
_INSIDE = 2 * GRID


class ToolCards(QListWidget):
    """The tools as cards, the first one chosen; arrow keys choose another."""

    def __init__(
        self, tools: "Sequence[AuditTool]", theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tools = list(tools)
        named(self, "Audit tool", "Arrow keys choose.")
        set_role(self, "cards")
        self.setItemDelegate(_CardPainter(theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSpacing(GRID // 2)
        for tool in self._tools:
            self.addItem(_item(tool))
        if self._tools:
            self.setCurrentRow(0)

    @property
    def tool(self) -> "AuditTool | None":
        """The chosen tool."""
        row = self.currentRow()
        return self._tools[row] if 0 <= row < len(self._tools) else None

    def choose(self, tool_id: str) -> None:
        """Choose a tool by its id, if it is offered."""
        for row, tool in enumerate(self._tools):
            if tool.id == tool_id:
                self.setCurrentRow(row)
                return


def _item(tool: "AuditTool") -> QListWidgetItem:
    meta = (
        f"{_amount(tool.length, 'question')} in {_amount(len(tool.sections), 'section')}"
        f"  ·  looks back {tool.look_back_months} months  ·  version {tool.version}"
    )
    item = QListWidgetItem(tool.title)
    item.setData(_META_ROLE, meta)
    item.setData(_PURPOSE_ROLE, " ".join(tool.purpose.split()))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{tool.title}. {meta}. {tool.purpose}")
    item.setToolTip(tip(tool.purpose))
    return item


def _amount(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else f'{one}s'}"


class _CardPainter(QStyledItemDelegate):
    """Title, purpose and length on a card; the chosen one has a ring with a tick."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a card with a full purpose, whatever the card says."""
        line = option.fontMetrics.height()
        return QSize(GRID * 30, line * (_PURPOSE_LINES + 2) + 2 * _INSIDE + GRID)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one card."""
        state, font = option.state, option.font
        card = QRect(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        self._paint_card(painter, card, chosen=chosen, hovered=hovered)
        inner = card.adjusted(_INSIDE, _INSIDE - 2, -_INSIDE, -_INSIDE)
        self._paint_mark(painter, inner, chosen=chosen)
        self._paint_words(painter, inner.adjusted(0, 0, 0, 0), font, index)
        painter.restore()

    def _paint_card(self, painter: QPainter, card: QRect, *, chosen: bool, hovered: bool) -> None:
        palette = self._theme.palette
        painter.setPen(
            QPen(QColor(palette.accent if chosen else palette.border), 2 if chosen else 1)
        )
        painter.setBrush(QColor(palette.hover if hovered and not chosen else palette.surface))
        painter.drawRoundedRect(card, GRID, GRID)

    def _paint_mark(self, painter: QPainter, inner: QRect, *, chosen: bool) -> None:
        name, role = ("check_circle", "accent") if chosen else ("document", "muted")
        picture = self._theme.icons.pixmap(name, role, 20)
        painter.drawPixmap(inner.right() - 20, inner.top(), picture)

    def _paint_words(
        self,
        painter: QPainter,
        room: QRect,
        font: QFont,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        palette = self._theme.palette
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        bold.setPointSizeF(font.pointSizeF() * 1.1)
        painter.setFont(bold)
        painter.setPen(QColor(palette.text))
        line = painter.fontMetrics().height()
        painter.drawText(room.adjusted(0, 0, -28, 0), 0, str(index.data()))
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.92)
        painter.setFont(small)
        below = room.adjusted(0, line + GRID // 2, 0, 0)
        used = _draw_lines(painter, below, str(index.data(_PURPOSE_ROLE)))
        painter.setPen(QColor(palette.muted))
        meta = painter.fontMetrics().elidedText(
            str(index.data(_META_ROLE)), Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below.adjusted(0, used + GRID // 2, 0, 0), 0, meta)


def _draw_lines(painter: QPainter, room: QRect, text: str) -> int:
    """Draw at most so many wrapped lines, the last cut with an ellipsis; return their height."""
    metrics = painter.fontMetrics()
    words = text.split()
    lines: list[str] = []
    while words and len(lines) < _PURPOSE_LINES:
        taken = _fitting(words, room.width(), painter)
        if len(lines) == _PURPOSE_LINES - 1 and taken < len(words):
            rest = " ".join(words)
            lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room.width()))
            break
        lines.append(" ".join(words[:taken]))
        words = words[taken:]
    for place, line in enumerate(lines):
        painter.drawText(
            room.left(), room.top() + metrics.ascent() + place * metrics.height(), line
        )
    return len(lines) * metrics.height()


def _fitting(words: list[str], width: int, painter: QPainter) -> int:
    """Return how many words fit on one line, at least one."""
    metrics = painter.fontMetrics()
    taken = 1
    while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width:
        taken += 1
    return taken
