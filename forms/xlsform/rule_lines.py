"""Limits and escalations as lines of a cell: `no when ${age} < 5 -> inadequate: the reason`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from forms.questions import Escalation, Limit

_ARROW = "->"
_WHEN = re.compile(r"(?:^|\s)when\s+(.*)$", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CAP = re.compile(r"\s*([a-z0-9_]+)\s*:\s*(.*)$", re.DOTALL)


class RuleLine(NamedTuple):
    """One line that was read: `cap` is empty where it is an escalation."""

    answers: tuple[str, ...]
    when: str
    cap: str
    reason: str


class LineError(ValueError):
    """A line that cannot be read; says what would be right."""


def written_limits(limits: Iterable[Limit]) -> str:
    """Return limits as the lines of one cell."""
    return "\n".join(
        f"{_cause(each.answers, each.when)} {_ARROW} {each.cap}: {_escaped(each.reason)}"
        for each in limits
    )


def written_escalations(escalations: Iterable[Escalation]) -> str:
    """Return escalations as the lines of one cell."""
    return "\n".join(
        f"{_cause(each.answers, each.when)} {_ARROW} {_escaped(each.reason)}"
        for each in escalations
    )


def translated_reasons(column: str, rules: Sequence[Limit | Escalation]) -> dict[str, str]:
    """Return column of each further language → the reasons, a line for each rule in order."""
    languages = dict.fromkeys(code for rule in rules for code in rule.translations)
    return {
        f"{column}_{code.replace('-', '_')}": "\n".join(
            _escaped(rule.translations.get(code, {}).get("reason", "")) for rule in rules
        )
        for code in languages
    }


def read_reasons(cell: str) -> list[str]:
    """Read the reasons of a further language, "" where a line is empty."""
    return [_plain(line.strip()) for line in re.split(r"\r?\n", cell)]


def read_limit_lines(cell: str) -> list[RuleLine]:
    """Read the lines of an `audit_limiting` cell. Raises LineError on the first that is wrong."""
    return [_limit(cause, rest) for cause, rest in _lines(cell, "no -> inadequate: the reason")]


def read_escalation_lines(cell: str) -> list[RuleLine]:
    """Read the lines of an `audit_escalate` cell. Raises LineError on the first that is wrong."""
    return [
        RuleLine(*_causes(cause), "", _plain(rest.strip()))
        for cause, rest in _lines(cell, "yes -> the reason")
    ]


def _cause(answers: tuple[str, ...], when: str) -> str:
    named = ", ".join(answers)
    return " ".join(part for part in (named, f"when {_escaped(when)}" if when else "") if part)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")


def _plain(text: str) -> str:
    ends = {"n": "\n", "r": "\r"}
    return _ESCAPED.sub(lambda found: ends.get(found[1], found[1]), text)


def _lines(cell: str, example: str) -> Iterator[tuple[str, str]]:
    for line in re.split(r"\r?\n", cell):
        if not line.strip():
            continue
        at = _arrow(line)
        if at < 0:
            raise LineError(f"“{_ARROW}” is missing; write for example “{example}”")
        yield line[:at].strip(), line[at + len(_ARROW) :]


def _arrow(line: str) -> int:
    """Return where the arrow stands that is not inside a quoted text of the rule, or -1."""
    quote = ""
    for at, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif line.startswith(_ARROW, at):
            return at
    return line.find(_ARROW) if quote else -1


def _limit(cause: str, rest: str) -> RuleLine:
    found = _CAP.match(rest)
    if not found:
        raise LineError("after “->” write the best grade left, a colon and the reason")
    return RuleLine(*_causes(cause), found[1], _plain(found[2].strip()))


def _causes(cause: str) -> tuple[tuple[str, ...], str]:
    when = _WHEN.search(cause)
    named = cause[: when.start()] if when else cause
    answers = tuple(part.strip() for part in named.split(",") if part.strip())
    return answers, _plain(when[1].strip()) if when else ""
