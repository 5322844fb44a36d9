"""The log: what happened and where in the code, never what a person typed.

Exceptions carry content (a database error prints the text it could not read), so their texts
are dropped wherever they come in, and only type and code locations are written.
"""

import logging
import os
from contextlib import suppress
from io import FileIO, TextIOWrapper
from itertools import pairwise
from pathlib import Path
from types import TracebackType

from audit_app.paths import make_private, open_private
from ui.bug_report import locations

_MOST_BYTES = 1024 * 1024
_KEPT = 3
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class LocationFormatter(logging.Formatter):
    """Writes exceptions as types and code locations, without text or values."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record; exceptions among its arguments are named by their type."""
        safe = logging.makeLogRecord(record.__dict__)
        safe.exc_text = None  # another handler may have written it out in full
        safe.stack_info = None
        if isinstance(safe.args, tuple):
            safe.args = tuple(_nameless(value) for value in safe.args)
        elif safe.args:
            safe.args = {key: _nameless(value) for key, value in safe.args.items()}
        safe.msg = _nameless(safe.msg)
        return super().format(safe)

    def formatException(self, ei: _ExcInfo) -> str:
        """Write the chain of types and places."""
        return "\n".join(locations(ei[1])) if ei[1] is not None else ""


class PrivateFile(logging.FileHandler):
    """A log file for its owner only, begun anew when it is full; a few old ones are kept.

    The standard library's own is in a module that takes long to import for a start.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record, and turn the page behind it when the file is full."""
        super().emit(record)
        if self.stream is not None and self.stream.tell() > _MOST_BYTES:
            self.stream.close()
            self._turn()
            self.stream = self._open()

    def _open(self) -> TextIOWrapper:
        descriptor = open_private(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        return TextIOWrapper(FileIO(descriptor, "a"), encoding="utf-8", write_through=True)

    def _turn(self) -> None:
        """Drop the oldest file and give every other the next number."""
        names = [self.baseFilename, *(f"{self.baseFilename}.{n}" for n in range(1, _KEPT + 1))]
        # Where another window holds one of them, the log goes on in the full file.
        with suppress(OSError):
            for newer, older in reversed(list(pairwise(names))):
                if Path(newer).exists():
                    Path(newer).replace(older)


def start_log(folder: Path) -> logging.Handler:
    """Send what all rooms log to a file of the owner's own; returns its handler, to stop it."""
    handler = PrivateFile(make_private(folder) / "case-file-audit.log")
    handler.setFormatter(LocationFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Close the log's file."""
    logging.getLogger().removeHandler(handler)
    handler.close()


def _nameless(value: object) -> object:
    return type(value).__name__ if isinstance(value, BaseException) else value
