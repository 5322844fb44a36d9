"""Keeps the settings on disk while the window is open, so that a crash forgets no place."""

from concurrent.futures import Executor
from copy import deepcopy

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from audit_app.settings import Settings, SettingsFile
from forms.errors import AuditAppError

_PAUSE = 250  # milliseconds; someone who moves through a form is not written down at every step


class SettingsKeeper(QObject):
    """Writes the settings a moment after they changed, on the executor's thread.

    `kept` carries what was written; `refused` the error of a file that could not be written, once
    until it can be again.
    """

    kept = Signal(object)
    refused = Signal(object)

    def __init__(self, file: SettingsFile, settings: Settings, executor: Executor) -> None:
        super().__init__()
        self._file = file
        self._settings = settings
        self._executor = executor
        self._is_refused = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._hand_on)

    @Slot()
    def touch(self) -> None:
        """Note a change; it is written at the end of a pause that later changes do not extend."""
        if not self._pause.isActive():
            self._pause.start()

    def close(self) -> None:
        """Write the settings as they are now, and wait until they are written."""
        self._pause.stop()
        self._hand_on()
        self._executor.shutdown(wait=True)

    @Slot()
    def _hand_on(self) -> None:
        """Copied here, because the window goes on changing the original."""
        self._executor.submit(self._write, deepcopy(self._settings))

    def _write(self, settings: Settings) -> None:
        try:
            self._file.save(settings)
        except AuditAppError as error:
            if not self._is_refused:
                self.refused.emit(error)
            self._is_refused = True
        else:
            self._is_refused = False
            self.kept.emit(settings)
