"""Figures of random audits equal the SQL of the documentation over their Parquet export."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from db.reading import AuditScope
from exports.figures.figures import work_out_figures
from exports.figures.report_data import Distribution, Figures, QuestionFigures
from exports.tables.exporting import Wanted, export_tables
from forms.audits import Audit
from forms.findings import Finding
from forms.tools import AuditTool, Question
from tests.exports.figures.test_figures_recounted import gradings
from tests.exports.figures.test_measures import Q1, Q2, V1, stricter, version
from tests.exports.making import (
    HEARD,
    METHODS,
    PLACE,
    SEEN,
    Cabinet,
    a_tool,
    an_audit,
    memory_cabinet,
)
from tests.exports.tables.sql_page import Answers, asked

RANKED = METHODS.model_copy(update={"id": "ranked_methods", "kind": "ranked"})


def recomputed(cabinet: Cabinet, folder: Path) -> Answers:
    """Export all audits and ask the files."""
    export_tables(cabinet.store, Wanted("parquet", folder / "authority"))
    return asked(folder)


def same(figures: Figures, answers: Answers) -> None:
    """Every figure equals what the SQL gives; what the SQL does not list is nought."""
    _same_overall(figures, answers)
    for part in figures.sections:
        assert answers.sections.get((part.tool, part.id), (0, 0)) == _share(part)
    for question in figures.questions:
        _same_question(question, answers)


def _same_overall(figures: Figures, answers: Answers) -> None:
    share = figures.overall.good_or_better
    tool = figures.scope.tool or ""
    if figures.overall.n and share:
        expected = (share.count, share.n, share.share, share.low, share.high)
        assert answers.overall[tool,] == pytest.approx(expected, abs=1e-12)
    else:
        assert answers.overall == {}
    by_team = {(tool, group.value): _share(group.overall) for group in figures.by}
    assert answers.by_team == {key: value for key, value in by_team.items() if key in answers[1]}
    assert all(not any(by_team[key]) for key in by_team.keys() - answers.by_team.keys())
    for point in figures.trend:
        found = [row for key, row in answers.trend.items() if key[:2] == (tool, point.period)]
        assert _share(point.overall) in found or not point.overall.n
    assert {key[1] for key in answers.trend} <= {point.period for point in figures.trend}


def _share(figures: Distribution) -> tuple[int, int]:
    share = figures.good_or_better
    return (share.n, share.count) if share else (0, 0)


def _same_question(question: QuestionFigures, answers: Answers) -> None:
    name = (question.tool, question.id)
    judged, good, given = answers.questions.get(name, (0, 0, 0))
    assert (judged, good) == _share(question)
    counts = answers.several if question.kind in ("several_of", "ranked") else answers.answers
    states = ("not_applicable", "not_evidenced", "unanswered", "hidden")
    for code, count in question.counts.items():
        where = answers.answers if code in states else counts
        assert where.get((*name, code), (0,)) == (count,), code
    assert question.n == (judged if question.good_or_better else given)
    if question.numbers and question.numbers.n:
        n, lowest, middle, highest, first, last = answers.numbers[name]
        if question.kind == "date":
            assert (str(first), str(last)) == (question.numbers.lowest, question.numbers.highest)
        else:
            numbers = question.numbers
            assert (n, lowest, middle, highest) == (
                numbers.n, numbers.lowest, numbers.median, numbers.highest
            )  # fmt: skip


def _check(grading: tuple[list[AuditTool], list[tuple[AuditTool, Audit]]]) -> None:
    with memory_cabinet() as cabinet, TemporaryDirectory() as folder:
        for tool, audit in grading[1]:
            cabinet.add(tool, audit)
        if not grading[1]:
            cabinet.add(grading[0][0], an_audit(status="void"))
        figures = work_out_figures(cabinet.store, AuditScope("voice"), "team")
        same(figures, recomputed(cabinet, Path(folder)))


@settings(max_examples=8, deadline=None)
@given(gradings())
def test_sql_over_the_export_gives_the_figures_of_the_program(
    grading: tuple[list[AuditTool], list[tuple[AuditTool, Audit]]],
) -> None:
    _check(grading)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(gradings())
def test_sql_gives_the_figures_of_many_random_audits(
    grading: tuple[list[AuditTool], list[tuple[AuditTool, Audit]]],
) -> None:
    _check(grading)


def _answered(question: Question, answer: object, **more: object) -> Audit:
    return an_audit(**more).model_copy(
        update={"findings": {question.id: Finding.model_validate({"answer": answer})}}
    )


def test_new_measures_and_mapped_codes_are_counted_as_the_program_does(
    cabinet: Cabinet, tmp_path: Path
) -> None:
    other = SEEN.model_copy(update={"scale": "ofsted"})
    heard, *rest = (HEARD.model_copy(update={"relevant": ""}), PLACE, METHODS)
    oldest = version("1.0", SEEN, heard, *rest)
    codes = {"seen": {"yes": "good", "no": "inadequate", "unclear": "requires_improvement"}}
    mapped = version("2.0", other, heard, *rest, amends=oldest, questions={"seen": "reworded"},
                     codes=codes)  # fmt: skip
    newest = version("2.10", other, stricter(heard), *rest, amends=mapped,
                     questions={"heard": "new_measure"}, grades="new_measure")  # fmt: skip
    answers = {"seen": "yes", "heard": "good", "place": "home", "methods": ("art", "play")}
    for audit in (an_audit(answers, audited_on=Q1), an_audit({"seen": "no"}, audited_on=Q1)):
        cabinet.add(oldest, audit)
    for tool in (mapped, newest):
        later = answers | {"seen": "outstanding"}
        cabinet.add(tool, an_audit(later, audited_on=Q2, sections={"contact": "inadequate"}))
    figures = work_out_figures(cabinet.store, AuditScope(), "team")
    assert (figures.overall.n, figures.questions[0].n, figures.questions[1].n) == (1, 4, 1)
    same(figures, recomputed(cabinet, tmp_path))


def test_of_ranked_answers_the_first_is_counted(cabinet: Cabinet, tmp_path: Path) -> None:
    tool = a_tool(sections={"contact": (SEEN, RANKED)})
    for answer in (("art", "play"), ("art", "talk"), ("play",)):
        cabinet.add(tool, _answered(RANKED, answer))
    figures = work_out_figures(cabinet.store, AuditScope(), "team")
    assert figures.questions[1].counts["art"] == 2
    same(figures, recomputed(cabinet, tmp_path))


def test_a_region_is_the_sum_of_its_authorities(tmp_path: Path) -> None:
    """Two databases with attributes of their own give what one database of all gives."""
    with memory_cabinet() as both:
        for name, ward in (("a", {}), ("b", {"ward": "East"})):
            with memory_cabinet() as one:
                for cabinet, cases in ((one, "12"), (both, "12")):
                    for case in cases:
                        audit = an_audit({"seen": "yes" if case == "1" else "not_evidenced"},
                                         case=name + case, attributes=ward)  # fmt: skip
                        cabinet.add(V1, audit)
                export_tables(one.store, Wanted("parquet", tmp_path / name))
        same(work_out_figures(both.store, AuditScope(), "team"), asked(tmp_path))
