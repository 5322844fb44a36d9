"""The outline of a tool as a Qt tree, brought up to date line by line."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from forms.designing.moving import may_stand_in
from forms.designing.outline import level_of
from forms.designing.plain import Path, Plain
from ui.designer.outline_line import Line, inner_parts, number, same_length
from ui.widgets.dressing import tip

PATH = Qt.ItemDataRole.UserRole
ICON = Qt.ItemDataRole.UserRole + 1
PROBLEMS = Qt.ItemDataRole.UserRole + 2
MARK = Qt.ItemDataRole.UserRole + 3

_MIME = "application/x-audit-tool-line"
_Index = QModelIndex | QPersistentModelIndex


class OutlineModel(QAbstractItemModel):
    """The whole tool as the one line at the top, its sections below it, questions in these.

    `move_requested(path, parent path, index)` when a line was dropped somewhere.
    """

    move_requested = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._data: Plain = {}
        self._lines: dict[int, Line] = {}
        self._top = self._made(None, "", {}, 0)
        self._problems: dict[Path, int] = {}

    def show_tool(self, data: Plain) -> None:
        """Show a tool; only lines that changed are touched."""
        self._data = data
        self._update(self._top, data)

    def show_problems(self, counts: Mapping[Path, int]) -> None:
        """Mark the lines that have so many problems."""
        before, self._problems = self._problems, dict(counts)
        for path in before.keys() | counts.keys():
            if before.get(path) != counts.get(path):
                index = self.index_of(path)
                self.dataChanged.emit(index, index)

    def index_of(self, path: Path) -> QModelIndex:
        """Return the place of a line; an invalid one where there is none."""
        line = self._top
        for step in range(0, len(path), 2):
            name, at = path[step], path[step + 1]
            same = [child for child in line.children if child.name == name]
            if not isinstance(at, int) or at >= len(same):
                return QModelIndex()
            line = same[at]
        return self._index(line)

    def path_of(self, index: _Index) -> Path:
        """Return the path of the line at a place; the whole tool for no place."""
        return self._line(index).path

    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        """Return the place of a child."""
        if column != 0 or row < 0:
            return QModelIndex()
        if parent is None or not parent.isValid():
            return self._index(self._top) if row == 0 else QModelIndex()
        children = self._line(parent).children
        return self._index(children[row]) if row < len(children) else QModelIndex()

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # QObject has another
        """Return the place of the line above in the tree."""
        line = self._line(index)
        return self._index(line.parent) if line.parent is not None else QModelIndex()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many lines stand directly below one."""
        if parent is None or not parent.isValid():
            return 1
        return len(self._line(parent).children)

    def columnCount(self, _parent: _Index | None = None) -> int:
        """Return 1: a line is drawn whole."""
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what is shown or spoken of a line."""
        line = self._line(index)
        path = line.path
        match role:
            case Qt.ItemDataRole.DisplayRole:
                said: object = line.words
            case Qt.ItemDataRole.ToolTipRole:
                said = tip(line.spoken(self._problems.get(path, 0)))
            case Qt.ItemDataRole.AccessibleTextRole:
                said = line.spoken(self._problems.get(path, 0))
            case _ if role == PATH:
                said = path
            case _ if role == ICON:
                said = line.icon
            case _ if role == PROBLEMS:
                said = self._problems.get(path, 0)
            case _ if role == MARK:
                said = "?" if line.part.get("relevant") else ""
            case _:
                said = None
        return said

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let sections and questions be dragged, and take others in."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        level = level_of(self.path_of(index))
        if level != "tool":
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags if level == "question" else flags | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Lines are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the one thing that is dragged here."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Write down which line is dragged."""
        data = QMimeData()
        path = self.path_of(next(iter(indexes)))
        data.setData(_MIME, QByteArray("/".join(map(str, path)).encode()))
        return data

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: _Index
    ) -> bool:
        """Return whether the dragged line may stand there."""
        path = _dragged(data)
        return (
            bool(path) and parent.isValid() and may_stand_in(self._data, path, self.path_of(parent))
        )

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Ask for the move; the view must not remove the line by itself, so False."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        path = _dragged(data)
        line = self._line(parent)
        name = "questions" if level_of(path) == "question" else "sections"
        above = line.children if row < 0 else line.children[:row]
        index = sum(child.name == name for child in above)
        self.move_requested.emit(path, line.path, index)
        return False

    def _update(self, line: Line, part: Plain) -> None:
        """Bring a line and all below it up to date; what is the same object stays as it is."""
        if part is line.part:
            return
        was_shown = line.shown
        line.part = part
        if line.shown != was_shown:
            here = self._index(line)
            self.dataChanged.emit(here, here)
        wanted = inner_parts(part)
        self._fit_children(line, wanted)
        for child, (_, inner) in zip(line.children, wanted, strict=True):
            self._update(child, inner)

    def _fit_children(self, line: Line, wanted: list[tuple[str, Plain]]) -> None:
        """Make as many lines as are wanted, by taking out or putting in only where they differ."""
        have = [(child.name, child.part.get("id")) for child in line.children]
        want = [(name, part.get("id")) for name, part in wanted]
        start = same_length(have, want)
        end = same_length(have[start:][::-1], want[start:][::-1])
        old, new = have[start : len(have) - end], wanted[start : len(want) - end]
        if [name for name, _ in old] == [name for name, _ in new]:
            return  # as many of each sort as before: the lines only say something else
        index = self._index(line)
        if old:
            self.beginRemoveRows(index, start, start + len(old) - 1)
            for gone in line.children[start : start + len(old)]:
                self._forget(gone)
            del line.children[start : start + len(old)]
            number(line)
            self.endRemoveRows()
        if new:
            self.beginInsertRows(index, start, start + len(new) - 1)
            line.children[start:start] = [self._grown(line, name, part) for name, part in new]
            number(line)
            self.endInsertRows()

    def _grown(self, parent: Line, name: str, part: Plain) -> Line:
        """Make a line with all below it, before the view hears of it."""
        line = self._made(parent, name, part, 0)
        line.children = [self._grown(line, *inner) for inner in inner_parts(part)]
        number(line)
        return line

    def _made(self, parent: Line | None, name: str, part: Plain, row: int) -> Line:
        line = Line(parent, name, part, row)
        self._lines[line.key] = line
        return line

    def _forget(self, line: Line) -> None:
        del self._lines[line.key]
        for child in line.children:
            self._forget(child)

    def _index(self, line: Line) -> QModelIndex:
        return self.createIndex(line.row, 0, line.key)

    def _line(self, index: _Index) -> Line:
        return self._lines.get(index.internalId(), self._top) if index.isValid() else self._top


def _dragged(data: QMimeData) -> Path:
    text = bytes(data.data(_MIME).data()).decode("utf-8", "replace")
    return tuple(int(step) if step.isdigit() else step for step in text.split("/") if step)
