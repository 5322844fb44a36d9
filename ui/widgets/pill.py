"""A pill: a few words on the ground of their tone, painted in a cell of a list."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ui.theme import GRID, Theme
from ui.widgets.dressing import Tone

_ICON_SHARE = 0.78  # of the line height


def paint_pill(
    painter: QPainter, theme: Theme, room: QRectF, text: str, *, tone: Tone, before: float = 0
) -> QRectF:
    """Paint words on their tone, `before` pixels left free in front; return where."""
    palette = theme.palette
    painter.setFont(small_font(painter.font(), bold=True))
    metrics = QFontMetricsF(painter.font())
    spare = room.width() - 2 * GRID - before
    words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, spare)
    width = metrics.horizontalAdvance(words) + 2 * GRID + before
    pill = QRectF(room.left(), 0, width, metrics.height() + 6)
    pill.moveTop(room.center().y() - pill.height() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(getattr(palette, f"{tone}_soft")))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setPen(QColor(getattr(palette, tone)))
    inner = pill.adjusted(GRID + before, 0, 0, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    return pill


def paint_icon_pill(
    painter: QPainter, theme: Theme, room: QRectF, text: str, *, tone: Tone, icon: str
) -> None:
    """Paint a pill with one of our icons before its words."""
    size = round(QFontMetricsF(painter.font()).height() * _ICON_SHARE)
    pill = paint_pill(painter, theme, room, text, tone=tone, before=size + 5)
    picture = theme.icons.pixmap(icon, tone, size)
    place = QRectF(pill.left() + GRID, pill.center().y() - size / 2, size, size)
    painter.drawPixmap(place, picture, QRectF(picture.rect()))


def small_font(font: QFont, *, bold: bool) -> QFont:
    """Return the font of words that stand on a pill or under a line."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.92)
    small.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return small
