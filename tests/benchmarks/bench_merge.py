"""Merging many databases, against a bare copy of their rows and against joining their bytes.

20 files of 200 audits by default; `uv run python -m tests.benchmarks.bench_merge 200` for 200.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

from db.connecting import connect
from db.importing.ahead import Source
from db.importing.packing import Unpacking
from db.importing.parcels import Claims, Parcel, Skimmed, answer
from db.importing.reading import Task, parcels_of
from db.importing.worker import Answerer
from db.keys import Protection, unlock
from db.merging import merge_files
from db.opening import create_store, open_store
from db.unmerging import list_batches, unmerge
from db.verifying import verify
from tests.benchmarks.merge_files import Maker

AUDITS = 200
_PASSPHRASE = "correct horse battery"

_COPY = """
INSERT OR IGNORE INTO tool (hash, tool_id, version, title, questions, body)
  SELECT hash, tool_id, version, title, questions, body FROM one.tool;
INSERT OR IGNORE INTO field (name) SELECT name FROM one.field;
CREATE TEMP TABLE names AS SELECT one.field.id AS there, main.field.id AS here
  FROM one.field JOIN main.field USING (name);
CREATE UNIQUE INDEX temp.by_there ON names(there, here);
INSERT INTO record SELECT id + :past, uid, kind FROM one.record;
INSERT INTO revision SELECT id + :past, hash, record + :past, tool, author, sealed_at, act, reason
  FROM one.revision;
INSERT INTO revision_value SELECT revision + :past, here, value
  FROM one.revision_value JOIN names ON there = field;
INSERT INTO current_audit SELECT record + :past, tool, status, conflicts, case_reference, case_key,
  auditor, audited_on, overall, attributes, sealed_at FROM one.current_audit;
INSERT INTO current_fact SELECT record + :past, here, code, source + :past
  FROM one.current_fact JOIN names ON there = field;
INSERT INTO batch_revision SELECT :file, id + :past FROM one.revision;
DROP TABLE temp.names
"""
"""The same rows into the same tables, with nothing looked at."""

_MEASURED = """
import re, resource, sys
from pathlib import Path
from db.merging import merge_files
from db.opening import create_store
with create_store(Path(sys.argv[1])) as store:
    merge_files(store, [Path(each) for each in sys.argv[2:]])
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""
"""Merges, and prints the most memory that it and its reading process had, in MiB (Linux only)."""


def measure(files: int = 20) -> Iterator[tuple[str, float, float]]:
    """Yield (name, ratio, aim)."""
    with TemporaryDirectory() as name:
        yield from _Bench(Path(name), files).ratios()


class _Bench:
    def __init__(self, folder: Path, files: int) -> None:
        self.folder = folder
        maker = Maker()
        self.sources = [folder / f"auditor-{number:04}.audit" for number in range(files)]
        self.findings = sum(
            maker.file(path, number, AUDITS) for number, path in enumerate(self.sources)
        )
        self.changed = [path.with_suffix(".changed.audit") for path in self.sources]
        for number, (before, after) in enumerate(zip(self.sources, self.changed, strict=True)):
            maker.changed(before, after, number, AUDITS)

    def ratios(self) -> Iterator[tuple[str, float, float]]:
        what = f"merging {len(self.sources)} × {AUDITS} audits, {self.findings:,} findings"
        copied = min(self._seconds(self._copy_rows) for _ in range(2))
        joined = min(self._seconds(self._join_bytes) for _ in range(2))
        with _unchecked(self.sources):
            bare = self._merge(self.folder / "bare.audit", self.sources)
        lead = self.folder / "lead.audit"
        steps: list[float] = []
        whole = self._merge(lead, self.sources, steps)
        yield f"{what}, reading and hashing left out / copying the same rows", bare / copied, 1.3
        yield f"{what} / copying the same rows", whole / copied, 2.5
        yield f"{what}, reading and hashing left out / joining the files", bare / joined, 5
        yield f"{what} / joining the files", whole / joined, 9
        yield "the same files again / the first time", self._merge(lead, self.sources) / whole, 0.10
        seconds = self._verified(lead)
        million = f"{seconds / self.findings * 1e6:.0f} s a million findings"
        yield f"verify ({million}) / merging the same", seconds / whole, 1
        yield "2% changed in each / the first time", self._merge(lead, self.changed) / whole, 0.15
        yield "undo of one file / merging all", self._undone(lead) / whole, 0.05
        yield "a finding of the last quarter of files / of the first", _growth(steps), 1.33
        yield "the same, everything encrypted / plain", self._encrypted() / whole, 1.6
        for process, mebibytes in self._memory():
            yield f"peak memory of the {process} / 300 MiB", mebibytes / 300, 1

    def _merge(
        self, target: Path, sources: Sequence[Path], steps: list[float] | None = None
    ) -> float:
        make = open_store if target.exists() else create_store
        with make(target) as store:
            begun = perf_counter()
            merge_files(
                store,
                sources,
                on_file=lambda *_: steps.append(perf_counter()) if steps is not None else None,
            )
            return perf_counter() - begun

    def _copy_rows(self) -> None:
        target = self.folder / "copied.audit"
        target.unlink(missing_ok=True)
        with create_store(target) as store:
            store.run("INSERT INTO batch (uid, merged_at) VALUES ('x', 'x')")
            for path in self.sources:
                store.run("ATTACH ? AS one", (str(path),))
                with store.transaction():
                    past = store.number("SELECT max(id) FROM revision")
                    file = store.run(
                        "INSERT INTO batch_file (batch, name, sha256) VALUES (1,'','')"
                    )
                    copy = _COPY.replace(":past", str(past)).replace(":file", str(file))
                    for statement in copy.split(";"):
                        store.run(statement)
                store.run("DETACH one")

    def _join_bytes(self) -> None:
        with (self.folder / "joined").open("wb") as target:
            for path in self.sources:
                target.write(path.read_bytes())
            target.flush()
            os.fsync(target.fileno())

    def _verified(self, path: Path) -> float:
        with open_store(path) as store:
            begun = perf_counter()
            assert verify(store).ok
            return perf_counter() - begun

    def _undone(self, path: Path) -> float:
        last = self.folder / "last.audit"
        Maker().file(last, len(self.sources), AUDITS)
        self._merge(path, [last])
        with open_store(path) as store:
            batch = list_batches(store)[0].uid
            begun = perf_counter()
            assert unmerge(store, batch) == AUDITS
            return perf_counter() - begun

    def _encrypted(self) -> float:
        keys = {}
        for path in self.sources:
            locked = path.with_suffix(".locked.audit")
            _encrypt(path, locked)
            key = unlock(locked, _PASSPHRASE)
            assert key
            keys[locked] = key
        target = self.folder / "locked.audit"
        with create_store(target, protection=Protection(_PASSPHRASE)) as store:
            begun = perf_counter()
            report = merge_files(store, list(keys), keys=keys)
            assert report.audits.new == len(keys) * AUDITS
            return perf_counter() - begun

    def _memory(self) -> list[tuple[str, float]]:
        command = [sys.executable, "-c", _MEASURED, self.folder / "memory.audit", *self.sources]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        parent, child = map(float, done.stdout.split())
        return [("merge", parent), ("reading process", child)]

    def _seconds(self, work: Callable[[], object]) -> float:
        begun = perf_counter()
        work()
        return perf_counter() - begun


@contextmanager
def _unchecked(sources: Sequence[Path]) -> Iterator[None]:
    """Let files arrive as they were read before: what is left is the writing process's work."""
    read = {path: list(_raw(Task(path, None, None, skim=False))) for path in sources}

    @contextmanager
    def replayed(
        tasks: Sequence[Source], _folder: Path | None, _answerer: Answerer, *, skim: bool
    ) -> Iterator[Iterator[Iterator[Parcel]]]:
        assert not skim
        yield (map(Unpacking().parcel, read[path]) for path, _ in tasks)

    with patch("db.merging.read_ahead", replayed):
        yield


def _raw(task: Task) -> Iterator[bytes]:
    reading = parcels_of(task)
    content: bytes | None = next(reading)
    unpacking = Unpacking()
    while content is not None:
        yield content
        parcel = unpacking.parcel(content)
        try:
            match parcel:
                case Skimmed():
                    content = reading.send(answer([0]))
                case Claims(claims):
                    content = reading.send(answer(range(len(claims))))
                case _:
                    content = next(reading)
        except StopIteration:
            return


def _encrypt(source: Path, target: Path) -> None:
    from db.store import ReadingStore

    with create_store(target, protection=Protection(_PASSPHRASE)) as store:
        plain = ReadingStore(source, connect(source))
        with store.transaction(), plain:
            for table in (
                "tool", "field", "record", "revision", "revision_value", "own_revision",
                "current_audit", "current_fact",
            ):  # fmt: skip
                rows = plain.rows(f"SELECT * FROM {table}")
                store.run_many(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)


def _growth(steps: Sequence[float]) -> float:
    quarter = max(1, len(steps) // 4)
    return (steps[-1] - steps[-1 - quarter]) / (steps[quarter] - steps[0])


if __name__ == "__main__":
    for name, ratio, aim in measure(int(sys.argv[1])):
        sys.stdout.write(f"{ratio:8.2f}  aim {aim:<5g} {name}\n")
        sys.stdout.flush()
