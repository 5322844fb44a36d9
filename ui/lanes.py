"""One thread with one store on it: the part of the background work that knows no Qt."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Generic, NamedTuple, Protocol, TypeVar

REPORT_EVERY = 0.05  # seconds; a merge steps far more often than an eye can follow

Progress = Callable[[int, int, str], None]


class Cancelled(BaseException):
    """The person pressed Cancel.

    Not an `Exception`, so that a handler which sets one bad record aside and goes on does not
    swallow it; a transaction still rolls back.
    """


class Closable(Protocol):
    """All that is asked of a store here: that it can be closed on its own thread."""

    def close(self) -> None:
        """Let go of the file."""


class Step(NamedTuple):
    """A job is `done` of `total` through; a total of 0 means nobody knows yet."""

    done: int
    total: int
    label: str


class Returned(NamedTuple):
    """A job ended and gave this."""

    value: object


class Raised(NamedTuple):
    """A job ended in an error."""

    error: BaseException


class Stopped(NamedTuple):
    """A job was cancelled."""


Event = Step | Returned | Raised | Stopped
Report = Callable[[Event], None]
S = TypeVar("S", bound=Closable)


class Ticket:
    """Carries "please stop" from the window to the thread at work."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask for a stop; safe from any thread, and more than once."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether a stop was asked for."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise `Cancelled` when a stop was asked for."""
        if self._stop.is_set():
            raise Cancelled


class Lane(Generic[S]):
    """One single-thread executor and the store that is opened, used and closed on it."""

    def __init__(self, executor: Executor, open_store: Callable[[], S]) -> None:
        self._executor = executor
        self._open = open_store
        self._store: S | None = None
        self._closed = False

    def submit(self, ticket: Ticket, work: Callable[[Progress], object], report: Report) -> None:
        """Queue the work; `report` is called on the lane's thread, last with how it ended.

        Once the lane is closed nothing is queued: a timer may strike while the program ends.
        """
        if self._closed:
            return
        self._executor.submit(_run, ticket, work, report)

    def store(self) -> S:
        """Return the open store, opening it first if need be (on the lane's thread only)."""
        if self._store is None:
            self._store = self._open()
        return self._store

    def switch(self, open_store: Callable[[], S]) -> None:
        """Open another store in place of this one; on failure this one stays (same thread)."""
        fresh = open_store()
        self._close_store()
        self._open, self._store = open_store, fresh

    def let_go(self, open_store: Callable[[], S]) -> None:
        """Close the store; open the new one when first needed (on the lane's thread only)."""
        self._close_store()
        self._open = open_store

    def adopt(self, open_store: Callable[[], S]) -> None:
        """Close the store behind the work already queued; open the new one when first needed."""
        self._executor.submit(self.let_go, open_store)

    def close(self) -> None:
        """Wait for the queued work, close the store on its thread, end the thread."""
        if self._closed:
            return
        self._closed = True
        self._executor.submit(self._close_store)
        self._executor.shutdown(wait=True)

    def _close_store(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            store.close()


def _run(ticket: Ticket, work: Callable[[Progress], object], report: Report) -> None:
    """Do the work and report how it ended, whatever that is: a thread must not die silently."""
    try:
        ticket.check()
        value = work(_progress(ticket, report))
    except Cancelled:
        report(Stopped())
    except BaseException as error:  # noqa: BLE001 -- handed to the window, which shows or reports it
        report(Raised(error))
    else:
        report(Returned(value))


def _progress(ticket: Ticket, report: Report) -> Progress:
    """Make what a job calls between steps: it stops a cancelled job and thins the reports."""
    last = float("-inf")

    def progress(done: int, total: int, label: str) -> None:
        nonlocal last
        ticket.check()
        now = time.monotonic()
        if done == total or now - last >= REPORT_EVERY:
            last = now
            report(Step(done, total, label))

    return progress
