"""Saves each edited field at once, and never lets go of one that could not be saved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from forms.errors import AuditAppError
from ui.lanes import Progress

if TYPE_CHECKING:
    from pydantic import JsonValue

    from db.store import Store
    from ui.audits.reads import StoreJobs

_RETRY_AFTER = 3_000  # milliseconds; a stick is back or space is free sooner or later
_IDLE_AFTER = 20_000  # milliseconds without an edit before the write-ahead log is folded in
_OWN_FAULT = "the program met a fault of its own"


class Target(NamedTuple):
    """What an edit changes: one field of one draft in one database."""

    database: Path
    uid: str
    field: str


@dataclass(eq=False)
class _Attempt:
    """One try to save a value; equal to no other try, even of the same value."""

    value: "JsonValue"


class DraftSaver(QObject):
    """Writes edits of drafts in the order they were made, each to its own database.

    `saving` when one is on its way; `saved(datetime)` when everything handed over so far is in
    the file, `not_saved(reason)` when an attempt failed: what failed is kept and tried again
    with the next edit and every few seconds.
    """

    saving = Signal()
    saved = Signal(object)
    not_saved = Signal(str)

    def __init__(self, jobs: "StoreJobs", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._under_way: dict[Target, _Attempt] = {}
        self._failed: dict[Target, JsonValue] = {}
        self._trouble = ""
        self._waiting: list[Callable[[str], None]] = []
        self._retry = self._timer(_RETRY_AFTER, self.retry)
        self._idle = self._timer(_IDLE_AFTER, self._fold_log)

    @property
    def trouble(self) -> str:
        """Why something is not in the file, "" while nothing failed."""
        return self._trouble if self._failed else ""

    def unsaved(self, database: Path, uid: str) -> "dict[str, JsonValue]":
        """Return the fields of a draft whose newest values are not known to be in the file."""
        return self.unsaved_in(database).get(uid, {})

    def unsaved_in(self, database: Path) -> "dict[str, dict[str, JsonValue]]":
        """Return such fields of every draft of a database, by the id of the draft."""
        under_way = {target: attempt.value for target, attempt in self._under_way.items()}
        found: dict[str, dict[str, JsonValue]] = {}
        for target, value in (self._failed | under_way).items():
            if target.database == database:
                found.setdefault(target.uid, {})[target.field] = value
        return found

    def save(self, target: Target, value: "JsonValue") -> None:
        """Save one field of a draft; None empties it."""
        self._failed.pop(target, None)
        self.retry()
        self._submit(target, value)

    @Slot()
    def retry(self) -> None:
        """Try again what failed, unless saves that are under way are about to tell."""
        if self._under_way:
            return
        failed, self._failed = self._failed, {}
        for target, value in failed.items():
            self._submit(target, value)

    def settle(self, then: Callable[[str], None]) -> None:
        """Try what failed once more; when no save is under way, call `then(trouble)`."""
        self.retry()
        self._waiting.append(then)
        self._tell_waiting()

    def forget(self, database: Path, uid: str) -> None:
        """Let go of what could not be saved of a draft: it was discarded, or kept elsewhere."""
        unsaved = self.unsaved(database, uid)
        for field in unsaved:
            target = Target(database, uid, field)
            self._failed.pop(target, None)
            self._under_way.pop(target, None)
        if unsaved:
            self._tell()

    def _submit(self, target: Target, value: "JsonValue") -> None:
        attempt = self._under_way[target] = _Attempt(value)
        self._idle.start()
        self.saving.emit()
        self._jobs.write(
            partial(_save, target=target, value=value),
            done=partial(self._on_saved, target, attempt),
            failed=partial(self._on_failed, target, attempt),
            owner=self,
        )

    def _on_saved(self, target: Target, attempt: _Attempt, _result: None) -> None:
        self._end(target, attempt)
        self._tell()

    def _on_failed(self, target: Target, attempt: _Attempt, error: BaseException) -> None:
        if not self._end(target, attempt):
            return
        self._failed[target] = attempt.value
        self._trouble = str(error) if isinstance(error, AuditAppError) else _OWN_FAULT
        self._tell()

    def _end(self, target: Target, attempt: _Attempt) -> bool:
        """Take an attempt off the list; False where a newer value of its field is under way."""
        is_newest = self._under_way.get(target) is attempt
        if is_newest:
            del self._under_way[target]
        return is_newest

    def _tell(self) -> None:
        if self._failed:
            self.not_saved.emit(self._trouble)
            if self._trouble != _OWN_FAULT:  # that would only bring the same fault again
                self._retry.start()
        elif not self._under_way:
            self.saved.emit(datetime.now())
        self._tell_waiting()

    def _tell_waiting(self) -> None:
        if self._under_way:
            return
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then(self.trouble)

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    @Slot()
    def _fold_log(self) -> None:
        self._jobs.write(_checkpoint, done=_nothing, failed=_nothing, owner=self)


def _save(store: "Store", _progress: Progress, target: Target, value: "JsonValue") -> None:
    from db.drafts import save_field

    if store.path != target.database:
        raise AuditAppError(f"“{target.database.name}” is not open any more. Open it again.")
    save_field(store, target.uid, target.field, value)


def _checkpoint(store: "Store", _progress: Progress) -> None:
    store.checkpoint()


def _nothing(_outcome: object) -> None:
    """A log that could not be folded in now is folded in later."""
