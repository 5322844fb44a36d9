"""How strong a passphrase is, as a bar and in words, a moment after the typing pauses."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.dressing import label, named, say_aloud

_PAUSE = 200  # milliseconds; to judge a passphrase takes some
_HIGHEST = 5
_ADVICE = (
    "At least 12 characters. Three or four words that have nothing to do with each other are easy "
    "to remember and hard to guess."
)


class StrengthMeter(QWidget):
    """Judges the text it is told; `judged` when it has, `is_acceptable` what came of it.

    `near` are words that a guesser would try first, such as the file's name.
    """

    judged = Signal()

    def __init__(self, near: Callable[[], tuple[str, ...]] = tuple) -> None:
        super().__init__()
        self._near = near
        self._text = ""
        self.is_acceptable = False
        self.bar = named(QProgressBar(), "Strength of the passphrase")
        self.bar.setRange(0, _HIGHEST)
        self.bar.setTextVisible(False)
        self.sentence = label(_ADVICE, "small", wrap=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.judge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.bar)
        layout.addWidget(self.sentence)

    def follow(self, text: str) -> None:
        """Judge this text once the typing pauses."""
        self._text = text
        self.is_acceptable = False
        self._pause.start()

    @Slot()
    def judge(self) -> None:
        """Judge what was typed last, now."""
        from db.strength import strength  # reads long lists of words

        self._pause.stop()
        if not self._text:
            self._show(0, _ADVICE, acceptable=False)
            return
        found = strength(self._text, self._near())
        self._show(found.score + 1, found.sentence, acceptable=found.acceptable)
        say_aloud(self.sentence, found.sentence)

    def _show(self, score: int, sentence: str, *, acceptable: bool) -> None:
        self.is_acceptable = acceptable
        self.bar.setValue(score)
        self.bar.setAccessibleDescription(sentence)
        self.sentence.setText(sentence)
        self.judged.emit()
