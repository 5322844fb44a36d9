"""A card for one written field of the audit, such as strengths."""

from PySide6.QtCore import Slot

from ui.audit_form.option_paint import RING
from ui.audit_form.stop import Kit, Stop
from ui.audit_form.written_box import WrittenBox
from ui.theme import GRID
from ui.widgets.dressing import label


class TextCard(Stop):
    """A heading, a line of help and a box."""

    def __init__(self, field: str, title: str, help_text: str, kit: Kit) -> None:
        super().__init__(field, kit)
        self.written = WrittenBox(field, title, kit.sheet, lines=4)
        self.written.box.setAccessibleDescription(f"Optional. {help_text}")
        self.setAccessibleName(title)
        self.column.setContentsMargins(GRID * 2 + RING, GRID + 4, GRID * 2, GRID + 6)
        self.column.addWidget(label(title, "strong"))
        self.column.addWidget(label(help_text, "small", wrap=True))
        self.column.addWidget(self.written)
        self.written.pending_changed.connect(self.pending_changed)
        self.written.settled.connect(self._on_settled)
        self.refresh()

    def refresh(self) -> None:
        """Show the text as the sheet holds it."""
        self.written.show_text(self.kit.sheet.text(self.name))

    def enter(self, part: str = "") -> None:  # noqa: ARG002 -- there is one part only
        """Go into the box."""
        self.written.box.setFocus()

    def flush(self) -> None:
        """Hand on what was typed."""
        self.written.flush()

    @Slot(object, object)
    def _on_settled(self, text: str, run: str) -> None:
        self.kit.history.edit(self.name, text or None, run)
