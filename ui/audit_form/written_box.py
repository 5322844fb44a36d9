"""A box for written fields: evidence, reasons, strengths. It keeps what fits and says so."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.findings import cleaned
from ui.audit_form.sheet import LONGEST_TEXT, Sheet
from ui.audit_form.stop import ProblemLine
from ui.audit_form.text_box import TextBox
from ui.theme import GRID


class WrittenBox(QWidget):
    """Text of up to 20,000 characters; more stays in view, and what is not kept is said.

    `settled(text, run)` carries what the file keeps: "" for nothing but blanks. `key` names the
    text among what the sheet could not keep.
    """

    pending_changed = Signal(object)
    settled = Signal(object, object)

    def __init__(
        self, key: str, name: str, sheet: Sheet, placeholder: str = "", *, lines: int = 1
    ) -> None:
        super().__init__()
        self._key = key
        self._sheet = sheet
        self.box = TextBox(name, placeholder, lines=lines)
        self.box.setReadOnly(sheet.read_only)
        self._problem = ProblemLine()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.box)
        layout.addLayout(self._problem.layout)
        self.setFocusProxy(self.box)
        self.box.pending_changed.connect(self.pending_changed)
        self.box.settled.connect(self._on_settled)

    @property
    def problem(self) -> str:
        """What is said to be wrong with the text."""
        return self._problem.sentence

    def show_text(self, text: str) -> None:
        """Show the text that is kept, or what was typed beyond it."""
        typed = self._sheet.unsaved.get(self._key, "")
        self.box.show_text(typed if typed.startswith(text) and text else text)
        self._say_length(self.box.toPlainText())

    def flush(self) -> None:
        """Hand on what was typed."""
        self.box.flush()

    @Slot(object, object)
    def _on_settled(self, text: str, run: str) -> None:
        kept = cleaned(text)[:LONGEST_TEXT]
        self._sheet.unsaved.pop(self._key, None)
        if len(text) > LONGEST_TEXT:
            self._sheet.unsaved[self._key] = text
        self._say_length(text)
        self.settled.emit(kept if kept.strip() else "", run)

    def _say_length(self, text: str) -> None:
        sentence = (
            f"Only the first {LONGEST_TEXT:,} of these {len(text):,} characters are saved. "
            "Shorten the text."
        )
        self._problem.say(sentence if len(text) > LONGEST_TEXT else "")
