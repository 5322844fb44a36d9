"""What a tool's parts must be to one another: names that exist, rules that can be read."""

from forms.tool_checks.checking import check_tool, faults, harms
from forms.tool_checks.fault import Checked, Fault

__all__ = ["Checked", "Fault", "check_tool", "faults", "harms"]
