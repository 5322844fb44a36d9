"""Carries out what is asked for in File, Protection."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from forms.errors import AuditAppError
from ui.lanes import Progress

if TYPE_CHECKING:
    from db.keys import Protection
    from db.store import ReadingStore, Store
    from ui.audits.reads import StoreJobs
    from ui.databases import Databases
    from ui.desk import Desk
    from ui.icons import Icons
    from ui.unlocking.protection_dialog import ProtectionDialog
    from ui.unlocking.tidying import Tidying
    from ui.workspace import Workspace

_RENEWED = "The passphrase is changed, and “{}” is written anew under another data key."


class ProtectionActs(QObject):
    """Asks, writes, and says what was done.

    `minutes()` gives the idle minutes until a database locks, `minutes_changed` others;
    `protection(passphrase)` how a database is protected here, and is called on a worker's thread;
    `installed_key()` the file of the organisation's recovery key here, None where there is none.
    """

    minutes_changed = Signal(int)

    def __init__(
        self,
        workspace: "Workspace",
        jobs: "StoreJobs",
        databases: "Databases",
        desk: "Desk",
        icons: "Icons",
        *,
        minutes: Callable[[], int],
        protection: "Callable[[str], Protection]",
        installed_key: Callable[[], Path | None],
        tidying: "Tidying",
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._jobs = jobs
        self._databases = databases
        self._desk = desk
        self._icons = icons
        self._minutes = minutes
        self._protection = protection
        self._installed_key = installed_key
        self._tidying = tidying
        databases.protected.connect(self._on_protected)
        databases.renewed.connect(self._on_renewed)

    @Slot()
    def ask(self) -> None:
        """Show how the open database is protected, and what can be changed."""
        from ui.unlocking.protection_dialog import ProtectionDialog

        path = self._databases.path
        if path is None:
            return
        dialog = ProtectionDialog(
            path.stem,
            self._icons,
            self._workspace,
            is_protected=self._databases.key is not None,
            read_only=self._databases.read_only,
            minutes=self._minutes(),
            is_recoverable=self._installed_key() is not None,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.minutes_changed.connect(self.minutes_changed)
        dialog.protect_requested.connect(partial(self._protect, dialog, path))
        dialog.change_requested.connect(partial(self._change, dialog, path))
        dialog.export_requested.connect(partial(self._ask_to_export, dialog, path))
        if self._databases.key is not None:
            self._manage_recovery(dialog, path)
        dialog.open()

    def _manage_recovery(self, dialog: "ProtectionDialog", path: Path) -> None:
        from ui.unlocking.recovering import RecoveryActs

        acts = RecoveryActs(dialog, self._jobs, self._installed_key() or path)
        acts.announced.connect(self._workspace.announce)
        acts.show()

    def _protect(self, dialog: "ProtectionDialog", path: Path, new: str) -> None:
        """Everything is closed for it, and the very same place shown again once it is done."""
        dialog.accept()
        self._tidying.hold_backups()
        protect = partial(self._protection, new)
        self._desk.put_away(partial(self._databases.protect, path, protect))

    @Slot(object, object)
    def _on_protected(self, path: Path, aside: Path) -> None:
        key = self._databases.key
        if key is not None:
            self._tidying.look(path, key, aside)

    def _change(
        self,
        dialog: "ProtectionDialog",
        path: Path,
        present: str,
        new: str,
        with_key: bool,
    ) -> None:
        work = _check if with_key else partial(_change, new=new)
        done = partial(self._renew, path, new) if with_key else self._on_changed
        self._jobs.write(
            partial(work, present=present),
            done=lambda _: self._leave(dialog, done),
            failed=partial(_refuse, dialog),
            label="" if with_key else "Changing the passphrase …",
            owner=self,
        )

    def _leave(self, dialog: "ProtectionDialog", then: Callable[[], None]) -> None:
        if isValid(dialog):
            dialog.accept()
        then()

    def _on_changed(self) -> None:
        self._workspace.announce("The passphrase is changed.")

    def _renew(self, path: Path, new: str) -> None:
        """Everything is closed for it, and the very same place shown again once it is done."""
        self._tidying.hold_backups()
        self._desk.put_away(partial(self._databases.renew, path, new))

    @Slot(object)
    def _on_renewed(self, path: Path) -> None:
        """Said behind what is loaded first: a page that comes into view says its own."""
        told = _RENEWED.format(path.stem)
        self._jobs.write(_nothing, done=lambda _: self._workspace.announce(told), owner=self)

    def _ask_to_export(self, dialog: "ProtectionDialog", path: Path, present: str) -> None:
        """Make sure that it is the owner who asks, and then ask where to."""

        def ask(_: object) -> None:
            from ui.file_dialogs import ask_for_copy

            proposal = path.with_name(f"{path.stem} UNPROTECTED{path.suffix}")
            if isValid(dialog):
                ask_for_copy(dialog, proposal, partial(self._export, dialog))

        self._jobs.read(
            partial(_check, present=present), done=ask, failed=partial(_refuse, dialog), owner=self
        )

    def _export(self, dialog: "ProtectionDialog", target: str) -> None:
        def done(_: object) -> None:
            self._workspace.announce(f"Saved WITHOUT protection as “{Path(target).name}”.")
            if isValid(dialog):
                dialog.accept()

        self._jobs.read(
            partial(_export, target=Path(target), private=self._databases.private),
            done=done,
            failed=partial(_refuse, dialog),
            label="Saving a copy without protection …",
            owner=self,
        )


def _refuse(dialog: "ProtectionDialog", error: BaseException) -> None:
    """A fault of our own is reported by the jobs."""
    if not isValid(dialog):
        return
    dialog.refuse(str(error) if isinstance(error, AuditAppError) else "This could not be done.")


def _nothing(_store: "Store", _progress: Progress) -> None:
    """Come after what was asked for before."""


def _check(store: "ReadingStore", _progress: Progress, present: str) -> None:
    """Raise WrongPassphrase where this is not the passphrase of the database."""
    from db.keys import unlock

    unlock(store.path, present)


def _change(store: "Store", progress: Progress, present: str, new: str) -> None:
    from db.rekeying import change_passphrase

    _check(store, progress, present)
    change_passphrase(store, new)


def _export(store: "ReadingStore", progress: Progress, target: Path, private: Path | None) -> None:
    from db.rekeying import export_plain

    export_plain(store, target, progress, private_folder=private)
