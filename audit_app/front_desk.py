"""The front desk: welcomes people, and opens, makes, unlocks and locks their databases."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from audit_app.paths import Paths, make_private
from audit_app.settings import Settings
from forms.errors import AuditAppError
from ui.databases import Databases
from ui.desk import AUDITS, FORM, Desk
from ui.front_pages import FrontPages
from ui.troubles import Troubles
from ui.unlocking.curtain import Curtain
from ui.unlocking.idling import IdleWatch
from ui.workspace import Workspace

if TYPE_CHECKING:
    from db.keys import Protection
    from ui.unlocking.new_page import NewDatabase

FIRST_DATABASE = "my-audits.audit"
_SOON = 500  # milliseconds until a lock is tried again that came while something was being done
_BY_KEY = "What you typed is saved. Enter the passphrase to go on where you were."
_BY_IDLING = "Nobody used it for a while. Enter the passphrase to go on where you were."
_UNSAVED = (
    "Your last changes are not in the database yet. They are kept in this window, and saved once "
    "you have entered the passphrase: do not close it before. What was in the way: {}"
)
_TO_OPEN = "Enter its passphrase to open it."
_CANNOT_LOCK = "“{}” has no passphrase, so it cannot be locked. File, Protection gives it one."


class _Left(NamedTuple):
    """Where somebody was when the database was locked."""

    path: Path
    page: str


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
        self._troubles = troubles
        self._settings = settings
        self._paths = paths
        self.pages = pages
        self.idle = idle
        self._curtain = Curtain()
        self._refused = self.own
        self._why_refused = ""
        self._left: _Left | None = None
        self._connect_signals()

    def _connect_signals(self) -> None:
        pages, databases, workspace = self.pages, self._databases, self._workspace
        workspace.new_database_requested.connect(lambda path: self.ask_to_make(Path(path)))
        workspace.open_database_requested.connect(lambda path: self.open(Path(path)))
        workspace.lock_requested.connect(self.lock)
        pages.retry_requested.connect(self._try_again)
        pages.read_requested.connect(self._open_to_read)
        pages.restore_requested.connect(lambda: self.restore_requested.emit(self._refused))
        pages.salvage_requested.connect(lambda: self.salvage_requested.emit(self._refused))
        pages.own_requested.connect(self._open_own)
        pages.open_requested.connect(self._ask_open)
        pages.new_requested.connect(self._ask_new)
        pages.make_requested.connect(self._make)
        pages.unlock_requested.connect(self._unlock)
        pages.work_requested.connect(self._work)
        pages.copy_requested.connect(self._ask_to_copy)
        databases.opened.connect(self._on_opened)
        databases.refused.connect(self._on_refused)
        databases.locked.connect(self._on_locked)
        self.idle.idle.connect(self._on_idle)

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
        self._desk.put_away(partial(self._databases.open, path))

    @Slot()
    def lock(self, why: str = _BY_KEY) -> None:
        """Save everything, close the database, forget its key, and ask for the passphrase.

        What cannot be saved now is kept in the window, and saved after the database was unlocked.
        """
        path = self._databases.path
        if path is None:
            return
        if self._databases.key is None:
            self._workspace.announce(_CANNOT_LOCK.format(path.stem))
        elif not self._workspace.isEnabled():  # something is being opened or completed
            QTimer.singleShot(_SOON, self, lambda: self.lock(why))
        else:
            self._left = _Left(path, self.pages.page_left)
            self._desk.put_away(self._databases.lock, even_unsaved=True)
            self._curtain.draw(self._workspace.window())
            self._cover(path, why)

    @Slot(int)
    def lock_after(self, minutes: int) -> None:
        """Lock after as many idle minutes from now on; remembered."""
        self._settings.lock_after = minutes
        self.watch_idling()
        self.changed.emit()

    def watch_idling(self) -> None:
        """Lock after as many idle minutes as the settings say; what has no passphrase stays."""
        self.idle.watch(self._settings.lock_after if self._databases.key else 0)

    @Slot()
    def _on_idle(self) -> None:
        self.lock(_BY_IDLING)

    def _cover(self, path: Path, why: str) -> None:
        """Show nothing but the file's name."""
        self._workspace.offer_pages(offered=False)
        self._workspace.announce("")
        self.pages.ask_passphrase(path, why, locked=True, can_go_back=False)

    @Slot(object)
    def _on_locked(self, path: Path) -> None:
        self.idle.watch(0)
        if self._desk.saver.trouble:
            self._cover(path, _UNSAVED.format(self._desk.saver.trouble))
        self._workspace.setEnabled(True)
        self.pages.focus()

    @Slot(str)
    def _unlock(self, path: Path, secret: str) -> None:
        was_here = self._left is not None and self._left.path == path
        self._desk.put_away(partial(self._databases.unlock, path, secret), even_unsaved=was_here)

    @Slot()
    def _open_own(self) -> None:
        """Open the person's first database, or help to make it."""
        try:
            make_private(self._paths.data)
        except AuditAppError as error:
            self._on_refused(self.own, error)
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
        protect = partial(protection, wanted.passphrase, self._settings)
        self._desk.put_away(
            partial(self._databases.create, wanted.path, protect if wanted.passphrase else None)
        )

    @Slot()
    def _try_again(self) -> None:
        if self._refused == self.own:
            self._open_own()
        else:
            self._desk.put_away(partial(self._databases.try_again, self._refused))

    @Slot()
    def _open_to_read(self) -> None:
        self._desk.put_away(partial(self._databases.open_to_read, self._refused, self._why_refused))

    @Slot()
    def _work(self) -> None:
        """Open for work what was open to read only."""
        path = self._databases.path
        if path is not None:
            self._desk.put_away(partial(self._databases.try_again, path))

    @Slot(object)
    def _on_opened(self, path: Path) -> None:
        left, self._left = self._left, None
        if self._settings.last_database != path:
            self._settings.window.place.record = ""
        self._settings.remember_database(path)
        self._workspace.show_database(path)
        self._workspace.offer_pages(offered=True)
        self._show_recent()
        self.pages.show_banner(self._databases.read_only, self._databases.warning)
        self.watch_idling()
        self._return(path, left)
        self.opened.emit()
        self.changed.emit()

    def _return(self, path: Path, left: _Left | None) -> None:
        """Go back to the very place where the database was locked, or where the last session was.

        The form is filled anew, so that nothing of before can be brought back by undoing.
        """
        if left is None or left.path != path:
            self._curtain.drop()
            self._desk.work_on(path)
            return
        if left.page == FORM:
            self._desk.work_on(path)
        else:
            self._workspace.setEnabled(True)
            self._workspace.show_page(left.page or AUDITS)
        self._desk.saver.retry()
        self._curtain.lift()

    @Slot(object, object)
    def _on_refused(self, path: Path, error: BaseException | None) -> None:
        """Say why a database was not opened; on a page of its own where there are ways on."""
        from db.cipher import StoreLocked  # only when something is refused
        from db.keys import WrongPassphrase
        from db.troubles import StoreBusy, StoreReadOnly

        self._desk.resume()
        has_other = self._databases.path is not None
        if isinstance(error, WrongPassphrase):
            self.pages.unlock_page.refuse(str(error))
        elif isinstance(error, StoreLocked):
            self._offer_pages_if(offered=has_other)
            self.pages.ask_passphrase(path, _TO_OPEN, locked=False, can_go_back=has_other)
        elif not has_other or isinstance(error, StoreBusy | StoreReadOnly):
            can_read = isinstance(error, StoreBusy | StoreReadOnly)
            self._show_start(path, error, can_read=can_read)
        elif isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self._troubles.show(error)
            if not path.exists():
                self._settings.forget_database(path)
                self._show_recent()

    def _show_start(self, path: Path, error: BaseException | None, *, can_read: bool) -> None:
        from db.troubles import StoreCorrupt

        self._refused = path
        holder = getattr(error, "holder", None)
        self._why_refused = f"It is being worked in by {holder}." if holder else ""
        known = isinstance(error, AuditAppError)
        sentence = str(error) if known else f"“{path.name}” could not be opened."
        has_other = self._databases.path is not None
        self._offer_pages_if(offered=has_other)
        self.pages.explain(
            sentence,
            name=path.name,
            is_own=path == self.own,
            can_read=can_read,
            can_restore=isinstance(error, StoreCorrupt) or not path.exists(),
            can_go_back=has_other,
        )

    def _offer_pages_if(self, *, offered: bool) -> None:
        """Without a database they would have nothing to show."""
        if not offered:
            self._workspace.offer_pages(offered=False)

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


def protection(passphrase: str, settings: Settings) -> "Protection":
    """Return how a database is protected here: by this, and by the recovery key there may be.

    Reads the file of the recovery key, so it belongs on a worker's thread. Raises AuditAppError
    where that holds none.
    """
    from audit_app.recovery import installed_recovery_keys
    from db.keys import Protection

    return Protection(passphrase, installed_recovery_keys(settings))
