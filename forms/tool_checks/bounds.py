"""Bounds: the least is not above the most."""

from collections.abc import Iterator
from datetime import date

from forms.tool_checks.fault import Checked, Fault


def check_bounds(checked: Checked) -> Iterator[Fault]:
    """Check the bounds of numbers, dates and repeats."""
    for path, question in checked.questions:
        low, high = question.minimum, question.maximum
        if low is not None and high is not None and low > high:
            yield Fault((*path, "maximum"), "the maximum is below the minimum")
        first, last = question.earliest, question.latest
        if first and isinstance(last, date) and first > last:
            yield Fault((*path, "latest"), "“latest” is before “earliest”")
    for path, group in checked.groups:
        if group.repeat and group.repeat.minimum > group.repeat.maximum:
            yield Fault((*path, "repeat", "maximum"), "the maximum is below the minimum")
