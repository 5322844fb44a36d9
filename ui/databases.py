"""Opening, making, locking and backing up databases, away from the window."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from ui.job_board import Failed
from ui.jobs import Openers
from ui.lanes import Progress
from ui.unlocking.opening import Making, Opening, Protecting, Renewing

if TYPE_CHECKING:
    from db.cipher import DataKey
    from db.rescuing import Unsaved
    from db.store import ReadingStore, Store
    from ui.audits.reads import StoreJobs
    from ui.unlocking.opening import Protect

SUFFIX = ".audit"
_ONLY_READ = "“{}” is open to read only, so nothing in it can be changed."
_ELSEWHERE = "It seems to be open at another computer, too: {}. Make sure that it is not."
_BEING_REWRITTEN = "“{}” is being written anew; wait until that is done."
_LOCKED = "“{}” is locked. Enter its passphrase first."


class Databases(QObject):
    """Switches the program from one database to another. Paths are absolute.

    `opened` carries the path once the file is open for work, or to be read. `refused` carries the
    path and the error of one that is not, or None where it is open already; the one before stays
    open. `locked` carries the path of a database that was closed until its passphrase is given
    again, `protected` that of one that got a passphrase, and of the plain file kept beside it,
    `renewed` that of one that got another data key.
    `not_copied` carries why the open database was not copied to go on in the copy. `announced`
    says what else was done.
    """

    opened = Signal(object)
    refused = Signal(object, object)
    locked = Signal(object)
    protected = Signal(object, object)
    renewed = Signal(object)
    not_copied = Signal(object)
    announced = Signal(str)

    def __init__(
        self, jobs: "StoreJobs", parent: QObject | None = None, *, private: Path | None = None
    ) -> None:
        """`private` is where it is noted which copies are being written in other folders."""
        super().__init__(parent)
        self.private = private
        self._jobs = jobs
        self._open: Opening | None = None
        self._tried: Opening | None = None
        self._awaited: Opening | None = None

    @property
    def path(self) -> Path | None:
        """The database that is open."""
        return self._open.path if self._open else None

    @property
    def key(self) -> "DataKey | None":
        """What the open database is encrypted with; None where it is plain."""
        return self._open.key if self._open else None

    @property
    def read_only(self) -> str:
        """Why nothing in the open database can be changed; "" where it can."""
        return self._jobs.read_only if self._open else ""

    @property
    def warning(self) -> str:
        """What is unsafe about where the open database lies, in plain words; "" for nothing."""
        if self._open is None or self._open.place is None:
            return ""
        said, holder = self._open.place.warning(self._open.path.stem), self._open.elsewhere
        return f"{said} {_ELSEWHERE.format(holder)}" if holder else said

    def open(self, path: Path, key: "DataKey | None" = None) -> None:
        """Open a database that exists."""
        self._switch(Opening(path.absolute(), key=key))

    def unlock(self, path: Path, secret: str) -> None:
        """Open a protected database with its passphrase, or with its recovery key."""
        self._switch(Opening(path.absolute(), secret=secret))

    def create(self, path: Path, protect: "Protect | None" = None) -> None:
        """Make a database and open it, plain without `protect`; no file is ever overwritten."""
        named = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._switch(Making(named.absolute(), protect))

    def try_again(self, path: Path) -> None:
        """Open a database once more that was refused, or that is open to read only."""
        self._switch(self._known(path))

    def open_to_read(self, path: Path, because: str = "") -> None:
        """Open a database only to read it: somebody else writes in it, or nobody may.

        `because` is a sentence that says which, shown as long as it is open.
        """
        opening = self._known(path)
        self.announced.emit(f"Opening “{path.name}” …")
        self._jobs.switch_to_reading(
            opening.to_read,
            f"{_ONLY_READ.format(path.stem)} {because}".strip(),
            done=partial(self._on_opened, opening),
            failed=partial(self._on_failed, opening),
        )

    def protect(self, path: Path, protect: "Protect") -> None:
        """Give the open database, which is plain, a passphrase; it is closed meanwhile."""
        self._rewrite(Protecting(path, protect))

    def renew(self, path: Path, passphrase: str) -> None:
        """Write the open database anew under another data key; it is closed meanwhile."""
        if self.key is not None:
            self._rewrite(Renewing(path, self.key, passphrase))

    def _rewrite(self, opening: Opening) -> None:
        self._open = None
        told = _BEING_REWRITTEN.format(opening.path.stem)
        self._jobs.let_go(told, done=partial(self._switch, opening))

    def go_on_in_copy(self, target: Path) -> None:
        """Copy the open database, and open the copy in its place."""
        key = self.key
        self._copy(target, lambda _: self.open(target, key), failed=self.not_copied.emit)

    def keep_elsewhere(
        self, target: Path, unsaved: "Unsaved", kept: "Callable[[frozenset[str]], None]"
    ) -> None:
        """Write all of the open database and what it could not take into a new file; go on there.

        Its own file may be gone: what is open can be read on. `kept` is told the ids of the drafts
        whose words are in the new file.
        """
        key = self.key

        def go_on(uids: frozenset[str]) -> None:
            kept(uids)
            self.open(target, key)

        self._jobs.write(
            partial(_keep_elsewhere, target=target, unsaved=unsaved),
            done=go_on,
            failed=self.not_copied.emit,
            label="Keeping everything in a new file …",
            owner=self,
        )

    def lock(self) -> None:
        """Close the open database behind what is still being written, and drop its key."""
        opening, self._open, self._tried = self._open, None, None
        if opening is not None:
            told = _LOCKED.format(opening.path.stem)
            self._jobs.let_go(told, done=partial(self.locked.emit, opening.path))

    def let_go(self, why: str, then: "Callable[[], None]") -> None:
        """Close the open database behind what is still being written, and go on.

        Until another one is open, what is asked of it is refused with `why`.
        """
        self._open = None
        self._jobs.let_go(why, done=then)

    def key_tried(self, path: Path) -> "DataKey | None":
        """Return the key of a database that was unlocked, whether or not it opened then."""
        return self._known(path).key

    @Slot(str)
    def back_up(self, target: str) -> None:
        """Copy the open database, whole or not at all."""
        told = f"Backed up to “{Path(target).name}”."
        self._copy(Path(target), lambda _: self.announced.emit(told))

    def _copy(
        self, target: Path, done: Callable[[object], None], failed: Failed | None = None
    ) -> None:
        """Copy on the writing thread, or where nothing can be written on the reading one."""
        run = self._jobs.read if self._jobs.read_only else self._jobs.write
        work = partial(_back_up, target=target, private=self.private)
        run(work, done=done, failed=failed, label="Copying the database …", owner=self)

    def _known(self, path: Path) -> Opening:
        """Return how a path was opened before: its key need not be worked out again."""
        path = path.absolute()
        for each in (self._tried, self._open):
            if each is not None and each.path == path:
                return each
        return Opening(path)

    def _switch(self, opening: Opening) -> None:
        """Not to the database that is open: it would be refused for being in use."""
        path = opening.path
        if path == self.path and not self._jobs.read_only:
            self.refused.emit(path, None)
            self.announced.emit(f"“{path.name}” is open already.")
            return
        self.announced.emit(f"Opening “{path.name}” …")
        # Behind the first page, but not where one that is damaged would take another's place.
        opening.check_later = self._open is None and not isinstance(opening, Making)
        self._awaited = opening
        # No label: who could stop this half-way would be left with no database at all.
        self._jobs.switch_store(
            Openers(opening.to_read, opening.to_work),
            done=partial(self._on_opened, opening),
            failed=partial(self._on_failed, opening),
        )

    def _on_opened(self, opening: Opening) -> None:
        self._open, self._tried, self._awaited = opening, None, None
        self.announced.emit("")
        if opening.check_later and not self.read_only:  # ahead of whatever is saved from now on
            self._jobs.prove(_check, failed=partial(self._on_damaged, opening))
        if self._open is not opening:
            return
        self.opened.emit(opening.path)
        if isinstance(opening, Protecting):
            self.protected.emit(opening.path, opening.aside)
        elif isinstance(opening, Renewing):
            self.renewed.emit(opening.path)

    def _on_failed(self, opening: Opening, error: BaseException) -> None:
        self._tried = None if isinstance(opening, Making | Protecting) else opening
        self._awaited = None
        self.announced.emit("")
        self.refused.emit(opening.path, error)

    def _on_damaged(self, opening: Opening, error: BaseException) -> None:
        """Close what was opened a moment ago; nothing was written in it."""
        if self._open is not opening:
            return
        self._open, self._tried = None, opening
        if self._awaited is None:
            refuse = partial(self.refused.emit, opening.path, error)
            self._jobs.let_go(str(error), done=refuse)


def _check(store: "Store") -> None:
    store.check()


def _back_up(
    store: "ReadingStore", _progress: Progress, target: Path, private: Path | None
) -> None:
    from db.backups import backup

    backup(store.path, target, store.key, private_folder=private)


def _keep_elsewhere(
    store: "Store", progress: Progress, target: Path, unsaved: "Unsaved"
) -> frozenset[str]:
    from db.rescuing import keep_elsewhere

    return keep_elsewhere(store, target, unsaved, lambda done, total: progress(done, total, ""))
