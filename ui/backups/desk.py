"""Brings together the page of backups, the work behind it, and the database it is about."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from forms.errors import AuditAppError
from ui.backups import work
from ui.backups.keeper import BackupKeeper
from ui.backups.replacing import Replacing
from ui.backups.words import brought_text
from ui.backups.work import Folders, Subject
from ui.databases import Databases
from ui.desk import AUDITS, Desk
from ui.memory import WindowMemory
from ui.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from db.backup_series import BackupRow
    from db.cipher import DataKey
    from db.restoring import BroughtBack, RestorePreview
    from ui.audits.reads import StoreJobs
    from ui.backups.page import BackupsPage

BACKUPS = "backups"
_NOBODY = Subject(Path(), None, is_open=False)


class BackupsDesk(QObject):
    """Lists backups, looks into one, brings back, puts the whole file back, and salvages.

    `trouble` carries known trouble, `changed` says that the open database got something back.
    `back_requested` where no database is open to go back to.
    """

    trouble = Signal(object)
    changed = Signal()
    back_requested = Signal()

    def __init__(
        self,
        workspace: Workspace,
        databases: Databases,
        desk: Desk,
        *,
        jobs: "StoreJobs",
        keeper: BackupKeeper,
        theme: Theme,
        memory: WindowMemory,
        folders: Folders,
        author: Callable[[], str],
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._databases = databases
        self._desk = desk
        self._jobs = jobs
        self._memory = memory
        self._keeper = keeper
        self._theme = theme
        self._folders = folders
        self._author = author
        self._subject = _NOBODY
        self._is_built = False
        self._keys: dict[Path, DataKey] = {}
        self._previews: dict[Path, RestorePreview] = {}
        self._replacing = Replacing(workspace, databases, desk, keeper, theme)
        self._replacing.failed.connect(self._tell)
        workspace.add_page(BACKUPS, "Backups", "backup", self._built_page, under=AUDITS)
        keeper.made.connect(self._on_made)
        workspace.page_shown.connect(self._on_page_shown)
        databases.locked.connect(self._on_locked)

    @property
    def page(self) -> "BackupsPage":
        """The page, built when it is first shown."""
        from ui.backups.page import BackupsPage

        page = self._workspace.page(BACKUPS)
        assert isinstance(page, BackupsPage)  # noqa: S101 -- built below
        return page

    @Slot()
    def show_own(self) -> None:
        """Show the backups of the open database, everything typed in it saved first."""
        path = self._databases.path
        if path is not None:
            self._desk.flush()
            self._show(Subject(path, self._databases.key, is_open=True))

    def show_damaged(self, path: Path) -> None:
        """Show the backups of a database that cannot be opened."""
        self._show(Subject(path, self._databases.key_tried(path), is_open=False))

    def salvage(self, path: Path) -> None:
        """Ask whether a damaged database shall be salvaged."""
        self._subject = Subject(path, self._databases.key_tried(path), is_open=False)
        self._ask_to_salvage()

    def _show(self, subject: Subject) -> None:
        self._forget()
        self._subject = subject
        problem = self._keeper.trouble if subject.is_open else ""
        can_write = not (subject.is_open and self._databases.read_only)
        self.page.tell(subject.path.stem, problem, is_open=subject.is_open, can_write=can_write)
        place = self._memory.place
        remembered = place.page
        self._workspace.show_page(BACKUPS)
        place.page = remembered  # where to return to, once the database was put back
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the list again."""
        self._keeper.jobs.read(
            partial(work.listing, subject=self._subject, folder=self._folders.backups),
            done=self.page.show_rows,
            failed=self._tell,
            label="Reading the backups …",
            owner=self,
            key="backups.list",
        )

    def _built_page(self) -> "BackupsPage":
        from ui.backups.page import BackupsPage

        page = BackupsPage(self._theme)
        self._is_built = True
        page.look_requested.connect(self._look)
        page.bring_requested.connect(self._bring_back)
        page.whole_requested.connect(self._ask_to_put_back)
        page.unlock_requested.connect(self._ask_passphrase)
        page.salvage_requested.connect(self._ask_to_salvage)
        page.back_requested.connect(self._go_back)
        return page

    # Looking

    @Slot(object)
    def _look(self, row: "BackupRow") -> None:
        self._keeper.jobs.read(
            partial(
                work.look, subject=self._subject, backup=row.path, private=self._folders.private
            ),
            done=partial(self._on_looked, row),
            failed=lambda error: self._on_refused(row, error),
            owner=self,
            key="backups.look",
        )

    def _on_looked(self, row: "BackupRow", preview: "RestorePreview") -> None:
        self._previews[row.path] = preview
        self.page.show_preview(row, preview, is_open=self._subject.is_open)

    def _on_refused(self, row: "BackupRow", error: BaseException) -> None:
        if isinstance(error, AuditAppError):
            self.page.refuse(row, str(error))

    @Slot(object)
    def _ask_passphrase(self, row: "BackupRow") -> None:
        from ui.merge.passphrase_dialog import PassphraseDialog

        dialog = PassphraseDialog([row.path.name], "", self.page)
        dialog.entered.connect(partial(self._unlock, row))
        dialog.open()

    def _unlock(self, row: "BackupRow", secret: str) -> None:
        self._keeper.jobs.read(
            partial(work.unlock, backup=row.path, secret=secret),
            done=self._on_unlocked,
            failed=self._tell,
            owner=self,
        )

    def _on_unlocked(self, key: "DataKey | None") -> None:
        """Look with this key, too, from now on; of a damaged file it may be the only one."""
        self._subject = self._subject._replace(older=key)
        self.refresh()

    # Bringing back

    @Slot(object, bool)
    def _bring_back(self, row: "BackupRow", with_copies: bool) -> None:
        preview = self._previews.get(row.path)
        drafts = preview.drafts if preview and with_copies else []
        copies = [each.uid for each in drafts if each.standing == "differs"]
        self._jobs.write(
            partial(
                work.bring_back,
                backup=row.path,
                subject=self._subject,
                folders=self._folders,
                author=self._author(),
                copies=copies,
            ),
            done=self._on_brought,
            label="Bringing back …",
            owner=self,
        )

    def _on_brought(self, brought: "BroughtBack") -> None:
        self.changed.emit()
        self.refresh()
        self._workspace.announce(brought_text(brought))

    @Slot(object)
    def _ask_to_put_back(self, row: "BackupRow") -> None:
        self._replacing.ask_to_put_back(self._subject, row, self._previews.get(row.path))

    @Slot()
    def _on_page_shown(self) -> None:
        """Show the backups again, back from the lock."""
        if self._workspace.page_id == BACKUPS and self._subject == _NOBODY:
            QTimer.singleShot(0, self, self.show_own)

    @Slot()
    def _ask_to_salvage(self) -> None:
        self._replacing.ask_to_salvage(self._subject, self._folders.backups)

    @Slot()
    def _go_back(self) -> None:
        if self._subject.is_open:
            self._workspace.show_page(AUDITS)
        else:
            self.back_requested.emit()

    @Slot()
    def _on_made(self) -> None:
        if self._workspace.page_id == BACKUPS and self._subject.is_open:
            self.refresh()

    @Slot()
    def _on_locked(self) -> None:
        """Keep neither the key nor what was shown; it is read again once it may be."""
        self._forget()
        self._subject = _NOBODY
        if self._is_built:
            self.page.show_rows([])

    def _forget(self) -> None:
        self._previews.clear()

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, AuditAppError):
            self.trouble.emit(error)
