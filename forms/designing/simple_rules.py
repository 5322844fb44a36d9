"""Rules that a list of conditions can say: “this answer is that, and that number at least 4”."""

import re
from typing import Literal, NamedTuple

Test = Literal[
    "is", "is_not", "includes", "excludes", "at_least", "at_most", "answered", "unanswered"
]
TESTS_WITHOUT_VALUE = frozenset({"answered", "unanswered"})

_NAME = r"\$\{\s*(?P<name>[A-Za-z_][A-Za-z0-9_.-]*)\s*\}"
_VALUE = r"(?:'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\"|(?P<number>-?\d+(?:\.\d+)?))"
_SHAPES: tuple[tuple[Test, re.Pattern[str]], ...] = (
    ("unanswered", re.compile(rf"{_NAME}\s*=\s*(?:''|\"\")")),
    ("answered", re.compile(rf"{_NAME}\s*!=\s*(?:''|\"\")")),
    ("is", re.compile(rf"{_NAME}\s*=\s*{_VALUE}")),
    ("is_not", re.compile(rf"{_NAME}\s*!=\s*{_VALUE}")),
    ("at_least", re.compile(rf"{_NAME}\s*>=\s*{_VALUE}")),
    ("at_most", re.compile(rf"{_NAME}\s*<=\s*{_VALUE}")),
    ("includes", re.compile(rf"selected\s*\(\s*{_NAME}\s*,\s*{_VALUE}\s*\)")),
    ("excludes", re.compile(rf"not\s*\(\s*selected\s*\(\s*{_NAME}\s*,\s*{_VALUE}\s*\)\s*\)")),
)
_JOINT = re.compile(r"\s+(and|or)\s+")


class Condition(NamedTuple):
    """What one answer must be."""

    question: str
    test: Test
    value: str = ""


class SimpleRule(NamedTuple):
    """Conditions of which all must hold, or any."""

    conditions: tuple[Condition, ...]
    joined: Literal["and", "or"] = "and"

    @property
    def text(self) -> str:
        """The rule in the rule language."""
        return f" {self.joined} ".join(_text(condition) for condition in self.conditions)


def simple_rule(text: str) -> SimpleRule | None:
    """Return a rule as conditions; None where it says more than conditions can."""
    if not text.strip():
        return SimpleRule(())
    pieces = _pieces(text.strip())
    joints = set(pieces[1::2])
    conditions = [_condition(piece) for piece in pieces[::2]]
    if len(joints) > 1 or any(condition is None for condition in conditions):
        return None
    known = tuple(condition for condition in conditions if condition is not None)
    return SimpleRule(known, "or" if joints == {"or"} else "and")


def _text(condition: Condition) -> str:
    name = f"${{{condition.question}}}"
    value = _quoted(condition.value)
    return {
        "is": f"{name} = {value}",
        "is_not": f"{name} != {value}",
        "includes": f"selected({name}, {value})",
        "excludes": f"not(selected({name}, {value}))",
        "at_least": f"{name} >= {value}",
        "at_most": f"{name} <= {value}",
        "answered": f"{name} != ''",
        "unanswered": f"{name} = ''",
    }[condition.test]


def _quoted(value: str) -> str:
    """Return a number as it is and any other text in quotes; a text cannot hold both quotes."""
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return value
    return f'"{value}"' if "'" in value else f"'{value}'"


def _pieces(text: str) -> list[str]:
    """Return conditions and the words between them in turn; quoted words do not part a rule."""
    pieces: list[str] = []
    start = 0
    for joint in _JOINT.finditer(text):
        before = text[start : joint.start()]
        if not _is_open(before):
            pieces += [before, joint[1]]
            start = joint.end()
    return [*pieces, text[start:]]


def _is_open(text: str) -> bool:
    """Return whether a quote is open at the end of a text."""
    quote = ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
    return bool(quote)


def _condition(text: str) -> Condition | None:
    for test, shape in _SHAPES:
        match = shape.fullmatch(text.strip())
        if match:
            found = match.groupdict()
            given = (found.get(name) for name in ("single", "double", "number"))
            value = next((each for each in given if each is not None), "")
            return Condition(match["name"], test, value)
    return None
