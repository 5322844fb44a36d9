"""The reason of a settled revision: one for all, then a line for each answer that was chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from forms.errors import AuditAppError
from forms.settling_names import Choice

LONGEST = 20_000
"""Letters of a revision's reason."""

_HEADING = "Chosen, answer by answer:"
_LINE = re.compile(
    r"(?P<field>\S+) = (?P<choice>\S+) \((?P<hash>[0-9a-f]{12}|none)(?: (?P<author>[^()]*))?\)"
    r"(?:: (?P<why>.*))?"
)
_SHORT = 12


class Chosen(NamedTuple):
    """Which version of one answer was chosen: its name then, whose it was, and why.

    `hash` is the beginning of the revision's id; names such as “theirs” mean something only in
    the file that the conflict was settled in.
    """

    choice: Choice
    hash: str
    author: str
    why: str = ""


class Settlement(NamedTuple):
    """A reason that was read: the one for all, and what was chosen of each field."""

    reason: str
    chosen: dict[str, Chosen]


def settlement_reason(reason: str, chosen: Mapping[str, Chosen]) -> str:
    """Return the text of a settlement's reason. Raises AuditAppError where it is too long."""
    lines = [_line(field, each) for field, each in chosen.items()]
    text = "\n".join([reason.strip(), "", _HEADING, *lines]) if lines else reason.strip()
    if len(text) > LONGEST:
        raise AuditAppError(
            f"The reasons are {len(text):,} letters long together; use at most {LONGEST:,}."
        )
    return text


def read_settlement(text: str) -> Settlement:
    """Return what a settlement's reason says; the whole text as the reason where it is none."""
    before, heading, after = text.rpartition(f"\n{_HEADING}\n")
    matches = [_LINE.fullmatch(line) for line in after.splitlines()]
    if not heading or not matches:
        return Settlement(text, {})
    chosen = {
        match["field"]: Chosen(
            match["choice"],
            match["hash"].replace("none", ""),
            match["author"] or "",
            match["why"] or "",
        )
        for match in matches
        if match
    }
    return Settlement(before.strip(), chosen) if all(matches) else Settlement(text, {})


def _line(field: str, chosen: Chosen) -> str:
    author = _in_one_line(chosen.author).replace("(", "[").replace(")", "]")
    by = f"{chosen.hash[:_SHORT] or 'none'} {author}".strip()
    why = _in_one_line(chosen.why)
    return f"{field} = {chosen.choice} ({by})" + (f": {why}" if why else "")


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
