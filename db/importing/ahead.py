"""Reads the next received files while what the last one held is written down."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import zip_longest
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

from db.importing.parcels import Done, Parcel, Refused, Waiting
from db.importing.reading import Task
from db.importing.worker import Answerer, ReadingProcess
from db.private_places import private_place
from db.troubles import StoreTrouble

if TYPE_CHECKING:
    from db.cipher import DataKey

_AHEAD = 8
"""How many parcels may wait: a few megabytes."""
_LOOK_SECONDS = 0.2
_MOST_PROCESSES = 4


class Source(NamedTuple):
    """A received file, and its key where it is encrypted."""

    path: Path
    key: DataKey | None


@contextmanager
def read_ahead(
    sources: Sequence[Source], folder: Path | None, answerer: Answerer, *, skim: bool
) -> Iterator[Iterator[Iterator[Parcel]]]:
    """Read files in processes of their own; yields, for each in order, its parcels as they come.

    The last parcel of a file is `Done` or `Refused`; all must be taken before the next file's.
    Private copies lie in a folder of their own in `folder`, which is gone at the end. Where files
    may have been merged before, `skim` hashes each before it is copied.
    """
    with private_place(folder) as private:
        tasks = [Task(path, private, key, skim) for path, key in sources]
        several = max(1, min(len(tasks), (os.cpu_count() or 2) - 1, _MOST_PROCESSES))
        readers = [_Reader(tasks[n::several], answerer) for n in range(several)]
        try:
            yield (readers[n % several].file() for n in range(len(tasks)))
        finally:
            for reader in readers:
                reader.end()


class _Reader(Thread):
    """A thread that talks to a reading process; a new one is started where one broke."""

    def __init__(self, tasks: Sequence[Task], answerer: Answerer) -> None:
        super().__init__(daemon=True)
        self._tasks = tasks
        self._answerer = answerer
        self._waiting: Queue[Parcel | BaseException] = Queue(_AHEAD)
        self._stopped = Event()
        self._process: ReadingProcess | None = None
        self.start()

    def run(self) -> None:
        """Read file by file until told to stop."""
        try:
            for task, following in zip_longest(self._tasks, self._tasks[1:]):
                self._read(task, following)
        except _Stopped:
            pass
        except BaseException as error:  # noqa: BLE001 -- raised where the parcels are taken
            self._fail(error)
        if self._process:
            self._process.end()

    def file(self) -> Iterator[Parcel]:
        """Yield the parcels of the next file, and `Waiting` while none comes."""
        while True:
            try:
                parcel = self._waiting.get(timeout=_LOOK_SECONDS)
            except Empty:
                yield Waiting()
                continue
            if isinstance(parcel, BaseException):
                raise parcel
            yield parcel
            if isinstance(parcel, Done | Refused):
                return

    def end(self) -> None:
        """Stop, whatever is being read."""
        self._stopped.set()
        if self._process:
            self._process.end()
        self.join()

    def _read(self, task: Task, following: Task | None) -> None:
        try:
            if self._process is None or not self._process.is_alive:
                self._process = ReadingProcess()
            if self._stopped.is_set():  # perhaps while it was being started
                raise _Stopped
            for parcel in self._process.parcels(task, self._answerer, following):
                self._put(parcel)
        except StoreTrouble as trouble:
            self._put(Refused(str(trouble)))

    def _put(self, parcel: Parcel | BaseException) -> None:
        while not self._stopped.is_set():
            try:
                self._waiting.put(parcel, timeout=_LOOK_SECONDS)
            except Full:
                continue
            return
        raise _Stopped

    def _fail(self, error: BaseException) -> None:
        with suppress(_Stopped):
            self._put(error)


class _Stopped(Exception):
    """Nobody takes any more parcels."""
