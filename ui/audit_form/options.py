"""The options of a question as data: what each is called, its tone, the key that chooses it."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED
from forms.scales import Scale, Tone
from forms.tools import Choice, Question
from ui.audit_form.keys import NOT_APPLICABLE_KEY, NOT_EVIDENCED_KEY

Shape = Literal["segment", "radio", "tick"]
"""A grade in a row, one line of a list of which one is chosen, one of which several are."""

_DIGITS = "1234567890"


class Option(NamedTuple):
    """One thing that can be chosen."""

    code: str
    label: str
    shape: Shape
    key: str = ""
    symbol: str = ""
    tone: Tone = "neutral"
    descriptor: str = ""
    is_reserved: bool = False
    """Whether it is one of the ways of giving no judgement."""


def scale_options(scale: Scale) -> list[Option]:
    """Return the points of a scale in the order in which they are offered."""
    keys = digit_keys([point.code for point in scale.offered])
    return [
        Option(
            point.code,
            point.label,
            "segment",
            keys.get(point.code, ""),
            "" if point.symbol == point.label else point.symbol,
            point.tone,
            point.descriptor,
        )
        for point in scale.offered
    ]


def choice_options(choices: Sequence[Choice], *, many: bool) -> list[Option]:
    """Return the choices of a `one_of` or `several_of` question."""
    return plain_options(((choice.code, choice.label) for choice in choices), many=many)


def plain_options(choices: Iterable[tuple[str, str]], *, many: bool = False) -> list[Option]:
    """Return options for these (code, label) pairs."""
    pairs = list(choices)
    keys = digit_keys([code for code, _ in pairs], by_value=False)
    shape: Shape = "tick" if many else "radio"
    return [Option(code, label, shape, keys.get(code, "")) for code, label in pairs]


def acknowledgement_option() -> Option:
    """Return the one tick of an acknowledgement."""
    return Option("yes", "I confirm this", "tick", _DIGITS[0])


def numbered_anew(options: Sequence[Option]) -> list[Option]:
    """Return options of which some fell away, with the digits counted through again."""
    keys = digit_keys([each.code for each in options if not each.is_reserved], by_value=False)
    return [
        each if each.is_reserved else each._replace(key=keys.get(each.code, "")) for each in options
    ]


def reserved_options(question: Question) -> list[Option]:
    """Return “not applicable” and “not evidenced”, where the question allows them."""
    offered = (
        (question.not_applicable, NOT_APPLICABLE, "Not applicable", NOT_APPLICABLE_KEY, "–"),
        (question.not_evidenced, NOT_EVIDENCED, "Not evidenced", NOT_EVIDENCED_KEY, "?"),
    )
    return [
        Option(code, label, "segment", key, symbol, is_reserved=True)
        for allowed, code, label, key, symbol in offered
        if allowed
    ]


def digit_keys(codes: Sequence[str], *, by_value: bool = True) -> dict[str, str]:
    """Return code → digit: its place in the row, so 1 is the first and 0 the tenth.

    On a scale of numbers (0 to 3, 1 to 10) every digit means itself, and 0 means 10.
    """
    values = [int(code) for code in codes if code.isdecimal()]
    numeric = by_value and len(values) == len(codes) and set(values) <= set(range(11))
    if numeric and not {0, 10} <= set(values):
        return {code: code[-1] for code in codes}
    return dict(zip(codes, _DIGITS, strict=False))
