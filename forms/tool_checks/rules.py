"""Rules: each can be read, names what there is, and compares with codes that there are."""

import difflib
from collections.abc import Iterator

from forms.rules import Rule, RuleError, parse_rule
from forms.source import Path
from forms.tool_checks.compared_codes import compared_codes
from forms.tool_checks.cycles import check_cycles
from forms.tool_checks.fault import Checked, Fault
from forms.tool_checks.rule_places import PlacedRule, rules_of

_RESERVED = frozenset({"", "not_applicable", "not_evidenced"})
_UNSEEN = frozenset({"unanswered", "hidden"})


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
        yield from _check_codes(checked, placed)
        if rule.uses_own and placed.field != "constraint":
            message = "only a constraint has “.”, the answer under check; write ${name} instead"
            yield Fault(placed.path, message)
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


def _check_codes(checked: Checked, placed: PlacedRule) -> Iterator[Fault]:
    """A misspelt code breaks a rule in silence: it is never true, or always."""
    for name, code, column in compared_codes(placed.source):
        about = checked.by_id.get(name) if name else placed.about
        if about is None or (not name and placed.field != "constraint"):
            continue
        codes = checked.codes(about)
        if codes is None or code in codes or code in _RESERVED:
            continue
        known = ", ".join(sorted(codes))
        label = f"“{code}” is never the answer to “{about.question.id}” ({known})"
        hint = "; an answer that is not given or hidden is ''" if code in _UNSEEN else ""
        yield Fault(placed.path, label + hint, column)
