"""The merge decision does not depend on order, grouping or repetition, and loses nothing."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from forms.canonical import canonical_bytes
from forms.joining import (
    FieldConflict,
    Joined,
    changed_fields,
    common_ancestor,
    heads,
    join,
    shared_by_some,
)

Record = dict[str, JsonValue]

VALUES: st.SearchStrategy[JsonValue] = st.sampled_from(["a", "b", 1, 1.0, ["x"], {"answer": "yes"}])
RECORDS = st.dictionaries(st.sampled_from(["p", "q", "r"]), VALUES, max_size=3).map(
    lambda fields: {"status": "completed", **fields}
)
CHANGES = st.dictionaries(st.sampled_from(["p", "q", "r"]), st.none() | VALUES, max_size=3)


def changed(before: Record, changes: Record) -> Record:
    after = {**before, **changes}
    return {name: value for name, value in after.items() if value is not None}


def written(joined: Joined) -> bytes:
    waiting = sorted(
        canonical_bytes([conflict.field, conflict.ancestor, *sorted(map(str, conflict.values))])
        for conflict in joined.conflicts
    )
    return canonical_bytes(joined.fields) + b"".join(waiting)


def last_writer_wins(ancestor: Record, sides: Sequence[Record]) -> Joined:
    """The wrong rule, kept to show that these tests can fail."""
    fields = dict(ancestor)
    for side in sides:
        fields |= {name: value for name, value in side.items() if value != ancestor.get(name)}
    return Joined(fields, ())


def is_order_free(rule: object, ancestor: Record, sides: Sequence[Record]) -> bool:
    assert callable(rule)
    outcomes = {written(rule(ancestor, list(order))) for order in permutations(sides)}
    return len(outcomes) == 1


SIDES = st.lists(CHANGES, min_size=1, max_size=3)


@given(RECORDS, SIDES)
def test_the_order_of_the_sides_does_not_count(before: Record, sides: list[Record]) -> None:
    assert is_order_free(join, before, [changed(before, changes) for changes in sides])


def test_last_writer_wins_would_fail_the_same_test() -> None:
    before: Record = {"p": "a"}
    assert not is_order_free(last_writer_wins, before, [{"p": "b"}, {"p": "c"}])
    assert is_order_free(join, before, [{"p": "b"}, {"p": "c"}])


@given(RECORDS, SIDES)
def test_joining_again_adds_nothing(before: Record, sides: list[Record]) -> None:
    after = [changed(before, changes) for changes in sides]
    once = join(before, after)
    assert written(join(before, [*after, *after])).startswith(canonical_bytes(once.fields))
    assert {conflict.field for conflict in join(before, after * 2).conflicts} == {
        conflict.field for conflict in once.conflicts
    }
    assert join(before, [after[0]]).fields == after[0]
    assert join(before, [after[0], before]) == join(before, [before, after[0]])
    assert join(before, [after[0], before]).fields == after[0]


@given(RECORDS, CHANGES, CHANGES, CHANGES)
def test_grouping_does_not_count_where_nothing_waits(
    before: Record, one: Record, two: Record, three: Record
) -> None:
    a, b, c = (changed(before, changes) for changes in (one, two, three))
    together = join(before, [a, b, c])
    assume(not together.conflicts)
    left = join(before, [join(before, [a, b]).fields, c])
    right = join(before, [a, join(before, [b, c]).fields])
    assert left.conflicts == right.conflicts == ()
    assert left.fields == right.fields == together.fields


@given(RECORDS, SIDES)
def test_no_change_is_lost(before: Record, sides: list[Record]) -> None:
    """Every side's change is in the outcome or waits for a person."""
    after = [changed(before, changes) for changes in sides]
    joined = join(before, after)
    waiting = {conflict.field: conflict for conflict in joined.conflicts}
    for side in after:
        for name in {*before, *side}:
            if side.get(name) == before.get(name):
                continue
            if name in waiting:
                assert side.get(name) in waiting[name].values
                assert waiting[name].ancestor == before.get(name)
            else:
                assert joined.fields.get(name) == side.get(name)


def test_different_fields_join_and_the_same_field_waits() -> None:
    before: Record = {"p": "a", "q": "a"}
    joined = join(before, [{"p": "b", "q": "a"}, {"p": "a", "q": "c", "r": 1}])
    assert joined == Joined({"p": "b", "q": "c", "r": 1}, ())
    waiting = join(before, [{"p": "b", "q": "a"}, {"p": "c", "q": "a"}])
    assert waiting.fields == before
    assert waiting.conflicts == (FieldConflict("p", "a", ("b", "c")),)


def test_removing_and_changing_the_same_field_waits() -> None:
    waiting = join({"p": "a"}, [{}, {"p": "b"}])
    assert waiting.conflicts == (FieldConflict("p", "a", (None, "b")),)
    assert join({"p": "a"}, [{}, {"p": "a"}]) == Joined({}, ())


def test_without_a_common_ancestor_only_what_is_alike_joins() -> None:
    joined = join(None, [{"p": "a", "q": "b"}, {"p": "a", "q": "c"}])
    assert joined.fields == {"p": "a"}
    assert joined.conflicts == (FieldConflict("q", None, ("b", "c")),)


def test_voiding_meets_work_and_waits_for_a_person() -> None:
    before: Record = {"status": "completed", "p": "a"}
    void: Record = {**before, "status": "void"}
    assert join(before, [void, before]).fields == void
    assert join(before, [void, void]).fields == void
    waiting = join(before, [void, {**before, "p": "b"}])
    assert [conflict.field for conflict in waiting.conflicts] == ["status"]
    assert waiting.fields == {"status": "completed", "p": "b"}


def test_equal_numbers_written_differently_join_to_one_form() -> None:
    one, other = join({}, [{"p": 1}, {"p": 1.0}]), join({}, [{"p": 1.0}, {"p": 1}])
    assert canonical_bytes(one.fields) == canonical_bytes(other.fields)


HISTORIES = st.lists(st.lists(st.integers(0, 30), max_size=3), min_size=1, max_size=14).map(
    lambda rows: {
        f"r{number:02}": {f"r{parent % number:02}" for parent in row} if number else set()
        for number, row in enumerate(rows)
    }
)


def ancestors(parents: dict[str, set[str]], tip: str) -> set[str]:
    return {tip}.union(*(ancestors(parents, parent) for parent in parents.get(tip, ())))


@given(HISTORIES)
def test_heads_are_what_nobody_builds_on(parents: dict[str, set[str]]) -> None:
    found = heads(parents)
    assert found == sorted(found)
    for revision in parents:
        others = {other for other in parents if other != revision}
        is_built_on = any(revision in ancestors(parents, other) for other in others)
        assert (revision in found) is not is_built_on


@settings(deadline=None)
@given(HISTORIES)
def test_the_common_ancestor_is_the_one_newest(parents: dict[str, set[str]]) -> None:
    tips = heads(parents)
    shared = set.intersection(*(ancestors(parents, tip) for tip in tips))
    newest = [
        one for one in shared if not any(one in ancestors(parents, two) for two in shared - {one})
    ]
    assert common_ancestor(parents, tips) == (newest[0] if len(newest) == 1 else None)


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        ({"a": [], "b": ["a"], "c": ["a"]}, "a"),
        ({"b": [], "c": []}, None),
        ({"b": ["gone"], "c": ["gone"]}, "gone"),  # known only by name
        ({"a": [], "x": ["a"], "y": ["a"], "b": ["x", "y"], "c": ["x", "y"]}, None),  # crossed
        ({"a": [], "x": ["a"], "b": ["x"], "c": ["x"]}, "x"),
    ],
)
def test_where_histories_part(parents: dict[str, list[str]], expected: str | None) -> None:
    assert common_ancestor(parents, ["b", "c"]) == expected


def test_a_history_of_thousands_is_no_burden() -> None:
    parents = {str(number): [str(number - 1)] for number in range(1, 20_000)}
    parents |= {"left": ["19999"], "right": ["19999"]}
    assert common_ancestor(parents, ["left", "right"]) == "19999"
    assert heads(parents) == ["left", "right"]


def test_what_some_sides_share_and_not_all_lies_between() -> None:
    parents = {"a": [], "x": ["a"], "b": ["x"], "c": ["x"], "d": ["a"]}
    assert shared_by_some(parents, ["b", "c", "d"]) == {"b": {"x"}, "c": {"x"}, "d": set()}
    assert shared_by_some(parents, ["b", "c"]) == {"b": set(), "c": set()}


def test_a_field_that_waits_is_in_conflict_where_any_side_changed_it() -> None:
    before: Record = {"p": "a", "q": "a"}
    one: Record = {"p": "b", "q": "a", "r": 1}
    two, three = before, {**before, "q": "b"}
    assert changed_fields(before, one) == {"p", "r"}
    joined = join(before, [one, two, three], waiting={"p", "r"})
    assert joined.fields == {"p": "a", "q": "b"}
    assert [each.field for each in joined.conflicts] == ["p", "r"]
    assert not join(before, [two, three], waiting={"p"}).conflicts
