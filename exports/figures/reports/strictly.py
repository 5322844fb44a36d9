"""How strictly auditors grade the audits of a scope, as a chapter of an internal report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Final, NamedTuple

from db.own_grades import OwnGrade, own_grades
from db.reading import AuditScope
from db.store import ReadingStore
from exports.figures.combining import CombinedTool
from exports.figures.facts import tools_of
from exports.figures.fields import check_fields
from exports.figures.method_notes import notes_on
from exports.figures.reports.strictness_data import StrictnessData
from exports.figures.standardising import Graded
from exports.figures.strictness import AuditorStrictness, strictness
from exports.figures.wording import amount
from forms.identity import normalised
from forms.scales import Scale

WARNING: Final = (
    "This is no measure of a person. It says with whom to read a few files together, and must not "
    "be used to judge anybody’s work: different cases, and nothing else, may be the reason."
)

_ALIKE_BY: Final = (("plan_type", "plan type"), ("team", "team"))
"""By which cases are alike besides the tool, the coarsest first, as far as anybody said."""
_LEAST_REACH: Final = 0.2


class _Grades(NamedTuple):
    """What a version of a tool grades on, and what stands for all that is graded alike."""

    alike: str
    scale: Scale


def strictness_of(store: ReadingStore, scope: AuditScope) -> StrictnessData:
    """Return how strictly auditors grade, from one state of the file.

    Raises AuditAppError where a field to filter by is unknown.
    """
    with store.snapshot():
        check_fields(store, scope)
        return read_strictness(store, scope)


def read_strictness(store: ReadingStore, scope: AuditScope) -> StrictnessData:
    """Return the same within a snapshot of the caller's.

    Every auditor's own overall grades count, a moderated one as it was before. Each is set beside
    grades of others with the same tool that mean the same, and of cases of the same plan type and
    team as far as these are on record.
    """
    given = list(own_grades(store, scope))
    tools = tools_of(store, scope, list(dict.fromkeys(each.tool for each in given)))
    fields = [field for field in _ALIKE_BY if any(each.attributes.get(field[0]) for each in given)]
    rows = list(_graded(given, _grades(tools), [name for name, _ in fields]))
    good = tools[0].newest.grades.good_label if tools else ""
    whole = strictness(rows, ["tool", *(called for _, called in fields)], good)
    told = [each for each in whole.auditors if each.verdict != "too_few" and each.auditor]
    return StrictnessData(
        found=whole.model_copy(update={"auditors": told}),
        too_few=len(whole.auditors) - len(told),
        good=good,
        reach=_reach(told),
        warning=WARNING,
        limits=list(_limits(given, len(whole.auditors) - len(told), fields)),
        notes=notes_on(["wilson", "strictness"]),
    )


def _grades(tools: Iterable[CombinedTool]) -> dict[str, _Grades]:
    """Return what each version grades on; grades that mean something else stay apart."""
    return {
        version: _Grades(f"{tool.newest.id} {place}", measured.scale)
        for tool in tools
        for place, measured in enumerate(tool.grades)
        for version in measured.versions
    }


def _graded(
    given: Iterable[OwnGrade], grades: dict[str, _Grades], fields: Sequence[str]
) -> Iterator[Graded]:
    """Yield every audit with a grade on its scale; a case is alike as far as it is on record."""
    names: dict[str, str] = {}
    for each in given:
        on = grades[each.tool]
        point = on.scale.point(each.overall)
        if point is None or point.value is None:
            continue
        strata = [on.alike]
        for field in fields:
            if not each.attributes.get(field):
                break
            strata.append(each.attributes[field])
        name = names.setdefault(normalised(each.auditor), each.auditor)
        yield Graded(name, tuple(strata), point.good, point.value)


def _reach(auditors: Iterable[AuditorStrictness]) -> float:
    """Return the furthest end of any difference, as a fraction, up to the next ten points."""
    ends = [
        abs(end)
        for each in auditors
        if each.difference
        for end in (each.difference.low, each.difference.high)
        if end is not None
    ]
    return max(_LEAST_REACH, ceil(10 * max(ends, default=0.0)) / 10)


def _limits(
    given: Sequence[OwnGrade], too_few: int, fields: Sequence[tuple[str, str]]
) -> Iterator[str]:
    if too_few:
        people = amount(too_few, "auditor is", "auditors are")
        yield f"{people} not shown: too few of their audits could be compared."
    missing = [called for name, called in _ALIKE_BY if (name, called) not in fields]
    if given and missing:
        said = " or a ".join(missing)
        yield f"No audit has a {said} on record, so cases are not told apart by it."
    yield "An audit that was moderated counts with the grade that its auditor had given before."
