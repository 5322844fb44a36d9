"""Saving one answer durably, against a bare one-row SQLite commit with the same settings."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlcipher3 import dbapi2

from db.drafts import save_field
from db.opening import create_store
from db.sealing import start_audit
from tests.db.making import an_audit, mini_tool

ROUNDS = 400


def measure() -> list[tuple[str, float, float]]:
    with TemporaryDirectory() as folder, create_store(Path(folder) / "bench.audit") as store:
        uid = start_audit(store, mini_tool(), an_audit())
        bare = dbapi2.connect(str(Path(folder) / "bare.db"), isolation_level=None)
        for setting in ("journal_mode = WAL", "synchronous = FULL"):
            bare.execute(f"PRAGMA {setting}")
        bare.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, value TEXT) STRICT")
        bare.execute("INSERT INTO answer VALUES (1, '')")

        def save(number: int) -> None:
            save_field(store, uid, "finding.q1", {"answer": "yes", "evidence": f"word {number}"})

        def floor(number: int) -> None:
            value = f'{{"answer": "yes", "evidence": "word {number}"}}'
            bare.execute("UPDATE answer SET value = ? WHERE id = 1", (value,))

        times = _taken_in_turn(save, floor)
        bare.close()
    name = "saving one answer / a bare one-row commit with the same settings"
    return [(name, median(times[0]) / median(times[1]), 1.5)]


def _taken_in_turn(*works: Callable[[int], None]) -> list[list[float]]:
    times: list[list[float]] = [[] for _ in works]
    for number in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            started = time.perf_counter()
            work(number)
            taken.append(time.perf_counter() - started)
    return times
