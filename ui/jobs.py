"""Work off the GUI thread: one writes, one reads, one looks ahead; results come by signal."""

from collections.abc import Callable, Hashable
from concurrent.futures import Executor
from functools import partial
from typing import Generic, NamedTuple, Never, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from forms.errors import AuditAppError
from ui.job_board import Errand, Failed, Job, JobBoard, owner_of
from ui.lanes import Closable, Event, Lane, Progress, Raised, Returned, Step

R = TypeVar("R", bound=Closable)
W = TypeVar("W", bound=Closable)
S = TypeVar("S", bound=Closable)
T = TypeVar("T")


class StoreLetGo(AuditAppError):
    """The database was closed for a while: it is locked, or being rewritten."""


class Openers(NamedTuple, Generic[R, W]):
    """How to open one database for reading and for writing; each is called on its own thread."""

    reader: Callable[[], R]
    writer: Callable[[], W]


class Jobs(JobBoard, Generic[R, W]):
    """Runs `fn(store, progress)` beside the window and calls `done(result)` on the GUI thread.

    Reads get a store that reads (`R`), writes one that may write (`W`); each is opened on the
    thread that uses it, when first needed. Callbacks are dropped when their `owner` is
    destroyed; without one, the object whose method `done` is owns them. A caller that gives
    `failed` gets every error of its job.

    What reads for long runs on the thread `ahead`, with a store that reads of its own; without
    one, on the reading thread.
    """

    _arrived = Signal(object)

    def __init__(
        self,
        writer: Executor,
        reader: Executor,
        openers: Openers[R, W] | None = None,
        ahead: Executor | None = None,
    ) -> None:
        super().__init__()
        to_read = openers.reader if openers else _no_database
        self._reader: Lane[R] = Lane(reader, to_read)
        self._ahead: Lane[R] = Lane(ahead, to_read) if ahead else self._reader
        self._writer: Lane[W] = Lane(writer, openers.writer if openers else _no_database)
        self._latest: dict[Hashable, Job] = {}
        self._proof: Job | None = None
        self._held: list[BaseException] = []
        self._arrived.connect(self._deliver)

    def read(
        self,
        fn: Callable[[R, Progress], T],
        *,
        done: Callable[[T], None],
        failed: Failed | None = None,
        label: str = "",
        owner: QObject | None = None,
        key: Hashable | None = None,
    ) -> Job:
        """Run on the reading thread: lists, figures, documents. A label makes it visible.

        A `key` drops an earlier read of the same key that has not been delivered: typing in a
        search box, moving through filters.
        """
        if key is not None and (earlier := self._latest.get(key)) is not None:
            earlier.cancel()
        job = Job(label, writes=False)
        return self._start(self._reader, fn, Errand(job, done, failed, owner, key))

    def look_ahead(
        self,
        fn: Callable[[R, Progress], T],
        *,
        done: Callable[[T], None],
        failed: Failed | None = None,
        label: str = "",
        owner: QObject | None = None,
    ) -> Job:
        """Run what reads for long where neither a save nor a list waits behind it."""
        errand = Errand(Job(label, writes=False), done, failed, owner, None)
        return self._start(self._ahead, fn, errand)

    def write(
        self,
        fn: Callable[[W, Progress], T],
        *,
        done: Callable[[T], None],
        failed: Failed | None = None,
        label: str = "",
        owner: QObject | None = None,
    ) -> Job:
        """Run on the writing thread, in the order asked for: saves, merges, back-ups."""
        job = Job(label, writes=True)
        return self._start(self._writer, fn, Errand(job, done, failed, owner, None))

    def switch_store(
        self,
        openers: Openers[R, W],
        *,
        done: Callable[[], None],
        failed: Failed | None = None,
        label: str = "",
    ) -> Job:
        """Use another database from now on; when it will not open, the old one stays in use.

        The writer opens first, so that a new file is there when the reader comes. Jobs that
        were asked for earlier still run on the old database.
        """

        def switched(_: object) -> None:
            self.read_only = ""
            for lane in self._readers:
                lane.adopt(openers.reader)
            done()

        job = Job(label, writes=True)
        self._submit(
            self._writer,
            Errand(job, switched, failed, None, None),
            lambda _progress: self._writer.switch(openers.writer),
        )
        return job

    def switch_to_reading(
        self,
        reader: Callable[[], R],
        why: str,
        *,
        done: Callable[[], None],
        failed: Failed | None = None,
    ) -> Job:
        """Use another database from now on, only to read; every write is refused with `why`."""

        def switched(_: object) -> None:
            self.read_only = why
            self._writer.adopt(partial(_refuse, why))
            if self._ahead is not self._reader:
                self._ahead.adopt(reader)
            done()

        job = Job("", writes=True)
        self._submit(
            self._reader,
            Errand(job, switched, failed, None, None),
            lambda _progress: self._reader.switch(reader),
        )
        return job

    def prove(self, check: Callable[[W], None], *, failed: Failed) -> None:
        """Check the open database before every later write; where that fails, all are refused.

        Trouble with reading it is held back meanwhile, so that damage is told once: by `failed`.
        """
        self._proof = Job("", writes=True)

        def proven(_: object) -> None:
            self._proof, held = None, self._held
            self._held = []
            for error in held:
                self.trouble.emit(error)

        def disproven(error: BaseException) -> None:
            self._proof, self._held = None, []
            failed(error)

        self._submit(
            self._writer,
            Errand(self._proof, proven, disproven, None, None),
            lambda _progress: _prove(self._writer, check),
        )

    def let_go(self, why: str, *, done: Callable[[], None]) -> None:
        """Close the file once every write is done; until a switch, jobs are refused with `why`.

        Reads that are under way are stopped. Who takes no errors is told of none meanwhile: a
        page may refresh itself, but nobody asked for anything.
        """
        self._stop_reading()
        last = partial(self._let_go, self._writer, why, done)
        then = partial(self._let_go, self._reader, why, last)
        if self._ahead is self._reader:
            then()
        else:
            self._let_go(self._ahead, why, then)

    def _let_go(self, lane: Lane[S], why: str, then: Callable[[], None]) -> None:
        """Close the file on one thread, then go on."""
        self._submit(
            lane,
            Errand(Job("", writes=True), lambda _: then(), None, None, None),
            lambda _progress: lane.let_go(partial(_refuse_let_go, why)),
        )

    def close(self) -> None:
        """Stop reading, finish every write, close the stores on their threads."""
        self._stop_reading()
        for lane in self._readers:
            lane.close()
        self._writer.close()

    @property
    def _readers(self) -> list[Lane[R]]:
        """The threads that read; what runs on them is stopped where the file is closed."""
        same = self._ahead is self._reader
        return [self._reader] if same else [self._ahead, self._reader]

    def _stop_reading(self) -> None:
        for job in self._running:
            if not job.writes:
                job.cancel()

    def _start(
        self,
        lane: Lane[S],
        fn: Callable[[S, Progress], object],
        errand: Errand,
    ) -> Job:
        if errand.key is not None:
            self._latest[errand.key] = errand.job
        owner = errand.owner or owner_of(errand.done)
        wanted = errand._replace(owner=owner)
        self._submit(lane, wanted, lambda progress: fn(lane.store(), progress))
        return errand.job

    def _submit(self, lane: Lane[S], errand: Errand, work: Callable[[Progress], object]) -> None:
        self._running.add(errand.job)
        self.started.emit(errand.job)
        lane.submit(errand.job.ticket, work, lambda event: self._arrived.emit((errand, event)))

    @Slot(object)
    def _deliver(self, message: tuple[Errand, Event]) -> None:
        errand, event = message
        if isinstance(event, Step):
            errand.job.progressed.emit(event.done, event.total, event.label)
            return
        self._running.discard(errand.job)
        if errand.key is not None and self._latest.get(errand.key) is errand.job:
            del self._latest[errand.key]
        if isinstance(event, Raised):
            errand.job.has_failed = True
            self._hand_over_error(errand, event.error)
        elif isinstance(event, Returned) and errand.is_wanted and not errand.was_dropped:
            errand.done(event.value)
        self.ended.emit(errand.job)

    def _hand_over_error(self, errand: Errand, error: BaseException) -> None:
        known = isinstance(error, AuditAppError)
        if not known:
            self.bug.emit(error)
        if known and errand.was_dropped:
            return
        if errand.failed is not None and errand.is_wanted:
            errand.failed(error)
        elif isinstance(error, StoreLetGo):
            return
        elif known and (errand.is_wanted or errand.job.writes):
            self._tell(error, held=self._proof is not None and not errand.job.writes)

    def _tell(self, error: BaseException, *, held: bool) -> None:
        if held:
            self._held.append(error)
        else:
            self.trouble.emit(error)


def _prove(lane: Lane[W], check: Callable[[W], None]) -> None:
    """Run the check on its thread; what did not pass is closed before anything is written."""
    try:
        check(lane.store())
    except BaseException as error:
        lane.let_go(partial(_refuse_let_go, str(error)))
        raise


def _no_database() -> Never:
    _refuse("No database is open. Open one, or make a new one, from the File menu.")


def _refuse_let_go(why: str) -> Never:
    raise StoreLetGo(why)


def _refuse(why: str) -> Never:
    raise AuditAppError(why)
