"""Sources come before what is worked out from them, and what goes in a circle is found."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from forms.evaluation.dependencies import cycles, dependencies, in_order
from forms.tools import Question, Repeat, Section, Subsection

NAMES = "abcdefgh"
GRAPHS = st.fixed_dictionaries({name: st.sets(st.sampled_from(NAMES)) for name in NAMES})


def asked(name: str, **rules: str) -> Question:
    return Question(id=name, kind="text", label=name, **rules)  # type: ignore[arg-type]


@given(GRAPHS)
def test_every_cycle_is_one_and_without_them_sources_come_first(
    depends: dict[str, set[str]],
) -> None:
    found = cycles(depends)
    for cycle in found:
        following = pairwise([*cycle, cycle[0]])
        assert all(source in depends[name] for source, name in following)
    members = {name for cycle in found for name in cycle}
    assert len(members) == sum(map(len, found))
    if not found:
        order = in_order(depends)
        assert sorted(order) == sorted(depends)
        at = {name: place for place, name in enumerate(order)}
        assert all(at[source] < at[name] for name in depends for source in depends[name])


@given(GRAPHS)
def test_what_hangs_on_nothing_in_a_circle_remains_when_circles_are_taken_out(
    depends: dict[str, set[str]],
) -> None:
    while found := cycles(depends):
        for cycle in found:
            depends = {**depends, **{name: set() for name in cycle}}
    assert in_order(depends)


def test_long_chains_need_no_deep_recursion() -> None:
    chain = {f"q{at}": {f"q{at + 1}"} for at in range(5000)} | {"q5000": set[str]()}
    assert in_order(chain)[0] == "q5000"
    chain["q5000"] = {"q0"}
    assert [len(cycle) for cycle in cycles(chain)] == [5001]


def test_parts_depend_on_their_section_and_on_what_decides_what_they_hold() -> None:
    nested = Subsection(
        id="visit",
        title="Visit",
        relevant="${a} = 'yes'",
        repeat=Repeat(each="visit", count="${b}"),
        questions=(asked("c", constraint=". != ${a}", required_when="${c} = ''"),),
    )
    section = Section(
        id="first",
        title="First",
        questions=(asked("a"), asked("b", relevant="count(${visit}) > 1", calculation="${a}")),
        sections=(nested,),
    )
    assert dependencies([section]) == {
        "/first": frozenset(),
        "a": {"/first"},
        "b": {"/first", "/visit"},
        "/visit": {"/first", "a", "b"},
        "c": {"/visit"},
    }
    assert cycles(dependencies([section])) == [("/visit", "b")]
