"""One of many choices, taken from a list that drops down."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED, Answer
from forms.tools import Question
from ui.audit_form.answers import AnswerEditor, in_a_column
from ui.audit_form.option_box import OptionBox
from ui.audit_form.options import reserved_options
from ui.theme import GRID, Theme
from ui.widgets.dressing import named

_HELP = "Letters find a choice, Alt+Down or Space opens the list"
_OPENING = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_OF_THE_FORM = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_UNCHOSEN = ""


class DropBox(QComboBox):
    """A list that neither the wheel nor the arrows of the form change by accident."""

    is_read_only = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, or find by letters; leave the arrows and Delete to the form."""
        key = Qt.Key(event.key())
        is_plain = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        if self.is_read_only or (is_plain and key in _OF_THE_FORM):
            event.ignore()
        elif key in _OPENING:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def showPopup(self) -> None:
        """Drop the list down, unless it is only to be read."""
        if not self.is_read_only:
            super().showPopup()


class DropEditor(AnswerEditor):
    """A list that drops down, beside which the reserved answers can be chosen."""

    def __init__(self, question: Question, theme: Theme) -> None:
        super().__init__()
        self._choices = {choice.code: choice.label for choice in question.choices}
        self._answer = _UNCHOSEN
        self._offered: tuple[str, ...] = ()
        self.box = DropBox()
        self.box.setMaximumWidth(GRID * 60 * theme.text_percent // 100)
        self.box.setMinimumContentsLength(12)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setToolTip(_HELP)
        self.reserved = OptionBox(reserved_options(question), theme)
        if not self.reserved.options:
            self.reserved.hide()
        in_a_column(self, self.box, self.reserved)
        self.offer(tuple(self._choices))
        self.box.activated.connect(self._on_activated)
        self.reserved.picked.connect(lambda code: self.answered.emit(code, ""))

    def show_answer(self, answer: Answer) -> None:
        """Show what is chosen."""
        self._answer = _UNCHOSEN if answer is None else str(answer)
        self.offer(self._offered)
        is_reserved = self._answer in (NOT_APPLICABLE, NOT_EVIDENCED)
        self.reserved.show_chosen([self._answer] if is_reserved else [])
        self.box.setCurrentIndex(max(self.box.findData(self._answer), 0))

    def offer(self, codes: Sequence[str]) -> None:
        """List these choices, and the one that was chosen before."""
        self._offered = tuple(codes)
        wanted = {*codes, self._answer}
        listed = [_UNCHOSEN, *(code for code in self._choices if code in wanted)]
        if listed == [self.box.itemData(at) for at in range(self.box.count())]:
            return
        self.box.blockSignals(True)
        self.box.clear()
        for code in listed:
            self.box.addItem(self._choices.get(code, "Choose…"), code)
        self.box.setCurrentIndex(max(self.box.findData(self._answer), 0))
        self.box.blockSignals(False)

    def enter(self) -> None:
        """Go to the list, or to the reserved answer that was given."""
        if self._answer in (NOT_APPLICABLE, NOT_EVIDENCED):
            self.reserved.enter()
        else:
            self.box.setFocus(Qt.FocusReason.TabFocusReason)

    def describe(self, name: str, state: str) -> None:
        """Name the list by the question."""
        named(self.box, name, f"{_HELP}. {state}.")
        self.reserved.describe(f"{name} {state}.")

    def press(self, key: str) -> bool:
        """Choose the reserved answer that has this key."""
        return self.reserved.press(key)

    def set_read_only(self) -> None:
        """Show what is chosen only."""
        self.box.is_read_only = True
        self.reserved.set_read_only()

    @Slot(int)
    def _on_activated(self, row: int) -> None:
        code = str(self.box.itemData(row))
        if code != self._answer:
            self.answered.emit(code or None, "")
