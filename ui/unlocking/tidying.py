"""After a database was protected: says what still lies unprotected, and removes it when told to."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from forms.errors import AuditAppError
from ui.lanes import Progress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.cipher import DataKey
    from db.leftovers import Leftovers
    from ui.backups.keeper import BackupKeeper
    from ui.backups.work import Nothing

_KEPT = (
    "“{}” is protected now. The file without a passphrase is kept beside it as “{}”. Delete it, "
    "and other copies of it, once you have seen that all is there: anybody can read them."
)
_NOT_LOOKED = "What else lies without a passphrase could not be looked at. {}"
_SAFE = "“{}” is protected now. A protected backup of it was made, and both were read again."
_STILL = "Anybody can still read what was there before: {}. Nothing sealed is lost with it."
_NEEDED = (
    "What cannot be removed for you, because it holds something that the database lacks, or cannot "
    "be read: {}. Look at it, then delete it yourself."
)
_ELSEWHERE = "Copies on sticks, shares and other computers stay as they are."


class Tidying(QObject):
    """Looks, asks and removes, on the threads of the backups.

    `told` carries a sentence that must be read, `announced` one on what was done.
    """

    told = Signal(object)
    announced = Signal(str)

    def __init__(self, keeper: "BackupKeeper", backups: Path, parent: "QWidget") -> None:
        super().__init__(parent)
        self._window = parent
        self._keeper = keeper
        self._jobs = keeper.jobs
        self._backups = backups

    def hold_backups(self) -> None:
        """Leave a backup that is being made: nothing may read a file that is written anew."""
        self._keeper.stop()

    def look(self, path: Path, key: "DataKey", aside: Path) -> None:
        """Make a protected backup of a database just protected, then ask what shall go."""
        self._jobs.read(
            partial(_look, path=path, key=key, backups=self._backups, aside=aside),
            done=partial(self._ask, path, key),
            failed=partial(self._on_not_looked, path, aside),
            label="Making a protected backup …",
            owner=self,
        )

    def _on_not_looked(self, path: Path, aside: Path, error: BaseException) -> None:
        why = str(error) if isinstance(error, AuditAppError) else ""
        kept = _KEPT.format(path.name, aside.name)
        self.told.emit(AuditAppError(f"{kept} {_NOT_LOOKED.format(why)}".strip()))

    def _ask(self, path: Path, key: "DataKey", found: "Leftovers") -> None:
        from ui.tools.asking import AskDialog

        told = what_is_left(path, found)
        if not found.removable:
            self.told.emit(AuditAppError(told))
            return
        dialog = AskDialog(
            "Remove what is not protected?", told, "Remove it", [], self._window, role="danger"
        )
        dialog.cancel.setText("&Keep it")
        dialog.cancel.setDefault(False)
        dialog.yes.setDefault(True)
        dialog.yes.setFocus()
        dialog.answered.connect(lambda _: self._remove(path, key, found))
        dialog.open()

    def _remove(self, path: Path, key: "DataKey", found: "Leftovers") -> None:
        self._jobs.write(
            partial(_remove, path=path, key=key, found=found),
            done=self._on_removed,
            failed=self._tell,
            owner=self,
        )

    def _on_removed(self, count: int) -> None:
        files = "1 file" if count == 1 else f"{count:,} files"
        self.announced.emit(f"Removed {files} without a passphrase.")

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, AuditAppError):
            self.told.emit(error)


def what_is_left(path: Path, found: "Leftovers") -> str:
    """Say what lies unprotected still, and what would go."""
    said = [_SAFE.format(path.stem)]
    if found.removable:
        said.append(_STILL.format(_named(found.removable, path.parent)))
    if found.needed:
        said.append(_NEEDED.format(_named(found.needed, path.parent)))
    return "\n\n".join([" ".join(said[:2]), *said[2:], _ELSEWHERE])


def _named(files: tuple[Path, ...], beside: Path) -> str:
    """Name what lies beside the database, and count its automatic backups."""
    named = [f"“{each.name}” beside it" for each in files if each.parent == beside]
    backups = len(files) - len(named)
    if backups:
        named.append("1 automatic backup" if backups == 1 else f"{backups:,} automatic backups")
    return " and ".join(named)


def _look(
    _: "Nothing", progress: Progress, path: Path, key: "DataKey", backups: Path, aside: Path
) -> "Leftovers":
    from db.backup_series import back_up_automatically
    from db.leftovers import leftovers_of
    from db.opening import open_reading

    with open_reading(path, key) as store:
        back_up_automatically(
            store, backups, "opened", step=lambda done, total: progress(done, total, "")
        )
        return leftovers_of(store, backups, aside)


def _remove(
    _: "Nothing", _progress: Progress, path: Path, key: "DataKey", found: "Leftovers"
) -> int:
    from db.leftovers import remove_leftovers

    return remove_leftovers(path, key, found)
