"""The order of the form: sections, their questions, nested sections, instance by instance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from forms.evaluation.board import Board
from forms.evaluation.gaps import PARTICULARS
from forms.evaluation.parts import ONCE, GroupPart, Part, QuestionPart

_Kept = TypeVar("_Kept")


class Layout:
    """What the form holds, in order; worked out when asked for after instances came or went."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._listing = -1
        self._keys: tuple[str, ...] = ()
        self._fields: tuple[str, ...] = ()
        self._places: dict[str, int] = {}

    @property
    def keys(self) -> tuple[str, ...]:
        """Every finding key, hidden ones and notes included."""
        self._refresh()
        return self._keys

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """Return finding keys in the order of the form."""
        self._refresh()
        return sorted(keys, key=self._places.__getitem__)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of an audit that may be a gap."""
        self._refresh()
        self._fields = self._fields or tuple(self._every_field())
        return self._fields

    def _every_field(self) -> Iterator[str]:
        yield from PARTICULARS
        for group in self._sections():
            for part, number in self._inside(group):
                if isinstance(part, QuestionPart):
                    yield f"finding.{part.key(number)}"
                elif part.repeat == part.id:
                    yield f"instances.{part.id}"
            yield from (f"section.{group.id}", f"section_reason.{group.id}")
        yield from ("overall", "overall_reason")

    def _refresh(self) -> None:
        if self._listing == self._board.listing:
            return
        self._listing = self._board.listing
        self._fields = ()
        self._keys = tuple(
            part.key(number)
            for group in self._sections()
            for part, number in self._inside(group)
            if isinstance(part, QuestionPart)
        )
        self._places = {key: place for place, key in enumerate(self._keys)}

    def _sections(self) -> Iterator[GroupPart]:
        return (part for part in self._board.parts.groups.values() if part.parent is None)

    def _inside(self, group: GroupPart) -> Iterator[tuple[Part, int]]:
        """Yield a section, then what stands in it, once for each of its instances."""
        yield group, 0
        for number in self._board.instances[group.id] if group.repeats else ONCE:
            for child in group.children:
                if isinstance(child, GroupPart):
                    yield from self._nested(child, number)
                else:
                    yield child, number

    def _nested(self, group: GroupPart, number: int) -> Iterator[tuple[Part, int]]:
        yield group, 0
        for each in self._board.instances[group.id] if group.repeats else (number,):
            yield from ((child, each) for child in group.children)


class InOrder(Mapping[str, _Kept]):
    """A look at what is kept by finding key, in the order of the form."""

    def __init__(self, keys: tuple[str, ...], kept: Mapping[str, _Kept]) -> None:
        self._keys = keys
        self._kept = kept

    def __getitem__(self, key: str) -> _Kept:
        return self._kept[key]

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._keys if key in self._kept)

    def __len__(self) -> int:
        return len(self._kept)
