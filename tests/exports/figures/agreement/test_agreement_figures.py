"""Figures of agreement from sealed audits: what is compared with what, and what is said of it."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.reading import AuditScope
from exports.figures.agreement.agreement_data import AgreementFigures, QuestionAgreement
from exports.figures.agreement.cohen import cohen
from exports.figures.agreement.figures import work_out_agreement
from exports.figures.intervals import wilson
from forms.audits import Audit
from forms.errors import AuditAppError
from forms.findings import Answer
from forms.scales import Scale, ScalePoint
from forms.tools import Amendment, AuditTool
from tests.db.test_second_opinions import seal_after
from tests.exports.figures.agreement import independent
from tests.exports.making import HEARD, PLACE, SEEN, Cabinet, a_tool, an_audit, memory_cabinet

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
PLAIN = a_tool(
    sections={
        "contact": (SEEN, HEARD.model_copy(update={"relevant": ""}), PLACE),
    }
)


@pytest.fixture
def cabinet():
    with memory_cabinet() as opened:
        yield opened


def figures(cabinet: Cabinet, **scope: object) -> AgreementFigures:
    return work_out_agreement(cabinet.store, AuditScope(**scope))


def audited(case: int, auditor: str, grade: str | None, **answers: Answer) -> Audit:
    sections = {"contact": grade} if grade else {}
    more = {"sections": sections, "attributes": {"team": "NS"[case % 2]}}
    return an_audit(answers, case=f"C-{case}", auditor=auditor, overall=grade, **more)


def question(found: AgreementFigures, name: str) -> QuestionAgreement:
    return next(each for each in found.double_audits.by_question if each.id == name)


def test_overall_sections_and_questions_are_kept_apart(cabinet: Cabinet) -> None:
    cabinet.add(
        PLAIN,
        audited(1, "a", "good", seen="yes", heard="good", place="home"),
        audited(1, "b", "good", seen="yes", heard="inadequate", place="home"),
        audited(2, "a", "good", seen="yes", heard="good", place="home"),
        audited(2, "b", "requires_improvement", seen="no", heard="good", place="school"),
        audited(3, "a", "good", seen="no"),
    )
    found = figures(cabinet).double_audits

    assert (found.cases, found.gradings, found.people) == (2, 4, 2)
    overall = found.overall
    assert (overall.exact.agreed, overall.exact.pairs, overall.exact.share) == (1, 2, 0.5)
    assert overall.within_one is not None
    assert overall.within_one.agreed == 2
    assert (found.sections.agreed, found.sections.pairs) == (1, 2)
    assert (found.questions.agreed, found.questions.pairs) == (3, 6)
    assert (found.questions.cases, found.questions.share) == (2, 0.5)
    assert (found.questions.low, found.questions.high) == wilson(1, 2)
    assert [each.title for each in found.by_section] == ["Contact"]
    assert {each.id for each in found.by_question} == {"seen", "heard", "place"}


def test_what_divides_people_most_comes_first(cabinet: Cabinet) -> None:
    for case in range(6):
        one = audited(case, "a", "good", seen="yes", heard="good", place="home")
        there = "school" if case < 2 else "home"
        other = audited(case, "b", "good", seen="no", heard="outstanding", place=there)
        cabinet.add(PLAIN, one, other)
    found = figures(cabinet).double_audits

    assert [each.id for each in found.by_question] == ["seen", "heard", "place"]
    means = [each.apart.mean for each in found.by_question]
    assert means == pytest.approx([1, 1 / 3, 1 / 3])
    assert "What divides people most: “Was the child seen?” (the same in 0 of 6)" in " ".join(
        found.summary
    )


def test_one_case_does_not_make_a_question_the_most_dividing(cabinet: Cabinet) -> None:
    for case in range(8):
        place = ("home", "school") if case == 0 else (None, None)
        for who, at, seen in zip("ab", place, ("yes", "no" if case < 7 else "yes"), strict=True):
            cabinet.add(PLAIN, audited(case, who, "good", seen=seen, place=at))
    found = figures(cabinet).double_audits.by_question

    assert [(each.id, each.apart.mean) for each in found] == [
        ("seen", 7 / 8), ("place", 1), ("heard", None),
    ]  # fmt: skip


def test_one_answer_of_two_is_missing_and_not_applicable_is_an_answer(cabinet: Cabinet) -> None:
    for case, (one, other) in enumerate(
        [("yes", "not_applicable"), ("not_applicable", "not_applicable"), ("yes", None),
         ("yes", "yes"), ("unclear", "no")]
    ):  # fmt: skip
        cabinet.add(PLAIN, audited(case, "a", "good", seen=one))
        cabinet.add(PLAIN, audited(case, "b", "good", seen=other))
    seen = question(figures(cabinet), "seen")

    assert (seen.cases, seen.exact.pairs, seen.exact.agreed) == (1, 1, 1)
    assert (seen.said_alike.pairs, seen.said_alike.agreed) == (4, 2)
    assert seen.apart.mean == 0.5


def test_choices_have_no_order(cabinet: Cabinet) -> None:
    for case in range(3):
        cabinet.add(PLAIN, *(audited(case, who, "good", place="home") for who in "ab"))
    cabinet.add(PLAIN, audited(3, "a", "good", place="home"))
    cabinet.add(PLAIN, audited(3, "b", "good", place="school"))
    place = question(figures(cabinet), "place")

    assert (place.within_one, place.ac2) == (None, None)
    assert (place.exact.agreed, place.apart.mean) == (3, 0.25)
    assert place.ac1.value is not None


def test_kappa_is_cohens_for_two_auditors_and_fleiss_for_more(cabinet: Cabinet) -> None:
    grades = [("good", "good"), ("good", "inadequate"), ("outstanding", "good"),
              ("inadequate", "inadequate")]  # fmt: skip
    for case, (one, other) in enumerate(grades):
        cabinet.add(PLAIN, audited(case, "a", one), audited(case, "b", other))
    overall = figures(cabinet).double_audits.overall
    pairs = {(GRADES.index(one), GRADES.index(other)): 1 for one, other in grades}
    assert (overall.kappa_form, overall.kappa) == ("cohen", cohen(pairs, 4, "quadratic"))

    cabinet.add(PLAIN, audited(9, "a", "good"), audited(9, "c", "good"))
    found = figures(cabinet).double_audits
    assert (found.overall.kappa_form, found.overall.graders) == ("fleiss", 3)
    by_pair = {each.graders: each for each in found.by_pair}
    assert by_pair["a", "b"].overall.kappa == overall.kappa
    assert by_pair["a", "c"].cases == 1


def test_teams_and_pairs_hold_their_own_cases(cabinet: Cabinet) -> None:
    for case, who in enumerate(["ab", "ab", "bc", "abc"]):
        cabinet.add(PLAIN, *(audited(case, each, "good") for each in who))
    found = figures(cabinet).double_audits

    assert [(each.team, each.cases) for each in found.by_team] == [("N", 2), ("S", 2)]
    assert [(each.graders, each.cases) for each in found.by_pair] == [
        (("a", "b"), 3), (("b", "c"), 2), (("a", "c"), 1),
    ]  # fmt: skip
    assert found.overall.pairs == 6
    assert [each for each in figures(cabinet).limits if "more than two people" in each]
    assert not [
        each
        for each in figures(cabinet, where={"team": "N"}).limits
        if "more than two people" in each
    ]


def test_few_cases_are_warned_of_and_enough_are_not(cabinet: Cabinet) -> None:
    for case in range(20):
        cabinet.add(PLAIN, audited(case, "a", "good", seen="yes"))
        cabinet.add(PLAIN, audited(case, "b", "good", seen="yes" if case else None))
    found = figures(cabinet)

    assert found.double_audits.overall.warning is None
    seen = question(found, "seen").warning
    assert seen
    assert seen.startswith("Only 19 cases were graded by two people.")
    assert question(found, "heard").warning == "No case was graded by two people."
    assert figures(cabinet, where={"team": "N"}).double_audits.overall.warning
    assert not [each for each in found.double_audits.summary if each.startswith("Only")]


def test_without_double_audits_nothing_is_claimed(cabinet: Cabinet) -> None:
    for found in (figures(cabinet).double_audits, figures(cabinet).moderations):
        assert (found.cases, found.by_pair, len(found.summary)) == (0, [], 1)
        assert (found.overall.kappa.value, found.overall.exact.share) == (None, None)
    cabinet.add(PLAIN, audited(1, "a", "good"))
    found = figures(cabinet).double_audits
    assert (found.cases, found.by_question[0].cases) == (0, 0)
    assert found.summary[0].startswith("No case in this selection was audited by two auditors")


def test_where_all_grades_are_the_same_kappa_is_not_defined(cabinet: Cabinet) -> None:
    for case in range(3):
        cabinet.add(PLAIN, *(audited(case, who, "good") for who in "ab"))
    overall = figures(cabinet).double_audits.overall
    assert overall.exact.share == 1
    assert (overall.kappa.value, overall.alpha.value) == (None, None)
    assert overall.ac2
    assert (overall.ac2.value, overall.ac2.low) == (1, None)
    assert "all grades are the same" in overall.alpha.reason


def test_moderation_tells_which_way_grades_moved(cabinet: Cabinet) -> None:
    first = seal_after(
        cabinet, None, PLAIN, audited(1, "a", "good", seen="yes"), act="completed", author="a"
    )
    seal_after(cabinet, first, PLAIN, audited(1, "a", "inadequate", seen="yes"))
    found = figures(cabinet).moderations

    assert (found.cases, found.by_pair[0].graders) == (1, ("a", "lead"))
    moved = found.overall.moved
    assert moved
    assert (moved.n, moved.better, moved.same, moved.worse) == (1, 0, 0, 1)
    assert found.overall.kappa_form == "cohen"
    assert "made it better in 0 and worse in 1." in " ".join(found.summary)
    assert figures(cabinet).double_audits.overall.moved is None


def _amended(old: AuditTool, verdict: str) -> AuditTool:
    return a_tool(
        version="2.0",
        sections={"contact": old.sections[0].questions},
        amends=Amendment(hash=old.hash, version="1.0", questions={"seen": verdict}, grades=verdict),
    )


@pytest.mark.parametrize(("verdict", "cases"), [("same", 1), ("new_measure", 0)])
def test_versions_are_compared_where_they_measure_the_same(
    cabinet: Cabinet, verdict: str, cases: int
) -> None:
    cabinet.add(PLAIN, audited(1, "a", "good", seen="yes"))
    cabinet.add(_amended(PLAIN, verdict), audited(1, "b", "good", seen="yes"))
    found = figures(cabinet)
    assert question(found, "seen").cases == cases
    assert found.double_audits.overall.cases == cases
    assert found.double_audits.cases == 1


def test_grades_on_different_scales_are_not_put_together(cabinet: Cabinet) -> None:
    rough = Scale(id="rough", title="Rough", points=(
        ScalePoint(code="good", label="Good", value=1, good=True, symbol="+"),
        ScalePoint(code="inadequate", label="Bad", value=0, symbol="-")))  # fmt: skip
    other = a_tool("other", scales=(*PLAIN.scales, rough), grade_scale="rough")
    for case in range(2):
        cabinet.add(PLAIN, *(audited(case, who, "good") for who in "ab"))
    cabinet.add(other, *(audited(5, who, "good") for who in "ab"))
    found = figures(cabinet)

    assert (found.double_audits.cases, found.double_audits.overall.cases) == (3, 2)
    assert [each for each in found.limits if "on another scale" in each]
    assert figures(cabinet, tool_id="other").double_audits.overall.cases == 1


def test_an_unknown_field_is_known_trouble(cabinet: Cabinet) -> None:
    with pytest.raises(AuditAppError, match="No audit has a field “moon”"):
        figures(cabinet, where={"moon": "full"})


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([*GRADES, None]), min_size=1, max_size=4), min_size=1, max_size=8
    ),
    st.randoms(use_true_random=False),
)
def test_figures_equal_those_of_the_raw_grades_in_any_order(
    drawn: list[list[str | None]], random: Random
) -> None:
    audits = [
        audited(case, f"auditor-{person}", grade)
        for case, grades in enumerate(drawn)
        for person, grade in enumerate(grades)
    ]
    random.shuffle(audits)
    with memory_cabinet() as cabinet:
        cabinet.add(PLAIN, *audits)
        found = figures(cabinet).double_audits
    raw = [
        [None if grade is None else GRADES.index(grade) for grade in grades]
        for grades in drawn
        if len(grades) > 1
    ]

    assert found.cases == len(raw)
    shared = [[each for each in case if each is not None] for case in raw]
    if len({each for case in shared if len(case) > 1 for each in case}) < 2:
        return
    overall = found.overall
    assert overall.ac2
    assert overall.alpha.value == pytest.approx(independent.alpha(raw, "ordinal", 4), abs=1e-9)
    assert overall.ac1.value == pytest.approx(independent.gwet(raw, "identity", 4), abs=1e-9)
    assert overall.ac2.value == pytest.approx(independent.gwet(raw, "quadratic", 4), abs=1e-9)
    identity = independent.weights("identity", 4)
    assert overall.exact.share == pytest.approx(independent.observed(raw, identity), abs=1e-9)
    assert found.by_section[0].alpha == overall.alpha
    if overall.kappa_form == "fleiss":
        assert overall.kappa.value == pytest.approx(
            independent.fleiss(raw, "quadratic", 4), abs=1e-9
        )
