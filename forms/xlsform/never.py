"""Comparisons with codes that are no answers: `${seen} = 'mabye'` never holds.

Where such a comparison is one part of a rule, the rest of the rule is still worth having. So it
is settled here as any XLSForm program would work it out, instead of leaving the rule out.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from pydantic import BaseModel

from forms.rules import RuleError, parse_rule
from forms.source import Path
from forms.tool_checks import Checked
from forms.tool_checks.rule_places import PlacedRule, rules_of
from forms.tools import AuditTool

_QUOTED = r"""(?:'[^']*'|"[^"]*")"""
_NAME = r"\$\{\s*[^}\s]+\s*\}"
_COMPARED = re.compile(
    rf"(?P<left>{_NAME})\s*(?P<sign>!?=)\s*(?P<code>{_QUOTED})"
    rf"|(?P<code2>{_QUOTED})\s*(?P<sign2>!?=)\s*(?P<right>{_NAME})"
    rf"|selected\(\s*(?P<list>{_NAME})\s*,\s*(?P<code3>{_QUOTED})\s*\)"
)
_ALONE = re.compile(r"(?:^|[(,]|\band\s|\bor\s)\s*\Z")
_ENDED = re.compile(r"\s*(?:\Z|[),]|and\b|or\b)")
_NOTHING = frozenset({"", "not_applicable", "not_evidenced", "unanswered", "hidden"})


class Settled(NamedTuple):
    """A rule of which parts were settled: where it stands, what it is now, and why."""

    path: Path
    source: str
    reason: str


def settled_rules(tool: AuditTool) -> Iterator[Settled]:
    """Yield the rules of a tool in which codes are compared that are never answered."""
    checked = Checked(tool)
    for placed in rules_of(checked):
        reasons: list[str] = []
        source = _settled(placed.source, checked, reasons)
        if reasons and _is_rule(source, placed):
            yield Settled(placed.path, source, "; ".join(dict.fromkeys(reasons)))


def with_settled(part: BaseModel, path: Path, source: str) -> BaseModel:
    """Return a part of a tool with a rule in place of another."""
    name, rest = str(path[0]), path[1:]
    value = getattr(part, name)
    if not rest:
        return part.model_copy(update={name: source})
    if isinstance(value, BaseModel):
        return part.model_copy(update={name: with_settled(value, rest, source)})
    at = int(rest[0])
    inside = with_settled(value[at], rest[1:], source)
    return part.model_copy(update={name: (*value[:at], inside, *value[at + 1 :])})


def _settled(source: str, checked: Checked, reasons: list[str]) -> str:
    def settle(match: re.Match[str]) -> str:
        name = (match["left"] or match["right"] or match["list"])[2:-1].strip()
        code = (match["code"] or match["code2"] or match["code3"])[1:-1]
        codes = _codes(checked, name)
        stands_alone = _ALONE.search(source[: match.start()]) and _ENDED.match(source, match.end())
        if not codes or not _is_never(code, codes) or not stands_alone:
            return match[0]
        reasons.append(f"“{code}” is never the answer to “{name}” ({', '.join(sorted(codes))})")
        return "true()" if "!=" in (match["sign"], match["sign2"]) else "false()"

    return _COMPARED.sub(settle, source)


def _codes(checked: Checked, name: str) -> Collection[str] | None:
    about = checked.by_id.get(name)
    return checked.codes(about) if about else None


def _is_never(code: str, codes: Collection[str]) -> bool:
    return " " not in code and code not in codes and code not in _NOTHING


def _is_rule(source: str, placed: PlacedRule) -> bool:
    try:
        parse_rule(source, options=placed.field == "choice_filter")
    except RuleError:
        return False
    return True
