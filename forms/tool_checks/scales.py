"""Scales: the one of the grades, and a “good or better” that can be counted."""

from collections.abc import Iterator

from forms.scales import Scale
from forms.source import Path
from forms.tool_checks.fault import Checked, Fault


def check_scales(checked: Checked) -> Iterator[Fault]:
    """Check the scales of a tool and what is suggested on them."""
    tool = checked.tool
    if tool.grade_scale not in tool.scales_by_id:
        known = ", ".join(sorted(tool.scales_by_id))
        yield Fault(("grade_scale",), f"no scale has this name (there are {known})")
    elif grades := checked.grades:
        expected = len(grades.points) - 1
        if len(tool.suggestion.cuts) != expected:
            message = f"must hold one share less than there are grades, best first: {expected}"
            yield Fault(("suggestion", "cuts"), message)


def check_good_points(checked: Checked) -> Iterator[Fault]:
    """Check that a share of good points means what it is called."""
    for index, scale in enumerate(checked.tool.scales):
        yield from _check_good(("scales", index), scale)


def _check_good(path: Path, scale: Scale) -> Iterator[Fault]:
    """A share of good points must mean: this good, or better."""
    above_the_cut = True
    for index, point in enumerate(scale.points):
        place = (*path, "points", index, "good")
        if point.good and point.value is None:
            yield Fault(place, "a good point needs a “value”; without one it is not counted")
        elif point.good and not above_the_cut:
            yield Fault(place, "every point above a good one must be good as well")
        if point.value is not None:
            above_the_cut = above_the_cut and point.good
