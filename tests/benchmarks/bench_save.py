"""Saving one answer durably, against a bare one-row SQLite commit with the same settings."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlcipher3 import dbapi2

from db.cipher import DataKey
from db.drafts import save_field
from db.keys import Protection
from db.opening import create_store
from db.sealing import start_audit
from tests.db.making import an_audit, mini_tool

ROUNDS = 400


def measure() -> list[tuple[str, float, float]]:
    """Return (what, ratio, aim) for a plain database and for an encrypted one."""
    name = "saving one answer / a bare one-row commit with the same settings"
    protection = Protection("seven quiet otters walk home")
    return [(name, _ratio(None), 1.5), (f"{name}, both encrypted", _ratio(protection), 1.5)]


def _ratio(protection: Protection | None) -> float:
    with (
        TemporaryDirectory() as folder,
        create_store(Path(folder) / "bench.audit", protection=protection) as store,
    ):
        uid = start_audit(store, mini_tool(), an_audit())
        bare = _bare(Path(folder) / "bare.db", store.key)

        def save(number: int) -> None:
            save_field(store, uid, "finding.q1", {"answer": "yes", "evidence": f"word {number}"})

        def floor(number: int) -> None:
            value = f'{{"answer": "yes", "evidence": "word {number}"}}'
            bare.execute("UPDATE answer SET value = ? WHERE id = 1", (value,))

        times = _taken_in_turn(save, floor)
        bare.close()
    return median(times[0]) / median(times[1])


def _bare(path: Path, key: DataKey | None) -> dbapi2.Connection:
    """Make a database of one row with the same settings, pages and encryption."""
    bare = dbapi2.connect(str(path), isolation_level=None)
    for pragma in key.pragmas if key else ():
        bare.execute(pragma)
    for setting in ("journal_mode = WAL", "synchronous = FULL"):
        bare.execute(f"PRAGMA {setting}")
    bare.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, value TEXT) STRICT")
    bare.execute("INSERT INTO answer VALUES (1, '')")
    return bare


def _taken_in_turn(*works: Callable[[int], None]) -> list[list[float]]:
    times: list[list[float]] = [[] for _ in works]
    for number in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            started = time.perf_counter()
            work(number)
            taken.append(time.perf_counter() - started)
    return times
