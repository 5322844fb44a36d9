"""Figures of a sample whose cohort is known: intervals that speak of that one cohort alone."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from exports.figures.method_notes import notes_on
from exports.figures.report_data import Distribution, Figures, ReportData, Scope
from exports.figures.shares import share_of
from exports.figures.wording import amount
from forms.errors import AuditAppError

D = TypeVar("D", bound=Distribution)


def in_cohort(figures: Figures, size: int) -> Figures:
    """Return figures whose overall grade, sections and questions speak of a cohort of `size` cases.

    Their intervals are Wilson’s for draws without return (`intervals.wilson`). Of a question that
    does not apply to every case, as large a part of the cohort is taken as was drawn, up to the
    next whole case. Groups and quarters stay as they are: how much of the cohort they are
    nobody said; so does what one audit answers several times. What is hidden stays hidden; where
    the number of cases is, nothing is changed.

    Raises AuditAppError where there are more cases than the cohort has.
    """
    drawn = _drawn(figures.scope, size)
    if drawn is None:
        return figures
    return figures.model_copy(
        update={
            "scope": figures.scope.model_copy(update={"cohort": size}),
            "overall": _within(figures.overall, drawn),
            "sections": [_within(each, drawn) for each in figures.sections],
            "questions": [_within(each, drawn) for each in figures.questions],
        }
    )


def report_in_cohort(report: ReportData, size: int) -> ReportData:
    """Return a report whose figures speak of a cohort, and say so. Raises as `in_cohort`."""
    drawn = _drawn(report.figures.scope, size)
    if drawn is None:
        return report
    return report.model_copy(
        update={
            "figures": in_cohort(report.figures, size),
            "sections": [
                each.model_copy(
                    update={
                        "figures": _within(each.figures, drawn),
                        "questions": [_within(one, drawn) for one in each.questions],
                    }
                )
                for each in report.sections
            ],
            "attention": [_within(each, drawn) for each in report.attention],
            "method": [*report.method, cohort_sentence(drawn.cases, size)],
            "notes": [*report.notes, *notes_on(["finite-population"])],
        }
    )


def cohort_sentence(cases: int, size: int) -> str:
    """Return what it means that the cohort is known."""
    return (
        f"{amount(cases, 'case', 'cases')} of a cohort of {size:,} were audited. The intervals of "
        "the overall grade, of sections and of questions speak of this cohort alone, and hold only "
        "where the cases were drawn at random. Groups and quarters have the ordinary interval."
    )


class _Drawn(NamedTuple):
    """How many audits of how many cases there are, from a cohort of so many."""

    audits: int
    cases: int
    size: int


def _drawn(scope: Scope, size: int) -> _Drawn | None:
    """Return what was drawn; nothing where that is not published, or nothing was audited."""
    if scope.audits == "c" or scope.cases == "c" or not scope.cases:
        return None
    if scope.cases > size:
        raise AuditAppError(
            f"This selection has audits of {scope.cases:,} cases, more than the {size:,} of the "
            "cohort. Give the number of all cases that these were chosen from."
        )
    return _Drawn(scope.audits, scope.cases, size)


def _within(figures: D, drawn: _Drawn) -> D:
    """Return the counts with the interval of a sample from a cohort, where there is a share."""
    share = figures.good_or_better
    if share is None or share.count == "c" or share.n == "c" or not 0 < share.n <= drawn.audits:
        return figures
    population = -(-drawn.size * share.n // drawn.cases)
    exact = share_of(share.count, share.n, population)
    bounds = {"low": exact.low, "high": exact.high}
    return figures.model_copy(update={"good_or_better": share.model_copy(update=bounds)})
