"""Notices that nobody has touched keyboard or mouse for some minutes."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_EVERY = 5_000  # milliseconds
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)
Clock = Callable[[], float]
CLOCKS: tuple[Clock, ...] = (time.monotonic, time.time)
"""In seconds. The first stands still on some systems while a laptop sleeps, the second may be set
back: what either says has passed counts."""


class IdleWatch(QObject):
    """Says `idle` once nobody touched the program for `minutes`; 0 means never.

    It listens to the program's windows as they get the focus, not to all events of the
    application: those are many, and each would pass through Python.
    """

    idle = Signal()

    def __init__(
        self,
        app: QGuiApplication,
        clocks: tuple[Clock, ...] = CLOCKS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clocks = clocks
        self._minutes = 0
        self._touched = self._now()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        app.focusWindowChanged.connect(self._listen_to)
        self._listen_to(app.focusWindow())

    def watch(self, minutes: int) -> None:
        """Begin to watch, from now; 0 ends it."""
        self._minutes = minutes
        self.touch()
        if minutes > 0:
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Say `idle` where the time is over, and then again after as long."""
        passed = max(now - then for now, then in zip(self._now(), self._touched, strict=True))
        if self._minutes > 0 and passed >= self._minutes * 60:
            self.touch()
            self.idle.emit()

    def touch(self) -> None:
        """Note that somebody is there."""
        self._touched = self._now()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note what a person does, and let it pass."""
        if event.type() in _TOUCHES:
            self.touch()
        return False

    def _now(self) -> tuple[float, ...]:
        return tuple(clock() for clock in self._clocks)

    @Slot(QWindow)
    def _listen_to(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
