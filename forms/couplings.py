"""Fields of an audit that hang together across versions: instances of repeats, what is worked out.

A tool says which questions stand in which repeating section, and which nobody answers. Without
that, two people's third visits would join into one visit that nobody saw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.findings import split_key

if TYPE_CHECKING:
    from pydantic import JsonValue

    from forms.audits import Fields
    from forms.tools import AuditTool

_IN_INSTANCES = ("finding.", "set_aside.")
_COUNT = "instances."
_ONCE = "once("


@dataclass(frozen=True)
class Couplings:
    """What a tool says of fields that hang together; by default nothing.

    `derived` are the questions that are worked out anew each time, `repeat_of` says in which
    repeating section a question stands, `least` how many instances such a section begins with.
    """

    derived: frozenset[str] = frozenset()
    repeat_of: Mapping[str, str] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)

    def is_derived(self, name: str) -> bool:
        """Return whether a field holds what is worked out from others."""
        group, _, key = name.partition(".")
        return group == "finding" and split_key(key)[0] in self.derived

    def numbers(self, fields: Fields, repeat: str) -> tuple[int, ...]:
        """Return the instances of a repeating section, in order."""
        given = fields.get(_COUNT + repeat)
        if isinstance(given, list):
            return tuple(number for number in given if isinstance(number, int))
        return tuple(range(1, self.least.get(repeat, 0) + 1))

    def by_instance(self, fields: Fields) -> dict[tuple[str, int], dict[str, JsonValue]]:
        """Return repeat and instance → the fields that belong to it, with their values."""
        found: dict[tuple[str, int], dict[str, JsonValue]] = {}
        for name, value in fields.items():
            if place := self.place(name):
                found.setdefault(place, {})[name] = value
        return found

    def place(self, name: str) -> tuple[str, int] | None:
        """Return repeat and instance that a field belongs to; nothing outside repeats."""
        start = next((each for each in _IN_INSTANCES if name.startswith(each)), "")
        if not start:
            return None
        question, number = split_key(name.removeprefix(start).partition("~")[0])
        repeat = self.repeat_of.get(question)
        return (repeat, number) if repeat and number else None

    def moved(self, before: Fields, sides: Sequence[Fields], repeat: str) -> list[int]:
        """Return the instances that not every version has, in order of their numbers."""
        several = [set(self.numbers(each, repeat)) for each in (before, *sides)]
        return sorted(several[0].union(*several) - several[0].intersection(*several))

    def contested(self, before: Fields, sides: Sequence[Fields]) -> set[str]:
        """Return the fields of instances that must wait for a person, whatever they hold.

        One side took an instance away while another worked in it; or several sides added one of
        the same number, which are not the same visit because their numbers are.
        """
        named = {name for each in (before, *sides) for name in each}
        repeats = {name.removeprefix(_COUNT) for name in named if name.startswith(_COUNT)}
        moved = {repeat: self.moved(before, sides, repeat) for repeat in repeats}
        if not any(moved.values()):
            return set()
        contents = [self.by_instance(each) for each in (before, *sides)]
        return {
            _COUNT + repeat
            for repeat, numbers in moved.items()
            for number in numbers
            if self._differ(repeat, number, list(zip((before, *sides), contents, strict=True)))
        }

    def _differ(
        self,
        repeat: str,
        number: int,
        versions: list[tuple[Fields, dict[tuple[str, int], dict[str, JsonValue]]]],
    ) -> bool:
        """Return whether versions that have an instance hold different things in it."""
        held = [
            contents.get((repeat, number), {})
            for fields, contents in versions
            if number in self.numbers(fields, repeat)
        ]
        return any(each != held[0] for each in held)


UNCOUPLED = Couplings()
"""Nothing hangs together: for records of other kinds."""


def couplings_of(tool: AuditTool) -> Couplings:
    """Return what a tool says of fields that hang together."""
    return Couplings(
        frozenset(_derived(tool)),
        tool.repeat_of,
        {name: group.repeat.minimum for name, group in tool.groups.items() if group.repeat},
    )


def _derived(tool: AuditTool) -> Iterator[str]:
    """Yield what is worked out each time; what `once()` came to stands as it was sealed."""
    for name, question in tool.questions.items():
        if question.kind == "calculated" and _ONCE not in question.calculation.replace(" ", ""):
            yield name
