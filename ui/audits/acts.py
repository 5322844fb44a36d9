"""Carrying out what was asked for one audit: reopen, go on with, make void, discard."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.listing import AuditRow
from ui.audits import writes
from ui.icons import Icons

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs

_DISCARDED = {"reopened": "changes to the audit were", "moderating": "moderation was"}


class AuditActs(QObject):
    """Asks where something cannot be taken back, writes, and says what was done.

    `reopened` and `discarded` carry an audit's permanent id, `changed` a sentence about what
    was done.
    """

    reopened = Signal(object)
    discarded = Signal(object)
    changed = Signal(str)

    def __init__(
        self, jobs: "StoreJobs", icons: Icons, author: Callable[[], str], page: QWidget
    ) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._icons = icons
        self._author = author
        self._page = page

    def reopen(self, row: AuditRow) -> None:
        """Make a working copy of a completed audit; of somebody else's draft after a question."""
        if row.status == "received":
            self.ask_go_on(row)
            return
        self._jobs.write(
            partial(writes.reopen, uid=row.uid, author=self._author() or row.auditor),
            done=lambda _: self.reopened.emit(row.uid),
            owner=self,
        )

    def ask_go_on(self, row: AuditRow) -> None:
        """Ask, then make somebody else's draft one of this device."""
        from ui.audits.dialogs import GoOnDialog

        dialog = GoOnDialog(row, self._icons, self._page)
        dialog.confirmed.connect(partial(self._go_on, row))
        dialog.open()

    def ask_void(self, row: AuditRow) -> None:
        """Ask for the reason, then make an audit void."""
        from ui.audits.dialogs import VoidDialog

        dialog = VoidDialog(row, self._author(), self._icons, self._page)
        dialog.confirmed.connect(partial(self._make_void, row))
        dialog.open()

    def ask_discard(self, row: AuditRow) -> None:
        """Ask, then throw a working copy away."""
        from ui.audits.dialogs import DiscardDialog

        dialog = DiscardDialog(row, self._icons, self._page)
        dialog.confirmed.connect(partial(self._discard, row))
        dialog.open()

    def _go_on(self, row: AuditRow) -> None:
        self._jobs.write(
            partial(writes.go_on, uid=row.uid, author=self._author() or row.auditor),
            done=lambda _: self.reopened.emit(row.uid),
            owner=self,
        )

    def _make_void(self, row: AuditRow, reason: str, author: str) -> None:
        self._jobs.write(
            partial(writes.make_void, uid=row.uid, author=author, reason=reason),
            done=lambda _: self.changed.emit(f"{row.case}: the audit was made void."),
            owner=self,
        )

    def _discard(self, row: AuditRow) -> None:
        what = _DISCARDED.get(row.status, "draft was")
        told = f"{row.case or 'No case reference'}: the {what} discarded."

        def done(_: object) -> None:
            self.discarded.emit(row.uid)
            self.changed.emit(told)

        self._jobs.write(partial(writes.discard, uid=row.uid), done=done, owner=self)
