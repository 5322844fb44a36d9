"""What can be done with the marked audit, as actions with their keys."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from db.listing import AuditRow
from ui.icons import Icons
from ui.widgets.commands import PageCommands

_REOPENABLE = ("completed", "moderated", "disputed")
_NEVER_SEALED = ("draft", "received")
_REOPEN_TEXTS = {"received": "Continue as &mine…"}
_DISCARD_TEXTS = {
    "draft": "&Discard draft…",
    "reopened": "&Discard changes…",
    "moderating": "&Discard moderation…",
}


class AuditCommands:
    """The actions of the page; those that do not suit the marked audit are greyed."""

    def __init__(self, page: QWidget, icons: Icons) -> None:
        add = PageCommands(page, icons, "Audits").add
        self.new = add("&New audit…", "add", "Ctrl+N")
        self.open = add("&Open", "open", tip="Open (Enter)")
        self.reopen = add("&Reopen", "undo", "Ctrl+R")
        self.moderate = add("&Moderate…", "check_circle", "Ctrl+M")
        self.dispute = add("Dis&pute…", "flag", "Ctrl+Shift+M")
        self.settle = add("&Settle…", "alert", "Ctrl+E")
        self.void = add("Make &void…", "void", "Delete")
        self.discard = add("&Discard draft…", "close", "Delete")
        self.history = add("&History…", "clock", "Ctrl+H")
        self.report = add("Repor&t on it", "report", "Ctrl+Shift+R")
        self.find = add("&Find", "search", "Ctrl+F")
        self.refresh = add("Refresh the &list", "refresh", "F5")
        self.suit(None)

    @property
    def for_one_audit(self) -> tuple[QAction, ...]:
        """The actions that work on the marked audit and have a button."""
        return self.open, self.reopen, self.moderate, self.settle, self.void, self.discard

    @property
    def in_the_menu(self) -> tuple[QAction, ...]:
        """The actions that work on the marked audit, as the menu over the list has them."""
        reopening, others = (self.open, self.reopen), (self.settle, self.void, self.discard)
        return (*reopening, self.moderate, self.dispute, *others, self.history, self.report)

    def suit(self, row: AuditRow | None) -> None:
        """Offer what can be done with this audit.

        What was sealed is never deleted, only made void; only a draft can be discarded. A draft of
        somebody else is gone on with where others are reopened. History and report, which tell
        the grades, are closed to whoever moderates blind.
        """
        status = row.status if row else ""
        self.open.setEnabled(row is not None)
        self.reopen.setEnabled(status in (*_REOPENABLE, *_REOPEN_TEXTS))
        self.reopen.setText(_REOPEN_TEXTS.get(status, "&Reopen"))
        self.moderate.setEnabled(status in _REOPENABLE)
        self.dispute.setEnabled(status == "moderated")
        self.settle.setEnabled(status == "conflict")
        is_blind = row is not None and row.manner == "blind"
        for action in (self.history, self.report):
            action.setEnabled(bool(status) and status not in _NEVER_SEALED and not is_blind)
        self.void.setEnabled(status in _REOPENABLE)
        self.discard.setEnabled(status in _DISCARD_TEXTS)
        self.discard.setText(_DISCARD_TEXTS.get(status, "&Discard draft…"))
