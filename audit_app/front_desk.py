"""The front desk: welcomes people, and opens and makes their databases."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from audit_app.keeping_unsaved import KeepingUnsaved
from audit_app.locking_up import LockingUp
from audit_app.paths import Paths, make_private
from audit_app.refusals import Refusals
from audit_app.settings import Settings
from forms.errors import AuditAppError
from ui.databases import Databases
from ui.desk import AUDITS, Desk
from ui.front_pages import FrontPages
from ui.troubles import Troubles
from ui.unlocking.idling import IdleWatch
from ui.workspace import Workspace

if TYPE_CHECKING:
    from db.keys import Protection
    from ui.unlocking.new_page import NewDatabase

FIRST_DATABASE = "my-audits.audit"


class FrontDesk(QObject):
    """Brings people to their database, and says why where it cannot.

    `changed` says that the settings hold something worth keeping at once; `opened` that another
    database, or the same one again, is open. `restore_requested` and `salvage_requested` carry the
    path of one that is damaged or gone.
    """

    changed = Signal()
    opened = Signal()
    restore_requested = Signal(object)
    salvage_requested = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        databases: Databases,
        desk: Desk,
        pages: FrontPages,
        *,
        troubles: Troubles,
        settings: Settings,
        paths: Paths,
        idle: IdleWatch,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._databases = databases
        self._desk = desk
        self._settings = settings
        self._paths = paths
        self.pages = pages
        self.locking = LockingUp(workspace, databases, desk, pages, settings=settings, idle=idle)
        self.keeping = KeepingUnsaved(
            workspace, databases, desk, pages, settings=settings, paths=paths
        )
        self._refusals = Refusals(
            workspace, databases, desk, pages, troubles=troubles, settings=settings, own=self.own
        )
        self._connect_signals()

    def _connect_signals(self) -> None:
        pages, databases, workspace = self.pages, self._databases, self._workspace
        workspace.new_database_requested.connect(lambda path: self.ask_to_make(Path(path)))
        workspace.open_database_requested.connect(lambda path: self.open(Path(path)))
        pages.retry_requested.connect(self._try_again)
        pages.read_requested.connect(self._open_to_read)
        pages.own_requested.connect(self._open_own)
        pages.open_requested.connect(self._ask_open)
        pages.new_requested.connect(self._ask_new)
        pages.make_requested.connect(self._make)
        pages.work_requested.connect(self._work)
        pages.copy_requested.connect(self._ask_to_copy)
        databases.opened.connect(self._on_opened)
        refusals = self._refusals
        refusals.forgotten.connect(self._show_recent)
        refusals.restore_requested.connect(self.restore_requested)
        refusals.salvage_requested.connect(self.salvage_requested)
        self.locking.changed.connect(self.changed)

    @property
    def own(self) -> Path:
        """Where a person's first database lies."""
        return self._paths.data / FIRST_DATABASE

    def start(self, file: Path | None) -> None:
        """Open the file that was asked for, or the one of last time, or help to make a first."""
        path = file or self._settings.last_database
        if path is not None:
            self.open(path)
        else:
            self._open_own()

    def open(self, path: Path) -> None:
        """Open a database that exists."""
        self._put_away(partial(self._databases.open, path))

    def _put_away(self, then: Callable[[], None]) -> None:
        """Leave no word behind in the open database; where none is, only opening one helps them."""
        self._desk.put_away(then, even_unsaved=self._databases.path is None)

    @Slot()
    def go_back(self) -> None:
        """Show the database that is open, or again why none is."""
        if self._databases.path is not None:
            self._workspace.show_page(AUDITS)
        else:
            self.pages.show_start()

    @Slot()
    def _open_own(self) -> None:
        """Open the person's first database, or help to make it."""
        try:
            make_private(self._paths.data)
        except AuditAppError as error:
            self._refusals.take(self.own, error)
            return
        if self.own.exists():
            self.open(self.own)
        else:
            self.ask_to_make(self.own, is_first=True)

    def ask_to_make(self, path: Path, *, is_first: bool = False) -> None:
        """Ask for the passphrase of a new database."""
        can_go_back = self._databases.path is not None
        if not can_go_back:
            self._workspace.offer_pages(offered=False)  # they would have nothing to show
        self.pages.ask_to_make(
            path,
            is_first=is_first,
            can_go_back=can_go_back,
            is_recoverable=bool(self._settings.recovery_key),
        )

    @Slot(object)
    def _make(self, wanted: "NewDatabase") -> None:
        protect = partial(
            protection, wanted.passphrase, self._settings, recoverable=wanted.recoverable
        )
        self._put_away(
            partial(self._databases.create, wanted.path, protect if wanted.passphrase else None)
        )

    @Slot()
    def _try_again(self) -> None:
        path = self._refusals.path
        if path == self.own:
            self._open_own()
        else:
            self._put_away(partial(self._databases.try_again, path))

    @Slot()
    def _open_to_read(self) -> None:
        refused = self._refusals
        self._put_away(partial(self._databases.open_to_read, refused.path, refused.why))

    @Slot()
    def _work(self) -> None:
        """Open for work what was open to read only."""
        path = self._databases.path
        if path is not None:
            self._desk.put_away(partial(self._databases.try_again, path))

    @Slot(object)
    def _on_opened(self, path: Path) -> None:
        if self._settings.last_database != path:
            self._settings.window.place.record = ""
        self._settings.remember_database(path)
        self._workspace.show_database(path)
        self._workspace.offer_pages(offered=True)
        self._show_recent()
        self.pages.forget_tries()
        self.pages.show_banner(self._databases.read_only, self._databases.warning)
        self.locking.watch_idling()
        self.locking.go_back_in(path)
        self.opened.emit()
        self.changed.emit()

    @Slot()
    def _show_recent(self) -> None:
        self._workspace.set_recent([Path(each) for each in self._settings.recent_databases])

    @Slot()
    def _ask_open(self) -> None:
        from ui.file_dialogs import ask_for_existing

        ask_for_existing(self._workspace, self._paths.data, lambda path: self.open(Path(path)))

    @Slot()
    def _ask_new(self) -> None:
        from ui.file_dialogs import ask_for_new

        ask_for_new(self._workspace, self._paths.data, lambda path: self.ask_to_make(Path(path)))

    @Slot()
    def _ask_to_copy(self) -> None:
        """Copy the open database to this computer, and go on in the copy."""
        from ui.file_dialogs import ask_for_copy

        path = self._databases.path
        if path is not None:
            ask_for_copy(self._workspace, self._paths.data / path.name, self._copy)

    def _copy(self, target: str) -> None:
        self._desk.put_away(partial(self._databases.go_on_in_copy, Path(target)))


def protection(passphrase: str, settings: Settings, *, recoverable: bool = True) -> "Protection":
    """Return how a database is protected here: by this, and by the recovery key there may be.

    Reads the file of the recovery key, so it belongs on a worker's thread. Raises AuditAppError
    where that holds none.
    """
    from audit_app.recovery import installed_recovery_keys
    from db.keys import Protection

    return Protection(passphrase, installed_recovery_keys(settings) if recoverable else ())
