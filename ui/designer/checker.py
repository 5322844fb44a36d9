"""Checks the tool each time it has rested for a moment.

On the window's thread: 60 questions take 2 ms and 1,000 some 30, less than a thread's hand-over
under Python's lock would save.
"""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from forms.designing.plain import Plain
from forms.tool_files import check_plain

REST = 150  # milliseconds without a change after which the tool is checked


class Checker(QObject):
    """`checked(data, CheckedTool)` after each rest."""

    checked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._data: Plain = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.check_now)

    def ask(self, data: Plain) -> None:
        """Check these data soon."""
        self._data = data
        self._rest.start()

    def settle(self) -> None:
        """Check at once what still waits for it."""
        if self._rest.isActive():
            self.check_now()

    @Slot()
    def check_now(self) -> None:
        """Check without waiting for a rest."""
        self._rest.stop()
        self.checked.emit(self._data, check_plain(self._data))
