"""What the rows of a workbook are called: by their ids, unless other programs trip over those."""

from forms.tools import AuditTool
from forms.xlsform.naming import Names

_KEPT = "meta"
"""XLSForm keeps this name for what a form says of itself."""
_ROOT = "data"
"""XLSForm's name for the form as a whole, which its settings may change."""


class RowNames:
    """The names of the sections, of the form itself, and all that a rule may refer to.

    In a tool a section may have the id of a question; in a workbook each name stands once.
    """

    def __init__(self, tool: AuditTool) -> None:
        questions = frozenset(tool.questions)
        hand = Names((*questions, *tool.groups, _KEPT))
        self._groups = {
            group: hand.take(f"{group[:50]}_section")
            for group in tool.groups
            if group in questions or group == _KEPT
        }
        self.known = questions | {self.group(group) for group in tool.groups}
        self.form = Names(self.known).take(_ROOT)

    def group(self, group_id: str) -> str:
        """Return what a section or nested section is called."""
        return self._groups.get(group_id, group_id)

    @property
    def own_form(self) -> str:
        """What the settings call the form; empty where XLSForm's own name for it will do."""
        return "" if self.form == _ROOT else self.form
