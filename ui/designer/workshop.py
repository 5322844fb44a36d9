"""The tool on the bench: its plain data as they stand, the chosen line, and every step to it."""

from collections.abc import Mapping

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal

from forms.designing.editing import Edited
from forms.designing.history import Steps
from forms.designing.offers import languages_of
from forms.designing.outline import TOOL, nearest
from forms.designing.plain import Path, Plain, part_at, text_at, with_value
from forms.designing.published import Published
from forms.scales import Scale
from ui.designer.words import property_name


class Workshop(QObject):
    """The one way to change the tool under design.

    `settling` comes before anything that moves on: what is typed must be handed on then.
    `changed` comes after the data changed, by an edit, undo or redo; `chosen(path)` after
    another line was chosen; `renamed(((old, new), …))` after ids changed; `spoken` when the
    language in which words are written changed; `pending_changed(bool)` as the boxes have it.
    """

    settling = Signal()
    changed = Signal()
    chosen = Signal(object)
    renamed = Signal(object)
    spoken = Signal()
    pending_changed = Signal(object)

    def __init__(self, library: Mapping[str, Scale]) -> None:
        super().__init__()
        self.library = dict(library)
        self.published = Published()
        self.language = ""
        self.path: Path = TOOL
        self._steps = Steps({})

    @property
    def data(self) -> Plain:
        """The whole tool as plain data."""
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

    def open(self, data: Plain, published: Published) -> None:
        """Put another tool on the bench; the names in `published` can never change."""
        self.published = published
        self.language = ""
        self.path = TOOL
        self._steps = Steps(data)
        self.changed.emit()
        self.chosen.emit(self.path)

    def id_is_fixed(self, path: Path) -> bool:
        """Return whether the id at a path was published and so cannot change."""
        if path == TOOL:
            return bool(self.published.ids)
        return text_at(self.data, (*path, "id")) in self.published.ids

    def do(self, edited: Edited, run: str = "") -> None:
        """Make an edit, and choose the line it asks for. Edits of one `run` are one step."""
        is_new = self._steps.record(edited.data, edited.path, edited.name, run)
        if is_new and edited.renames:
            self.renamed.emit(edited.renames)
        self._show(edited.path, is_changed=is_new)

    def put(self, path: Path, value: JsonValue, run: str = "") -> None:
        """Give a property of the chosen part another value; None takes it away."""
        whole = (*self.path, *path)
        step = f"{'/'.join(map(str, whole))}:{run}" if run else ""
        what = f"change “{property_name(str(path[-1]))}”"
        self.do(Edited(with_value(self.data, whole, value), self.path, what), step)

    def choose(self, path: Path) -> None:
        """Choose a line of the outline."""
        self.settling.emit()
        self._show(nearest(self.data, path), is_changed=False)

    def speak(self, language: str) -> None:
        """Write and show words in this language of the tool; "" is its first."""
        self.settling.emit()
        self.language = language
        self.spoken.emit()

    def undo(self) -> None:
        """Take the last step back."""
        self.settling.emit()
        self._travel(self._steps.undo())

    def redo(self) -> None:
        """Make the step that was taken back again."""
        self.settling.emit()
        self._travel(self._steps.redo())

    def _travel(self, about: Path | None) -> None:
        if about is not None:
            self._show(nearest(self.data, about), is_changed=True)

    def _show(self, path: Path, *, is_changed: bool) -> None:
        """Turn to a line first: who hears that the data changed looks at the chosen part."""
        before, self.path = self.path, path
        if is_changed:
            self._note_language()
            self.changed.emit()
        if path != before:
            self.chosen.emit(path)

    def _note_language(self) -> None:
        """Go back to the first language when the one in use was taken out."""
        later = {code for code, _ in languages_of(self.data)[1:]}
        if self.language and self.language not in later:
            self.language = ""
            self.spoken.emit()
