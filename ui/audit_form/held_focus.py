"""Which box of a stop has the focus, and where its caret is, through the building of a view."""

from dataclasses import dataclass
from typing import Self

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.audit_form.stop import Stop


@dataclass(frozen=True)
class Held:
    """The `nth` widget of a kind in a stop; the caret stands at `caret`, -1 where there is none."""

    kind: type[QWidget]
    nth: int
    caret: int

    @classmethod
    def of(cls, stop: Stop | None, focused: QWidget | None) -> Self | None:
        """Return what holds the focus within a stop; nothing where it is elsewhere."""
        if stop is None or focused is None or not stop.isAncestorOf(focused):
            return None
        alike = stop.findChildren(type(focused))
        nth = alike.index(focused) if focused in alike else 0
        return cls(type(focused), nth, _caret_of(focused))

    def give_back(self, stop: Stop | None) -> None:
        """Put the focus into the same box of a stop that was built anew."""
        alike = stop.findChildren(self.kind) if stop is not None else []
        if self.nth >= len(alike):
            return
        box = alike[self.nth]
        box.setFocus()
        if isinstance(box, QPlainTextEdit):
            cursor = box.textCursor()
            cursor.setPosition(min(self.caret, len(box.toPlainText())))
            box.setTextCursor(cursor)
        elif isinstance(box, QLineEdit):
            box.setCursorPosition(self.caret)


def _caret_of(focused: QWidget) -> int:
    if isinstance(focused, QPlainTextEdit):
        return focused.textCursor().position()
    return focused.cursorPosition() if isinstance(focused, QLineEdit) else -1
