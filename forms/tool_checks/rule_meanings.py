"""Rules that can be read and mean nothing: they are never true, or always, and nobody notices."""

from collections.abc import Iterator

from forms.rules import RuleError, parse_rule
from forms.tool_checks.compared_codes import compared_codes
from forms.tool_checks.fault import Checked, Fault
from forms.tool_checks.rule_places import PlacedRule, rules_of

_RESERVED = frozenset({"", "not_applicable", "not_evidenced"})
_UNSEEN = frozenset({"unanswered", "hidden"})


def check_rule_meanings(checked: Checked) -> Iterator[Fault]:
    """Check what readable rules compare answers with, and where they use “.”."""
    for placed in rules_of(checked):
        try:
            rule = parse_rule(placed.source, options=placed.field == "choice_filter")
        except RuleError:
            continue
        yield from _check_codes(checked, placed)
        if rule.uses_own and placed.field != "constraint":
            message = "only a constraint has “.”, the answer under check; write ${name} instead"
            yield Fault(placed.path, message)


def _check_codes(checked: Checked, placed: PlacedRule) -> Iterator[Fault]:
    for name, code, column, _ in compared_codes(placed.source):
        about = checked.by_id.get(name) if name else placed.about
        if about is None or (not name and placed.field != "constraint"):
            continue
        codes = checked.codes(about)
        if codes is None or code in codes or code in _RESERVED:
            continue
        known = ", ".join(sorted(codes))
        message = f"“{code}” is never the answer to “{about.question.id}” ({known})"
        hint = "; an answer that is not given or hidden is ''" if code in _UNSEEN else ""
        yield Fault(placed.path, message + hint, column)
