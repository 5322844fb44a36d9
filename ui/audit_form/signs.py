"""What the page says of the whole audit: how it stands, what is left to do, what can be undone."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from forms.evaluation import Progress
from ui.audit_form.gaps_panel import GapsPanel
from ui.audit_form.header import AuditHeader, ReadOnlyBanner
from ui.audit_form.stop import Kit

if TYPE_CHECKING:
    from db.listing import Status

_EDITING = ("undo", "redo", "complete", "not_applicable", "not_evidenced", "next_gap")


class Signs:
    """Tells the header, the banner, the list of what is missing and the commands."""

    def __init__(
        self,
        header: AuditHeader,
        banner: ReadOnlyBanner,
        gaps: GapsPanel,
        actions: dict[str, QAction],
    ) -> None:
        self._header = header
        self._banner = banner
        self._gaps = gaps
        self._actions = actions

    def begin(self, kit: Kit, status: "Status", language: str, why_not: str = "") -> None:
        """Show another audit, of this status; `why_not` where its whole database is read only."""
        read_only = kit.sheet.read_only
        self._header.language.offer(kit.sheet.tool.languages, language)
        self._gaps.hide()
        self._banner.setVisible(read_only or kit.is_moderation)
        self._banner.explain(status, why_not, is_blind=kit.is_blind)
        self._header.show_status(
            status, read_only=read_only, can_act=not why_not, is_blind=kit.is_blind
        )
        self._actions["history"].setEnabled(
            status not in ("draft", "received") and not kit.is_blind
        )
        for name in _EDITING:
            self._actions[name].setEnabled(not read_only)
        self._header.concerns.begin(kit.sheet.reading.concerns)
        self.show_steps(kit)

    def show_standing(self, kit: Kit, sections: Iterable[Progress]) -> None:
        """Show how the audit stands, from how far each section is."""
        sheet = kit.sheet
        done = Progress(*(sum(counts) for counts in zip(*sections, strict=True)))
        self._header.show_audit(sheet.tool, sheet.text("case"), sheet.text("auditor"), done)
        self._header.concerns.follow(sheet.reading.concerns)
        if self._gaps.isVisible():
            self._gaps.show_gaps(sheet.tool, kit.gaps, moderated=kit.is_moderation)

    def show_steps(self, kit: Kit) -> None:
        """Offer undo and redo where there is something to take back or make again."""
        stack = kit.history.stack
        for name, button, can in (
            ("undo", self._header.undo, stack.canUndo()),
            ("redo", self._header.redo, stack.canRedo()),
        ):
            self._actions[name].setEnabled(can)
            button.setEnabled(can)
