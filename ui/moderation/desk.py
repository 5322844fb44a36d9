"""Moderating from the form: what its page asks for, carried out at the desk."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from ui import desk_jobs
from ui.icons import Icons
from ui.moderation import jobs
from ui.moderation.acts import ModerationActs

if TYPE_CHECKING:
    from db.listing import AuditRow
    from ui.audit_form import AuditPage
    from ui.audits.reads import StoreJobs
    from ui.desk import Desk
    from ui.moderation.jobs import Ready

_BEGUN = "You moderate this audit."
_SEALED = "The moderation is sealed. Both grades are kept."
_SEEN = "You have seen the auditor's grades, so you go on beside them."


class ModerationDesk(QObject):
    """Begins, seals and disputes moderations of the audit in the form."""

    def __init__(
        self,
        desk: "Desk",
        store_jobs: "StoreJobs",
        icons: Icons,
        author: Callable[[], str],
        form: "AuditPage",
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._icons = icons
        self._form = form
        self._acts = ModerationActs(store_jobs, icons, author, form)
        form.moderate_requested.connect(partial(self._ask, self._acts.ask_moderate))
        form.dispute_requested.connect(partial(self._ask, self._acts.ask_dispute))
        form.seal_requested.connect(self._ask_seal)
        self._acts.begun.connect(lambda uid: desk.open_audit(uid, _BEGUN))
        self._acts.changed.connect(lambda told: desk.open_audit(form.uid, told))

    def _ask(self, question: Callable[["AuditRow"], None], uid: str) -> None:
        def ask(row: "AuditRow | None") -> None:
            if row is not None:
                question(row)

        self._desk.look_up(partial(desk_jobs.row, uid=uid), ask)

    @Slot(object)
    def _ask_seal(self, uid: str) -> None:
        self._desk.look_up(partial(jobs.look, uid=uid), self._show_ready)

    def _show_ready(self, ready: "Ready") -> None:
        from ui.moderation.seal_dialog import SealDialog

        dialog = SealDialog(ready, self._icons, self._form)
        dialog.confirmed.connect(partial(self._seal, ready.uid))
        dialog.looked.connect(partial(self._go_on_open, ready.uid))
        dialog.open()

    def _seal(self, uid: str, reason: str) -> None:
        self._desk.carry_out(partial(jobs.seal, uid=uid, reason=reason), uid, _SEALED)

    def _go_on_open(self, uid: str) -> None:
        self._desk.carry_out(partial(jobs.go_on_open, uid=uid), uid, _SEEN)
