"""Shows, sets and takes off the recovery keys of the open database, for File, Protection."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from forms.errors import AuditAppError
from ui.lanes import Progress

if TYPE_CHECKING:
    from db.store import ReadingStore, Store
    from ui.audits.reads import StoreJobs
    from ui.unlocking.protection_dialog import ProtectionDialog

_TAKE_OFF = (
    "From then on only the passphrase opens the database. Forgotten, the audits in it are lost. "
    "Copies and backups made before go on opening with the recovery key."
)


class RecoveryActs(QObject):
    """Carries out what is asked for in the part of a dialog about recovery keys.

    `near` is a file or folder that asking for a key's file begins at; `announced` carries a
    sentence on what was done.
    """

    announced = Signal(str)

    def __init__(self, dialog: "ProtectionDialog", jobs: "StoreJobs", near: Path) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._part = dialog.recovery
        self._jobs = jobs
        self._near = near
        self._part.set_requested.connect(self._ask_for_file)
        self._part.remove_requested.connect(self._ask_to_remove)

    def show(self) -> None:
        """Read which recovery keys open the database, and show them."""
        self._jobs.read(_fingerprints, done=self._show, failed=self._on_untold, owner=self)

    def _show(self, fingerprints: list[str]) -> None:
        self._part.show_keys(fingerprints)

    def _on_untold(self, error: BaseException) -> None:
        """A fault of our own is reported by the jobs."""
        self._part.show_keys([], str(error) if isinstance(error, AuditAppError) else "")

    @Slot(str)
    def _ask_for_file(self, present: str) -> None:
        self._when_proven(present, self._open_file_dialog)

    def _open_file_dialog(self) -> None:
        from ui.file_dialogs import ask_for_recovery_key

        ask_for_recovery_key(self._dialog, self._near, lambda chosen: self._set(Path(chosen)))

    @Slot(str)
    def _ask_to_remove(self, present: str) -> None:
        self._when_proven(present, self._open_question)

    def _open_question(self) -> None:
        from ui.tools.asking import AskDialog

        title = "Take the recovery key off?"
        asked = AskDialog(title, _TAKE_OFF, "Take it off", [], self._dialog, role="danger")
        asked.answered.connect(lambda _: self._set(None))
        asked.open()

    def _when_proven(self, present: str, then: Callable[[], None]) -> None:
        """Go on once the passphrase has shown that it is the owner who asks."""
        self._jobs.read(
            partial(_check, present=present),
            done=lambda _: then() if isValid(self._dialog) else None,
            failed=self._refuse,
            owner=self,
        )

    def _set(self, file: Path | None) -> None:
        self._jobs.write(
            partial(_set, file=file),
            done=self._on_set,
            failed=self._refuse,
            label="Setting the recovery key …" if file else "Taking the recovery key off …",
            owner=self,
        )

    def _on_set(self, fingerprints: list[str]) -> None:
        self._dialog.problem.hide()
        self._part.present.clear()
        self._show(fingerprints)
        signs = ", ".join(fingerprints)
        done = f"The recovery key {signs} opens the database, too." if signs else ""
        self.announced.emit(done or "No recovery key opens the database any more.")

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self._dialog.refuse(str(error))


def _check(store: "ReadingStore", _progress: Progress, present: str) -> None:
    from db.keys import unlock

    unlock(store.path, present)


def _fingerprints(store: "ReadingStore", _progress: Progress) -> list[str]:
    from db.recovery import fingerprint
    from db.rekeying import recovery_keys

    return [fingerprint(public) for public in recovery_keys(store)]


def _set(store: "Store", progress: Progress, file: Path | None) -> list[str]:
    """Let the key in a file open the database and no other, or none; returns their signs."""
    from db.recovery import read_recovery_key
    from db.rekeying import set_recovery_keys

    set_recovery_keys(store, [read_recovery_key(file)] if file else [])
    return _fingerprints(store, progress)
