"""A “${” in the words of a tool that names no question of it, such as “costs ${much}”.

Programs that read XLSForm refuse a form for it. So it goes out with a space of no width inside,
which nobody sees, and loses it again on the way in.
"""

import re
from collections.abc import Set

_SPLIT = "$\u200b{"
_MARK = re.compile(r"\$\{(?:([^{}]*)\})?")


def split_marks(text: str, names: Set[str]) -> str:
    """Return a text in which only `${name}` of these names still is a reference."""

    def shown(match: re.Match[str]) -> str:
        return match[0] if match[1] in names else match[0].replace("${", _SPLIT)

    return _MARK.sub(shown, text) if "${" in text else text


def joined_marks(text: str) -> str:
    """Return a text as it was before its loose marks were split."""
    return text.replace(_SPLIT, "${")
