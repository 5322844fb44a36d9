"""How an option is drawn: box, symbol, label and key, chosen or not, in the theme's colours."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton

from forms.scales import Tone
from ui.audit_form.options import Option
from ui.palettes import Palette
from ui.theme import GRID
from ui.widgets.dressing import Tone as BadgeTone

_PAD = 10
_GAP = 7
_RADIUS = 6.0
RING = 3  # pixels round the box in which the focus is drawn
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_TICK = ((0.24, 0.54), (0.43, 0.73), (0.78, 0.32))  # corners of the tick, as shares of its box

_TONES: dict[Tone, BadgeTone] = {
    "best": "good",
    "good": "good",
    "weak": "warn",
    "worst": "bad",
    "neutral": "info",
}


def badge_tone(tone: Tone) -> BadgeTone:
    """Return the tone of our badges and palettes for the tone of a scale's point."""
    return _TONES[tone]


class Fonts(NamedTuple):
    """The fonts of an option: of the label, of the label once chosen, of the key.

    `widths` keeps what options were found to take in them, for Qt asks again and again.
    """

    label: QFont
    strong: QFont
    key: QFont
    widths: dict[Option, int]

    @classmethod
    def of(cls, font: QFont) -> "Fonts":
        """Return the fonts that go with a body font."""
        strong, key = QFont(font), QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        key.setPointSizeF(font.pointSizeF() * 0.82)
        return cls(QFont(font), strong, key, {})


class Colours(NamedTuple):
    """Back, line and text of one option."""

    back: str
    line: str
    text: str


def colours_of(option: Option, palette: Palette, *, chosen: bool, hovered: bool) -> Colours:
    """Return the colours of an option; its tone shows only once it is chosen."""
    if not chosen:
        back = palette.hover if hovered else palette.surface
        return Colours(back, palette.input_border, palette.text)
    if option.shape != "segment":
        return Colours(palette.selected, palette.accent, palette.on_selected)
    role = "neutral" if option.is_reserved else badge_tone(option.tone)
    text = getattr(palette, role)
    return Colours(getattr(palette, f"{role}_soft"), text, text)


def wanted_width(option: Option, fonts: Fonts) -> int:
    """Return the width in pixels that shows the label on one line."""
    if option not in fonts.widths:
        words = QFontMetrics(fonts.strong).horizontalAdvance(option.label)
        fonts.widths[option] = _beside_label(option, fonts) + words
    return fonts.widths[option]


def wanted_size(option: Option, fonts: Fonts, width: int) -> QSize:
    """Return the size that an option needs within `width` pixels; long labels wrap."""
    metrics = QFontMetrics(fonts.strong)
    wanted = wanted_width(option, fonts)
    height = metrics.height()
    if wanted > width:
        room = QRect(0, 0, max(width - _beside_label(option, fonts), GRID), 10_000)
        height = metrics.boundingRect(room, _WRAP, option.label).height()
    padding = 6 if option.shape == "segment" else 4
    return QSize(min(wanted, width), height + 2 * (RING + padding))


class OptionPaint:
    """Draws one option on its button, as the button stands."""

    def __init__(
        self,
        button: QAbstractButton,
        option: Option,
        fonts: Fonts,
        palette: Palette,
        is_read_only: bool = False,
    ) -> None:
        self._is_read_only = is_read_only
        self._button = button
        self._option = option
        self._fonts = fonts
        self._palette = palette
        self._chosen = button.isChecked()
        self._hovered = button.underMouse() and not is_read_only
        self._colours = colours_of(option, palette, chosen=self._chosen, hovered=self._hovered)
        if is_read_only and not self._chosen:
            self._colours = Colours(palette.surface, palette.border, palette.muted)
        self._box = button.rect().adjusted(RING, RING, -RING, -RING)
        self._painter = QPainter()

    def draw(self) -> None:
        """Draw it."""
        self._painter.begin(self._button)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_box()
        if self._button.hasFocus():
            self._draw_focus()
        self._draw_words(self._draw_mark())
        self._painter.end()

    def _draw_box(self) -> None:
        lined = self._option.shape == "segment" or self._chosen
        if not (lined or self._hovered):
            return
        width = 1.6 if self._chosen else 1.0
        self._painter.setBrush(QColor(self._colours.back))
        self._painter.setPen(
            QPen(QColor(self._colours.line), width) if lined else QPen(Qt.PenStyle.NoPen)
        )
        inner = QRectF(self._box).adjusted(0.5, 0.5, -0.5, -0.5)
        self._painter.drawRoundedRect(inner, _RADIUS, _RADIUS)

    def _draw_focus(self) -> None:
        self._painter.setPen(QPen(QColor(self._palette.focus), 2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = QRectF(self._button.rect()).adjusted(1, 1, -1, -1)
        self._painter.drawRoundedRect(ring, _RADIUS + 2, _RADIUS + 2)

    def _draw_mark(self) -> int:
        """Draw what tells a list from a row of grades; return where the words begin."""
        left = self._box.left() + _PAD
        if self._option.shape == "segment":
            return left
        size = _mark_size(self._fonts)
        mark = QRect(left, self._box.center().y() - size // 2 + 1, size, size)
        edge = self._palette.accent if self._chosen else self._palette.input_border
        self._painter.setPen(QPen(QColor(edge), 1.3))
        self._painter.setBrush(
            QColor(self._palette.accent if self._chosen else self._palette.surface)
        )
        if self._option.shape == "radio":
            self._painter.drawEllipse(mark)
        else:
            self._painter.drawRoundedRect(mark, 4, 4)
        if self._chosen:
            self._draw_chosen(mark)
        return mark.right() + _GAP + 1

    def _draw_chosen(self, mark: QRect) -> None:
        ink = QColor(self._palette.on_accent)
        size = mark.width()
        if self._option.shape == "radio":
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(ink)
            self._painter.drawEllipse(QRectF(mark).center(), size * 0.2, size * 0.2)
            return
        self._painter.setPen(QPen(ink, 2))
        corners = [QPoint(round(x * size), round(y * size)) + mark.topLeft() for x, y in _TICK]
        self._painter.drawPolyline(corners)

    def _draw_words(self, left: int) -> None:
        option, fonts, box = self._option, self._fonts, self._box
        self._painter.setPen(QColor(self._colours.text))
        self._painter.setFont(fonts.strong if self._chosen else fonts.label)
        if option.symbol:
            width = QFontMetrics(fonts.strong).horizontalAdvance(option.symbol)
            self._painter.drawText(
                QRect(left, box.top(), width, box.height()), _CENTRE, option.symbol
            )
            left += width + _GAP
        key = _key_width(option, fonts)
        right = box.right() - _PAD - (key + _GAP if key else 0)
        room = QRect(left, box.top(), right - left + 2, box.height())
        self._painter.drawText(room, _WRAP, option.label)
        if key and not self._is_read_only:
            self._draw_key(right + _GAP, key)

    def _draw_key(self, left: int, width: int) -> None:
        height = QFontMetrics(self._fonts.key).height() + 2
        place = QRect(left, self._box.center().y() - height // 2 + 1, width, height)
        is_toned = self._chosen
        self._painter.setFont(self._fonts.key)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QColor(self._colours.text if is_toned else self._palette.border))
        self._painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        self._painter.setPen(QColor(self._colours.text if is_toned else self._palette.muted))
        self._painter.drawText(place, _CENTRE, self._option.key)


def _beside_label(option: Option, fonts: Fonts) -> int:
    """Return the pixels of everything but the label."""
    width = 2 * (_PAD + RING) + 2
    if option.shape != "segment":
        width += _mark_size(fonts) + _GAP
    if option.symbol:
        width += QFontMetrics(fonts.strong).horizontalAdvance(option.symbol) + _GAP
    key = _key_width(option, fonts)
    return width + (key + _GAP if key else 0)


def _key_width(option: Option, fonts: Fonts) -> int:
    if not option.key or option.key == option.label:
        return 0
    metrics = QFontMetrics(fonts.key)
    return max(metrics.horizontalAdvance(option.key) + GRID, metrics.height() + 2)


def _mark_size(fonts: Fonts) -> int:
    return round(QFontMetrics(fonts.label).ascent() * 1.1)
