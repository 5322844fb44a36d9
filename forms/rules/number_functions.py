"""Functions of rules on numbers: what has no result is NaN, what is too big is infinite."""

import math
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal

from forms.rules.function import ANY_NUMBER, Function
from forms.rules.values import Value, all_of, as_number

_MOST_DECIMALS = 400
"""No float has digits further from its point."""


def rounded(number: float) -> float:
    """Round half up, towards positive infinity: XPath 1.0, section 4.4, with its negative zero."""
    if not math.isfinite(number):
        return number
    below = math.floor(number)
    nearest = float(below + 1 if number - below >= 0.5 else below)
    return math.copysign(nearest, number) if nearest == 0 else nearest


def _round(value: Value, decimals: Value = 0.0) -> float:
    """ODK takes the number of decimals too; negative ones round to tens, hundreds and so on."""
    number, places = as_number(value), as_number(decimals)
    if places == 0 or not math.isfinite(number):
        return rounded(number)
    if math.isnan(places):
        return math.nan
    shift = math.trunc(min(max(places, -_MOST_DECIMALS), _MOST_DECIMALS))
    moved = Decimal(repr(number)).scaleb(shift)
    nearest = (moved + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    return float(nearest.scaleb(-shift))


def _guarded(work: Callable[..., float]) -> Callable[..., Value]:
    """Return the function over values instead of numbers, with NaN for what it has no result of."""

    def guarded(*values: Value) -> Value:
        try:
            return float(work(*(as_number(value) for value in values)))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return guarded


def _whole(work: Callable[[float], int]) -> Callable[[float], float]:
    """Return a rounding that leaves infinity and the sign of zero as they are."""

    def whole(number: float) -> float:
        return math.copysign(work(number), number) if math.isfinite(number) else number

    return whole


def _power(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf
    except ValueError:  # nothing to a negative power, or a root of a negative number
        return math.inf if base == 0 else math.nan


def _logarithm(work: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else work(number)


def _numbers(values: tuple[Value, ...]) -> list[float]:
    """Return every answer as a number; what was not answered is left out, as in JavaRosa."""
    scalars = (scalar for value in values for scalar in all_of(value))
    return [as_number(scalar) for scalar in scalars if scalar != ""]


def _sum(*values: Value) -> float:
    """Add one by one: Python's own sum() rounds differently from version to version."""
    total = 0.0
    for number in _numbers(values):
        total += number
    return total


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., Value]:
    def extreme(*values: Value) -> Value:
        numbers = _numbers(values)
        return math.nan if not numbers or any(map(math.isnan, numbers)) else choose(numbers)

    return extreme


def _one(
    name: str, work: Callable[[float], float], description: str, of: str = "number"
) -> Function:
    """Return a function of one number."""
    return Function(f"{name}({of})", description, 1, 1, _guarded(work))


NUMBER_FUNCTIONS: dict[str, Function] = {
    "number": _one("number", float, "the value as a number; a date is days since 1970", "value"),
    "int": _one("int", _whole(math.trunc), "the number without its decimals"),
    "round": Function(
        "round(number, decimals?)", "the nearest whole number, or with decimals", 1, 2, _round
    ),
    "floor": _one("floor", _whole(math.floor), "the whole number at or below"),
    "ceiling": _one("ceiling", _whole(math.ceil), "the whole number at or above"),
    "abs": _one("abs", abs, "the number without its sign"),
    "min": Function(
        "min(value, …)",
        "the smallest; what is not answered is left out",
        1,
        ANY_NUMBER,
        _extreme(min),
    ),
    "max": Function(
        "max(value, …)",
        "the largest; what is not answered is left out",
        1,
        ANY_NUMBER,
        _extreme(max),
    ),
    "sum": Function(
        "sum(value, …)", "the total; what is not answered is left out", 1, ANY_NUMBER, _sum
    ),
    "pow": Function("pow(number, power)", "the number to a power", 2, 2, _guarded(_power)),
    "sqrt": _one("sqrt", math.sqrt, "the square root"),
    "exp": _one("exp", math.exp, "e to the power of the number"),
    "exp10": _one("exp10", lambda number: _power(10.0, number), "10 to the power of the number"),
    "log": _one("log", _logarithm(math.log), "the natural logarithm"),
    "log10": _one("log10", _logarithm(math.log10), "the logarithm to base 10"),
    "sin": _one("sin", math.sin, "the sine of an angle in radians", "angle"),
    "cos": _one("cos", math.cos, "the cosine of an angle in radians", "angle"),
    "tan": _one("tan", math.tan, "the tangent of an angle in radians", "angle"),
    "asin": _one("asin", math.asin, "the angle whose sine it is, in radians"),
    "acos": _one("acos", math.acos, "the angle whose cosine it is, in radians"),
    "atan": _one("atan", math.atan, "the angle whose tangent it is, in radians"),
    "atan2": Function(
        "atan2(y, x)", "the angle of the point x, y, in radians", 2, 2, _guarded(math.atan2)
    ),
    "pi": Function("pi()", "3.14159…", 0, 0, lambda: math.pi),
}
