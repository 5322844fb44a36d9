"""Numbers and names as parts of a sentence."""

from collections.abc import Sequence

from exports.figures.counts import Count


def counted(number: Count) -> str:
    """Return `1,057`, or `c` where a count is hidden."""
    return number if isinstance(number, str) else f"{number:,}"


def amount(number: Count, one: str, many: str) -> str:
    """Return `1 audit` or `1,057 audits`; a hidden number is `c audits`."""
    return f"{counted(number)} {one if number == 1 else many}"


def listed(names: Sequence[str]) -> str:
    """Return nothing, `a`, `a and b`, or `a, b and c`."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def some(number: int, one: str, many: str, published: bool) -> str:
    """Return how many; published only that there are some, as no table shows the number."""
    return f"Some {many}" if published else amount(number, one, many)
