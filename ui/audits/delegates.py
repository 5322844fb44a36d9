"""How status and grade are painted in the list: as pills, and drafts with their progress."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.audits.model import ROW_ROLE, STATUS_COLUMN, Index, ShownAudit
from ui.audits.words import STATUS_LOOKS
from ui.theme import GRID
from ui.widgets.pill import paint_icon_pill, paint_pill, small_font
from ui.widgets.pill_cells import INSET, PillCells


class AuditPills(PillCells):
    """Paints both columns; meaning is carried by words and symbols, colour only supports them."""

    def paint_pill_of(self, painter: QPainter, room: QRectF, index: Index) -> None:
        """Paint the status, the grade, or how far a draft is."""
        shown: ShownAudit = index.data(ROW_ROLE)
        if index.column() == STATUS_COLUMN:
            self._paint_status(painter, room, shown)
        else:
            self._paint_grade(painter, room, shown)

    def _paint_status(self, painter: QPainter, room: QRectF, shown: ShownAudit) -> None:
        look = STATUS_LOOKS[shown.row.status]
        paint_icon_pill(painter, self.theme, room, look.label, tone=look.tone, icon=look.icon)

    def _paint_grade(self, painter: QPainter, room: QRectF, shown: ShownAudit) -> None:
        if shown.grade:
            text = f"{shown.grade.symbol}  {shown.grade.label}".strip()
            paint_pill(painter, self.theme, room, text, tone=shown.grade.tone)
        elif shown.progress:
            self._paint_progress(painter, room, shown)

    def _paint_progress(self, painter: QPainter, room: QRectF, shown: ShownAudit) -> None:
        """A thin bar under the words; it shows no more than these say."""
        row, palette = shown.row, self.theme.palette
        painter.setFont(small_font(painter.font(), bold=False))
        metrics = QFontMetricsF(painter.font())
        block = QRectF(room)
        block.setHeight(metrics.height() + 6)
        block.moveCenter(room.center())
        painter.setPen(QColor(palette.muted))
        words = metrics.elidedText(shown.progress, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(block, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, words)
        track = QRectF(block.left(), block.bottom() - 4, min(room.width(), 140), 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.neutral_soft))
        painter.drawRoundedRect(track, 2, 2)
        track.setWidth(track.width() * min(row.answered / max(row.questions, 1), 1))
        painter.setBrush(QColor(palette.accent))
        painter.drawRoundedRect(track, 2, 2)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return what the widest pill needs for the words, and the height of a row."""
        metrics = option.fontMetrics
        words = metrics.horizontalAdvance(str(index.data()))
        line = metrics.height()
        return QSize(round(INSET) + words + line + 4 * GRID, row_height(line))


def row_height(line: int) -> int:
    """Return how high a row is for that line height."""
    return line + 2 * GRID + GRID // 2
