"""The scale library is sound, and a scale refuses what cannot be counted."""

import pytest
from pydantic import ValidationError

from forms.denominators import denominator, good
from forms.scales import Scale, ScalePoint
from forms.tool_files import scale_library

LIBRARY = scale_library()


def a_point(code: str, value: float | None = None, *, is_good: bool = False) -> ScalePoint:
    return ScalePoint(code=code, label=code.title(), value=value, good=is_good, symbol="x")


def test_the_library_holds_the_scales_met_in_practice() -> None:
    assert set(LIBRARY) == {
        "ofsted", "yes_no", "yes_partly_no", "met", "rag", "brag", "zero_to_three", "one_to_six",
        "one_to_ten", "agreement", "correct",
    }  # fmt: skip


def test_codes_that_files_rely_on_stay() -> None:
    assert LIBRARY["ofsted"].codes == (
        "outstanding",
        "good",
        "requires_improvement",
        "inadequate",
    )
    assert LIBRARY["yes_no"].codes == ("yes", "no")
    assert LIBRARY["met"].codes == ("met", "partly_met", "not_met")


@pytest.mark.parametrize("scale", LIBRARY.values(), ids=LIBRARY)
def test_each_scale_runs_from_best_to_worst_and_can_be_told_apart(scale: Scale) -> None:
    values = [point.value for point in scale.points if point.value is not None]
    assert values[0] == 1
    assert values[-1] == 0
    assert len(set(values)) == len(values)
    flags = [point.good for point in scale.points]
    assert flags == sorted(flags, reverse=True)
    assert True in flags
    assert False in flags
    for parts in ("code", "label", "symbol"):
        assert len({getattr(point, parts) for point in scale.points}) == len(scale.points)
    assert [scale.position(code) for code in scale.codes] == list(range(len(scale.points)))
    assert scale.counted_codes >= scale.good_codes


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([a_point("a", 1), a_point("a", 0)], "a code appears twice"),
        ([a_point("a", 0), a_point("b", 1)], "best first"),
        ([a_point("a", 1), a_point("hidden", 0)], "reserved"),
        ([a_point("a", 1)], "at least 2"),
    ],
)
def test_a_scale_that_cannot_be_counted_is_refused(points: list[ScalePoint], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Scale(id="s", title="S", points=tuple(points))


def test_an_unknown_code_has_no_position() -> None:
    assert LIBRARY["met"].point("yes") is None
    with pytest.raises(KeyError):
        LIBRARY["met"].position("yes")


def test_the_denominator_leaves_out_what_is_no_judgement() -> None:
    scale = Scale(
        id="s",
        title="S",
        points=(a_point("a", 1, is_good=True), a_point("b", 0), a_point("unsure")),
    )
    counts = {
        "a": 3,
        "b": 2,
        "unsure": 7,
        "not_evidenced": 4,
        "not_applicable": 11,
        "unanswered": 13,
        "hidden": 17,
    }
    assert denominator(scale, counts) == 3 + 2 + 4
    assert good(scale, counts) == 3
    assert (denominator(scale, {}), good(scale, {})) == (0, 0)
