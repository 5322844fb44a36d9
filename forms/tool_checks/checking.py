"""Runs the checks over a tool: all of them, or those that guard against harm."""

from collections.abc import Callable, Iterator

from forms.tool_checks.amendments import check_amendment
from forms.tool_checks.answers import check_answers
from forms.tool_checks.bounds import check_bounds
from forms.tool_checks.fault import Checked, Fault
from forms.tool_checks.fields import check_fields
from forms.tool_checks.ids import check_ids
from forms.tool_checks.languages import check_languages
from forms.tool_checks.limits import check_limits
from forms.tool_checks.references import check_references
from forms.tool_checks.rule_meanings import check_rule_meanings
from forms.tool_checks.rules import check_rules
from forms.tool_checks.scales import check_good_points, check_scales
from forms.tool_checks.sections import check_sections
from forms.tools import AuditTool

_Check = Callable[[Checked], Iterator[Fault]]

_SOUND = (
    check_ids,
    check_scales,
    check_sections,
    check_answers,
    check_bounds,
    check_references,
    check_limits,
    check_rules,
)
_MEANT = (
    check_languages,
    check_fields,
    check_good_points,
    check_rule_meanings,
    check_amendment,
)
"""What does no harm but cannot have been meant."""


def check_tool(checked: Checked) -> list[Fault]:
    """Return everything that is wrong between the parts of a tool.

    What stands in a value that could not be read is left out: that was told already.
    """
    return _found(checked, _SOUND + _MEANT)


def faults(tool: AuditTool) -> list[str]:
    """Return what is wrong between the parts of a whole tool."""
    return [in_words(fault) for fault in check_tool(Checked(tool))]


def harms(tool: AuditTool) -> list[str]:
    """Return why audits made with a tool cannot be read; other mistakes in it are passed over.

    Tools that came with audits are frozen: what nobody meant, and an earlier version of this
    program let through, is no reason to refuse the audits.
    """
    return [in_words(fault) for fault in _found(Checked(tool), _SOUND)]


def _found(checked: Checked, checks: tuple[_Check, ...]) -> list[Fault]:
    found = (fault for check in checks for fault in check(checked))
    return [fault for fault in found if not checked.hides(fault.path)]


def in_words(fault: Fault) -> str:
    """Return the sentence of a fault, with the character of a rule that it is about."""
    if fault.column:
        return f"{fault.message} (character {fault.column} of the rule)"
    return fault.message
