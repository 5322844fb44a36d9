"""Whatever is chosen of whatever differs, a settlement is a sound audit made of what was there."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from forms.audit_checks import audit_faults
from forms.audits import Audit
from forms.errors import AuditAppError
from forms.findings import Answer
from forms.settling import Standoff, settled_whole
from forms.settling_names import side_name
from forms.settling_words import contests_in_words, joined_in_words
from tests.db.making import an_audit, mini_tool
from tests.forms.test_couplings import visits

Fields = dict[str, JsonValue]
TODAY = date(2026, 11, 21)
VISITS = visits()
OLD: JsonValue = {
    "evidence": "",
    "answer": "yes",
    "label": "Asked before?",
    "tool": "0" * 64,
    "reason": "It is not asked any more.",
}

NUMBERS = st.sets(st.integers(1, 3), min_size=1).map(sorted)
ANSWERS = st.none() | st.sampled_from(["yes", "no"])


@st.composite
def versions(draw: st.DrawFn) -> Fields:
    """Any version of an audit with visits, sound by itself."""
    numbers = draw(NUMBERS)
    fields: Fields = {
        "status": draw(st.sampled_from(["completed", "void"])),
        "case": "C-1",
        "instances.visit": list(numbers),
    }
    for number in numbers:
        if answer := draw(ANSWERS):
            fields[f"finding.alone#{number}"] = {"answer": answer}
    if days := draw(st.none() | st.sampled_from([7, 14])):
        fields["finding.days"] = {"answer": days}
        fields["finding.weeks"] = {"answer": days // 7}
    if grade := draw(st.none() | st.sampled_from(["good", "inadequate"])):
        fields |= {"overall": grade, "overall_reason": f"It was {grade}."}
        fields |= {"section.rest": grade} if draw(st.booleans()) else {}
    if draw(st.booleans()):
        fields["set_aside.days"] = OLD
    return fields


BEFORE = st.none() | versions()
SIDES = st.lists(versions(), min_size=2, max_size=3)


@settings(max_examples=60, deadline=None)
@given(BEFORE, SIDES, st.data())
def test_any_choice_makes_a_sound_audit_of_what_was_there(
    before: Fields | None, sides: list[Fields], data: st.DataObject
) -> None:
    standoff = Standoff(VISITS, before, sides)
    choices = {
        field: data.draw(st.sampled_from(standoff.offered(field))) for field in standoff.contests
    }
    audit = standoff.settled(choices, TODAY)
    fields = audit.to_fields()
    assert list(audit_faults(VISITS, audit)) == []
    together = [standoff.both(field) or {} for field in choices]
    for field, value in fields.items():
        calculated = field in ("finding.weeks", "finding.kept")
        assert calculated or any(
            value == each.get(field) for each in (*standoff.versions.values(), *together)
        )
        place = standoff.couplings.place(field)
        assert place is None or place[1] in audit.instances["visit"]
    for field, choice in choices.items():
        if choice != "both":
            assert fields.get(field) == standoff.versions[choice].get(field)
    if "overall" in choices:
        chosen = standoff.versions[choices["overall"]]
        assert fields.get("overall_reason") == chosen.get("overall_reason")
    assert Audit.from_fields(fields) == audit


@settings(max_examples=40, deadline=None)
@given(BEFORE, SIDES, st.data())
def test_the_order_of_the_sides_does_not_count(
    before: Fields | None, sides: list[Fields], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(sides))))
    one = Standoff(VISITS, before, sides)
    other = Standoff(VISITS, before, [sides[at] for at in order])
    assert one.contests == other.contests
    picked = {field: data.draw(st.sampled_from(range(len(sides)))) for field in one.contests}
    here = {field: side_name(at) for field, at in picked.items()}
    there = {field: side_name(order.index(at)) for field, at in picked.items()}
    assert one.settled(here, TODAY) == other.settled(there, TODAY)


@settings(max_examples=40, deadline=None)
@given(BEFORE, SIDES)
def test_everything_that_differs_is_chosen_or_told_as_joined(
    before: Fields | None, sides: list[Fields]
) -> None:
    standoff = Standoff(VISITS, before, sides)
    assert [each.field for each in contests_in_words(standoff)] == list(standoff.contests)
    told = {each.field for each in joined_in_words(standoff)}
    going = set(standoff.contests).union(*standoff.contests.values())
    for field in {name for side in sides for name in side} if before else ():
        changed = any(side.get(field) != (before or {}).get(field) for side in sides)
        if changed and not standoff.couplings.is_derived(field):
            assert field in told | going


def test_a_grade_is_read_with_its_reason_and_a_visit_with_what_is_in_it() -> None:
    base = an_audit().to_fields()
    sides = [
        {**base, "overall": "outstanding", "overall_reason": "It was seen."},
        {**base, "overall": "inadequate"},
    ]
    [grade] = contests_in_words(Standoff(mini_tool(), base, sides))
    assert (grade.label, grade.versions["ours"]) == (
        "Overall grade",
        ("Outstanding", "It was seen."),
    )
    assert grade.versions["theirs"].evidence == "The drawings show it."
    first: Fields = {"finding.alone#1": {"answer": "yes"}}
    visited: list[Fields] = [
        {**first, "instances.visit": [1, 2], "finding.alone#2": {"answer": answer}}
        for answer in ("yes", "no")
    ]
    [visit] = contests_in_words(Standoff(VISITS, first, visited))
    assert visit.versions["theirs"].evidence == "Seen alone? (visit 2): No"


def _visited(*answers: str, numbers: tuple[int, ...] = (1, 2)) -> Fields:
    findings: Fields = {
        f"finding.alone#{number}": {"answer": answer}
        for number, answer in zip(numbers, answers, strict=True)
    }
    return {"instances.visit": list(numbers), **findings}


def _answers(standoff: Standoff, choice: str) -> tuple[tuple[int, ...], dict[str, Answer]]:
    audit = standoff.settled({"instances.visit": choice}, TODAY)
    answers = {key: finding.answer for key, finding in audit.findings.items()}
    return audit.instances["visit"], answers


def test_visits_that_two_people_added_can_both_be_kept() -> None:
    before = _visited("yes", numbers=(1,))
    standoff = Standoff(VISITS, before, [_visited("yes", "yes"), _visited("yes", "no")])
    assert standoff.offered("instances.visit") == ("ancestor", "ours", "theirs", "both")
    numbers, answers = _answers(standoff, "both")
    assert numbers == (1, 2, 3)
    assert answers == {"alone#1": "yes", "alone#2": "yes", "alone#3": "no"}
    [visit] = contests_in_words(standoff)
    assert (
        visit.versions["both"].evidence == "Seen alone? (visit 2): Yes\nSeen alone? (visit 3): No"
    )


def test_a_third_side_that_added_the_same_visit_adds_none() -> None:
    before = _visited("yes", numbers=(1,))
    sides = [_visited("yes", "yes"), _visited("yes", "no"), _visited("yes", "no")]
    assert _answers(Standoff(VISITS, before, sides), "both")[0] == (1, 2, 3)


def test_keeping_all_is_offered_only_where_it_says_more() -> None:
    before = _visited("yes", "yes")
    worked = _visited("yes", "no")
    removed = Standoff(VISITS, before, [_visited("yes", numbers=(1,)), worked])
    assert removed.offered("instances.visit") == ("ancestor", "ours", "theirs")
    apart = Standoff(VISITS, None, [before, _visited("yes", numbers=(1,))])
    assert apart.offered("instances.visit") == ("ours", "theirs")


def test_keeping_all_stops_at_what_the_tool_takes() -> None:
    before = _visited("yes", numbers=(1,))
    many = tuple(range(1, 10))
    sides = [_visited(*["yes"] * 9, numbers=many), _visited(*["no"] * 9, numbers=many)]
    sides[1]["finding.alone#1"] = {"answer": "yes"}
    assert Standoff(VISITS, before, sides).both("instances.visit") is None


def test_an_answer_that_comes_back_takes_its_place_aside_with_it() -> None:
    base: Fields = {"set_aside.days": OLD}
    ours: Fields = {"finding.days": {"answer": 7}}
    theirs: Fields = {**base, "finding.days": {"answer": 14}}
    standoff = Standoff(VISITS, base, [ours, theirs])
    assert standoff.settled({"finding.days": "ours"}, TODAY).set_aside == {}
    assert list(standoff.settled({"finding.days": "theirs"}, TODAY).set_aside) == ["days"]


@pytest.mark.parametrize("choices", [{}, {"overall": "ours"}, {"audit": "ancestor"}])
def test_versions_of_different_tools_are_chosen_whole(choices: dict[str, str]) -> None:
    tools = {"ours": "a", "theirs": "b"}
    assert settled_whole(tools, {"audit": "theirs"}) == "theirs"
    with pytest.raises(AuditAppError, match="one of them is chosen whole"):
        settled_whole(tools, choices)
