"""When typed text counts: after a short rest, or at once when the box is left."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

REST = 300  # milliseconds without a key after which the text is handed on
LONGEST_WAIT = 2_000  # milliseconds; who types without a rest is not saved later than this


class Settling(QObject):
    """Collects keystrokes; `due` is emitted when the text should be handed on.

    `pending_changed(True)` comes with the first keystroke after a rest, `(False)` after `due`.

    `run` names the stretch of typing that one undo takes back: a stretch ends when the box is
    left, at the end of a sentence, and where typing turns into deleting.
    """

    due = Signal()
    pending_changed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_pending = False
        self._runs = 0
        self._length = 0
        self._grows = True
        self._waited = QElapsedTimer()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.flush)

    @property
    def run(self) -> str:
        """The name of the present stretch of typing."""
        return f"{id(self)}.{self._runs}"

    def touch(self) -> None:
        """Note a keystroke."""
        if not self.is_pending:
            self.is_pending = True
            self._waited.start()
            self.pending_changed.emit(True)
        self._rest.setInterval(max(0, min(REST, LONGEST_WAIT - self._waited.elapsed())))
        self._rest.start()

    def flush(self) -> None:
        """Hand on now what was typed, if anything was."""
        self._rest.stop()
        if self.is_pending:
            self.is_pending = False
            self.due.emit()
            self.pending_changed.emit(False)

    def follow(self, text: str) -> str:
        """Return the run that this text belongs to."""
        grows = len(text) >= self._length
        if grows != self._grows and self._length:
            self._runs += 1
        self._grows, self._length = grows, len(text)
        run = self.run
        if text.endswith((".", "?", "!", "\n", ". ")):
            self._runs += 1
        return run

    def end_run(self, text: str = "") -> None:
        """Let what is typed next be undone apart from what was typed so far."""
        self._runs += 1
        self._length = len(text)
        self._grows = True
