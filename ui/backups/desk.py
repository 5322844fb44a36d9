"""Brings together the page of backups, the work behind it, and the database it is about."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from forms.errors import AuditAppError
from ui.backups import work
from ui.backups.keeper import BackupKeeper
from ui.backups.words import brought_text, salvage_told, whole_told
from ui.backups.work import Folders, Put, Subject
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
_WHILE = "“{}” is being put back."
_SALVAGE_TOLD = (
    "The file is read page by page, as far as it can be, into a new one that takes its place. The "
    "damaged file is moved aside in the same folder, not deleted. If there is a backup, look at it "
    "first: it may hold more."
)


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
        self._told = ""
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
        """Look with this key from now on; of a damaged file it may be the only one there is."""
        self._subject = self._subject._replace(key=key)
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
                key=self._subject.key,
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
        from ui.tools.asking import AskDialog

        told = whole_told(row, self._subject.path, self._previews.get(row.path))
        title = "Put the whole file back?"
        dialog = AskDialog(title, told, "Put it back", [], self.page, role="danger")
        dialog.answered.connect(lambda _: self._put_back(row))
        dialog.open()

    def _put_back(self, row: "BackupRow") -> None:
        subject = self._subject
        put = partial(work.put_back, path=subject.path, backup=row.path, key=subject.key)
        if subject.is_open:
            told = _WHILE.format(subject.path.stem)
            self._keeper.stop()
            self._desk.put_away(
                partial(self._databases.let_go, told, then=partial(self._replace, put, ""))
            )
        else:
            self._replace(put, "")

    def _replace(self, fn: "Callable[..., Put]", label: str) -> None:
        """Put another file in the place of the database, which is closed; then open it."""
        self._keeper.jobs.write(
            fn, done=self._on_replaced, failed=self._on_not_replaced, label=label, owner=self
        )

    def _on_replaced(self, put: Put) -> None:
        aside = put.aside
        if put.report is not None:
            self._told = salvage_told(put.report, aside)
            self._show_report(put)
        elif aside is not None:
            self._told = f"Put back. The file that was there is kept as “{aside.name}”."
        else:
            self._told = "Put back."
        self._open_again()

    def _on_not_replaced(self, error: BaseException) -> None:
        self._tell(error)
        if self._subject.is_open:
            self._open_again()

    def _open_again(self) -> None:
        subject = self._subject
        again = partial(self._databases.open, subject.path, subject.key)
        if subject.is_open:
            again()  # everything was put away before it was closed
        else:
            self._desk.put_away(again)

    @Slot()
    def _on_page_shown(self) -> None:
        """Say what was done once the database is open again, after what the page itself says."""
        if self._workspace.page_id == BACKUPS and self._subject == _NOBODY:
            QTimer.singleShot(0, self, self.show_own)  # back from the lock
        if self._told and self._databases.path == self._subject.path:
            told, self._told = self._told, ""
            QTimer.singleShot(0, self, lambda: self._workspace.announce(told))

    # Salvage

    @Slot()
    def _ask_to_salvage(self) -> None:
        from ui.tools.asking import AskDialog

        name = self._subject.path.name
        dialog = AskDialog(
            f"Salvage what can be read of “{name}”?", _SALVAGE_TOLD, "Salvage", [], self._workspace
        )
        dialog.answered.connect(lambda _: self._salvage())
        dialog.open()

    def _salvage(self) -> None:
        fn = partial(work.salvage, subject=self._subject, folder=self._folders.backups)
        self._replace(fn, "Salvaging …")

    def _show_report(self, put: Put) -> None:
        from ui.backups.salvage_dialog import SalvageDialog

        if put.report is not None:
            SalvageDialog(put.report, self._told, self._theme, self._workspace).open()

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
