"""Runs every check over a tool and puts what it finds in order."""

from forms.tool_checks.amendments import check_amendment
from forms.tool_checks.answers import check_answers
from forms.tool_checks.bounds import check_bounds
from forms.tool_checks.fault import Checked, Fault
from forms.tool_checks.fields import check_fields
from forms.tool_checks.ids import check_ids
from forms.tool_checks.languages import check_languages
from forms.tool_checks.limits import check_limits
from forms.tool_checks.references import check_references
from forms.tool_checks.rules import check_rules
from forms.tool_checks.scales import check_scales
from forms.tool_checks.sections import check_sections
from forms.tools import AuditTool

_CHECKS = (
    check_ids,
    check_languages,
    check_scales,
    check_sections,
    check_fields,
    check_answers,
    check_bounds,
    check_references,
    check_limits,
    check_rules,
    check_amendment,
)


def check_tool(checked: Checked) -> list[Fault]:
    """Return everything that is wrong between the parts of a tool.

    What stands in a value that could not be read is left out: that was told already.
    """
    found = (fault for check in _CHECKS for fault in check(checked))
    return [fault for fault in found if not checked.hides(fault.path)]


def faults(tool: AuditTool) -> list[str]:
    """Return what is wrong between the parts of a whole tool, such as one from another's file."""
    return [in_words(fault) for fault in check_tool(Checked(tool))]


def in_words(fault: Fault) -> str:
    """Return the sentence of a fault, with the character of a rule that it is about."""
    if fault.column:
        return f"{fault.message} (character {fault.column} of the rule)"
    return fault.message
