"""Locks the open database by key and by idling, and brings people back to where they were."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from audit_app.settings import Settings
from ui.databases import Databases
from ui.desk import AUDITS, FORM, Desk
from ui.front_pages import FrontPages
from ui.unlocking.curtain import Curtain
from ui.unlocking.idling import IdleWatch
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.audit_form.held_focus import Held

_SOON = 500  # milliseconds until a lock is tried again that came while something was being done
_BY_KEY = "What you typed is saved. Enter the passphrase to go on where you were."
_BY_IDLING = "Nobody used it for a while. Enter the passphrase to go on where you were."
_UNSAVED = (
    "Your last changes are not in the database yet. They are kept in this window, and saved once "
    "you have entered the passphrase: do not close it before. What was in the way: {}"
)
_CANNOT_LOCK = "“{}” has no passphrase, so it cannot be locked. File, Protection gives it one."


class _Left(NamedTuple):
    """Where somebody was when the database was locked."""

    path: Path
    page: str
    held: "Held | None"


class LockingUp(QObject):
    """Locks, shows nothing but the file's name meanwhile, and returns to the very place.

    `changed` says that the settings hold something worth keeping at once.
    """

    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        databases: Databases,
        desk: Desk,
        pages: FrontPages,
        *,
        settings: Settings,
        idle: IdleWatch,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._databases = databases
        self._desk = desk
        self._pages = pages
        self._settings = settings
        self._curtain = Curtain()
        self._left: _Left | None = None
        self.idle = idle
        workspace.lock_requested.connect(self.lock)
        databases.locked.connect(self._on_locked)
        pages.unlock_requested.connect(self._unlock)
        idle.idle.connect(self._on_idle)

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
            self._left = _Left(path, self._pages.page_left, self._desk.held)
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

    def go_back_in(self, path: Path) -> None:
        """Show a database that was opened, at the place where it, or the last session, was left.

        The form is filled anew, so that nothing of before can be brought back by undoing.
        """
        left, self._left = self._left, None
        if left is None or left.path != path:
            self._curtain.drop()
            self._desk.work_on(path)
            return
        if left.page == FORM:
            self._desk.work_on(path, left.held)
        else:
            self._workspace.setEnabled(True)
            self._workspace.show_page(left.page or AUDITS)
        self._desk.saver.retry()
        self._curtain.lift()

    @Slot()
    def _on_idle(self) -> None:
        self.lock(_BY_IDLING)

    def _cover(self, path: Path, why: str) -> None:
        """Show nothing but the file's name."""
        self._workspace.offer_pages(offered=False)
        self._workspace.announce("")
        self._pages.ask_passphrase(path, why, locked=True, can_go_back=False)

    @Slot(object)
    def _on_locked(self, path: Path) -> None:
        self.idle.watch(0)
        if self._desk.saver.trouble:
            self._cover(path, _UNSAVED.format(self._desk.saver.trouble))
        self._workspace.setEnabled(True)
        self._pages.focus()

    @Slot(object, str)
    def _unlock(self, path: Path, secret: str) -> None:
        self._desk.put_away(
            partial(self._databases.unlock, path, secret),
            even_unsaved=self._databases.path is None,
        )
