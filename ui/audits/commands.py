"""What can be done with the marked audit, as actions with their keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from db.listing import AuditRow
from ui.icons import Icons

_REOPENABLE = ("completed", "moderated")
_DISCARD_TEXTS = {"draft": "&Discard draft…", "reopened": "&Discard changes…"}


class AuditCommands:
    """The actions of the page; those that do not suit the marked audit are greyed."""

    def __init__(self, page: QWidget, icons: Icons) -> None:
        self._page = page
        self._icons = icons
        self.new = self._add("&New audit…", "add", "Ctrl+N")
        self.open = self._add("&Open", "open", tip="Open (Enter)")
        self.reopen = self._add("&Reopen", "undo", "Ctrl+R")
        self.void = self._add("Make &void…", "void", "Delete")
        self.discard = self._add("&Discard draft…", "close", "Delete")
        self.find = self._add("&Find", "search", "Ctrl+F")
        self.refresh = self._add("Refresh the &list", "refresh", "F5")
        self.suit(None)

    @property
    def for_one_audit(self) -> tuple[QAction, ...]:
        """The actions that work on the marked audit."""
        return self.open, self.reopen, self.void, self.discard

    def suit(self, row: AuditRow | None) -> None:
        """Offer what can be done with this audit.

        What was sealed is never deleted, only made void; only a draft can be discarded.
        """
        status = row.status if row else ""
        self.open.setEnabled(row is not None)
        self.reopen.setEnabled(status in _REOPENABLE)
        self.void.setEnabled(status in _REOPENABLE)
        self.discard.setEnabled(status in _DISCARD_TEXTS)
        self.discard.setText(_DISCARD_TEXTS.get(status, "&Discard draft…"))

    def _add(self, text: str, icon: str, key: str = "", tip: str = "") -> QAction:
        action = QAction(text, self._page)
        plain = text.replace("&", "").rstrip("…")
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(tip or (f"{plain} ({key})" if key else plain))
        action.setProperty("group", "Audits")
        self._icons.wear(action, icon, "text", 18)
        self._page.addAction(action)
        return action
