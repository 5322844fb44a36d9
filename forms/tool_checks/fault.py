"""What a check finds, and what every check may look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from forms.scales import Scale
from forms.source import Path
from forms.tools import AuditTool, Question, Section, Subsection


class Fault(NamedTuple):
    """Something wrong in a tool: the path to the value, and a sentence on what would be right.

    `column` counts from 1 within the value, for rules; 0 is the whole value. `about_name` is
    whether the name before the value is wrong rather than the value.
    """

    path: Path
    message: str
    column: int = 0
    about_name: bool = False


class PlacedQuestion(NamedTuple):
    """A question with its path."""

    path: Path
    question: Question


class PlacedGroup(NamedTuple):
    """A section or nested section with its path."""

    path: Path
    group: Section | Subsection


@dataclass(frozen=True)
class Checked:
    """A tool under check.

    `mended` are the paths of values that could not be read and were replaced, so that the rest
    can be checked; what hangs on them is not judged. `unread` are ids that stood there.
    """

    tool: AuditTool
    mended: frozenset[Path] = frozenset()
    unread: frozenset[str] = frozenset()

    @cached_property
    def groups(self) -> tuple[PlacedGroup, ...]:
        """Every section and nested section, in form order."""
        return tuple(self._groups())

    @cached_property
    def questions(self) -> tuple[PlacedQuestion, ...]:
        """Every question, in form order; unlike those of the tool, with doubles."""
        return tuple(
            PlacedQuestion((*path, "questions", index), question)
            for path, group in self.groups
            for index, question in enumerate(group.questions)
        )

    @cached_property
    def by_id(self) -> dict[str, PlacedQuestion]:
        """Every question by its id; of doubles the last."""
        return {placed.question.id: placed for placed in self.questions}

    @property
    def grades(self) -> Scale | None:
        """The scale of the grades; nothing where there is none or it could not be read."""
        return self._sound_scale(self.tool.grade_scale)

    def codes(self, placed: PlacedQuestion) -> frozenset[str] | None:
        """Return every code that a question may be answered with; None where that is unclear."""
        path, question = placed
        if question.kind == "acknowledgement":
            return frozenset({"yes"})
        if question.kind == "graded":
            scale = self._sound_scale(question.scale or "")
            return frozenset(scale.codes) if scale else None
        if not question.choices or self.is_mended((*path, "choices")):
            return None
        return frozenset(choice.code for choice in question.choices)

    def is_mended(self, path: Path) -> bool:
        """Return whether a value, or something in it, could not be read."""
        length = len(path)
        return any(mended[:length] == path for mended in self.mended)

    def hides(self, path: Path) -> bool:
        """Return whether a value stands in something that could not be read."""
        return any(path[: len(mended)] == mended for mended in self.mended)

    def _sound_scale(self, name: str) -> Scale | None:
        for index, scale in enumerate(self.tool.scales):
            if scale.id == name:
                return None if self.is_mended(("scales", index)) else scale
        return None

    def _groups(self) -> Iterator[PlacedGroup]:
        for at, section in enumerate(self.tool.sections):
            yield PlacedGroup(("sections", at), section)
            for index, part in enumerate(section.sections):
                yield PlacedGroup(("sections", at, "sections", index), part)


def doubles(names: Iterator[tuple[Path, str]], what: str) -> Iterator[Fault]:
    """Yield a fault for every id that another thing of its sort has already."""
    seen: set[str] = set()
    for path, name in names:
        if name in seen:
            yield Fault(path, f"“{name}” is already the id of another {what}")
        seen.add(name)


def unknown(
    path: Path, given: tuple[str, ...], known: frozenset[str], what: str
) -> Iterator[Fault]:
    """Yield a fault for every id of a list that names nothing, or names it twice."""
    for index, name in enumerate(given):
        if name not in known:
            there = ", ".join(sorted(known)) or "none"
            yield Fault((*path, index), f"“{name}” is not one of the tool's {what} ({there})")
        elif name in given[:index]:
            yield Fault((*path, index), f"“{name}” stands twice; keep one of them")
