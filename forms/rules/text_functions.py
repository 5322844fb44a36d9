"""Functions of rules on texts."""

import math

from forms.rules.function import ANY_NUMBER, Function
from forms.rules.number_functions import rounded
from forms.rules.patterns import matches
from forms.rules.values import LONGEST_TEXT, Value, all_of, as_number, as_text

_BLANKS = " \t\r\n"


def _concat(*values: Value) -> str:
    return _joined("", *values)


def _joined(separator: Value, *values: Value) -> str:
    """Join every answer of every node-set; a result that is too long is cut."""
    between = as_text(separator)
    parts: list[str] = []
    length = 0
    for value in values:
        for scalar in all_of(value):
            part = (between if parts else "") + as_text(scalar)
            parts.append(part)
            length += len(part)
            if length > LONGEST_TEXT:
                return "".join(parts)[:LONGEST_TEXT]
    return "".join(parts)


def _substring(text: Value, start: Value, length: Value = math.inf) -> str:
    """XPath 1.0, section 4.2: characters count from 1, and both numbers are rounded."""
    begin = rounded(as_number(start))
    end = begin + rounded(as_number(length))
    if math.isnan(begin) or math.isnan(end):
        return ""
    whole = as_text(text)
    last = len(whole) + 1
    return whole[int(min(max(begin, 1), last)) - 1 : int(min(max(end, 1), last)) - 1]


def _substr(text: Value, start: Value, end: Value = math.inf) -> str:
    """ODK: characters count from 0, `end` is left out, negative numbers count from the end."""
    whole = as_text(text)
    return whole[_index(start, whole) : _index(end, whole)]


def _index(value: Value, whole: str) -> int:
    number = as_number(value)
    if math.isnan(number):
        return 0
    return int(min(max(number, -len(whole)), len(whole)))


def _before(text: Value, mark: Value) -> str:
    start, found, _ = _parted(text, mark)
    return start if found else ""


def _after(text: Value, mark: Value) -> str:
    _, found, rest = _parted(text, mark)
    return rest if found else ""


def _parted(text: Value, mark: Value) -> tuple[str, bool, str]:
    """Return what stands before and after the mark, and whether it is there; "" is everywhere."""
    separator = as_text(mark)
    if not separator:
        return "", True, as_text(text)
    before, found, after = as_text(text).partition(separator)
    return before, bool(found), after


def _translated(text: Value, these: Value, those: Value) -> str:
    """Replace each character of `these` by the one at its place in `those`, or leave it out."""
    by = as_text(those)
    table: dict[int, str] = {}
    for index, character in enumerate(as_text(these)):
        table.setdefault(ord(character), by[index : index + 1])
    return as_text(text).translate(table)


def _normalized(text: Value) -> str:
    return " ".join(part for part in _words(as_text(text)) if part)


def _words(text: str) -> list[str]:
    """Split at the four blanks of XML, not at every blank of Unicode."""
    return text.translate(str.maketrans(_BLANKS, "    ")).split(" ")


TEXT_FUNCTIONS: dict[str, Function] = {
    "string": Function("string(value)", "the value as text", 1, 1, as_text),
    "string-length": Function(
        "string-length(text)",
        "how many characters the text has",
        1,
        1,
        lambda text: float(len(as_text(text))),
    ),
    "concat": Function("concat(value, …)", "all values as one text", 1, ANY_NUMBER, _concat),
    "join": Function(
        "join(separator, value, …)",
        "all values as one text, with the separator between them",
        2,
        ANY_NUMBER,
        _joined,
    ),
    "contains": Function(
        "contains(text, part)",
        "whether the part stands in the text",
        2,
        2,
        lambda text, part: as_text(part) in as_text(text),
    ),
    "starts-with": Function(
        "starts-with(text, part)",
        "whether the text begins with the part",
        2,
        2,
        lambda text, part: as_text(text).startswith(as_text(part)),
    ),
    "ends-with": Function(
        "ends-with(text, part)",
        "whether the text ends with the part",
        2,
        2,
        lambda text, part: as_text(text).endswith(as_text(part)),
    ),
    "substring": Function(
        "substring(text, start, length?)",
        "a part of the text; the first character is number 1",
        2,
        3,
        _substring,
    ),
    "substr": Function(
        "substr(text, start, end?)",
        "a part of the text up to before end; the first character is number 0",
        2,
        3,
        _substr,
    ),
    "substring-before": Function(
        "substring-before(text, mark)", "what stands before the mark", 2, 2, _before
    ),
    "substring-after": Function(
        "substring-after(text, mark)", "what stands after the mark", 2, 2, _after
    ),
    "translate": Function(
        "translate(text, these, those)",
        "the text with each character of these replaced by the one at its place in those",
        3,
        3,
        _translated,
    ),
    "normalize-space": Function(
        "normalize-space(text)",
        "the text without blanks around it and with single blanks in it",
        1,
        1,
        _normalized,
    ),
    "regex": Function(
        "regex(text, pattern)",
        "whether the whole text fits the pattern",
        2,
        2,
        lambda text, pattern: matches(as_text(text), as_text(pattern)),
    ),
}
