"""What is asked and shown round a merge: differences, tools side by side, undoing."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from ui.merge import jobs
from ui.merge.findings import Told, one_audit
from ui.merge.lines import FileLine
from ui.merge.words import amount, as_sentence
from ui.merge.work import MergeWork
from ui.theme import Theme

if TYPE_CHECKING:
    from db.batches import BatchSummary
    from db.differences import AuditDifference
    from db.merge_report import AuditOutcome, ToolTwins
    from forms.tools import AuditTool
    from ui.audits.reads import StoreJobs


class MergeActs(QObject):
    """Opens the dialogs of the page and does what they decide.

    `open_audit_requested` carries an audit's permanent id; `undone` says that a merge was taken
    back; `announced` carries a sentence.
    """

    open_audit_requested = Signal(object)
    undone = Signal()
    announced = Signal(str)

    def __init__(
        self,
        page: QWidget,
        store_jobs: "StoreJobs",
        theme: Theme,
        work: MergeWork,
        private_folder: Path,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._jobs = store_jobs
        self._theme = theme
        self._work = work
        self._private = private_folder

    @Slot(object, str)
    def ask_passphrase(self, names: list[str], told: str) -> None:
        """Ask for the passphrase of locked files."""
        from ui.merge.passphrase_dialog import PassphraseDialog

        dialog = PassphraseDialog(names, told, self._page)
        dialog.entered.connect(self._work.unlock)
        dialog.skipped.connect(self._work.look)
        dialog.open()

    @Slot(object, object)
    def compare(self, line: FileLine, outcome: "AuditOutcome") -> None:
        """Show what changes in an audit: from the file, or once merged from the database."""
        if outcome.outcome in ("set_aside", "erased"):
            self.announced.emit(as_sentence(outcome.reason))
            return
        self._jobs.read(
            self._comparison(line, outcome.uid),
            done=partial(self._show_difference, outcome),
            label="Comparing …",
            key="merge.compare",
            owner=self,
        )

    def _comparison(self, line: FileLine, uid: str) -> "partial[AuditDifference]":
        if self._work.batch_uid:
            sha256 = (line.file.sha256 or "") if line.file else ""
            return partial(
                jobs.compare_in_batch, batch=self._work.batch_uid, sha256=sha256, uid=uid
            )
        key = self._work.key_of(line.path)
        return partial(
            jobs.compare_with_file,
            path=line.path,
            uid=uid,
            key=key,
            private_folder=self._private,
        )

    def _show_difference(self, outcome: "AuditOutcome", difference: "AuditDifference") -> None:
        from ui.merge.difference_dialog import DifferenceDialog

        DifferenceDialog(outcome, difference, self._theme, self._page).open()

    @Slot(object)
    def choose_audit(self, audits: list[Told]) -> None:
        """Let one of several audits be opened."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for audit in audits:
            action = menu.addAction(f"Open the audit by {one_audit(audit)}")
            action.triggered.connect(
                lambda _=False, uid=audit[0]: self.open_audit_requested.emit(uid)
            )
        menu.setActiveAction(menu.actions()[0])
        middle = self._page.rect().center() - QPoint(menu.sizeHint().width() // 2, 0)
        menu.popup(self._page.mapToGlobal(middle))

    @Slot(object)
    def compare_twins(self, twins: "ToolTwins") -> None:
        """Show tools of one name side by side."""
        self._jobs.read(
            partial(jobs.load_tools, hashes=twins.hashes),
            done=self._compare_tools,
            key="merge.tools",
            owner=self,
        )

    def _compare_tools(self, tools: "list[AuditTool]") -> None:
        from ui.tools.comparing import CompareDialog

        if len(tools) > 1:
            CompareDialog(tools[0], tools[1:], self._theme, self._page).open()
        else:
            self.announced.emit("The other tool is not in the database any more.")

    @Slot()
    def ask_undo_shown(self) -> None:
        """Ask before the merge that is shown is taken back."""
        report = self._work.report
        self._ask_undo(self._work.batch_uid, report.audits.new if report else 0)

    @Slot(object)
    def ask_undo(self, batch: "BatchSummary") -> None:
        """Ask before an earlier merge is taken back."""
        self._ask_undo(batch.uid, batch.audits.new if batch.audits else 0)

    def _ask_undo(self, uid: str, new: int) -> None:
        from ui.tools.asking import AskDialog

        gone = f", {amount(new, 'audit')} of it altogether" if new else ""
        told = (
            f"What this merge brought leaves the database again{gone}. Work of your own, and what "
            "came with other merges as well, stays. The files can be merged again later."
        )
        dialog = AskDialog(
            "Undo this merge?", told, "Undo the merge", [], self._page, role="danger"
        )
        dialog.answered.connect(lambda _: self._undo(uid))
        dialog.open()

    def _undo(self, uid: str) -> None:
        self._jobs.write(
            partial(jobs.undo, batch=uid),
            done=self._on_undone,
            label="Undoing the merge …",
            owner=self,
        )

    def _on_undone(self, versions: int) -> None:
        self.undone.emit()
        gone = amount(versions, "version of an audit", "versions of audits")
        self.announced.emit(f"The merge was undone: {gone} left the database.")
