"""What is on the bench, as plain data: the chosen part of it, and every step to it."""

from collections.abc import Callable

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal

from forms.designing.editing import Edited
from forms.designing.history import Steps
from forms.designing.plain import Path, Plain, part_at, with_value

WHOLE: Path = ()
"""The path to all of it."""


class Bench(QObject):
    """The one way to change what is being made.

    `settling` comes before anything that moves on: what is typed must be handed on then.
    `changed` comes after the data changed, by an edit, undo or redo; `chosen(path)` after
    another part was chosen; `renamed(((old, new), …))` after ids changed; `spoken` when the
    language in which words are written changed; `pending_changed(bool)` as the boxes have it.

    `nearest(data, path)` is the part that can be chosen which a path lies in, `called(name)` what
    a property is called in the name of a step.
    """

    settling = Signal()
    changed = Signal()
    chosen = Signal(object)
    renamed = Signal(object)
    spoken = Signal()
    pending_changed = Signal(object)

    def __init__(
        self, nearest: Callable[[Plain, Path], Path], called: Callable[[str], str]
    ) -> None:
        super().__init__()
        self._nearest = nearest
        self._called = called
        self.language = ""
        """In which words are written; "" is the first, or the only one."""
        self.path = WHOLE
        self._steps = Steps({})

    @property
    def data(self) -> Plain:
        """All of it."""
        return self._steps.present.data

    @property
    def part(self) -> Plain:
        """The part that is chosen."""
        return part_at(self.data, self.path)

    @property
    def undo_name(self) -> str:
        """What undo would take back, "" for nothing."""
        return self._steps.undo_name

    @property
    def redo_name(self) -> str:
        """What redo would make again, "" for nothing."""
        return self._steps.redo_name

    def lay(self, data: Plain) -> None:
        """Put something else on the bench."""
        self.language = ""
        self.path = WHOLE
        self._steps = Steps(data)
        self.changed.emit()
        self.chosen.emit(self.path)

    def do(self, edited: Edited, run: str = "") -> None:
        """Make an edit, and choose the part it asks for. Edits of one `run` are one step."""
        is_new = self._steps.record(edited.data, edited.path, edited.name, run)
        if is_new and edited.renames:
            self.renamed.emit(edited.renames)
        self._show(edited.path, is_changed=is_new)

    def put(self, path: Path, value: JsonValue, run: str = "") -> None:
        """Give a property of the chosen part another value; None takes it away."""
        whole = (*self.path, *path)
        step = f"{'/'.join(map(str, whole))}:{run}" if run else ""
        what = f"change “{self._called(str(path[-1]))}”"
        self.do(Edited(with_value(self.data, whole, value), self.path, what), step)

    def choose(self, path: Path) -> None:
        """Choose a part."""
        self.settling.emit()
        self._show(self._nearest(self.data, path), is_changed=False)

    def undo(self) -> None:
        """Take the last step back."""
        self.settling.emit()
        self._travel(self._steps.undo())

    def redo(self) -> None:
        """Make the step that was taken back again."""
        self.settling.emit()
        self._travel(self._steps.redo())

    def note_change(self) -> None:
        """Follow a change of the data, before others hear of it."""

    def _travel(self, about: Path | None) -> None:
        if about is not None:
            self._show(self._nearest(self.data, about), is_changed=True)

    def _show(self, path: Path, *, is_changed: bool) -> None:
        """Turn to a part first: who hears that the data changed looks at the chosen part."""
        before, self.path = self.path, path
        if is_changed:
            self.note_change()
            self.changed.emit()
        if path != before:
            self.chosen.emit(path)
