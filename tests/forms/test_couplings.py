"""What hangs together in an audit is never joined from two people's work by chance."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from forms.couplings import couplings_of
from forms.joining import Joined, join
from forms.tool_files import read_tool
from forms.tools import AuditTool

VISITS = b"""\
id: visits
version: "1.0"
title: Visits
look_back_months: 12
sections:
  - id: visit
    title: Visits
    graded: false
    repeat: {each: visit, minimum: 1, maximum: 9}
    questions:
      - {id: alone, kind: graded, scale: yes_no, label: Seen alone?}
      - {id: why, kind: short_text, label: Why not?, required: false}
  - id: rest
    title: The rest
    questions:
      - {id: days, kind: number, label: Days between visits?, required: false}
      - {id: weeks, kind: calculated, label: Weeks, calculation: "${days} div 7"}
      - {id: kept, kind: calculated, label: First count, calculation: "once(${days})"}
"""

Fields = dict[str, JsonValue]


def visits() -> AuditTool:
    return read_tool(VISITS, "visits.yaml")


COUPLINGS = couplings_of(visits())
ONE_VISIT: Fields = {"status": "completed", "finding.alone#1": {"answer": "yes"}}
TWO_VISITS: Fields = {
    **ONE_VISIT,
    "instances.visit": [1, 2],
    "finding.alone#2": {"answer": "no"},
}


def waiting(joined: Joined) -> list[str]:
    return [conflict.field for conflict in joined.conflicts]


def test_two_peoples_second_visits_are_not_made_one() -> None:
    one: Fields = {**TWO_VISITS}
    two: Fields = {**ONE_VISIT, "instances.visit": [1, 2], "finding.why#2": {"answer": "Away"}}
    assert waiting(join(ONE_VISIT, [one, two])) == []  # what fields alone would say
    assert waiting(join(ONE_VISIT, [one, two], COUPLINGS)) == ["instances.visit"]


def test_the_same_visit_added_alike_on_two_sides_joins() -> None:
    joined = join(ONE_VISIT, [TWO_VISITS, dict(TWO_VISITS)], COUPLINGS)
    assert joined == Joined(TWO_VISITS, ())


def test_a_visit_removed_on_one_side_and_worked_in_on_another_waits() -> None:
    worked: Fields = {**TWO_VISITS, "finding.why#2": {"answer": "Away"}}
    assert waiting(join(TWO_VISITS, [ONE_VISIT, worked], COUPLINGS)) == ["instances.visit"]


def test_a_visit_removed_while_others_work_elsewhere_goes() -> None:
    elsewhere: Fields = {
        **TWO_VISITS,
        "finding.alone#1": {"answer": "no"},
        "strengths": "Patience.",
    }
    joined = join(TWO_VISITS, [ONE_VISIT, elsewhere], COUPLINGS)
    assert joined.conflicts == ()
    assert "finding.alone#2" not in joined.fields
    assert joined.fields["finding.alone#1"] == {"answer": "no"}


def test_what_is_worked_out_is_no_conflict_and_is_left_to_be_worked_out() -> None:
    before: Fields = {"finding.days": {"answer": 7}, "finding.weeks": {"answer": 1}}
    sides: list[Fields] = [
        {"finding.days": {"answer": 7}, "finding.weeks": {"answer": 2}},
        {"finding.days": {"answer": 21}, "finding.weeks": {"answer": 3}},
    ]
    joined = join(before, sides, COUPLINGS)
    assert joined == Joined({"finding.days": {"answer": 21}}, ())


def test_what_a_calculation_keeps_from_its_first_time_is_an_answer() -> None:
    sides: list[Fields] = [{"finding.kept": {"answer": 1}}, {"finding.kept": {"answer": 2}}]
    assert waiting(join({}, sides, COUPLINGS)) == ["finding.kept"]


def test_without_a_version_before_only_the_fields_that_differ_wait() -> None:
    other: Fields = {**TWO_VISITS, "finding.alone#2": {"answer": "yes"}}
    assert waiting(join(None, [TWO_VISITS, other], COUPLINGS)) == ["finding.alone#2"]


def _a_version(numbers: list[int], answers: list[str]) -> Fields:
    findings: Fields = {
        f"finding.alone#{number}": {"answer": answer}
        for number, answer in zip(numbers, answers, strict=False)
    }
    return {"status": "completed", "instances.visit": list(numbers), **findings}


VERSIONS = st.builds(
    _a_version,
    st.lists(st.integers(1, 4), unique=True).map(sorted),
    st.lists(st.sampled_from(["yes", "no"]), min_size=4, max_size=4),
)


@given(VERSIONS, st.lists(VERSIONS, min_size=2, max_size=3))
def test_what_joins_by_itself_holds_no_answer_outside_its_instances(
    before: Fields, sides: list[Fields]
) -> None:
    outcomes = {repr(join(before, list(order), COUPLINGS).fields) for order in permutations(sides)}
    assert len(outcomes) == 1
    joined = join(before, sides, COUPLINGS)
    if joined.conflicts:
        return
    numbers = joined.fields["instances.visit"]
    assert isinstance(numbers, list)
    for name in joined.fields:
        if place := COUPLINGS.place(name):
            assert place[1] in numbers


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("finding.alone#2", ("visit", 2)),
        ("set_aside.alone#2", ("visit", 2)),
        ("set_aside.alone#2~3", ("visit", 2)),
        ("finding.days", None),
        ("finding.days#2", None),
        ("section.visit", None),
        ("overall", None),
    ],
)
def test_where_a_field_stands(name: str, place: tuple[str, int] | None) -> None:
    assert COUPLINGS.place(name) == place
