"""Choosing a passphrase: typed twice, judged while it is typed."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import GRID
from ui.unlocking.passphrase_box import PassphraseBox
from ui.unlocking.strength_meter import StrengthMeter
from ui.widgets.dressing import label, say_aloud, set_tone


class PassphraseChoice(QWidget):
    """Two boxes and a verdict; `entered` on Enter in the second."""

    entered = Signal()

    def __init__(self, near: Callable[[], tuple[str, ...]] = tuple) -> None:
        super().__init__()
        self.first = PassphraseBox("&Passphrase", "At least 12 characters, hard to guess.")
        self.second = PassphraseBox("Passphrase &again", "The same once more, against slips.")
        self.meter = StrengthMeter(near)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for part in (self.first, self.meter, self.second, self.problem):
            layout.addWidget(part)
        self.setFocusProxy(self.first)
        self.first.edited.connect(self._on_edited)
        self.second.edited.connect(self._forgive)
        self.first.entered.connect(self.second.setFocus)
        self.second.entered.connect(self.entered)

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()
        self._forgive()

    def take(self) -> str:
        """Return the passphrase; "" where it will not do, and say why."""
        self.meter.judge()
        if not self.meter.is_acceptable:
            self._complain(self.meter.sentence.text(), self.first)
        elif self.first.text != self.second.text:
            self._complain("The two passphrases are not the same. Type them again.", self.second)
        else:
            return self.first.text
        return ""

    def _complain(self, sentence: str, box: PassphraseBox) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(box is self.second)  # of the first, the meter says it
        set_tone(box.line, "bad")
        box.line.setAccessibleDescription(sentence)
        say_aloud(self.problem, sentence)
        box.setFocus()
        box.line.selectAll()

    @Slot()
    def _on_edited(self) -> None:
        self.meter.follow(self.first.text)
        self._forgive()

    @Slot()
    def _forgive(self) -> None:
        self.problem.hide()
        set_tone(self.first.line, "")
        set_tone(self.second.line, "")
