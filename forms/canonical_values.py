"""Values as canonical JSON: whether they are so written, told at a glance, and put together."""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from forms.canonical import canonical_bytes

_UNESCAPED = r'[^"\\\x00-\x1f]*+'
_ESCAPED = r'\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f]))'
_STRING = f'"{_UNESCAPED}(?:{_ESCAPED}{_UNESCAPED})*+"'
_NUMBER = r"(?:0|-?[1-9][0-9]{0,14})"
_ANSWER = rf"(?:{_STRING}|{_NUMBER}|\[{_STRING}(?:,{_STRING})*+\])"
_EVIDENCE = f'(?:,"evidence":{_STRING})?+'
_FINDING = rf'\{{(?:"answer":({_ANSWER}){_EVIDENCE}|"evidence":{_STRING})\}}'
_COMMON = f"(?:{_STRING}|{_FINDING})"
_LINE = re.compile(f"^{_COMMON}$", re.MULTILINE)
_LINES = re.compile(rf"{_COMMON}(?:\n{_COMMON})*+")
"""Text or a finding, its answer as the first group. Nothing in it is tried twice, so that no text
takes long."""


class Lines(NamedTuple):
    """Values in canonical JSON, which has no line end, and of each finding its answer.

    An answer is "" where the value is no finding with one; a rare one, such as a broken number,
    may be "" too.
    """

    values: list[str]
    answers: list[str]


def lines_of(text: str) -> Lines | None:
    """Return the lines of a text, each a value in canonical JSON; nothing where one is none."""
    values = text.split("\n")
    answers: list[str] = _LINE.findall(text)
    if len(answers) == len(values):
        return Lines(values, answers)
    found = [_LINE.fullmatch(value) for value in values]
    if not all(one or _is_canonical(value) for one, value in zip(found, values, strict=True)):
        return None
    return Lines(values, [(one[1] or "") if one else "" for one in found])


def are_canonical(text: str) -> bool:
    """Return whether each line of a text is one value in canonical JSON."""
    return bool(_LINES.fullmatch(text)) or lines_of(text) is not None


def form_of(names: Iterable[str]) -> str:
    """Return the canonical JSON of fields with these names, sorted, with a `%s` for each value."""
    return f"{{{','.join(map(_named, names))}}}"


@lru_cache(maxsize=4096)
def _named(name: str) -> str:
    return f"{json.dumps(name, ensure_ascii=False).replace('%', '%%')}:%s"


def _is_canonical(text: str) -> bool:
    try:
        return canonical_bytes(json.loads(text)) == text.encode()
    except (ValueError, RecursionError):
        return False
