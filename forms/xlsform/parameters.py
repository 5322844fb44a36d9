"""The parameters column: `start=1 end=5`, what each type takes, and what its values may be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from forms.xlsform.references import is_name, is_reference
from forms.xlsform.types import SelectType

_PAIRS = re.compile(r"[\s,;]*(?:[^\s=,;]+[\s,;]*=[\s,;]*[^\s=,;]+(?:[\s,;]+|\Z))*")
_PAIR = re.compile(r"([^\s=,;]+)[\s,;]*=[\s,;]*([^\s=,;]+)")
_KEEP_CASE = ("label", "value")

_SELECT = ("randomize", "seed")
_GEO = ("allow-mock-accuracy", "incremental", "reference-geometry")
_LOCATION = ("location-priority", "location-min-interval", "location-max-age")
_ACCEPTED: dict[str, tuple[str, ...]] = {
    "text": ("rows",),
    "photo": ("app", "max-pixels"),
    "audio": ("quality",),
    "background-audio": ("quality",),
    "geopoint": (
        "allow-mock-accuracy",
        "capture-accuracy",
        "reference-geometry",
        "warning-accuracy",
    ),
    "geoshape": _GEO,
    "geotrace": _GEO,
    "range": ("end", "placeholder", "start", "step", "tick_interval", "tick_labelset"),
    "audit": ("identify-user", *_LOCATION, "track-changes", "track-changes-reasons"),
}
_BOOLEAN = ("true", "false")
_VALUES: dict[str, tuple[str, ...]] = {
    "randomize": _BOOLEAN,
    "allow-mock-accuracy": _BOOLEAN,
    "track-changes": _BOOLEAN,
    "identify-user": _BOOLEAN,
    "track-changes-reasons": ("on-form-edit",),
    "location-priority": ("no-power", "low-power", "balanced", "high-accuracy"),
    "incremental": ("yes", "true", "true()"),
}
_QUALITY = ("voice-only", "low", "normal")
_WHOLE = ("rows", "max-pixels")
_NUMBERS = ("capture-accuracy", "warning-accuracy")


def read_parameters(text: str) -> dict[str, str] | None:
    """Return the pairs of a parameters cell; None where it cannot be read."""
    if not _PAIRS.fullmatch(text):
        return None
    return dict(_pair(match) for match in _PAIR.finditer(text))


def _pair(match: re.Match[str]) -> tuple[str, str]:
    key = match[1].lower()
    return key, match[2] if key in _KEEP_CASE else match[2].lower()


def wrong_parameters(
    type_: str, select: SelectType | None, given: Mapping[str, str], appearance: str
) -> Iterator[str]:
    """Yield what is wrong with the parameters of a question, except a range's (`ranges`)."""
    accepted = _accepted(type_, select)
    if accepted is None:
        return
    unknown = sorted(set(given) - set(accepted))
    if unknown:
        names = ", ".join(f"“{name}”" for name in unknown)
        yield f"{names}: not a parameter of this type, which takes {', '.join(accepted)}"
    known = {key: value for key, value in given.items() if key in accepted}
    yield from _wrong_values(type_, known)
    if select:
        yield from _wrong_select(known)
    elif type_ == "audit":
        yield from _wrong_location(known)
    elif "app" in known and appearance in ("", "annotate"):
        yield from _wrong_package(known["app"])


def _accepted(type_: str, select: SelectType | None) -> tuple[str, ...] | None:
    if select:
        from_file = select.command in ("select_one_from_file", "select_multiple_from_file")
        return ("label", "value", *_SELECT) if from_file else _SELECT
    return _ACCEPTED.get(type_)


def _wrong_values(type_: str, given: Mapping[str, str]) -> Iterator[str]:
    for key, value in given.items():
        allowed = _VALUES.get(key, ())
        if key == "quality":
            allowed = (*_QUALITY, "external") if type_ == "audio" else _QUALITY
        if allowed and value not in allowed:
            yield f"the parameter “{key}” must be {' or '.join(allowed)}"
        elif key in _WHOLE and not _is_whole(value):
            yield f"the parameter “{key}” must be a whole number"
        elif key in _NUMBERS and not _is_number(value):
            yield f"the parameter “{key}” must be a number"


def _wrong_select(given: Mapping[str, str]) -> Iterator[str]:
    for key in _KEEP_CASE:
        if key in given and not is_name(given[key]):
            yield f"the parameter “{key}” must be a column name: letters, digits and underscores"
    if "seed" in given and "randomize" not in given:
        yield "the parameter “seed” needs “randomize=true”"
    elif "seed" in given and not is_reference(given["seed"]) and not _is_number(given["seed"]):
        yield "the parameter “seed” must be a number or a reference to a question"


def _wrong_location(given: Mapping[str, str]) -> Iterator[str]:
    named = [key for key in _LOCATION if key in given]
    if not named:
        return
    if len(named) < len(_LOCATION):
        yield f"a location needs all of {', '.join(_LOCATION)}"
        return
    bounds = [given["location-min-interval"], given["location-max-age"]]
    if not all(_is_whole(bound) and int(bound) >= 0 for bound in bounds):
        yield "location-min-interval and location-max-age must be whole numbers from 0"
    elif int(bounds[1]) < int(bounds[0]):
        yield "location-max-age must not be less than location-min-interval"


def _wrong_package(name: str) -> Iterator[str]:
    parts = name.split(".")
    if len(parts) < 2 or not all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", part) for part in parts):
        yield "the parameter “app” must be the name of an Android package, such as org.example.app"


@dataclass(frozen=True)
class Range:
    """What a range offers: from `start` to `end` by `step`."""

    start: Decimal
    end: Decimal
    step: Decimal

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are offered."""
        return all(part == part.to_integral_value() for part in (self.start, self.end, self.step))


def read_range(given: Mapping[str, str]) -> Range | None:
    """Return what a range offers; None where a parameter is no number."""
    numbers = [
        _decimal(given.get(*pair)) for pair in (("start", "1"), ("end", "10"), ("step", "1"))
    ]
    start, end, step = numbers
    return None if start is None or end is None or step is None else Range(start, end, step)


def wrong_range(
    given: Mapping[str, str], appearance: str, ticks: list[str] | None
) -> Iterator[str]:
    """Yield what is wrong with the parameters of a range; `ticks` are its labelled values.

    `ticks` is None where `tick_labelset` names a list that is not there.
    """
    offered = read_range(given)
    ticking = [key for key in ("tick_interval", "placeholder", "tick_labelset") if key in given]
    if ticking and appearance and not re.search("vertical|no-ticks", appearance):
        yield f"{', '.join(ticking)}: not with the appearance “{appearance}”"
    numbers = {
        key: _decimal(given[key]) for key in ("tick_interval", "placeholder") if key in given
    }
    if offered is None or None in numbers.values():
        yield "the parameters of a range must be numbers"
        return
    width = abs(offered.end - offered.start)
    if offered.step == 0 or offered.step > width:
        yield "“step” must not be 0 or larger than the range"
        return
    yield from _wrong_ticks(offered, width, numbers.get("tick_interval"))
    placeholder = numbers.get("placeholder")
    if placeholder is not None and not _is_on(offered, placeholder, offered.step):
        yield "“placeholder” must be one of the values of the range"
    if "tick_labelset" in given:
        by = numbers.get("tick_interval") or offered.step
        yield from _wrong_labels(offered, by, ticks, "no-ticks" in appearance)


def _wrong_ticks(offered: Range, width: Decimal, interval: Decimal | None) -> Iterator[str]:
    if interval is None:
        return
    if interval == 0 or interval > width:
        yield "“tick_interval” must not be 0 or larger than the range"
    elif interval % offered.step:
        yield "“tick_interval” must be a multiple of “step”"


def _wrong_labels(
    offered: Range, by: Decimal, ticks: list[str] | None, only_ends: bool
) -> Iterator[str]:
    if ticks is None:
        yield "“tick_labelset” must be the name of a list on the choices sheet"
        return
    values = [_decimal(tick) for tick in ticks]
    if any(value is None or not _is_on(offered, value, by) for value in values):
        yield "the choices of “tick_labelset” must be numbers of the range"
    elif only_ends and set(values) != {offered.start, offered.end}:
        yield "without ticks, “tick_labelset” must hold the start and the end of the range"


def _is_on(offered: Range, value: Decimal, by: Decimal) -> bool:
    low, high = sorted((offered.start, offered.end))
    return low <= value <= high and by != 0 and (value - offered.start) % by == 0


def _decimal(text: str | None) -> Decimal | None:
    try:
        value = Decimal(text or "")
    except InvalidOperation:
        return None
    sensible = value.is_finite() and (not value or -9 <= value.adjusted() <= 15)
    return value if sensible else None


def _is_whole(text: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]{1,18}", text) is not None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
