"""A line of the outline: what it stands for, its place in the tree, what it shows and says."""

from collections.abc import Iterable
from itertools import count

from forms.designing.outline import TOOL, Level, level_of
from forms.designing.plain import Path, Plain, parts_in, text_at
from ui.designer.words import LEVELS, kind_name

_KEYS = count(1)
_LISTS = ("questions", "sections")


class Line:
    """A part of the tool, and its place among its neighbours."""

    __slots__ = ("children", "key", "name", "parent", "part", "row")

    def __init__(self, parent: "Line | None", name: str, part: Plain, row: int) -> None:
        self.key = next(_KEYS)
        self.parent = parent
        self.name = name
        self.part = part
        self.row = row
        self.children: list[Line] = []

    @property
    def path(self) -> Path:
        """Where the part stands in the tool."""
        if self.parent is None:
            return TOOL
        before = sum(line.name != self.name for line in self.parent.children[: self.row])
        return (*self.parent.path, self.name, self.row - before)

    @property
    def level(self) -> Level:
        """What the line stands for."""
        return level_of(self.path)

    @property
    def words(self) -> str:
        """The label or title, on one line."""
        words = text_at(self.part, ("label",)) or text_at(self.part, ("title",))
        return " ".join(words.split()) or f"({LEVELS[self.level].lower()} without words)"

    @property
    def icon(self) -> str:
        """The name of the icon: a question's kind, or what else the line is."""
        level = self.level
        return f"kind_{text_at(self.part, ('kind',))}" if level == "question" else level

    @property
    def shown(self) -> tuple[object, ...]:
        """All that the line shows; while it is the same nothing has to be painted anew."""
        return tuple(self.part.get(name) for name in ("label", "title", "kind", "relevant"))

    def spoken(self, problems: int) -> str:
        """Return the line in words, with what its icon and marks say."""
        level = self.level
        what = kind_name(text_at(self.part, ("kind",))) if level == "question" else LEVELS[level]
        words = [f"{self.words} – {what}"]
        if self.part.get("relevant"):
            words.append("asked only when its rule says so")
        if problems:
            words.append("1 problem" if problems == 1 else f"{problems} problems")
        return ", ".join(words)


def inner_parts(part: Plain) -> list[tuple[str, Plain]]:
    """Return the parts of a part that are lines, each with the list it stands in."""
    return [(name, inner) for name in _LISTS for inner in parts_in(part.get(name))]


def number(line: Line) -> None:
    """Tell each line directly below one its row."""
    for row, child in enumerate(line.children):
        child.row = row


def same_length(one: Iterable[object], other: Iterable[object]) -> int:
    """Return how many entries are the same from the beginning."""
    same = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same += 1
    return same
