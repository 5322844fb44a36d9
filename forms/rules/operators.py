"""What stands between two values: comparisons and arithmetic after XPath 1.0, sections 3.4, 3.5."""

import math
from collections.abc import Callable, Iterable, Iterator

from forms.rules.values import Nodes, Scalar, Value, all_of, as_boolean, as_number

Operator = Callable[[Value, Value], Value]
_Comparison = Callable[[Scalar, Scalar], bool]


def _equal(one: Scalar, other: Scalar) -> bool:
    """Compare as booleans if one is, else as texts if both are, else as numbers (dates: days)."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    if isinstance(one, bool) or isinstance(other, bool):
        return as_boolean(one) == as_boolean(other)
    return as_number(one) == as_number(other)


def _measuring(compare: _Comparison) -> Operator:
    """Return a comparison of sizes, for node-sets too: true if it is for any two answers.

    Of two node-sets the outermost numbers tell: never every answer against every other.
    """

    def comparison(one: Value, other: Value) -> bool:
        if not isinstance(one, Nodes) and not isinstance(other, Nodes):
            return compare(one, other)
        if isinstance(one, bool) or isinstance(other, bool):
            return compare(as_boolean(one), as_boolean(other))
        lefts, rights = _numbers(all_of(one)), _numbers(all_of(other))
        pairs = ((min(lefts), max(rights)), (max(lefts), min(rights))) if lefts and rights else ()
        return any(compare(left, right) for left, right in pairs)

    return comparison


def _numbers(scalars: Iterable[Scalar]) -> list[float]:
    """Return the values as numbers, without those that are none."""
    return [number for number in map(as_number, scalars) if not math.isnan(number)]


def _matching(*, alike: bool) -> Operator:
    """Return = or !=, for node-sets too: true if it is for any two answers."""

    def comparison(one: Value, other: Value) -> bool:
        if not isinstance(one, Nodes) and not isinstance(other, Nodes):
            return _equal(one, other) == alike
        if isinstance(one, bool) or isinstance(other, bool):
            return (as_boolean(one) == as_boolean(other)) == alike
        meet = _meet if alike else _differ
        return any(meet(left, right) for left, right in _of_a_kind(all_of(one), all_of(other)))

    return comparison


def _of_a_kind(
    lefts: tuple[Scalar, ...], rights: tuple[Scalar, ...]
) -> Iterator[tuple[set[Scalar], set[Scalar]]]:
    """Yield what is compared with what, as `_equal` compares two, in time that grows evenly."""
    yield _those(lefts, str), _those(rights, str)
    if truths := _those(lefts, bool):
        yield truths, {as_boolean(each) for each in rights}
    if truths := _those(rights, bool):
        yield {as_boolean(each) for each in lefts}, truths
    if any(not isinstance(each, str) for each in (*lefts, *rights)):
        left, right = _plain(lefts), _plain(rights)
        yield _as_numbers(left, with_texts=False), _as_numbers(right, with_texts=True)
        yield _as_numbers(left, with_texts=True), _as_numbers(right, with_texts=False)


def _those(scalars: tuple[Scalar, ...], kind: type[str] | type[bool]) -> set[Scalar]:
    return {each for each in scalars if isinstance(each, kind)}


def _plain(scalars: tuple[Scalar, ...]) -> list[Scalar]:
    return [each for each in scalars if not isinstance(each, bool)]


def _as_numbers(scalars: list[Scalar], *, with_texts: bool) -> set[Scalar]:
    return {as_number(each) for each in scalars if with_texts or not isinstance(each, str)}


def _meet(left: set[Scalar], right: set[Scalar]) -> bool:
    return any(each == each for each in left & right)  # noqa: PLR0124 - NaN equals nothing


def _differ(left: set[Scalar], right: set[Scalar]) -> bool:
    """Return whether any of the one is unequal to any of the other, as NaN is to itself."""
    if not left or not right:
        return False
    both = left | right
    return len(both) > 1 or any(each != each for each in both)  # noqa: PLR0124


def _divided(one: float, other: float) -> float:
    if other:
        return one / other
    if math.isnan(one) or one == 0:
        return math.nan
    return math.copysign(math.inf, one) * math.copysign(1.0, other)


def _remainder(one: float, other: float) -> float:
    """Return what truncating division leaves, with the sign of the dividend."""
    try:
        return math.fmod(one, other)
    except ValueError:  # by zero, or of infinity
        return math.nan


OPERATORS: dict[str, Operator] = {
    "=": _matching(alike=True),
    "!=": _matching(alike=False),
    "<": _measuring(lambda one, other: as_number(one) < as_number(other)),
    "<=": _measuring(lambda one, other: as_number(one) <= as_number(other)),
    ">": _measuring(lambda one, other: as_number(one) > as_number(other)),
    ">=": _measuring(lambda one, other: as_number(one) >= as_number(other)),
    "+": lambda one, other: as_number(one) + as_number(other),
    "-": lambda one, other: as_number(one) - as_number(other),
    "*": lambda one, other: as_number(one) * as_number(other),
    "div": lambda one, other: _divided(as_number(one), as_number(other)),
    "mod": lambda one, other: _remainder(as_number(one), as_number(other)),
}
