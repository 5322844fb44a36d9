"""A disk that fills up and is freed again, and a record of who saved what on which thread."""

import threading
from typing import TYPE_CHECKING

import pytest

from db import drafts
from db.troubles import StoreTrouble

if TYPE_CHECKING:
    from pydantic import JsonValue

    from db.store import Store

FULL = "The disk is full, so nothing more can be saved. Free some space, then go on."


class Disk:
    """Stands between the program and `db.drafts.save_field`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_full = False
        self.error: Exception = StoreTrouble(FULL)
        self.tried: list[tuple[str, JsonValue]] = []
        self.saved: list[tuple[str, str, JsonValue]] = []
        self.threads: set[threading.Thread] = set()
        self._save = drafts.save_field
        monkeypatch.setattr(drafts, "save_field", self._save_field)

    def _save_field(self, store: "Store", uid: str, field: str, value: "JsonValue") -> None:
        self.threads.add(threading.current_thread())
        self.tried.append((field, value))
        if self.is_full:
            raise self.error
        self._save(store, uid, field, value)
        self.saved.append((store.path.stem, field, value))
