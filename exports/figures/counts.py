"""What every figure is made of: a count, which may be hidden, and a share of counts."""

from typing import Literal

from pydantic import Field

from exports.figures.complete import Complete

Count = int | Literal["c"]
"""How many; in published figures “c” where that is small, or would give away what is small."""


def known(count: Count) -> int:
    """Return a count that was not hidden. Raises ValueError for “c”."""
    if count == "c":
        raise ValueError("a count that is not published")
    return count


class Share(Complete):
    """A share with its denominator and its 95% Wilson score interval, all as fractions.

    `share`, `low` and `high` are None where `n` is 0, or where one of the counts is hidden.
    """

    count: Count
    n: Count
    share: float | None
    low: float | None
    high: float | None
    published: bool = Field(default=False, exclude=True)
    """Whether percentages are to be read to one decimal, as in everything published."""
