"""Words that the open database cannot take: says so on every page, and keeps them elsewhere."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from audit_app.paths import Paths
from audit_app.settings import Settings
from ui.databases import Databases
from ui.desk import Desk
from ui.front_pages import FrontPages
from ui.workspace import Workspace

_SAVED_AFTER_ALL = "Everything could be saved in “{}” after all; no new file was made."
_KEPT = "Everything is in “{}” now, with your last changes. You go on in it."
_TRIES = 1_000


class KeepingUnsaved(QObject):
    """Offers a new file for as long as something cannot be saved, and goes on in it.

    The file of a database may be deleted, moved or on a full disk: what is open can still be read,
    so all of it goes into the new file with the words that were not saved.
    """

    def __init__(
        self,
        workspace: Workspace,
        databases: Databases,
        desk: Desk,
        pages: FrontPages,
        *,
        settings: Settings,
        paths: Paths,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._databases = databases
        self._desk = desk
        self._pages = pages
        self._settings = settings
        self._paths = paths
        self._told = ""
        desk.saver.not_saved.connect(self._show)
        desk.saver.saved.connect(self._show)
        databases.opened.connect(self._show)
        databases.locked.connect(self._show)
        pages.keep_requested.connect(self._ask)
        workspace.page_shown.connect(self._tell)

    @Slot()
    def _show(self) -> None:
        """Nothing can be kept of a database that is locked, or not open any more."""
        path, saver = self._databases.path, self._desk.saver
        can_keep = path is not None and not self._databases.read_only and saver.unsaved_in(path)
        self._pages.show_unsaved(saver.trouble if can_keep else "")

    @Slot()
    def _ask(self) -> None:
        from ui.file_dialogs import ask_for_new_place

        path = self._databases.path
        if path is not None:
            proposal = free_name(self._paths.data / path.name)
            ask_for_new_place(self._workspace, proposal, lambda chosen: self.keep(Path(chosen)))

    def keep(self, target: Path) -> None:
        """Keep all of the open database in a new file, and go on there at the very same place."""
        self._desk.put_away(partial(self._keep, target.absolute()), even_unsaved=True)

    def _keep(self, target: Path) -> None:
        path = self._databases.path
        unsaved = self._desk.saver.unsaved_in(path) if path is not None else {}
        if path is None or not unsaved:
            self._desk.resume()
            self._workspace.announce(_SAVED_AFTER_ALL.format(path.stem) if path else "")
            return
        self._databases.keep_elsewhere(target, unsaved, partial(self._on_kept, path, target))

    def _on_kept(self, path: Path, target: Path, uids: frozenset[str]) -> None:
        """Let go of what is on the disk now, and remember the new file in place of the old one."""
        self._told = _KEPT.format(target.name)
        self._settings.remember_database(target)
        if not path.exists():
            self._settings.forget_database(path)
        for uid in uids:
            self._desk.saver.forget(path, uid)

    @Slot()
    def _tell(self) -> None:
        """Say what was done once the new file is open, after what the page itself says."""
        if self._told and self._workspace.isEnabled():
            told, self._told = self._told, ""
            QTimer.singleShot(0, self, lambda: self._workspace.announce(told))


def free_name(wanted: Path) -> Path:
    """Return a name that no file bears: this one, or one that says that it was kept."""
    stem, suffix = wanted.stem, wanted.suffix
    names = (f"{stem} kept{number}{suffix}" for number in ("", *range(2, _TRIES)))
    return next((each for name in names if not (each := wanted.with_name(name)).exists()), wanted)
