"""Where in a form an entity can stand: one in each group, all of it inside one repeat."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from forms.xlsform.records import Record
from forms.xlsform.survey import Item

Node = tuple[str, str]
Nodes = tuple[Node, ...]
"""The form, then each group and repeat down to a place: name and kind."""

_FORM: Node = ("survey", "survey")


class Mention(NamedTuple):
    """A row that is saved to an entity, or that a rule of the entity names ("" property)."""

    record: Record
    path: Nodes
    property_name: str


class _Wish(NamedTuple):
    """Where an entity has to stand: inside `scope`, best at `wanted`, over all of `saved`."""

    name: str
    scope: Nodes
    wanted: Nodes
    saved: tuple[Nodes, ...]


def path_of(item: Item) -> Nodes:
    """Return the groups that an item stands in, outermost first."""
    nodes: list[Node] = []
    group = item.parent
    while group is not None and group.parent is not None:
        nodes.append((group.name, group.kind))
        group = group.parent
    return (_FORM, *reversed(nodes))


def _scope(path: Nodes) -> Nodes:
    """Return a path down to the innermost repeat."""
    last = max((at for at, node in enumerate(path) if node[1] == "repeat"), default=0)
    return path[: last + 1]


def _depth(path: Nodes) -> tuple[int, int]:
    """Return how many repeats a path goes through, and how many groups after the last."""
    repeats = sum(kind == "repeat" for _, kind in path)
    return repeats, len(path) - len(_scope(path))


class Scopes:
    """Finds a place for every entity, or says which rows leave none."""

    def __init__(
        self, declared: Mapping[str, Record], mentions: Mapping[str, Sequence[Mention]]
    ) -> None:
        self._declared = declared
        self._mentions = mentions

    def conflicts(self) -> Iterator[tuple[Record, str]]:
        """Yield each row for which there is no place, with the reason."""
        wishes = [
            _Wish(name, (_FORM,), (_FORM,), ())
            for name in self._declared
            if name not in self._mentions
        ]
        for name, mentions in self._mentions.items():
            wish = _wish(name, mentions)
            wishes.append(wish)
            yield from _outside(wish, mentions)
        if len(wishes) > 1 or any(wish.scope != (_FORM,) for wish in wishes):
            yield from self._crowded(wishes)

    def _crowded(self, wishes: Sequence[_Wish]) -> Iterator[tuple[Record, str]]:
        taken: dict[Nodes, str] = {}
        for scope in dict.fromkeys(wish.scope for wish in wishes):
            inside = [wish for wish in wishes if wish.scope == scope]
            for wish in sorted(inside, key=lambda wish: self._declared[wish.name].number):
                if not _placed(wish, taken):
                    reason = f"there is no group left for the entity list “{wish.name}”"
                    yield self._declared[wish.name], reason


def _wish(name: str, mentions: Sequence[Mention]) -> _Wish:
    scope = max((_scope(each.path) for each in mentions), key=lambda path: _depth(path)[0])
    saved = tuple(dict.fromkeys(each.path for each in mentions if each.property_name))
    inside = [path for path in saved if _scope(path) == scope]
    if not saved:
        every = [each.path for each in mentions if _scope(each.path) == scope]
        return _Wish(name, scope, max(every, key=_depth), ())
    deepest = max(inside or saved[:1], key=_depth)
    wanted = saved[0] if len(saved) == 1 else max((_scope(deepest), _common(saved)), key=_depth)
    return _Wish(name, scope, wanted, saved)


def _common(paths: Sequence[Nodes]) -> Nodes:
    """Return the groups that all paths share."""
    shortest = min(map(len, paths))
    apart = (at for at in range(shortest) if len({path[at] for path in paths}) > 1)
    return paths[0][: next(apart, shortest)]


def _outside(wish: _Wish, mentions: Sequence[Mention]) -> Iterator[tuple[Record, str]]:
    for mention in mentions:
        scope = _scope(mention.path)
        apart = wish.scope[: len(scope)] != scope
        if apart or (mention.property_name and _scope(wish.wanted) != scope):
            yield mention.record, f"the entity list “{wish.name}” is used in two different repeats"


def _placed(wish: _Wish, taken: dict[Nodes, str]) -> bool:
    """Take the innermost place that is free, and keep those between it and what is saved."""
    for depth in range(len(wish.wanted), len(wish.scope) - 1, -1):
        place = wish.wanted[:depth]
        if place not in taken:
            taken[place] = wish.name
            for path in wish.saved:
                for at in range(len(path), depth - 1, -1):
                    taken[path[:at]] = wish.name
            return True
        if wish.saved and wish.saved[0] in taken:
            return False
    return False
