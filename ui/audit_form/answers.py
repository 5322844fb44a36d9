"""Editors of one answer, by kind of question; they show and hand on, and judge nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED, Answer
from ui.audit_form.option_box import OptionBox
from ui.audit_form.option_paint import RING
from ui.audit_form.options import Option, numbered_anew
from ui.audit_form.text_box import LineBox, TextBox
from ui.theme import GRID, Theme

_RESERVED = frozenset({NOT_APPLICABLE, NOT_EVIDENCED})


class AnswerEditor(QWidget):
    """What every editor can do.

    `answered(answer, run)` when the person gave an answer (None takes it away); answers of one
    typing `run` belong together. `pending_changed(bool)` says whether there is
    something typed that is not handed on yet.
    """

    answered = Signal(object, object)
    pending_changed = Signal(object)

    def show_answer(self, answer: Answer) -> None:
        """Show an answer; nothing is handed on by this."""
        raise NotImplementedError

    def offer(self, codes: Sequence[str]) -> None:
        """Offer these codes only, of those there are; what was chosen before stays in view."""

    def enter(self) -> None:
        """Take the focus."""
        raise NotImplementedError

    def describe(self, name: str, state: str) -> None:
        """Tell screen readers the question and how it stands."""
        raise NotImplementedError

    def press(self, key: str) -> bool:
        """Answer by a key. Returns whether it means something here."""
        raise NotImplementedError

    def set_read_only(self) -> None:
        """Show, and take nothing any more."""

    def flush(self) -> None:
        """Hand on what was typed."""


class PickEditor(AnswerEditor):
    """Chosen from options: one of them, or several. A single tick can be taken away again."""

    def __init__(
        self, options: Sequence[Option], theme: Theme, *, many: bool = False, aligned: bool = False
    ) -> None:
        super().__init__()
        self._every = tuple(options)
        self._theme = theme
        self._aligned = aligned
        self._many = many
        self._is_read_only = False
        self._said = ""
        self._chosen: tuple[str, ...] = ()
        self._column = _column(self)
        self.box = self._new_box(self._every)

    def show_answer(self, answer: Answer) -> None:
        """Mark what is chosen."""
        if isinstance(answer, tuple):
            self._chosen = answer
        else:
            self._chosen = () if answer is None else (str(answer),)
        self.box.show_chosen(self._chosen)

    def offer(self, codes: Sequence[str]) -> None:
        """Stand the options anew where others are offered; their keys are counted anew too."""
        wanted = {*codes, *self._chosen}
        options = [each for each in self._every if each.is_reserved or each.code in wanted]
        if [each.code for each in options] == [each.code for each in self.box.options]:
            return
        had_focus = self.box.has_focus
        self._column.removeWidget(self.box)
        self.box.hide()
        self.box.deleteLater()
        self.box = self._new_box(numbered_anew(options))
        self.box.show_chosen(self._chosen)
        if had_focus:
            self.box.enter()

    def _new_box(self, options: Sequence[Option]) -> OptionBox:
        box = OptionBox(options, self._theme, aligned=self._aligned)
        box.describe(self._said)
        if self._is_read_only:
            box.set_read_only()
        box.picked.connect(self._on_picked)
        self._column.addWidget(box)
        return box

    def enter(self) -> None:
        """Go to what is chosen, or to the first option."""
        self.box.enter()

    def describe(self, name: str, state: str) -> None:
        """Say question and state with every option."""
        self._said = f"{name} {state}."
        self.box.describe(self._said)

    def press(self, key: str) -> bool:
        """Choose the option that has this key."""
        return self.box.press(key)

    def set_read_only(self) -> None:
        """Show what is chosen only."""
        self._is_read_only = True
        self.box.set_read_only()

    @Slot(object)
    def _on_picked(self, code: str) -> None:
        option = next(each for each in self.box.options if each.code == code)
        if not self._many or option.is_reserved:
            is_untick = option.shape == "tick" and code in self._chosen
            self.answered.emit(None if is_untick else code, "")
            return
        kept = [each for each in self._chosen if each not in _RESERVED]
        turned = [each for each in kept if each != code] if code in kept else [*kept, code]
        in_order = tuple(each.code for each in self.box.options if each.code in turned)
        self.answered.emit(in_order or None, "")


class TypedEditor(AnswerEditor):
    """Typed into a box, beside which the reserved answers can be chosen.

    What is typed is handed on as it is read; what cannot be read is handed on as it stands, so
    that no word is lost, and the card says what is wrong with it.
    """

    def __init__(self, reserved: Sequence[Option], theme: Theme) -> None:
        super().__init__()
        self._answer: Answer = None
        self.reserved = OptionBox(reserved, theme)
        if not reserved:
            self.reserved.hide()
        self.reserved.picked.connect(lambda code: self.answered.emit(code, ""))

    def box(self) -> LineBox | TextBox:
        """Return the box that is typed in."""
        raise NotImplementedError

    @property
    def limits(self) -> str:
        """What may be typed, in words."""
        return ""

    def read(self, text: str) -> Answer:
        """Return what a text means, the text itself where it means nothing here."""
        return text if text.strip() else None

    def written(self, answer: Answer) -> str:
        """Return an answer as it is shown in the box."""
        return str(answer)

    def show_answer(self, answer: Answer) -> None:
        """Show the answer, unless the box says the same in other words and is being typed in."""
        self._answer = answer
        is_reserved = answer in _RESERVED
        self.reserved.show_chosen([str(answer)] if is_reserved else [])
        box = self.box()
        if box.hasFocus() and self.read(_text_of(box)) == answer:
            return
        box.show_text("" if is_reserved or answer is None else self.written(answer))

    def enter(self) -> None:
        """Go into the box, or to the reserved answer that was given."""
        if self._answer in _RESERVED:
            self.reserved.enter()
            return
        self.box().setFocus(Qt.FocusReason.TabFocusReason)

    def describe(self, name: str, state: str) -> None:
        """Name the box by the question."""
        self.box().setAccessibleName(name)
        limits = f"{self.limits}. " if self.limits else ""
        self.box().setAccessibleDescription(f"{limits}{state}.")
        self.reserved.describe(f"{name} {state}.")

    def press(self, key: str) -> bool:
        """Choose the reserved answer that has this key."""
        return self.reserved.press(key)

    def set_read_only(self) -> None:
        """Let text be read and copied only."""
        self.box().setReadOnly(True)
        self.reserved.set_read_only()

    def flush(self) -> None:
        """Hand on what was typed."""
        self.box().flush()

    def connect_box(self) -> None:
        """Wire the box; for the end of a subclass's making."""
        box = self.box()
        box.pending_changed.connect(self.pending_changed)
        box.settled.connect(self._on_settled)
        if isinstance(box, LineBox):
            box.left.connect(self._on_left)

    @Slot(object, object)
    def _on_settled(self, text: str, run: str) -> None:
        self.answered.emit(self.read(text), run)

    @Slot()
    def _on_left(self) -> None:
        """Show the answer as it is written properly, now that nobody types."""
        self.show_answer(self._answer)


def in_a_row(editor: QWidget, *parts: QWidget) -> None:
    """Stand parts side by side in an editor, the last one taking the rest."""
    row = QHBoxLayout(editor)
    row.setContentsMargins(RING, 0, 0, 0)
    row.setSpacing(GRID)
    for part in parts:
        row.addWidget(part, 1 if part is parts[-1] else 0, Qt.AlignmentFlag.AlignVCenter)


def in_a_column(editor: QWidget, *parts: QWidget) -> None:
    """Stand parts below one another in an editor."""
    column = _column(editor)
    for part in parts:
        column.addWidget(part)


def _column(editor: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(editor)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID // 2)
    return column


def _text_of(box: LineBox | TextBox) -> str:
    return box.text() if isinstance(box, LineBox) else box.toPlainText()
