"""Carrying out an erasure: asked for with a typed count, then what is left to do after it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from forms.errors import AuditAppError
from ui.retention import work
from ui.retention.words import CLEANED, CONFIRM, OLD_BACKUPS, TRACES, audits_told, outcome_told
from ui.theme import GRID

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs
    from ui.tools.asking import AskDialog, Field

_WIDTH = GRID * 110  # so that large text finds room


class Erasing(QObject):
    """Asks before anything that cannot be taken back, does it, and says what was done.

    `erased` says that audits left the database, `told` carries a sentence on what was done,
    `refused` one on why nothing was.
    """

    erased = Signal()
    told = Signal(str)
    refused = Signal(str)

    def __init__(
        self, jobs: "StoreJobs", backups: Path, author: Callable[[], str], page: QWidget
    ) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._backups = backups
        self._author = author
        self._page = page

    def ask(self, uids: list[str]) -> None:
        """Ask who erases and why, and for the count to be typed; then erase."""
        from ui.tools.asking import Field

        number = f"{len(uids)}"
        fields = [
            Field("reason", "&Reason, such as the rule that sets their time", "", is_long=True),
            Field("author", "Erased &by", self._author()),
            Field("count", f"&Type {number} to confirm", ""),
        ]
        title = f"Erase {audits_told(len(uids))} for good?"
        dialog = self._asking(title, CONFIRM, "Erase for good", fields)
        dialog.check = partial(_wrong_count, number)
        dialog.answered.connect(partial(self._erase, uids))
        dialog.open()

    def _erase(self, uids: list[str], answers: dict[str, str]) -> None:
        erase = partial(
            work.erase_all,
            uids=uids,
            author=answers["author"],
            reason=answers["reason"],
            backups=self._backups,
        )
        self._jobs.write(
            erase, done=self._on_erased, failed=self._refuse, label="Erasing …", owner=self
        )

    def _on_erased(self, done: work.Done) -> None:
        self.erased.emit()
        self.told.emit(outcome_told(done))
        if done.beside:
            self._tell_of_files_beside(done.beside)
        if done.backups:
            self._ask_about_backups(done.backups)
        self._on_cleaned(done.erased.cleaned)

    def _tell_of_files_beside(self, files: list[Path]) -> None:
        """Name the files that a person must look into; the program removes none of them."""
        from db.kept_beside import kept_in_words

        dialog = self._asking("Older files still hold it", kept_in_words(files), "Open folder", [])
        folder = QUrl.fromLocalFile(str(files[0].parent))
        dialog.answered.connect(lambda _: QDesktopServices.openUrl(folder))
        dialog.open()

    def _ask_about_backups(self, number: int) -> None:
        backups = "1 automatic backup" if number == 1 else f"{number:,} automatic backups"
        dialog = self._asking(f"Replace {backups}?", OLD_BACKUPS, "Replace backups", [])
        dialog.answered.connect(lambda _: self._replace_backups())
        dialog.open()

    def _replace_backups(self) -> None:
        self._jobs.write(
            partial(work.replace_backups, backups=self._backups),
            done=lambda number: self.told.emit(f"{number:,} older backups were removed."),
            failed=self._refuse,
            label="Backing up …",
            owner=self,
        )

    def _on_cleaned(self, cleaned: bool) -> None:
        """Offer to clean the file again where traces may be left."""
        if cleaned:
            return
        dialog = self._asking("Traces may be left", TRACES, "Try again", [])
        dialog.answered.connect(lambda _: self._clean())
        dialog.open()

    def _clean(self) -> None:
        def done(cleaned: bool) -> None:
            if cleaned:
                self.told.emit(CLEANED)
            self._on_cleaned(cleaned)

        self._jobs.write(
            work.clean_file, done=done, failed=self._refuse, label="Cleaning …", owner=self
        )

    def _asking(self, title: str, told: str, yes: str, fields: "list[Field]") -> "AskDialog":
        from ui.tools.asking import AskDialog

        dialog = AskDialog(title, told, yes, fields, self._page, role="danger")
        dialog.setMinimumWidth(min(_WIDTH, self._page.width()))
        return dialog

    def _refuse(self, error: BaseException) -> None:
        """Tell known trouble; a fault of our own is reported by the jobs."""
        if isinstance(error, AuditAppError):
            self.refused.emit(str(error))


def _wrong_count(number: str, answers: dict[str, str]) -> tuple[str, str]:
    if answers["count"].replace(",", "") == number:
        return "", ""
    return "count", f"Type {number}, the number of audits that are erased for good."
