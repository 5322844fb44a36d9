"""Where the cohort is known, intervals speak of it alone, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.figures.cohorts import in_cohort, report_in_cohort
from exports.figures.intervals import wilson
from exports.figures.report_data import Distribution, Figures, ReportData, Share
from exports.figures.shares import share_of
from forms.errors import AuditAppError
from tests.exports.documents.sample_report import sample_report


def report_of(audits: int, cases: int, good: int) -> ReportData:
    """A report whose overall grade and first question have `good` good answers."""
    report = sample_report()
    scope = report.figures.scope.model_copy(update={"audits": audits, "cases": cases})
    overall = report.figures.overall.model_copy(
        update={"n": audits, "good_or_better": share_of(good, audits)}
    )
    figures = report.figures.model_copy(update={"scope": scope, "overall": overall})
    return report.model_copy(update={"figures": figures})


def overall_of(figures: Figures) -> Share:
    assert figures.overall.good_or_better is not None
    return figures.overall.good_or_better


def test_thirty_nine_of_fifty_seven_from_a_cohort_of_known_size() -> None:
    within = overall_of(in_cohort(report_of(57, 57, 39).figures, 2471))
    assert (within.low, within.high) == wilson(39, 57, population=2471)
    plain = wilson(39, 57)
    assert plain[0] < within.low  # type: ignore[operator]
    assert within.high < plain[1]  # type: ignore[operator]


def test_of_a_cohort_that_was_audited_whole_nothing_is_uncertain() -> None:
    whole = overall_of(in_cohort(report_of(57, 57, 39).figures, 57))
    assert whole.low == whole.share == whole.high


def test_a_question_that_does_not_apply_to_all_stands_for_as_large_a_part() -> None:
    report = report_of(40, 40, 30)
    question = report.figures.questions[0].model_copy(
        update={"n": 20, "good_or_better": share_of(7, 20)}
    )
    figures = report.figures.model_copy(update={"questions": [question]})
    found = in_cohort(figures, 100).questions[0].good_or_better
    assert found is not None
    assert (found.low, found.high) == wilson(7, 20, population=50)


def test_cases_audited_twice_are_drawn_once() -> None:
    found = overall_of(in_cohort(report_of(60, 50, 39).figures, 50))
    assert found.low == found.high == 39 / 60
    with pytest.raises(AuditAppError, match="50 cases, more than the 49"):
        in_cohort(report_of(60, 50, 39).figures, 49)


def test_what_one_audit_answers_several_times_keeps_its_interval() -> None:
    report = report_of(10, 10, 5)
    repeated = report.figures.questions[0].model_copy(
        update={"n": 30, "good_or_better": share_of(20, 30)}
    )
    figures = report.figures.model_copy(update={"questions": [repeated]})
    assert in_cohort(figures, 100).questions == [repeated]


@pytest.mark.parametrize("hidden", ["audits", "cases"])
def test_where_numbers_are_hidden_nothing_is_told_by_the_interval(hidden: str) -> None:
    report = report_of(57, 57, 39)
    scope = report.figures.scope.model_copy(update={hidden: "c"})
    published = report.model_copy(
        update={"figures": report.figures.model_copy(update={"scope": scope})}
    )
    assert report_in_cohort(published, 2471) == published


def test_a_hidden_share_stays_hidden() -> None:
    report = report_of(57, 57, 39)
    share = Share(count="c", n=57, share=None, low=None, high=None, published=True)
    overall = Distribution(counts={}, n=57, good_or_better=share)
    figures = report.figures.model_copy(update={"overall": overall})
    assert overall_of(in_cohort(figures, 2471)) == share


def test_a_report_tells_its_cohort_and_the_method_in_every_place() -> None:
    report = report_in_cohort(report_of(57, 57, 39), 2471)
    assert report.figures.scope.cohort == 2471
    assert "57 cases of a cohort of 2,471 were audited" in report.method[-1]
    assert report.notes[-1].method == "finite-population"
    shown = {part.figures.id: part.figures for part in report.sections}
    for section in report.figures.sections:
        assert shown[section.id].good_or_better == section.good_or_better
    asked = {(each.section, each.id): each for each in report.figures.questions}
    for part in report.sections:
        for question in part.questions:
            assert question == asked.get((question.section, question.id), question)


@given(st.integers(1, 80), st.data())
def test_an_interval_is_never_wider_and_always_holds_the_share(n: int, data: st.DataObject) -> None:
    good = data.draw(st.integers(0, n))
    size = data.draw(st.integers(n, 500))
    report = report_of(n, n, good)
    found, plain = overall_of(in_cohort(report.figures, size)), overall_of(report.figures)
    assert found.low is not None
    assert found.high is not None
    assert plain.low is not None
    assert plain.high is not None
    assert plain.low <= found.low <= good / n <= found.high <= plain.high
