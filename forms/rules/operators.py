"""What stands between two values: comparisons and arithmetic after XPath 1.0, sections 3.4, 3.5."""

import math
from collections.abc import Callable

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


def _comparing(compare: _Comparison) -> Operator:
    """Return the comparison for node-sets too: true if it is for any of their answers."""

    def comparison(one: Value, other: Value) -> bool:
        if not isinstance(one, Nodes) and not isinstance(other, Nodes):
            return compare(one, other)
        if isinstance(one, bool) or isinstance(other, bool):
            return compare(as_boolean(one), as_boolean(other))
        return any(compare(left, right) for left in all_of(one) for right in all_of(other))

    return comparison


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
    "=": _comparing(_equal),
    "!=": _comparing(lambda one, other: not _equal(one, other)),
    "<": _comparing(lambda one, other: as_number(one) < as_number(other)),
    "<=": _comparing(lambda one, other: as_number(one) <= as_number(other)),
    ">": _comparing(lambda one, other: as_number(one) > as_number(other)),
    ">=": _comparing(lambda one, other: as_number(one) >= as_number(other)),
    "+": lambda one, other: as_number(one) + as_number(other),
    "-": lambda one, other: as_number(one) - as_number(other),
    "*": lambda one, other: as_number(one) * as_number(other),
    "div": lambda one, other: _divided(as_number(one), as_number(other)),
    "mod": lambda one, other: _remainder(as_number(one), as_number(other)),
}
