"""What is known of work under way: one job, who waits for it, and the board of all of them."""

from collections.abc import Callable, Hashable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ui.lanes import Ticket

Failed = Callable[[BaseException], None]


class Job(QObject):
    """One piece of work: what it is called, how far it is, and how to stop it.

    Signals are emitted on the GUI thread. `progressed` carries done, total (0 when unknown)
    and a label.
    """

    progressed = Signal(object, object, str)

    def __init__(self, label: str, *, writes: bool) -> None:
        super().__init__()
        self.label = label
        self.writes = writes
        self.has_failed = False
        self.ticket = Ticket()

    def cancel(self) -> None:
        """Stop before the start, or at the next progress step.

        A cancelled read delivers nothing. A write that ended before it noticed has happened,
        and is delivered.
        """
        self.ticket.cancel()


class Errand(NamedTuple):
    """A job with the people waiting for it."""

    job: Job
    done: Callable[..., None]
    failed: Failed | None
    owner: QObject | None
    key: Hashable | None

    @property
    def is_wanted(self) -> bool:
        """False once the owner is destroyed: then nobody may be called back."""
        return self.owner is None or isValid(self.owner)

    @property
    def was_dropped(self) -> bool:
        """Whether it is a read that somebody cancelled: nothing of it is told."""
        return self.job.ticket.is_cancelled and not self.job.writes


class JobBoard(QObject):
    """What the window may know of the work under way, whatever store it works on.

    `started` and `ended` carry a `Job`; `ended` comes after its callbacks. `trouble` carries
    known trouble that nobody took; `bug` carries every other exception, taken or not.
    """

    started = Signal(object)
    ended = Signal(object)
    trouble = Signal(object)
    bug = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._running: set[Job] = set()
        self.read_only = ""
        """Why nothing can be changed in the open database, "" where it can."""

    @property
    def unsaved(self) -> int:
        """How many writes were asked for and have not ended yet."""
        return sum(job.writes for job in self._running)


def owner_of(callback: object) -> QObject | None:
    """Return the Qt object whose bound method this is, if it is one."""
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, QObject) else None
