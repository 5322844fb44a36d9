"""How a table of shares is painted: wrapped labels, bars, figures that can be compared."""

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.report.board import BoardRow
from ui.report.figure_model import CHART, LABEL, ROW_ROLE, SHARE
from ui.theme import GRID, Theme

_INSET = 11
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class FigureCells(QStyledItemDelegate):
    """Paints the cells of a `FigureModel`."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._renderers: dict[bytes, QSvgRenderer] = {}

    def forget(self) -> None:
        """Drop the charts of rows that are gone."""
        self._renderers.clear()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell; the row is marked as a whole, so no cell shows a focus of its own."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, BoardRow):
            return
        self._paint_background(painter, option, index)
        room = option.rect.adjusted(_INSET, GRID, -_INSET, -GRID)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == LABEL:
            self._paint_label(painter, room, option.font, row)
        elif index.column() == CHART and row.chart:
            self._paint_bar(painter, room, row)
        else:
            self._paint_figure(painter, room, option.font, index)
        painter.restore()

    def _paint_background(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.state &= ~QStyle.StateFlag.State_HasFocus
        plain.text = ""
        style = plain.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)

    def _paint_label(self, painter: QPainter, room: QRect, font: QFont, row: BoardRow) -> None:
        palette = self._theme.palette
        painter.setFont(label_font(font, row))
        painter.setPen(QColor(palette.accent if row.is_heading else palette.text))
        used = painter.boundingRect(room, int(_WRAP), row.label)
        painter.drawText(room, int(_WRAP), row.label)
        if row.note:
            painter.setFont(small_font(font))
            painter.setPen(QColor(palette.muted))
            painter.drawText(room.adjusted(0, used.height() + 2, 0, 0), int(_WRAP), row.note)

    def _paint_bar(self, painter: QPainter, room: QRect, row: BoardRow) -> None:
        if row.chart is None:
            return
        renderer = self._renderers.get(row.chart.svg)
        if renderer is None:
            renderer = self._renderers[row.chart.svg] = QSvgRenderer(QByteArray(row.chart.svg))
        scale = min(bar_scale(painter.font()), room.width() / row.chart.width)
        bar = QRectF(room.left(), 0, row.chart.width * scale, row.chart.height * scale)
        bar.moveTop(room.top() + 1)
        renderer.render(painter, bar)

    def _paint_figure(
        self,
        painter: QPainter,
        room: QRect,
        font: QFont,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown = QFont(font)
        is_share = index.column() == SHARE
        shown.setWeight(QFont.Weight.DemiBold if is_share else QFont.Weight.Normal)
        painter.setFont(shown)
        palette = self._theme.palette
        painter.setPen(QColor(palette.text if index.column() != CHART else palette.muted))
        side = (
            Qt.AlignmentFlag.AlignRight if index.column() >= SHARE else Qt.AlignmentFlag.AlignLeft
        )
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | side
        painter.drawText(room, int(flags), str(index.data()))


def bar_scale(font: QFont) -> float:
    """Return the pixels a point at which the counts inside a bar are as large as small text."""
    return font.pointSizeF() * 0.13


def row_height(row: BoardRow, font: QFont, widths: tuple[int, int]) -> int:
    """Return how high a row is when its label and its answers wrap within these two widths."""
    label_width, chart_width = (width - 2 * _INSET for width in widths)
    height = _wrapped(row.label, label_font(font, row), label_width)
    if row.note:
        height += 2 + _wrapped(row.note, small_font(font), label_width)
    if row.answers:
        height = max(height, _wrapped(row.answers, font, chart_width))
    return height + 2 * GRID


def _wrapped(text: str, font: QFont, width: int) -> int:
    return (
        QFontMetrics(font)
        .boundingRect(QRect(0, 0, max(width, 1), 10_000), int(_WRAP), text)
        .height()
    )


def label_font(font: QFont, row: BoardRow) -> QFont:
    """Return the font of a row's label: a heading's is bold."""
    found = QFont(font)
    found.setWeight(QFont.Weight.DemiBold if row.is_heading else QFont.Weight.Normal)
    return found


def small_font(font: QFont) -> QFont:
    """Return the font of what stands below a label."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.88)
    return small
