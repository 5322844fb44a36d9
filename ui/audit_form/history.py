"""Undo and redo of everything typed and chosen in one audit."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

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
        self.edit_together({field: value}, run)

    def edit_together(self, values: Mapping[str, JsonValue | None], run: str = "") -> None:
        """Give several fields other values, in order, in one step; it is shown at the last."""
        before = {field: self.sheet.value(field) for field in values}
        changes = [
            Change(field, before[field], value)
            for field, value in values.items()
            if before[field] != value
        ]
        if changes and not self.sheet.read_only:
            self.stack.push(_Edit(self, changes, run))
            self.stepped.emit()

    def answer(self, key: str, answer: Answer, run: str = "") -> None:
        """Answer a question, by its finding key; None takes the answer away."""
        finding = self.sheet.reading.finding(key)
        self._find(key, finding.model_copy(update={"answer": answer}), run)

    def write_evidence(self, key: str, evidence: str, run: str = "") -> None:
        """Write the evidence for a question's answer."""
        finding = self.sheet.reading.finding(key)
        self._find(key, finding.model_copy(update={"evidence": evidence}), run)

    def undo(self) -> None:
        """Take the last change back and say where it was."""
        self._travel(self.stack.index() - 1, self.stack.undo)

    def redo(self) -> None:
        """Make the last undone change again and say where it is."""
        self._travel(self.stack.index(), self.stack.redo)

    def apply(self, field: str, value: JsonValue | None) -> None:
        """Put a value into the sheet and tell the store; for the steps of this history.

        What is worked out only once, and came to something now, is kept with it.
        """
        self._put(field, value)
        for key, answer in self.sheet.reading.to_keep.items():
            kept = Finding(answer=answer).model_dump(mode="json", exclude_defaults=True)
            self._put(f"finding.{key}", kept)

    def _put(self, field: str, value: JsonValue | None) -> None:
        self.sheet.put(field, value)
        self.edited.emit(field, value)

    def _find(self, key: str, finding: Finding, run: str) -> None:
        plain = finding.model_dump(mode="json", exclude_defaults=True)
        self.edit(f"finding.{key}", None if finding.empty else plain, run)

    def _travel(self, index: int, go: Callable[[], None]) -> None:
        step = self.stack.command(index) if 0 <= index < self.stack.count() else None
        if isinstance(step, _Edit):
            go()
            self.stepped.emit()
            self.travelled.emit(step.where(self.sheet), step.part)


class Change(NamedTuple):
    """One field that gets another value."""

    field: str
    before: JsonValue | None
    after: JsonValue | None


class _Edit(QUndoCommand):
    """Fields that got other values in one step."""

    def __init__(self, history: History, changes: list[Change], run: str) -> None:
        super().__init__(changes[-1].field)
        self._history = history
        self._changes = changes
        self._run = run

    @property
    def field(self) -> str:
        """What the step is about: the last field that it changes."""
        return self._changes[-1].field

    def where(self, sheet: Sheet) -> str:
        """Return the field where the step, as it stands now, is seen: one that holds something."""
        fields = (change.field for change in self._changes if "set_aside." not in change.field)
        return next((field for field in fields if sheet.value(field) is not None), self.field)

    @property
    def part(self) -> str:
        """`words` for a reason, and where only the evidence of a finding changed."""
        if not self.field.startswith("finding."):
            return "words" if "_reason" in self.field else ""
        change = self._changes[-1]
        return "words" if _answer(change.before) == _answer(change.after) else ""

    def redo(self) -> None:
        for change in self._changes:
            self._history.apply(change.field, change.after)

    def undo(self) -> None:
        for change in reversed(self._changes):
            self._history.apply(change.field, change.before)

    def id(self) -> int:
        return _TYPING if self._run else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit) or (other.field, other._run) != (self.field, self._run):
            return False
        self._changes = [self._changes[-1]._replace(after=other._changes[-1].after)]
        return True


def _answer(value: JsonValue | None) -> JsonValue | None:
    return value.get("answer") if isinstance(value, dict) else None
