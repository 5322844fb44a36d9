"""Saves each edited field at once, and never lets go of one that could not be saved."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from forms.errors import AuditAppError
from ui.lanes import Progress

if TYPE_CHECKING:
    from pydantic import JsonValue

    from db.store import Store
    from ui.audits.reads import StoreJobs

_RETRY_AFTER = 3_000  # milliseconds; a stick is back or space is free sooner or later
_IDLE_AFTER = 20_000  # milliseconds without an edit before the write-ahead log is folded in

_Edit = tuple[str, str]


class DraftSaver(QObject):
    """Writes edits of drafts in the order they were made.

    `saving` when one is on its way; `saved(datetime)` when everything typed so far is in the
    file, `not_saved(reason)` when the last attempt failed: what failed is kept and tried again
    with the next edit and every few seconds.
    """

    saving = Signal()
    saved = Signal(object)
    not_saved = Signal(str)

    def __init__(self, jobs: "StoreJobs", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._waiting: dict[_Edit, JsonValue] = {}
        self._failed: dict[_Edit, JsonValue] = {}
        self._retry = self._timer(_RETRY_AFTER, self.retry)
        self._idle = self._timer(_IDLE_AFTER, self._fold_log)

    @property
    def settled(self) -> bool:
        """Whether everything that was edited is in the file."""
        return not self._waiting and not self._failed

    @Slot(object, object, object)
    def save(self, uid: str, field: str, value: "JsonValue") -> None:
        """Save one field of a draft; None empties it."""
        self.retry(but=(uid, field))
        self._submit((uid, field), value)

    @Slot()
    def retry(self, but: _Edit | None = None) -> None:
        """Try again what failed."""
        failed, self._failed = self._failed, {}
        for edit, value in failed.items():
            if edit != but and edit not in self._waiting:
                self._submit(edit, value)

    def forget(self, uid: str) -> None:
        """Let go of what failed for a draft that was discarded on purpose."""
        self._failed = {edit: value for edit, value in self._failed.items() if edit[0] != uid}

    def _submit(self, edit: _Edit, value: "JsonValue") -> None:
        self._waiting[edit] = value
        self._retry.stop()
        self._idle.start()
        self.saving.emit()
        self._jobs.write(
            partial(_save, edit=edit, value=value),
            done=partial(self._on_saved, edit, value),
            failed=partial(self._on_failed, edit, value),
            owner=self,
        )

    def _on_saved(self, edit: _Edit, value: "JsonValue", _result: None) -> None:
        self._end(edit, value)
        if self.settled:
            self.saved.emit(datetime.now())

    def _on_failed(self, edit: _Edit, value: "JsonValue", error: BaseException) -> None:
        if self._end(edit, value):
            self._failed[edit] = value
        self._retry.start()
        known = isinstance(error, AuditAppError)
        self.not_saved.emit(str(error) if known else "the program met a fault of its own")

    def _end(self, edit: _Edit, value: "JsonValue") -> bool:
        """Take an edit off the waiting list; False where a newer value of its field waits."""
        is_newest = edit in self._waiting and self._waiting[edit] is value
        if is_newest:
            del self._waiting[edit]
        return is_newest

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    @Slot()
    def _fold_log(self) -> None:
        self._jobs.write(_checkpoint, done=_nothing, failed=_nothing, owner=self)


def _save(store: "Store", _progress: Progress, edit: _Edit, value: "JsonValue") -> None:
    from db.drafts import save_field

    save_field(store, *edit, value)


def _checkpoint(store: "Store", _progress: Progress) -> None:
    store.checkpoint()


def _nothing(_outcome: object) -> None:
    """A log that could not be folded in now is folded in later."""
