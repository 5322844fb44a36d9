"""Versions with comparability maps: pooled, left out and broken exactly where the maps say."""

from datetime import date

import pytest

from db.reading import AuditScope
from db.tools import add_tool
from exports.figures.figures import work_out_figures
from exports.figures.report_data import Figures, QuestionFigures
from exports.figures.thematic import thematic_report
from forms.tools import Amendment, AuditTool, Question, Repeat
from forms.versions.amending import amended
from tests.exports.making import (
    HEARD,
    METHODS,
    OFSTED,
    PLACE,
    SEEN,
    YES_NO,
    Cabinet,
    a_tool,
    an_audit,
)

ASKED = (SEEN, HEARD, PLACE, METHODS)
Q1, Q2, Q3 = date(2026, 2, 1), date(2026, 5, 1), date(2026, 8, 1)


def version(number: str, *questions: Question, amends: AuditTool | None = None,
            **says: object) -> AuditTool:  # fmt: skip
    tool = a_tool(version=number, sections={"contact": questions or ASKED})
    if amends is None:
        return tool
    about = {"version": amends.version, "hash": amends.hash, **says}
    return amended(tool, Amendment.model_validate(about))


def stricter(question: Question) -> Question:
    return question.model_copy(update={"label": f"{question.label} (every time)"})


V1 = version("1.0")
NEW_SEEN = version(
    "2.0",
    stricter(SEEN),
    *ASKED[1:],
    amends=V1,
    questions={"seen": "new_measure"},
    note="The inspection asked for it.",
)


def figures_of(cabinet: Cabinet) -> Figures:
    return work_out_figures(cabinet.store, AuditScope())


def question(figures: Figures, name: str) -> QuestionFigures:
    return next(each for each in figures.questions if each.id == name)


def breaks(figures: Figures, name: str) -> list[str | None]:
    return [point.broken_by for point in question(figures, name).trend]


def test_only_the_question_that_is_a_new_measure_is_broken_and_counted_apart(
    cabinet: Cabinet,
) -> None:
    for day in (Q1, Q2):
        cabinet.add(V1, an_audit({"seen": "yes", "heard": "good", "place": "home"}, audited_on=day))
    cabinet.add(NEW_SEEN, an_audit({"seen": "no", "heard": "good", "place": "home"}, audited_on=Q3))
    figures = figures_of(cabinet)
    assert [point.broken_by for point in figures.trend] == [None, None, None]
    assert breaks(figures, "heard") == breaks(figures, "place") == [None, None, None]
    assert breaks(figures, "seen") == [
        None,
        None,
        "Since version 2.0 this question is a new measure: the question says something else. "
        "The inspection asked for it.",
    ]
    seen = question(figures, "seen")
    assert (seen.counts["yes"], seen.counts["no"], seen.n) == (0, 1, 1)
    assert [(point.counts["yes"], point.n) for point in seen.trend] == [(1, 1), (1, 1), (0, 1)]
    assert question(figures, "place").n == 3
    limits = " ".join(thematic_report(cabinet.store, AuditScope()).limits)
    assert "1 question is answered in another way since a version changed" in limits
    assert "version 1.0" in limits
    assert (
        "From 2026 Q3, do not compare with earlier answers: “Was the child seen? (every time)”. "
        "Since version 2.0 this question is a new measure" in limits
    )


def test_grades_that_are_a_new_measure_break_the_overall_line_alone(cabinet: Cabinet) -> None:
    new = version("2.0", amends=V1, grades="new_measure")
    cabinet.add(V1, an_audit({"seen": "yes"}, audited_on=Q1, sections={"contact": "good"}))
    cabinet.add(new, an_audit({"seen": "yes"}, audited_on=Q2, sections={"contact": "good"}))
    figures = figures_of(cabinet)
    assert [point.broken_by for point in figures.trend] == [
        None, "Since version 2.0 the grades are a new measure.",
    ]  # fmt: skip
    assert [point.overall.n for point in figures.trend] == [1, 1]
    assert breaks(figures, "seen") == [None, None]
    assert (figures.overall.n, figures.sections[0].n, figures.scope.audits) == (1, 1, 2)
    limits = " ".join(thematic_report(cabinet.store, AuditScope()).limits)
    assert "1 audit was graded with version 1.0, whose grades are another measure" in limits


def test_mapped_codes_are_counted_as_the_new_ones(cabinet: Cabinet) -> None:
    other = SEEN.model_copy(update={"scale": "ofsted", "id": "seen"})
    codes = {"seen": {"yes": "good", "no": "inadequate", "unclear": "requires_improvement"}}
    new = version("2.0", other, *ASKED[1:], amends=V1, questions={"seen": "reworded"}, codes=codes)
    cabinet.add(V1, an_audit({"seen": "yes"}, audited_on=Q1),
                an_audit({"seen": "not_applicable"}, audited_on=Q1))  # fmt: skip
    cabinet.add(new, an_audit({"seen": "outstanding"}, audited_on=Q2))
    figures = figures_of(cabinet)
    seen = question(figures, "seen")
    assert (seen.counts["good"], seen.counts["outstanding"], seen.n) == (1, 1, 2)
    assert seen.counts["not_applicable"] == 1
    assert breaks(figures, "seen") == [None, None]
    assert [point.counts["good"] for point in seen.trend] == [1, 0]


def test_mapped_choices_of_several_are_counted_as_the_new_ones(cabinet: Cabinet) -> None:
    play, *rest = METHODS.choices
    games = METHODS.model_copy(
        update={"choices": (play.model_copy(update={"code": "games"}), *rest)}
    )
    codes = {"methods": {"play": "games", "talk": "talk", "art": "art"}}
    new = version("1.1", *ASKED[:3], games, amends=V1, codes=codes)
    cabinet.add(V1, an_audit({"methods": ("play", "talk")}, audited_on=Q1))
    cabinet.add(new, an_audit({"methods": ("games",)}, audited_on=Q2))
    methods = question(figures_of(cabinet), "methods")
    assert {code: methods.counts[code] for code in ("games", "talk", "art")} == {
        "games": 2, "talk": 1, "art": 0,
    }  # fmt: skip
    assert methods.trend[0].counts["games"] == 1


def test_a_chain_is_followed_through_a_version_that_no_audit_used(cabinet: Cabinet) -> None:
    middle = version("1.1", amends=V1)
    last = version("1.2", amends=middle)
    add_tool(cabinet.store, middle)
    cabinet.add(V1, an_audit({"seen": "yes"}, audited_on=Q1))
    cabinet.add(last, an_audit({"seen": "yes"}, audited_on=Q2))
    figures = figures_of(cabinet)
    assert [point.broken_by for point in figures.trend] == [None, None]
    assert breaks(figures, "seen") == [None, None]


def test_in_a_quarter_with_both_measures_the_newer_is_shown(cabinet: Cabinet) -> None:
    for day in (Q1, Q2):
        cabinet.add(V1, an_audit({"seen": "yes"}, audited_on=day))
    cabinet.add(NEW_SEEN, an_audit({"seen": "no"}, audited_on=Q2),
                an_audit({"seen": "no"}, audited_on=Q3))  # fmt: skip
    seen = question(figures_of(cabinet), "seen")
    assert [(point.n, bool(point.broken_by)) for point in seen.trend] == [
        (1, False), (1, True), (1, False),
    ]  # fmt: skip
    assert [point.counts["no"] for point in seen.trend] == [0, 1, 1]


def test_without_a_map_a_question_in_other_words_breaks_and_one_in_the_same_does_not(
    cabinet: Cabinet,
) -> None:
    cabinet.add(V1, an_audit({"seen": "yes", "heard": "good"}, audited_on=Q1))
    new = version("1.1", stricter(SEEN), *ASKED[1:])
    cabinet.add(new, an_audit({"seen": "yes", "heard": "good"}, audited_on=Q2))
    figures = figures_of(cabinet)
    expected = "The audit tool changed from version 1.0 to version 1.1."
    assert breaks(figures, "seen") == [None, expected]
    assert breaks(figures, "heard") == [None, None]
    assert question(figures, "seen").n == 2
    assert [point.broken_by for point in figures.trend] == [None, expected]


def test_grades_of_earlier_quarters_stand_on_their_own_scale(cabinet: Cabinet) -> None:
    new = amended(
        a_tool(version="2.0", sections={"contact": ASKED}, grade_scale="yes_no",
               suggestion={"cuts": (0.5,)}),
        Amendment(version="1.0", hash=V1.hash, grades="new_measure"),
    )  # fmt: skip
    cabinet.add(V1, an_audit({"seen": "yes"}, audited_on=Q1, overall="inadequate"))
    cabinet.add(new, an_audit({"seen": "yes"}, audited_on=Q2, overall="yes"))
    figures = figures_of(cabinet)
    assert [(point.overall.n, point.scale) for point in figures.trend] == [(1, OFSTED), (1, None)]
    assert figures.trend[0].overall.counts["inadequate"] == 1
    assert figures.trend[1].broken_by == (
        "Since version 2.0 the grades are a new measure: the grade scale changed; the shares from "
        "which a grade is suggested changed."
    )
    assert figures.overall.counts == {**dict.fromkeys(YES_NO.codes, 0), "yes": 1}


@pytest.mark.parametrize("day", [None, Q1])
def test_one_quarter_or_none_is_no_line(cabinet: Cabinet, day: date | None) -> None:
    cabinet.add(V1, an_audit({"seen": "yes"}, audited_on=day))
    seen = question(figures_of(cabinet), "seen")
    assert [(point.period, point.n) for point in seen.trend] == ([("2026-Q1", 1)] if day else [])
    assert seen.n == 1


def test_many_questions_with_one_reason_are_told_in_one_sentence(cabinet: Cabinet) -> None:
    names = [each.id for each in ASKED]
    new = version("2.0", amends=V1, questions=dict.fromkeys(names, "new_measure"))
    answers = {"seen": "yes", "heard": "good", "place": "home", "methods": ("play",)}
    cabinet.add(V1, an_audit(answers, audited_on=Q1))
    cabinet.add(new, an_audit(answers, audited_on=Q2))
    limits = thematic_report(cabinet.store, AuditScope()).limits
    (told,) = [each for each in limits if each.startswith("From 2026 Q2")]
    assert "and 1 more question. Since version 2.0 this question is a new measure." in told


def test_every_instance_of_a_repeating_question_counts_under_it(cabinet: Cabinet) -> None:
    tool = a_tool(sections={"contact": ASKED})
    often = tool.sections[0].model_copy(update={"repeat": Repeat(each="visit", minimum=0)})
    tool = tool.model_copy(update={"sections": (often,)})
    answers = {"seen#1": "yes", "seen#2": "no", "methods#1": ("play",), "methods#2": ("talk",)}
    cabinet.add(tool, an_audit(answers, audited_on=Q1, instances={"contact": (1, 2)}))
    figures = figures_of(cabinet)
    seen, methods = question(figures, "seen"), question(figures, "methods")
    assert (seen.counts["yes"], seen.counts["no"], seen.n) == (1, 1, 2)
    assert (methods.counts["play"], methods.counts["talk"], methods.n) == (1, 1, 2)
    assert seen.trend[0].n == methods.trend[0].n == 2
