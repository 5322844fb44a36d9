"""Numbers and names as parts of a sentence."""

from collections.abc import Sequence


def amount(number: int, one: str, many: str) -> str:
    """Return `1 audit` or `1,057 audits`."""
    return f"{number:,} {one if number == 1 else many}"


def listed(names: Sequence[str]) -> str:
    """Return nothing, `a`, `a and b`, or `a, b and c`."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
