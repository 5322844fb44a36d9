"""The permanent name of a part: it can be changed until it is published, then it is shown only."""

import re

from pydantic import JsonValue

from ui.designer.editors import LineEditor
from ui.designer.workshop import Workshop

_STRANGE = re.compile(r"[^a-z0-9]+")


class IdEditor(LineEditor):
    """What is typed becomes an id: lower case, digits, underscores."""

    def __init__(self, workshop: Workshop) -> None:
        super().__init__("Permanent name")
        self._workshop = workshop

    def show_value(self, value: JsonValue) -> None:
        """Show an id; one that is published cannot be changed."""
        self.line.show_text("" if value is None else str(value))
        fixed = self._workshop.id_is_fixed(self._workshop.path)
        self.line.setReadOnly(fixed)
        self.line.setToolTip("Published, so it stays for ever" if fixed else "")

    def _read(self, text: str) -> JsonValue:
        return _STRANGE.sub("_", text.casefold()).strip("_") or None
