"""Rules: each can be read, names what there is, and none waits for itself."""

import difflib
from collections.abc import Iterator

from forms.rules import Rule, RuleError, parse_rule
from forms.source import Path
from forms.tool_checks.cycles import check_cycles
from forms.tool_checks.fault import Checked, Fault
from forms.tool_checks.rule_places import PlacedRule, rules_of


def check_rules(checked: Checked) -> Iterator[Fault]:
    """Check every rule of a tool, and that none depends on itself."""
    unreadable: set[Path] = set()
    known = {group.id for _, group in checked.groups} | checked.by_id.keys()
    for placed in rules_of(checked):
        try:
            rule = parse_rule(placed.source, options=placed.field == "choice_filter")
        except RuleError as error:
            unreadable.add(placed.path)
            yield Fault(placed.path, str(error), error.column)
            continue
        yield from _check_names(checked, placed, rule, known)
        yield from _check_columns(placed, rule)
    yield from check_cycles(checked, unreadable)


def _check_names(
    checked: Checked, placed: PlacedRule, rule: Rule, known: set[str]
) -> Iterator[Fault]:
    for name in sorted(rule.names - known - checked.unread):
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean ${{{near[0]}}}?" if near else ""
        yield Fault(placed.path, f"no question is called “{name}”{hint}", rule.places[name])


def _check_columns(placed: PlacedRule, rule: Rule) -> Iterator[Fault]:
    if not rule.columns or placed.about is None:
        return
    choices = placed.about.question.choices
    known = {"name", "label"} | {column for choice in choices for column in choice.columns}
    for column in sorted(rule.columns - known):
        there = ", ".join(sorted(known))
        yield Fault(placed.path, f"no choice has a column “{column}” (there are {there})")
