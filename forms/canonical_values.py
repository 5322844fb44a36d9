"""Values as canonical JSON: whether they are so written, told at a glance, and put together."""

import json
import re
from collections.abc import Iterable
from functools import lru_cache

from forms.canonical import canonical_bytes

_UNESCAPED = r'[^"\\\x00-\x1f]*+'
_ESCAPED = r'\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f]))'
_STRING = f'"{_UNESCAPED}(?:{_ESCAPED}{_UNESCAPED})*+"'
_NUMBER = r"(?:0|-?[1-9][0-9]{0,14})"
_ANSWER = rf"(?:{_STRING}|{_NUMBER}|\[{_STRING}(?:,{_STRING})*+\])"
_EVIDENCE = f'(?:,"evidence":{_STRING})?+'
_COMMON = rf'(?:{_STRING}|\{{"answer":{_ANSWER}{_EVIDENCE}\}})'
_LINES = re.compile(rf"{_COMMON}(?:\n{_COMMON})*+")
"""Nothing in it is tried twice, so that no text takes long."""

ANSWERED = re.compile(rf'\{{"answer":({_ANSWER}){_EVIDENCE}\}}')
"""A finding in its canonical form, with its answer, as it is written, as the first group."""


def are_canonical(lines: str) -> bool:
    """Return whether each of these lines is one value in canonical JSON, which has no line end."""
    return bool(_LINES.fullmatch(lines)) or all(map(_is_canonical, lines.split("\n")))


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
