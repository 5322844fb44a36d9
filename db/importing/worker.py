"""The reading process as its parent sees it: started, asked, watched, and ended in time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO, cast

from db.importing.child import FLAG
from db.importing.inspection import Inspection
from db.importing.packing import Unpacking
from db.importing.parcels import (
    Claims,
    Parcel,
    Skimmed,
    answer,
    is_last,
    is_question,
)
from db.importing.pipes import receive, send
from db.troubles import StoreTrouble

if TYPE_CHECKING:
    from db.importing.reading import Task

PATIENCE_SECONDS = 900.0
"""How long one file may keep the reading process busy; a second more for each megabyte of it."""
MOST_MEMORY = 1024**3
"""What the reading process may hold in memory, in bytes."""

Answerer = Callable[[Skimmed | Claims], list[int]]
"""Answers what the reading process asks; called on the thread that reads."""

NOT_OURS = (OSError, EOFError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError)
"""What may go wrong with a message that is not as ours are."""

_LOOK_SECONDS = 0.2
_MEGABYTE = 1_000_000
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); " + (
    "from db.importing.child import main; main()"
)
_SECRETS = ("AUDIT_APP_PASSWORD", "AUDIT_APP_HANDOVER_PASSWORD")


class ReadingProcess:
    """A process that reads one file after another, until it breaks or is ended."""

    def __init__(self) -> None:
        self._process = _started()
        self._ended = Event()
        self._why = ""
        self._patience = 0.0
        self._used = 0.0
        self._since: float | None = None
        self._begun: Task | None = None
        self._watch = Thread(target=self._watched, daemon=True)
        self._watch.start()

    @property
    def is_alive(self) -> bool:
        """Whether it can read another file."""
        return not self._ended.is_set()

    def parcels(
        self, task: Task, answerer: Answerer, following: Task | None = None
    ) -> Iterator[Parcel]:
        """Yield what is read of one file, up to `Done` or `Refused`.

        The `following` file is begun as soon as this one is read, while its rows are inspected.
        Raises StoreTrouble where it breaks, takes too long or too much memory; it is ended then.
        """
        name, unpacking, inspection = task.path.name, Unpacking(), Inspection()
        self._used, self._patience = 0.0, PATIENCE_SECONDS + _size(task) / _MEGABYTE
        try:
            for content in self._contents(task, following):
                parcel = unpacking.parcel(content)
                inspection.inspect(parcel)
                if is_question(content) and isinstance(parcel, Skimmed | Claims):
                    places = answerer(parcel)
                    if isinstance(parcel, Claims):
                        inspection.expect(parcel, places)
                    self._send(answer(places))
                yield parcel
        except NOT_OURS:
            self.end()
            why = self._why or "it broke the part of the program that reads received files"
            raise StoreTrouble(f"“{name}” is refused: {why}.") from None

    def _contents(self, task: Task, following: Task | None) -> Iterator[bytes]:
        """Yield the parcels of a file as they are sent, each once the one after it is here.

        Not so where the process waits for an answer: that is what comes next.
        """
        self._begin(task)
        content = self._next()
        while not is_last(content):
            after = None if is_question(content) else self._next()
            if after and following and is_last(after):
                self._begin(following)
            yield content
            content = self._next() if after is None else after
        yield content

    def _begin(self, task: Task) -> None:
        if self._begun is not task:
            self._send(_told(task))
            self._begun = task

    def end(self) -> None:
        """End the process at once, whatever it does."""
        self._ended.set()
        self._kill()
        self._process.wait()
        for pipe in (self._tasks, self._parcels):
            _close(pipe)

    def _kill(self) -> None:
        """Kill the process, and what it may have started: they would hold the pipes open."""
        if hasattr(os, "killpg") and self._process.returncode is None:
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    @property
    def _tasks(self) -> BinaryIO:
        return cast("BinaryIO", self._process.stdin)

    @property
    def _parcels(self) -> BinaryIO:
        return cast("BinaryIO", self._process.stdout)

    def _send(self, message: bytes) -> None:
        with self._waiting():
            send(self._tasks, message)

    def _next(self) -> bytes:
        with self._waiting():
            return receive(self._parcels)

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Wait for the process, which may neither write nor read, while the watch looks on."""
        self._since = monotonic()
        try:
            yield
        finally:
            self._used += monotonic() - self._since
            self._since = None

    def _watched(self) -> None:
        """Kill the process where it is too slow or too large; whoever waits for it then wakes."""
        import psutil

        try:
            watched = psutil.Process(self._process.pid)
            while not self._ended.wait(_LOOK_SECONDS):
                since = self._since
                if since and self._used + monotonic() - since > self._patience:
                    self._why = "it takes too long to read"
                elif watched.memory_info().rss > MOST_MEMORY:
                    self._why = "reading it needs more memory than any file of this program does"
                else:
                    continue
                self._kill()
                return
        except psutil.Error:
            return


def _started() -> subprocess.Popen[bytes]:
    """Start the process. It gets no passphrase, and a Ctrl+C meant for the parent does not end it.

    Raises StoreTrouble where the system does not let it start.
    """
    frozen = getattr(sys, "frozen", False)
    command = [FLAG] if frozen else ["-I", "-c", _START, json.dumps(sys.path)]
    try:
        return subprocess.Popen(  # noqa: S603 -- this very program, by its own path
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if name not in _SECRETS},
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise StoreTrouble(
            f"The part of the program that reads received files cannot be started: {reason}."
        ) from None


def _told(task: Task) -> bytes:
    key = [task.key.raw.hex(), task.key.salt.hex()] if task.key else None
    folder = str(task.folder) if task.folder else None
    told = {"path": str(task.path), "folder": folder, "key": key, "skim": task.skim}
    return json.dumps(told).encode()


def _size(task: Task) -> int:
    try:
        return task.path.stat().st_size
    except OSError:
        return 0


def _close(pipe: BinaryIO) -> None:
    try:
        pipe.close()
    except OSError:
        return  # what was still to be sent has nobody to go to
