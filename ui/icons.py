"""Our own line icons, tinted for the colours in use and tinted again when these change."""

from pathlib import Path
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel
from shiboken6 import isValid

import resources
from ui.palettes import Palette

Wearer = QAction | QAbstractButton | QLabel
_THICK_UP_TO = 32  # pixels; a line made for a small picture looks coarse in a large one
_CHECKED = {"muted": "on_selected"}  # a checked button stands on the selection's colour


class Icons(QObject):
    """Gives icons by name, in the colour of a palette role.

    `wear` keeps an icon on an action, button or label through every change of colours.
    """

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._scale = 1.0
        self._drawings: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._worn: WeakKeyDictionary[Wearer, tuple[str, str, int]] = WeakKeyDictionary()

    def dress(self, palette: Palette, scale: float) -> None:
        """Tint every icon that is worn in the new colours, and let it grow with the text."""
        self._palette = palette
        self._scale = scale
        self._pixmaps.clear()
        for wearer, (name, role, size) in list(self._worn.items()):
            if isValid(wearer):
                self._put(wearer, name, role, size)

    def wear(self, wearer: Wearer, name: str, role: str = "text", size: int = 20) -> None:
        """Put the icon on `wearer` and keep it right; `size` in pixels at ordinary text size."""
        self._worn[wearer] = (name, role, size)
        self._put(wearer, name, role, size)

    def icon(self, name: str, role: str = "text", size: int = 20) -> QIcon:
        """Return the icon in today's colours, greyed for disabled, tinted when checked."""
        icon = QIcon()
        for wanted, mode, state in (
            (role, QIcon.Mode.Normal, QIcon.State.Off),
            (_CHECKED.get(role, role), QIcon.Mode.Normal, QIcon.State.On),
            ("disabled", QIcon.Mode.Disabled, QIcon.State.Off),
        ):
            icon.addPixmap(self.pixmap(name, wanted, size), mode, state)
        return icon

    def pixmap(self, name: str, role: str, size: int) -> QPixmap:
        """Return one picture of `size` logical pixels, sharp on the first screen; drawn once."""
        scale = QGuiApplication.primaryScreen().devicePixelRatio()
        key = name, role, size, scale
        if key not in self._pixmaps:
            self._pixmaps[key] = self._drawn(*key)
        return self._pixmaps[key]

    def _drawn(self, name: str, role: str, size: int, scale: float) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer  # not before something is drawn

        drawing = self._drawing(name).replace("currentColor", getattr(self._palette, role))
        if size > _THICK_UP_TO:
            drawing = drawing.replace('stroke-width="1.7"', 'stroke-width="1.2"')
        pixmap = QPixmap(round(size * scale), round(size * scale))
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def _drawing(self, name: str) -> str:
        if name not in self._drawings:
            self._drawings[name] = (icon_folder() / f"{name}.svg").read_text(encoding="utf-8")
        return self._drawings[name]

    def _put(self, wearer: Wearer, name: str, role: str, ordinary_size: int) -> None:
        size = round(ordinary_size * self._scale)
        if isinstance(wearer, QLabel):
            wearer.setPixmap(self.pixmap(name, role, size))
            return
        wearer.setIcon(self.icon(name, role, size))
        if isinstance(wearer, QAbstractButton):
            wearer.setIconSize(QSize(size, size))


def icon_folder() -> Path:
    """Return the folder our drawings lie in."""
    return Path(resources.__path__[0]) / "icons"


def app_icon() -> QIcon:
    """Return the program's own icon; Qt draws it when a window asks for it."""
    return QIcon(str(icon_folder() / "app.svg"))
