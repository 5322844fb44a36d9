"""Under which measure and code each answer counts, so that tables give the figures of reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.canonical import content_hash
from forms.scales import Scale, version_number

if TYPE_CHECKING:
    from exports.figures.combining import CombinedQuestion, CombinedTool

_LETTERS: Final = 8
"""Of a hash; it tells the few measures of one question apart."""


class Measure(NamedTuple):
    """What answers are counted together under `name`.

    `codes` is code as answered → code of the newest version, where that is another. `good` is
    code → whether it is good or better, without those that leave the denominator.
    """

    name: str
    codes: Mapping[str, str]
    good: Mapping[str, bool]


class Measures:
    """The measures of every question and grade, by the hash of the version that asks it."""

    def __init__(self, tools: Iterable[CombinedTool]) -> None:
        self._questions: dict[tuple[str, str], Measure] = {}
        self._grades: dict[str, Measure] = {}
        self._orders: dict[str, str] = {}
        for tool in tools:
            self._grades.update(_grades(tool))
            self._orders.update(_orders(tool))
            for question in tool.questions:
                for version, measure in _measured(tool, question):
                    self._questions[version, question.question.id] = measure

    def of_question(self, tool_hash: str, question_id: str) -> Measure:
        """Return what a version's question measures. Raises KeyError where nobody answers it."""
        return self._questions[tool_hash, question_id]

    def is_asked(self, tool_hash: str, question_id: str) -> bool:
        """Return whether answers to a version's question are counted: notes take none."""
        return (tool_hash, question_id) in self._questions

    def of_grades(self, tool_hash: str) -> Measure:
        """Return what a version's section and overall grades measure."""
        return self._grades[tool_hash]

    def order(self, tool_hash: str) -> str:
        """Return a text by which versions of one tool are ordered, oldest first."""
        return self._orders[tool_hash]


def judged(scale: Scale) -> dict[str, bool]:
    """Return code → whether it is good or better, of the codes in a share's denominator."""
    return {code: code in scale.good_codes for code in scale.counted_codes}


def _grades(tool: CombinedTool) -> dict[str, Measure]:
    return {
        version: Measure(_name(tool.measures.grades_of(version)), {}, judged(graded.scale))
        for graded in tool.grades
        for version in graded.versions
    }


def _measured(tool: CombinedTool, question: CombinedQuestion) -> Iterator[tuple[str, Measure]]:
    """Yield each version with its measure; codes of one branch have no equal in another."""
    known: set[str] = set()
    for measured in question.measures:
        newest = next(iter(measured.codes))
        what = tool.measures.measure_of(newest, question.question.id)
        name = _name(what)
        name = _name([what, newest]) if name in known else name
        known.add(name)
        good = judged(measured.scale) | {"not_evidenced": False} if measured.scale else {}
        for version, codes in measured.codes.items():
            yield version, Measure(name, codes, good)


def _name(what: object) -> str:
    return content_hash(what)[:_LETTERS]


def _orders(tool: CombinedTool) -> Iterator[tuple[str, str]]:
    """Yield each version with its number; those that call themselves alike are numbered on."""
    seen: dict[tuple[int, ...], int] = {}
    for version in tool.versions:
        number = version_number(version.version)
        seen[number] = seen.get(number, -1) + 1
        parts = (*number, 0, 0)[:3]
        yield version.hash, ".".join(f"{part:04}" for part in parts) + f"-{seen[number]}"
