"""Says why a database was not opened, with every way on."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from audit_app.settings import Settings
from forms.errors import AuditAppError
from ui.databases import Databases
from ui.desk import Desk
from ui.front_pages import FrontPages
from ui.troubles import Troubles, Way
from ui.workspace import Workspace

_TO_OPEN = "Enter its passphrase to open it."
_NO_WRITING = "Nothing can be written where it lies."


class Refusals(QObject):
    """Takes what `Databases` refused, and remembers it: `path` is the last one, `why` who has it.

    `forgotten` says that a database is not offered any more, because it is gone.
    `restore_requested` and `salvage_requested` carry the path of one that is damaged or gone.
    """

    forgotten = Signal()
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
        own: Path,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._databases = databases
        self._desk = desk
        self._pages = pages
        self._troubles = troubles
        self._settings = settings
        self._own = own
        self.path = own
        self.why = ""
        databases.refused.connect(self.take)
        databases.not_copied.connect(self._on_not_copied)
        pages.restore_requested.connect(lambda: self.restore_requested.emit(self.path))
        pages.salvage_requested.connect(lambda: self.salvage_requested.emit(self.path))

    @Slot(object, object)
    def take(self, path: Path, error: BaseException | None) -> None:
        """Say why a database was not opened; on a page of its own where there are ways on."""
        from db.cipher import StoreLocked  # only when something is refused
        from db.keys import WrongPassphrase
        from db.troubles import StoreBusy, StoreReadOnly

        self._desk.resume()
        has_other = self._databases.path is not None
        if isinstance(error, WrongPassphrase):
            self._pages.unlock_page.refuse(str(error))
        elif isinstance(error, StoreLocked):
            self._offer_pages_if(offered=has_other)
            self._pages.ask_passphrase(path, _TO_OPEN, locked=False, can_go_back=has_other)
        elif not has_other or isinstance(error, StoreBusy | StoreReadOnly):
            can_read = isinstance(error, StoreBusy | StoreReadOnly)
            self._show_start(path, error, can_read=can_read)
        elif isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self._troubles.show(error, self._ways(path, error))
            if not path.exists():
                self._settings.forget_database(path)
                self.forgotten.emit()

    @Slot(object)
    def _on_not_copied(self, error: BaseException) -> None:
        """The database that is open stays so, however it fares."""
        self._desk.resume()
        if isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self._troubles.show(error)

    def _ways(self, path: Path, error: BaseException) -> list[Way]:
        """Return the ways on from a database that is damaged or gone, while another is open."""
        if not _may_be_restored(path, error):
            return []
        restore = Way("&Restore a backup…", partial(self.restore_requested.emit, path))
        salvage = Way("&Salvage what can be read…", partial(self.salvage_requested.emit, path))
        return [restore, salvage] if path.exists() else [restore]

    def _show_start(self, path: Path, error: BaseException | None, *, can_read: bool) -> None:
        self.path = path
        self.why = _in_the_way(error)
        known = isinstance(error, AuditAppError)
        sentence = str(error) if known else f"“{path.name}” could not be opened."
        has_other = self._databases.path is not None
        self._offer_pages_if(offered=has_other)
        self._pages.explain(
            sentence,
            name=path.name,
            is_own=path == self._own,
            can_read=can_read,
            can_restore=_may_be_restored(path, error),
            can_salvage=_may_be_restored(path, error) and path.exists(),
            can_go_back=has_other,
        )

    def _offer_pages_if(self, *, offered: bool) -> None:
        """Without a database they would have nothing to show."""
        if not offered:
            self._workspace.show_database(None)
            self._workspace.offer_pages(offered=False)


def _in_the_way(error: BaseException | None) -> str:
    """Say in a few words why a database can only be read; "" where it cannot even be that."""
    from db.troubles import StoreReadOnly

    holder = getattr(error, "holder", None)
    if holder:
        return f"It is being worked in by {holder}."
    return _NO_WRITING if isinstance(error, StoreReadOnly) else ""


def _may_be_restored(path: Path, error: BaseException | None) -> bool:
    from db.troubles import StoreCorrupt

    return isinstance(error, StoreCorrupt) or not path.exists()
