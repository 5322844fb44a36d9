"""Puts another file in the place of a database: a whole backup, or what salvage could read."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.backups import work
from ui.backups.keeper import BackupKeeper
from ui.backups.words import salvage_told, whole_told
from ui.backups.work import Put, Subject
from ui.databases import Databases
from ui.desk import Desk
from ui.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from db.backup_series import BackupRow
    from db.restoring import RestorePreview

_WHILE = "“{}” is being put back."
_SALVAGE_TOLD = (
    "The file is read page by page, as far as it can be, into a new one that takes its place. The "
    "damaged file is moved aside in the same folder, not deleted. If there is a backup, look at it "
    "first: it may hold more."
)


class Replacing(QObject):
    """Closes the database if it is open, replaces its file, opens it again, and says what was done.

    `failed` carries the error where nothing was replaced.
    """

    failed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        databases: Databases,
        desk: Desk,
        keeper: BackupKeeper,
        theme: Theme,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._databases = databases
        self._desk = desk
        self._keeper = keeper
        self._theme = theme
        self._path = Path()
        self._told = ""
        workspace.page_shown.connect(self._on_page_shown)

    def ask_to_put_back(
        self, subject: Subject, row: "BackupRow", preview: "RestorePreview | None"
    ) -> None:
        """Ask whether a whole backup shall take the place of the database, and put it there."""
        from ui.tools.asking import AskDialog

        title, told = "Put the whole file back?", whole_told(row, subject.path, preview)
        dialog = AskDialog(title, told, "Put it back", [], self._workspace, role="danger")
        dialog.answered.connect(lambda _: self.put_back(subject, row))
        dialog.open()

    def ask_to_salvage(self, subject: Subject, backups: Path) -> None:
        """Ask whether what can be read of a damaged database shall take its place, and do it."""
        from ui.tools.asking import AskDialog

        title = f"Salvage what can be read of “{subject.path.name}”?"
        dialog = AskDialog(title, _SALVAGE_TOLD, "Salvage", [], self._workspace)
        dialog.answered.connect(lambda _: self.salvage(subject, backups))
        dialog.open()

    def put_back(self, subject: Subject, row: "BackupRow") -> None:
        """Put a whole backup in the place of the database."""
        put = partial(work.put_back, subject=subject, backup=row.path)
        if subject.is_open:
            told = _WHILE.format(subject.path.stem)
            self._keeper.stop()
            self._desk.put_away(
                partial(self._databases.let_go, told, then=partial(self._replace, subject, put))
            )
        else:
            self._replace(subject, put)

    def salvage(self, subject: Subject, backups: Path) -> None:
        """Put what can be read of a damaged database, which is closed, in its place."""
        fn = partial(work.salvage, subject=subject, folder=backups)
        self._replace(subject, fn, "Salvaging …")

    def _replace(self, subject: Subject, fn: "Callable[..., Put]", label: str = "") -> None:
        """Put another file in the place of the database, which is closed; then open it."""
        self._keeper.jobs.write(
            fn,
            done=partial(self._on_replaced, subject),
            failed=partial(self._on_not_replaced, subject),
            label=label,
            owner=self,
        )

    def _on_replaced(self, subject: Subject, put: Put) -> None:
        aside = put.aside
        if put.report is not None:
            self._told = salvage_told(put.report, aside)
            self._show_report(put)
        elif aside is not None:
            self._told = f"Put back. The file that was there is kept as “{aside.name}”."
        else:
            self._told = "Put back."
        if put.key != subject.key:
            self._told += " It opens as it did when the backup was made."
        self._open_again(subject._replace(key=put.key))

    def _on_not_replaced(self, subject: Subject, error: BaseException) -> None:
        self.failed.emit(error)
        if subject.is_open:
            self._open_again(subject)

    def _open_again(self, subject: Subject) -> None:
        self._path = subject.path
        again = partial(self._databases.open, subject.path, subject.key)
        if subject.is_open:
            again()  # everything was put away before it was closed
        else:  # words that could not be saved are saved once it is open
            self._desk.put_away(again, even_unsaved=self._databases.path is None)

    def _show_report(self, put: Put) -> None:
        from ui.backups.salvage_dialog import SalvageDialog

        if put.report is not None:
            SalvageDialog(put.report, self._told, self._theme, self._workspace).open()

    @Slot()
    def _on_page_shown(self) -> None:
        """Say what was done once the database is open again, after what the page itself says."""
        if self._told and self._databases.path == self._path:
            told, self._told = self._told, ""
            QTimer.singleShot(0, self, lambda: self._workspace.announce(told))
