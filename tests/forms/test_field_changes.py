"""What differs between two states of an audit: every field that does, and no other."""

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from forms.field_changes import field_changes
from forms.field_words import FieldWords
from forms.tool_files import read_tool
from tests.db.making import MINI, mini_tool, stricter_tool

_NAMES = st.sampled_from([
    "case", "audited_on", "overall", "status", "strengths", "attribute.team", "attribute.odd_one",
    "section.first", "section.gone", "section_reason.first", "instances.first", "instances.gone",
    "finding.q1", "finding.q2", "finding.q3#2", "finding.gone", "set_aside.q9", "nonsense",
])  # fmt: skip
_VALUES: st.SearchStrategy[JsonValue] = st.one_of(
    st.none(),
    st.sampled_from(["yes", "good", "2026-04-02", "not a date", ""]),
    st.integers(-5, 5),
    st.lists(st.integers(1, 4), max_size=3),
    st.fixed_dictionaries({"answer": st.sampled_from(["yes", "no", "good", 3]),
                           "evidence": st.text(max_size=20)}),
    st.dictionaries(st.text(max_size=5), st.booleans(), max_size=2),
)  # fmt: skip
_FIELDS = st.dictionaries(_NAMES, _VALUES, max_size=12)


@given(_FIELDS, _FIELDS)
def test_every_field_that_differs_is_told_and_no_other_whatever_it_holds(
    before: dict[str, JsonValue], after: dict[str, JsonValue]
) -> None:
    changes = field_changes(FieldWords(mini_tool(), before), FieldWords(mini_tool(), after))
    differing = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert {change.field for change in changes} == differing
    assert all(change.label for change in changes)


@given(_FIELDS)
def test_a_state_does_not_differ_from_itself(fields: dict[str, JsonValue]) -> None:
    assert field_changes(FieldWords(mini_tool(), fields), FieldWords(mini_tool(), fields)) == []


@given(_FIELDS, _FIELDS)
def test_two_tools_are_told_apart_first_and_the_fields_after(
    before: dict[str, JsonValue], after: dict[str, JsonValue]
) -> None:
    changes = field_changes(FieldWords(mini_tool(), before), FieldWords(stricter_tool(), after))
    assert changes[0].label == "Audit tool"
    differing = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert {change.field for change in changes[1:]} == differing


def test_an_instance_is_told_by_its_place_not_by_its_number() -> None:
    tool = read_tool(
        MINI.replace(b"    title: First\n", b"    title: First\n    repeat: {each: visit}\n"),
        "mini.yaml",
    )
    words = FieldWords(tool, {"instances.first": [2, 5]})
    assert words.place("finding.q1#5").label == "Was the child seen? (visit 2)"
    assert words.place("instances.first").label == "How many: visit"
    assert words.say("instances.first", [2, 5]).text == "2"
