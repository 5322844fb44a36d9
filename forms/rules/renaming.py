"""A rule rewritten for questions that got other names."""

import re
from collections.abc import Mapping

from forms.rules.rule import parse_rule
from forms.rules.tokens import RuleError

_NAMED = re.compile(r"\$\{\s*([^\s{}]+)\s*\}")
"""Looser than what rules take: what comes from a workbook may be called anything."""


def renamed(source: str, names: Mapping[str, str]) -> str:
    """Return the rule with old names replaced by new ones, everything else byte for byte.

    Names in paths and in quoted `'${name}'` are replaced where they stand for a question. Of a
    text that is no rule, every `${name}` is replaced. Never raises.
    """
    try:
        spots = [
            (mention.at, mention.name) for mention in parse_rule(source, options=True).mentions
        ]
    except RuleError:
        spots = [(match.start(1), match[1]) for match in _NAMED.finditer(source)]
    parts: list[str] = []
    done = 0
    for at, name in spots:
        parts += (source[done:at], names.get(name, name))
        done = at + len(name)
    return "".join((*parts, source[done:]))
