"""The audit that is open on the page: its fields as they stand, and what is said of them."""

from collections.abc import Callable
from datetime import date

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal

from forms.audits import Audit
from forms.evaluation import CASE, OVERALL, LiveEvaluation
from forms.tools import AuditTool
from ui.audit_form.numbering import highest_used

Today = Callable[[], date]

LONGEST_TEXT = 20_000
"""Characters that a written field keeps (the bound of `forms.findings.Written`)."""


class Sheet(QObject):
    """Fields of one audit. `changed(names)` comes after a field has another value.

    The names are those of what stands differently now: the field itself, finding keys, ids of
    sections, `CASE` and `OVERALL`. `tool` has its words in the language that is shown.

    `unsaved` holds, by field, what was typed and cannot be kept in the file as it is: a date
    that is none, text beyond the longest. It stays in view as long as the audit is open.
    """

    changed = Signal(object)

    def __init__(
        self,
        tool: AuditTool,
        audit: Audit,
        today: Today,
        *,
        read_only: bool = False,
        language: str = "",
    ) -> None:
        super().__init__()
        self.read_only = read_only
        self.unsaved: dict[str, str] = {}
        self._today = today
        self._fields = audit.to_fields()
        self._whole = tool
        self._highest: dict[str, int] = {}
        self.tool = tool.in_language(language) if language else tool
        self.reading = LiveEvaluation(self.tool, audit, today())

    @property
    def today(self) -> date:
        """The day on which the audit is being written."""
        return self._today()

    @property
    def audit(self) -> Audit:
        """The audit as it stands."""
        return self.reading.audit

    def speak(self, language: str) -> None:
        """Show the tool's words in another of its languages."""
        self.tool = self._whole.in_language(language)
        self.reading = LiveEvaluation(self.tool, self.audit, self._today())

    def value(self, field: str) -> JsonValue | None:
        """Return a field's value, None if it is empty."""
        return self._fields.get(field)

    def text(self, field: str) -> str:
        """Return a written field's text."""
        value = self._fields.get(field)
        return value if isinstance(value, str) else ""

    def put(self, field: str, value: JsonValue | None) -> None:
        """Give a field another value; None empties it."""
        group, _, name = field.partition(".")
        if group == "instances":
            self._highest[name] = self._highest_number(name)
        names = self._read(field, value)
        if value is None:
            self._fields.pop(field, None)
        else:
            self._fields[field] = value
        self.changed.emit(names | {field})

    def new_number(self, group_id: str) -> int:
        """Return the number of a repeat's next instance: one that no instance ever had."""
        return self._highest_number(group_id) + 1

    def _highest_number(self, group_id: str) -> int:
        inside = {name for name, group in self.tool.repeat_of.items() if group == group_id}
        had = max(self._highest.get(group_id, 0), highest_used(self._fields, inside))
        return max([had, *self.reading.instances(group_id)])

    def _read(self, field: str, value: JsonValue | None) -> frozenset[str]:
        """Read the audit anew; return what stands differently: after midnight, anything may."""
        if self.reading.today == self._today():
            return self.reading.put(field, value)
        reading = LiveEvaluation(self.tool, self.audit, self._today())
        reading.put(field, value)
        self.reading = reading
        return frozenset({*reading.keys, *self.tool.groups, CASE, OVERALL})
