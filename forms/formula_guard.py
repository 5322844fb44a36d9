"""The apostrophe before a text that a spreadsheet would calculate: put there, and taken off again.

A CSV cell that begins like a formula is run by spreadsheets (OWASP, CSV injection; CWE-1236). What
is guarded and what already looks guarded both get an apostrophe, so that taking one off gives back
every text as it was.
"""

import re
from unicodedata import category

_STARTS = frozenset("=+-@\t\r\n|%＝＋－＠")
_BLANK = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Controls, marks without a shape, and blanks: a spreadsheet may look past them."""
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if _begins_like_formula(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text[:1] == "'" and _begins_like_formula(text.lstrip("'")) else text


def writable(text: str) -> str:
    """Return text without what no file can hold: NUL is left out, half characters are replaced."""
    return _UNWRITABLE.sub(_replaced, text) if _UNWRITABLE.search(text) else text


def _begins_like_formula(text: str) -> bool:
    if text[:1].isalnum():
        return False
    first = next((letter for letter in text if category(letter) not in _BLANK), "")
    return text[:1] in _STARTS or first in _STARTS


def _replaced(found: re.Match[str]) -> str:
    return "" if found[0] == "\0" else "\N{REPLACEMENT CHARACTER}"
