"""Carrying out what was asked of a moderation: begin it, dispute it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.listing import AuditRow
from ui.icons import Icons
from ui.moderation import jobs

if TYPE_CHECKING:
    from forms.audits import Manner
    from ui.audits.reads import StoreJobs


class ModerationActs(QObject):
    """Asks, writes, and says what was done.

    `begun` carries an audit's permanent id, `changed` a sentence about what was done.
    """

    begun = Signal(object)
    changed = Signal(str)

    def __init__(
        self, jobs: "StoreJobs", icons: Icons, author: Callable[[], str], page: QWidget
    ) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._icons = icons
        self._author = author
        self._page = page

    def ask_moderate(self, row: AuditRow) -> None:
        """Ask who moderates and how, then make the working copy."""
        from ui.moderation.begin_dialog import BeginDialog

        dialog = BeginDialog(row, self._author(), self._icons, self._page)
        dialog.confirmed.connect(partial(self._begin, row))
        dialog.open()

    def ask_dispute(self, row: AuditRow) -> None:
        """Ask for the reason, then seal that a moderation is not accepted."""
        from ui.audits.dialogs import ReasonDialog, ReasonWords

        words = ReasonWords(
            title="Dispute a moderation",
            question=f"Dispute the moderation of {row.case or 'this case'}?",
            told="The moderated grades stand and count. The audit is marked as disputed until a "
            "further moderation settles it.",
            yes="&Dispute",
            role="primary",
            by="Disputed &by",
            why="Why the service does not accept the moderated grades.",
            example="For example: the plan is in the family's other folder",
            missing="Say why the moderation is disputed.",
        )
        dialog = ReasonDialog(words, self._author(), self._icons, self._page)
        dialog.confirmed.connect(partial(self._dispute, row))
        dialog.open()

    def _begin(self, row: AuditRow, moderator: str, manner: "Manner") -> None:
        self._jobs.write(
            partial(jobs.begin, uid=row.uid, moderator=moderator, manner=manner),
            done=lambda _: self.begun.emit(row.uid),
            owner=self,
        )

    def _dispute(self, row: AuditRow, reason: str, author: str) -> None:
        self._jobs.write(
            partial(jobs.dispute, uid=row.uid, author=author, reason=reason),
            done=lambda _: self.changed.emit(f"{row.case}: the moderation is disputed."),
            owner=self,
        )
