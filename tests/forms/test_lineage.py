"""Histories as graphs: parents come before children, and words say where branches meet."""

from hypothesis import given
from hypothesis import strategies as st

from forms.lineage import Step, in_time_order, tips, told


@st.composite
def _histories(draw: st.DrawFn) -> tuple[dict[str, list[str]], dict[str, str]]:
    count = draw(st.integers(1, 12))
    names = [f"r{number}" for number in range(count)]
    parents = {
        name: draw(st.lists(st.sampled_from(names[:at]), max_size=3, unique=True)) if at else []
        for at, name in enumerate(names)
    }
    moments = {name: f"2026-01-0{draw(st.integers(1, 9))}" for name in names}
    order = draw(st.permutations(names))
    return {name: parents[name] for name in order}, moments


@given(_histories())
def test_what_builds_on_another_comes_after_it_whatever_the_clocks_said(
    history: tuple[dict[str, list[str]], dict[str, str]],
) -> None:
    parents, moments = history
    steps = in_time_order(parents, moments)
    assert [step.number for step in steps] == list(range(1, len(parents) + 1))
    at = {step.id: step.number for step in steps}
    for step in steps:
        assert step.builds_on == tuple(sorted(at[parent] for parent in parents[step.id]))
        assert all(parent < step.number for parent in step.builds_on)
        assert all(step.number in steps[child - 1].builds_on for child in step.built_on_by)


@given(_histories())
def test_the_order_in_which_revisions_came_does_not_matter(
    history: tuple[dict[str, list[str]], dict[str, str]],
) -> None:
    parents, moments = history
    assert in_time_order(parents, moments) == in_time_order(dict(sorted(parents.items())), moments)


@given(_histories())
def test_only_one_step_goes_on_along_a_lane(
    history: tuple[dict[str, list[str]], dict[str, str]],
) -> None:
    steps = in_time_order(*history)
    for step in steps:
        same = [n for n in step.built_on_by if steps[n - 1].lane == step.lane]
        assert len(same) <= 1


def _told(parents: dict[str, list[str]]) -> list[str]:
    steps: list[Step] = in_time_order(parents, {name: name for name in parents})
    return [told(step, steps, tips(steps)) for step in steps]


def test_branches_and_joins_are_told_in_words() -> None:
    assert _told({"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}) == [
        "It was superseded by versions 2 and 3.",
        "It builds on version 1, and so does version 3. It was superseded by version 4.",
        "It builds on version 1, and so does version 2. It was superseded by version 4.",
        "It brings versions 2 and 3 together. It is the newest version.",
    ]


def test_two_versions_that_nobody_joined_are_told_as_standing_beside_each_other() -> None:
    assert _told({"a": [], "b": ["a"], "c": ["a"]})[1:] == [
        "It builds on version 1, and so does version 3. "
        "It stands beside version 3: neither builds on the other.",
        "It builds on version 1, and so does version 2. "
        "It stands beside version 2: neither builds on the other.",
    ]


def test_a_history_of_ten_thousand_versions_is_put_in_order_at_once() -> None:
    parents = {f"{n:05}": [f"{n - 1:05}"] if n else [] for n in range(10_000)}
    steps = in_time_order(parents, dict.fromkeys(parents, ""))
    assert [step.lane for step in steps] == [0] * 10_000
