"""Patterns of regex(): matched by RE2, in time that grows with the text and nothing else."""

import re
from functools import lru_cache
from typing import Protocol, cast

_LONGEST_PATTERN = 1_000
_MEMORY = 1 << 20
"""Bytes a compiled pattern may take; `(a{1000}){1000}` is refused by it."""


class _Pattern(Protocol):
    def fullmatch(self, text: str) -> object | None:
        """Return a match of the whole text or None."""


def pattern_fault(pattern: str) -> str:
    """Return why a pattern cannot be used, "" if it can."""
    if len(pattern) > _LONGEST_PATTERN:
        return f"a pattern has at most {_LONGEST_PATTERN:,} characters"
    if re.search(r"\(\?(<?[=!]|>)", pattern):
        return "a pattern cannot look ahead or behind"
    if re.search(r"\\[1-9]", pattern):
        return "a pattern cannot refer back to what it matched before"
    return "" if _compiled(pattern) else "this is not a pattern that can be read"


def matches(text: str, pattern: str) -> bool:
    """Return whether the whole text fits the pattern; nothing fits one that cannot be read."""
    if len(pattern) > _LONGEST_PATTERN:
        return False
    compiled = _compiled(pattern)
    try:
        return compiled is not None and compiled.fullmatch(text) is not None
    except UnicodeEncodeError:  # half of a character
        return False


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> _Pattern | None:
    import re2

    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    try:
        return cast(_Pattern, re2.compile(pattern, options))
    except (re2.error, UnicodeEncodeError):
        return None
