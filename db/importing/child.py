"""The process that reads received files: it may use little, and hands over only plain parcels.

What it reads may be crafted to run it out of memory, time or disk, or to break the library that
reads it. Nothing of the program's own is open in it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, BinaryIO

from db.importing.pipes import receive, send

if TYPE_CHECKING:
    from db.importing.reading import Task

FLAG = "--read-received-files"
"""What the frozen program is started with to be this process."""
_MOST_MEMORY = 1536 * 1024**2
_MOST_WRITTEN = 12 * 1024**3
_MOST_OPEN = 64
_LOOK_SECONDS = 1.0


def main() -> None:
    """Read the files that are named on stdin, one after the other, until it is closed."""
    _limit()
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    tasks, parcels = os.fdopen(0, "rb"), _only_parcels()  # a windowed program has no sys.stdin
    with suppress(BrokenPipeError, EOFError):
        while content := receive(tasks):
            _read(_task(content), tasks, parcels)


def _read(task: Task, answers: BinaryIO, parcels: BinaryIO) -> None:
    """Read one file; whatever goes wrong with it is told as a reason to refuse it."""
    from db.importing.parcels import Refused, is_question, written
    from db.importing.reading import parcels_of

    reading = parcels_of(task)
    try:
        parcel = next(reading)
        while True:
            send(parcels, parcel)
            parcel = reading.send(receive(answers)) if is_question(parcel) else next(reading)
    except StopIteration:
        return
    except (BrokenPipeError, EOFError):
        raise
    except MemoryError:
        reason = "reading it needs more memory than any file of this program does"
    except Exception as error:  # noqa: BLE001 -- a crafted file may break anything; told without its text
        reason = f"something in it is not as this program writes ({_place(error)})"
    send(parcels, written(Refused(f"“{task.path.name}” is refused: {reason}.")))


def _end_with(parent: int) -> None:
    """End where the parent was killed, whatever is being read; the next start tidies up.

    On Windows a process keeps its parent's number: there the end of the pipe ends this one.
    """
    while os.getppid() == parent:
        sleep(_LOOK_SECONDS)
    os._exit(1)


def _task(content: bytes) -> Task:
    from db.cipher import DataKey
    from db.importing.reading import Task

    told = json.loads(content)
    key = told["key"]
    return Task(
        Path(told["path"]),
        Path(told["folder"]) if told["folder"] else None,
        DataKey(bytes.fromhex(key[0]), bytes.fromhex(key[1])) if key else None,
        bool(told["skim"]),
    )


def _only_parcels() -> BinaryIO:
    """Return the pipe to the parent; whatever else is printed goes nowhere."""
    pipe = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return pipe


def _limit() -> None:
    """Bound what this process may use; Windows has no such limits, there the parent watches."""
    try:
        import resource
    except ImportError:
        return
    for name, most in (
        (resource.RLIMIT_AS, _MOST_MEMORY),
        (resource.RLIMIT_FSIZE, _MOST_WRITTEN),
        (resource.RLIMIT_NOFILE, _MOST_OPEN),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):
            resource.setrlimit(name, (most, most))


def _place(error: Exception) -> str:
    """Return the kind of an error and where it came from, without its text."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).stem}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__} {where}".strip()
