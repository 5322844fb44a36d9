"""Lays the groups of a form out as sections, which are nested only once in an audit tool."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.xlsform.report import Notes
from forms.xlsform.survey import Item

_MAX_QUESTIONS = 2_000
_MAX_PARTS = 100
_MAX_SECTIONS = 200


@dataclass(eq=False)
class Placed:
    """A question where it will stand; `inside` are groups it left, whose rules it takes along."""

    item: Item
    inside: tuple[Item, ...] = ()


@dataclass(eq=False)
class Part:
    """A nested section in the making; `inside` are groups it left.

    One that continues goes on with the questions of a group after something came between.
    """

    group: Item
    inside: tuple[Item, ...] = ()
    continues: bool = False
    questions: list[Placed] = field(default_factory=list)


@dataclass(eq=False)
class Whole:
    """A section in the making; without a group it gathers questions outside all groups."""

    group: Item | None
    continues: bool = False
    questions: list[Placed] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def lay_out(items: list[Item], notes: Notes) -> list[Whole]:
    """Return the sections of a form, in order; what cannot stand as it did is noted."""
    sections: list[Whole] = []
    for item in items:
        if item.kind != "question":
            sections += _Layer(item, notes).sections
            continue
        if not sections or sections[-1].group or len(sections[-1].questions) >= _MAX_QUESTIONS:
            sections.append(Whole(None))
        sections[-1].questions.append(Placed(item))
    return sections if len(sections) <= _MAX_SECTIONS else lay_out(_bundled(items), notes)


def _bundled(items: list[Item]) -> list[Item]:
    """Return a hundred groups or fewer that hold the items, where there are too many of them."""
    size = -(-len(items) // _MAX_PARTS)
    bundles = [items[at : at + size] for at in range(0, len(items), size)]
    return [
        Item("group", bundle[0].record, f"part_{number}", children=bundle)
        for number, bundle in enumerate(bundles, start=1)
    ]


class _Layer:
    """Lays out one outermost group."""

    def __init__(self, group: Item, notes: Notes) -> None:
        self._group = group
        self._notes = notes
        self.sections = [Whole(group)]
        for child in group.children:
            if child.kind != "question":
                self._nest(child)
            elif self._whole.parts or len(self._whole.questions) >= _MAX_QUESTIONS:
                self._part_of(group).questions.append(Placed(child))
            else:
                self._whole.questions.append(Placed(child))

    @property
    def _whole(self) -> Whole:
        return self.sections[-1]

    def _nest(self, group: Item) -> None:
        if group.kind == "repeat" and self._group.kind == "repeat":
            self._note(group, "a repeat inside a repeat is asked once in each of them")
        self._add(Part(group))
        self._fill(group, group, ())

    def _fill(self, top: Item, group: Item, inside: tuple[Item, ...]) -> None:
        """Take the questions of a group that stands, `inside` others, in the nested `top`."""
        for child in group.children:
            if child.kind == "question":
                self._part_of(top).questions.append(Placed(child, inside))
            elif child.kind == "repeat" and not self._repeats(top, inside):
                self._note(child, "this repeat becomes a nested section of its own")
                self._add(Part(child, (top, *inside)))
                self._fill(child, child, ())
            else:
                reason = (
                    f"sections are nested once only; this {child.kind} is part of the one round it"
                )
                self._note(child, reason)
                self._fill(top, child, (*inside, child))

    def _part_of(self, group: Item) -> Part:
        """Return the part that takes the next question of a group, a new one where it must be."""
        last = self._whole.parts[-1] if self._whole.parts else None
        if last is None or last.group is not group or len(last.questions) >= _MAX_QUESTIONS:
            last = self._add(Part(group, self._left(group), continues=True))
        return last

    def _add(self, part: Part) -> Part:
        if len(self._whole.parts) >= _MAX_PARTS:
            self.sections.append(Whole(self._group, continues=True))
        self._whole.parts.append(part)
        return part

    def _left(self, group: Item) -> tuple[Item, ...]:
        """Return the groups that a nested section left to stand on its own."""
        return next((part.inside for part in self._parts() if part.group is group), ())

    def _parts(self) -> Iterator[Part]:
        for section in self.sections:
            yield from section.parts

    def _repeats(self, top: Item, inside: tuple[Item, ...]) -> bool:
        above = (self._group, top, *inside, *self._left(top))
        return any(group.kind == "repeat" for group in above)

    def _note(self, group: Item, reason: str) -> None:
        record = group.record
        self._notes.degrade(record.sheet, record.number, record.column("type"), reason)
