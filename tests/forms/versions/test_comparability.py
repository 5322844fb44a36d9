"""What several versions say together: chains, branches, missing versions and mapped codes."""

from forms.versions.comparability import comparable
from tests.forms.versions.two_versions import DAYS, PLACE, SEEN, WORDS, changed, version

V1 = version("1.0")
V11 = version("1.1", amends=V1)
V2 = version("2.0", *changed(SEEN, label="Was the child seen alone?"), amends=V11,
             says={"questions": {"seen": "new_measure", "days": "reworded"}})  # fmt: skip


def test_a_chain_keeps_every_measure_but_the_new_one() -> None:
    measures = comparable([V2, V1, V11])
    for name in ("place", "days", "words"):
        assert len({measures.measure_of(each.hash, name) for each in (V1, V11, V2)}) == 1
        assert len({measures.line_of(each.hash, name) for each in (V1, V11, V2)}) == 1
    assert measures.measure_of(V1.hash, "seen") == measures.measure_of(V11.hash, "seen")
    assert measures.measure_of(V1.hash, "seen") != measures.measure_of(V2.hash, "seen")
    assert measures.because(V2.hash, "seen") == V2
    assert measures.because(V11.hash, "seen") is None
    assert len({measures.grades_of(each.hash) for each in (V1, V11, V2)}) == 1
    assert len({measures.line_of(each.hash) for each in (V1, V11, V2)}) == 1


def test_two_branches_that_say_same_are_comparable_and_two_new_measures_are_not() -> None:
    north = version("1.1", title="North", amends=V1)
    south = version("1.1", title="South", amends=V1)
    measures = comparable([north, south, V1])
    assert measures.measure_of(north.hash, "seen") == measures.measure_of(south.hash, "seen")
    says = {"questions": {"seen": "new_measure"}, "grades": "new_measure"}
    north, south = (version("2.0", title=name, amends=V1, says=says) for name in ("North", "South"))
    measures = comparable([north, south, V1])
    assert len({measures.measure_of(each.hash, "seen") for each in (north, south, V1)}) == 3
    assert len({measures.grades_of(each.hash) for each in (north, south, V1)}) == 3


def test_without_a_map_equal_ids_on_equal_scales_are_counted_together_but_no_line() -> None:
    other = version("1.1", *changed(SEEN, label="Was she seen?"))
    scale = version("1.2", *changed(SEEN, scale="yes_partly_no"))
    measures = comparable([V1, other, scale])
    assert measures.measure_of(V1.hash, "seen") == measures.measure_of(other.hash, "seen")
    assert measures.measure_of(V1.hash, "seen") != measures.measure_of(scale.hash, "seen")
    assert measures.line_of(V1.hash, "seen") != measures.line_of(other.hash, "seen")
    assert measures.line_of(V1.hash, "place") == measures.line_of(other.hash, "place")
    assert measures.grades_of(V1.hash) == measures.grades_of(other.hash)
    assert measures.line_of(V1.hash) != measures.line_of(other.hash)


def test_a_missing_version_in_between_leaves_what_can_be_known() -> None:
    measures = comparable([V1, V2])
    assert measures.measure_of(V1.hash, "seen") != measures.measure_of(V2.hash, "seen")
    assert measures.measure_of(V1.hash, "place") == measures.measure_of(V2.hash, "place")


def test_a_map_cannot_make_equal_what_cannot_be_counted_together() -> None:
    scale = version("2.0", *changed(SEEN, scale="yes_partly_no"), amends=V1,
                    says={"questions": {"seen": "same"}})  # fmt: skip
    measures = comparable([V1, scale])
    assert measures.measure_of(V1.hash, "seen") != measures.measure_of(scale.hash, "seen")


def test_a_question_withdrawn_and_asked_again_is_asked_anew() -> None:
    without = version("1.1", PLACE, DAYS, WORDS, amends=V1,
                      says={"questions": {"seen": "withdrawn"}})  # fmt: skip
    again = version("1.2", amends=without)
    measures = comparable([V1, without, again])
    assert measures.measure_of(V1.hash, "seen") != measures.measure_of(again.hash, "seen")


def test_mapped_codes_are_followed_over_several_versions_but_not_back() -> None:
    middle = version("1.1", *changed(SEEN, scale="yes_partly_no"), amends=V1,
                     says={"questions": {"seen": "reworded"},
                           "codes": {"seen": {"yes": "partly", "no": "no"}}})  # fmt: skip
    last = version("1.2", *changed(SEEN, scale="ofsted"), amends=middle,
                   says={"codes": {"seen": {"yes": "outstanding", "partly": "good",
                                            "no": "inadequate"}}})  # fmt: skip
    measures = comparable([last, middle, V1])
    assert len({measures.measure_of(each.hash, "seen") for each in (V1, middle, last)}) == 1
    assert measures.codes(V1.hash, last.hash, "seen") == {
        "yes": "good", "no": "inadequate", "partly": "good",
    }  # fmt: skip
    assert measures.codes(middle.hash, last.hash, "seen") == {
        "yes": "outstanding", "partly": "good", "no": "inadequate",
    }  # fmt: skip
    assert measures.codes(last.hash, V1.hash, "seen") is None
    assert measures.codes(V1.hash, V1.hash, "seen") == {}


def test_a_line_of_two_thousand_versions_is_followed() -> None:
    versions = [V1]
    for number in range(2_000):
        versions.append(version(f"2.{number % 9_000}", SEEN, amends=versions[-1]))
    measures = comparable(reversed(versions))
    found = {measures.measure_of(each.hash, "seen") for each in reversed(versions)}
    assert len(found) == 1
