"""The base of the property pages: fields under headings, each bound to a property of a part."""

from collections.abc import Collection
from typing import Generic, NamedTuple, TypeVar

from pydantic import JsonValue
from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from forms.designing.plain import Path, text_at, value_at
from ui.designer.bench import Bench
from ui.designer.editors import Editor, TickEditor
from ui.theme import GRID
from ui.widgets.dressing import label, set_role

B = TypeVar("B", bound=Bench)


class Bound(NamedTuple):
    """An editor, the row it stands in, and the property that it shows."""

    path: Path
    editor: Editor
    row: QWidget
    is_translated: bool


class PartForm(QWidget, Generic[B]):
    """Properties of the chosen part, in an area that scrolls. What is typed goes to the bench.

    Every widget is in its place before it is filled: Qt dresses and measures all that is within
    a widget again whenever that gets another parent.
    """

    def __init__(self, workshop: B, area: QScrollArea) -> None:
        super().__init__(area.viewport())
        area.setWidget(self)
        set_role(self, "page")
        self.workshop = workshop
        self._bound: dict[str, Bound] = {}
        self._groups: list[tuple[QWidget, list[QWidget]]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID * 3)
        self._column.setSpacing(GRID * 2)
        self._column.addStretch(1)
        self._group = QVBoxLayout()
        workshop.settling.connect(self.flush)
        workshop.changed.connect(self._on_changed)
        workshop.spoken.connect(self._on_changed)

    def begin(self, title: str) -> None:
        """Begin a group of fields under a heading."""
        card = set_role(QFrame(self), "card")
        self._group = QVBoxLayout(card)
        self._group.setContentsMargins(GRID * 2, GRID + 4, GRID * 2, GRID * 2)
        self._group.setSpacing(GRID + 4)
        self._group.addWidget(label(title, "heading"))
        self._column.insertWidget(self._column.count() - 1, card)
        self._groups.append((card, []))

    def add(
        self, name: str, caption: str, editor: Editor, help_text: str = "", *, words: bool = False
    ) -> None:
        """Add a field for a property; `words` are written in each language of the tool.

        `name` may lead into a part: `repeat.each`.
        """
        row = QWidget(self._groups[-1][0])
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        if not isinstance(editor, TickEditor):
            column.addWidget(_caption(caption, editor))
        column.addWidget(editor)
        if help_text:
            column.addWidget(label(help_text, "small", wrap=True))
            target = editor.focusProxy() or editor
            target.setAccessibleDescription(help_text)
        self._group.addWidget(row)
        self._groups[-1][1].append(row)
        self._bound[name] = Bound(tuple(name.split(".")), editor, row, words)
        editor.edited.connect(lambda value, run: self.hand_on(name, value, run))
        editor.pending_changed.connect(self.workshop.pending_changed)

    def refresh(self) -> None:
        """Show the chosen part as it is now."""

    def show_part(self, used: Collection[str] | None = None) -> None:
        """Show the chosen part's properties, only those that are used if these are given."""
        part = self.workshop.part
        for name, bound in self._bound.items():
            is_used = used is None or name in used
            _show(bound.row, is_used)
            if is_used:
                blocked = QSignalBlocker(bound.editor)
                bound.editor.show_value(value_at(part, self._path(bound)))
                blocked.unblock()
                if bound.is_translated:
                    first = text_at(part, bound.path) if self.workshop.language else ""
                    bound.editor.show_placeholder(first)
        for card, rows in self._groups:
            _show(card, any(not row.isHidden() for row in rows))

    def field(self, name: str) -> Editor | None:
        """Return the editor of a property, if it is in use."""
        bound = self._bound.get(name)
        return bound.editor if bound is not None and not bound.row.isHidden() else None

    def nearest_field(self, path: Path) -> Editor | None:
        """Return the editor of the property that a path within the part lies in."""
        names = [str(step) for step in path if isinstance(step, str)]
        dotted = (".".join(names[:count]) for count in range(len(names), 0, -1))
        found = (self.field(name) for name in dotted)
        return next((editor for editor in found if editor is not None), None)

    @Slot()
    def flush(self) -> None:
        """Hand on what was typed."""
        if not self.isHidden():
            for bound in self._bound.values():
                bound.editor.flush()

    def hand_on(self, name: str, value: JsonValue, run: str) -> None:
        """Give the property its value; a page that knows better does something else."""
        self.workshop.put(self._path(self._bound[name]), value, run)

    @Slot()
    def _on_changed(self) -> None:
        if not self.isHidden():
            self.refresh()

    def _path(self, bound: Bound) -> Path:
        """Return where in the part the words of the language in use stand."""
        if bound.is_translated and self.workshop.language:
            holder = bound.path[:-1]
            return (*holder, "translations", self.workshop.language, bound.path[-1])
        return bound.path


def _caption(text: str, editor: Editor) -> QLabel:
    caption = label(text, "strong", wrap=True)
    caption.setBuddy(editor.focusProxy() or editor)
    caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
    return caption


def _show(widget: QWidget, is_shown: bool) -> None:
    if widget.isHidden() == is_shown:
        widget.setVisible(is_shown)
