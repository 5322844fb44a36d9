"""Undo and redo of everything typed and chosen in one audit."""

from collections.abc import Callable

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from forms.findings import Answer, Finding
from ui.audit_form.sheet import Sheet

_TYPING = 1  # any id but -1 lets Qt ask whether two steps are one
_DEEPEST = 1_000


class History(QObject):
    """The one way to change the sheet. `edited(field, value)` goes to the store.

    `travelled(field, part)` comes after an undo or redo, so that the page can show what
    changed; `part` is "words" where only evidence or a reason changed. `stepped` comes when a
    step is over: only then does the stack know what can be undone and redone.
    """

    edited = Signal(object, object)
    travelled = Signal(object, object)
    stepped = Signal()

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(_DEEPEST)

    def edit(self, field: str, value: JsonValue | None, run: str = "") -> None:
        """Give a field another value. Edits of one typing `run` are undone together."""
        if not self.sheet.read_only and value != self.sheet.value(field):
            self.stack.push(_Edit(self, field, value, run))
            self.stepped.emit()

    def answer(self, question_id: str, answer: Answer, run: str = "") -> None:
        """Answer a question; None takes the answer away."""
        finding = self.sheet.reading.finding(question_id)
        self._find(question_id, finding.model_copy(update={"answer": answer}), run)

    def write_evidence(self, question_id: str, evidence: str, run: str = "") -> None:
        """Write the evidence for a question's answer."""
        finding = self.sheet.reading.finding(question_id)
        self._find(question_id, finding.model_copy(update={"evidence": evidence}), run)

    def undo(self) -> None:
        """Take the last change back and say where it was."""
        self._travel(self.stack.index() - 1, self.stack.undo)

    def redo(self) -> None:
        """Make the last undone change again and say where it is."""
        self._travel(self.stack.index(), self.stack.redo)

    def apply(self, field: str, value: JsonValue | None) -> None:
        """Put a value into the sheet and tell the store; for the steps of this history."""
        self.sheet.put(field, value)
        self.edited.emit(field, value)

    def _find(self, question_id: str, finding: Finding, run: str) -> None:
        plain = finding.model_dump(mode="json", exclude_defaults=True)
        self.edit(f"finding.{question_id}", None if finding.empty else plain, run)

    def _travel(self, index: int, go: Callable[[], None]) -> None:
        step = self.stack.command(index) if 0 <= index < self.stack.count() else None
        if isinstance(step, _Edit):
            go()
            self.stepped.emit()
            self.travelled.emit(step.field, step.part)


class _Edit(QUndoCommand):
    """One field that got another value."""

    def __init__(self, history: History, field: str, after: JsonValue | None, run: str) -> None:
        super().__init__(field)
        self.field = field
        self._history = history
        self._before = history.sheet.value(field)
        self._after = after
        self._run = run

    @property
    def part(self) -> str:
        """`words` for a reason, and where only the evidence of a finding changed."""
        if not self.field.startswith("finding."):
            return "words" if "_reason" in self.field else ""
        return "words" if _answer(self._before) == _answer(self._after) else ""

    def redo(self) -> None:
        self._history.apply(self.field, self._after)

    def undo(self) -> None:
        self._history.apply(self.field, self._before)

    def id(self) -> int:
        return _TYPING if self._run else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit) or (other.field, other._run) != (self.field, self._run):
            return False
        self._after = other._after
        return True


def _answer(value: JsonValue | None) -> JsonValue | None:
    return value.get("answer") if isinstance(value, dict) else None
