"""The permanent name of a part: it can be changed until it is published, then it is shown only."""

import re

from pydantic import JsonValue

from ui.designer.editors import LineEditor
from ui.designer.workshop import Workshop

_STRANGE = re.compile(r"[^a-z0-9]+")


class IdEditor(LineEditor):
    """What is typed becomes an id: lower case and digits, joined by `joint`."""

    def __init__(self, name: str, workshop: Workshop, joint: str = "_") -> None:
        super().__init__(name)
        self._workshop = workshop
        self._joint = joint

    def show_value(self, value: JsonValue) -> None:
        """Show an id; one that is published cannot be changed."""
        self.line.show_text("" if value is None else str(value))
        fixed = self._workshop.id_is_fixed(self._workshop.path)
        self.line.setReadOnly(fixed)
        self.line.setToolTip("Published, so it stays for ever" if fixed else "")

    def _read(self, text: str) -> JsonValue:
        return _STRANGE.sub(self._joint, text.casefold()).strip(self._joint) or None
