"""The audit that is open on the page: its fields as they stand, and what is said of them."""

from collections.abc import Callable
from datetime import date

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal

from forms.audits import Audit
from forms.tools import AuditTool
from ui.audit_form.reading import Reading

Today = Callable[[], date]

LONGEST_TEXT = 20_000
"""Characters that a written field keeps (the bound of `forms.findings.Written`)."""


class Sheet(QObject):
    """Fields of one audit. `changed(field)` comes after a field has another value.

    `unsaved` holds, by field, what was typed and cannot be kept in the file as it is: a date
    that is none, text beyond the longest. It stays in view as long as the audit is open.
    """

    changed = Signal(object)

    def __init__(
        self, tool: AuditTool, audit: Audit, today: Today, *, read_only: bool = False
    ) -> None:
        super().__init__()
        self.tool = tool
        self.read_only = read_only
        self.unsaved: dict[str, str] = {}
        self._today = today
        self._fields = audit.to_fields()
        self.reading = Reading(tool, audit, today())

    @property
    def today(self) -> date:
        """The day on which the audit is being written."""
        return self._today()

    @property
    def audit(self) -> Audit:
        """The audit as it stands."""
        return self.reading.audit

    def value(self, field: str) -> JsonValue | None:
        """Return a field's value, None if it is empty."""
        return self._fields.get(field)

    def text(self, field: str) -> str:
        """Return a written field's text."""
        value = self._fields.get(field)
        return value if isinstance(value, str) else ""

    def put(self, field: str, value: JsonValue | None) -> None:
        """Give a field another value; None empties it."""
        if value is None:
            self._fields.pop(field, None)
        else:
            self._fields[field] = value
        self.reading = Reading(self.tool, Audit.from_fields(self._fields), self._today())
        self.changed.emit(field)
