"""Opens the window, or says in a sentence why there is none."""

import os
import sys
from pathlib import Path

from forms.errors import AuditAppError

_NO_DISPLAY = (
    "There is no display to show the window on. All other commands work without one; "
    "“audit-app --help” lists them."
)
_LIBRARIES = "The README lists the libraries that a bare Debian or Ubuntu needs for it."


def has_display() -> bool:
    """Return whether a window can be shown: always but on a Linux without a display."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(file: str | None) -> int:
    """Show the window, on a file where one is given; returns the exit code once it is closed.

    Raises AuditAppError where the file does not exist or no window can be shown here.
    """
    if file is not None and not Path(file).exists():
        raise AuditAppError(
            f"There is no file “{file}”. To make a database, start “audit-app” without a file."
        )
    if not has_display():
        raise AuditAppError(_NO_DISPLAY)
    try:
        from audit_app.bootstrap import run_window
    except ImportError as error:
        if ".so" not in str(error):
            raise
        raise AuditAppError(f"The window cannot be shown: {error}. {_LIBRARIES}") from error
    _tell_plainly_when_qt_gives_up()
    return run_window(file)


def _tell_plainly_when_qt_gives_up() -> None:
    """Qt ends the process itself where it finds no display after all; say why, and dump no core."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    def tell(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtFatalMsg:
            sys.stderr.write(f"{message}\n")
            return
        sentence = message.partition(". ")[0]
        sys.stderr.write(f"The window cannot be shown: {sentence}. {_LIBRARIES}\n")
        sys.stderr.flush()
        os._exit(1)

    qInstallMessageHandler(tell)
