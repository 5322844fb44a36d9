"""How the window looks: the system's light or dark (or a forced one), text size, style sheet."""

from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

import resources
from ui.icons import Icons
from ui.memory import TEXT_PERCENTS, Scheme, WindowMemory
from ui.palettes import DARK, LIGHT, Palette

GRID = 8  # pixels; every gap is a multiple of it, or half of it
SMALLEST_BASE = 10.0  # points; some systems still start at 8 or 9, too small to read all day
_FAMILIES = ("Segoe UI Variable Text", "Segoe UI", "Noto Sans")
_FONT_RATIOS = {"small": 0.9, "heading": 1.2, "title": 1.6, "figure": 2.2}
_GLYPHS = ("tick", "tick_on_surface", "dash", "dot", "chevron_down", "chevron_up", "chevron_right")


class Theme(QObject):
    """Dresses the application, and dresses it again when scheme or text size change.

    Made for Qt's Fusion style, which the application is to be started with: to set it here
    would make PySide read all of `QStyle`, 5 ms of every start.

    `changed` is emitted after the new look is on; what paints by itself repaints then.
    """

    changed = Signal()

    def __init__(self, app: QApplication, memory: WindowMemory) -> None:
        super().__init__()
        self._app = app
        self._memory = memory
        self._base_font = app.font()
        self._base_font.setFamilies([*_FAMILIES, *self._base_font.families()])
        self._base_points = max(self._base_font.pointSizeF(), SMALLEST_BASE)
        self._palette = LIGHT
        self.icons = Icons(LIGHT)
        self._system = app.styleHints().colorScheme()
        self._follow_scheme()
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def palette(self) -> Palette:
        """The colours in use."""
        return self._palette

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in use."""
        return self._palette is DARK

    @property
    def scheme(self) -> Scheme:
        """What was chosen: follow the system, or always light or dark."""
        return self._memory.scheme

    @property
    def text_percent(self) -> int:
        """The text size, as a share of the system's."""
        return min(max(self._memory.text_percent, TEXT_PERCENTS[0]), TEXT_PERCENTS[-1])

    def set_scheme(self, scheme: Scheme) -> None:
        """Follow the system, or force light or dark; remembered."""
        self._memory.scheme = scheme
        self._follow_scheme()

    def enlarge_text(self) -> None:
        """Go to the next larger text size, if there is one; remembered."""
        larger = [size for size in TEXT_PERCENTS if size > self.text_percent]
        self.set_text_percent(min(larger, default=TEXT_PERCENTS[-1]))

    def reduce_text(self) -> None:
        """Go to the next smaller text size, if there is one; remembered."""
        smaller = [size for size in TEXT_PERCENTS if size < self.text_percent]
        self.set_text_percent(max(smaller, default=TEXT_PERCENTS[0]))

    def set_text_percent(self, percent: int) -> None:
        """Show text at this share of the system's size; remembered."""
        self._memory.text_percent = percent
        self._dress()

    def _follow_scheme(self) -> None:
        """Tell the platform too, so that the window's frame and native dialogs go along."""
        hints = self._app.styleHints()
        if self.scheme == "system":
            hints.unsetColorScheme()
        else:
            forced = Qt.ColorScheme.Dark if self.scheme == "dark" else Qt.ColorScheme.Light
            hints.setColorScheme(forced)
        self._dress()

    @Slot(Qt.ColorScheme)
    def _on_system_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system = scheme
        if self.scheme == "system":
            self._dress()

    def _wanted_palette(self) -> Palette:
        if self.scheme != "system":
            return DARK if self.scheme == "dark" else LIGHT
        return DARK if self._system == Qt.ColorScheme.Dark else LIGHT

    def _dress(self) -> None:
        self._palette = self._wanted_palette()
        points = self._base_points * self.text_percent / 100
        font = QFont(self._base_font)
        font.setPointSizeF(points)
        self._app.setFont(font)
        self._app.setPalette(qt_palette(self._palette))
        sheet = style_sheet(self._palette, points)
        if sheet != self._app.styleSheet():  # Qt dresses every widget anew, also in the same look
            self._app.setStyleSheet(sheet)
        self.icons.dress(self._palette, self.text_percent / 100)
        self.changed.emit()


def style_sheet(palette: Palette, points: float) -> str:
    """Return the style sheet in these colours, for a body text of `points`."""
    styles = Path(resources.__path__[0]) / "styles"
    glyphs = styles / ("dark" if palette is DARK else "light")
    names = palette._asdict()
    names |= {size: f"{points * ratio:.1f}" for size, ratio in _FONT_RATIOS.items()}
    half_box = round(points * 0.8) + 1  # with its line: a larger radius would square the circle
    names |= {"line": str(round(points * 1.8)), "half_box": str(half_box)}
    names |= {"box": str(2 * half_box - 2)}
    names |= {glyph: (glyphs / f"{glyph}.svg").as_posix() for glyph in _GLYPHS}
    return Template((styles / "app.qss").read_text(encoding="utf-8")).substitute(names)


def qt_palette(palette: Palette) -> QPalette:
    """Return Qt's own palette in these colours, for what no style sheet reaches."""
    roles = {
        QPalette.ColorRole.Window: palette.window,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.Base: palette.surface,
        QPalette.ColorRole.AlternateBase: palette.window,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.PlaceholderText: palette.muted,
        QPalette.ColorRole.Button: palette.surface,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.ToolTipBase: palette.surface,
        QPalette.ColorRole.ToolTipText: palette.text,
        QPalette.ColorRole.Highlight: palette.selected,
        QPalette.ColorRole.HighlightedText: palette.on_selected,
        QPalette.ColorRole.Accent: palette.accent,
        QPalette.ColorRole.Link: palette.accent,
        QPalette.ColorRole.LinkVisited: palette.accent,
        QPalette.ColorRole.BrightText: palette.bad,
        QPalette.ColorRole.Mid: palette.border,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    texts = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
    for role in texts:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.disabled))
    return made
