"""The one place where the window is made; it stands on the screen before the rest is read."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from audit_app.logs import start_log, stop_log
from audit_app.paths import Paths, user_paths
from audit_app.settings import Settings, SettingsFile
from forms.errors import AuditAppError
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from audit_app.keeping import SettingsKeeper
    from audit_app.program import Program
    from ui.audits.reads import StoreJobs

_STYLE = ("-style", "Fusion")  # the one that the theme is made for, on every system


class Bootstrap:
    """Makes the window, and the program inside it once the window is painted.

    `told` is a sentence to show at once, such as one about settings that could not be read.
    """

    def __init__(
        self, app: QApplication, paths: Paths, settings: Settings, file: Path | None, told: str = ""
    ) -> None:
        self.program: Program | None = None
        self.keeper: SettingsKeeper | None = None
        self._app = app
        self._paths = paths
        self._settings = settings
        self._file = file
        self._told = told
        self.window = MainWindow(settings.window)
        self.window.painted.connect(self._furnish)

    def _furnish(self) -> None:
        from concurrent.futures import ThreadPoolExecutor

        from audit_app.keeping import SettingsKeeper
        from audit_app.program import Program
        from ui.jobs import Jobs

        names = ("writer", "reader", "ahead", "keeper", "backups", "restoring")
        writer, reader, ahead, keeper, *backups = (ThreadPoolExecutor(1, name) for name in names)
        jobs: StoreJobs = Jobs(writer, reader, ahead=ahead)
        self.program = Program(
            self._app,
            self.window,
            jobs,
            self._paths,
            self._settings,
            backups=(backups[0], backups[1]),
        )
        self.keeper = SettingsKeeper(SettingsFile(self._paths.settings), self._settings, keeper)
        self.program.settings_changed.connect(self.keeper.touch)
        self.keeper.refused.connect(self.program.troubles.show)
        self.program.start(self._file, self._told)

    def stop(self) -> None:
        """Finish every write, close the files, and keep the settings."""
        if self.program is not None:
            self.program.stop()
        if self.keeper is not None:
            self.keeper.close()


def run_window(file: str | None) -> int:
    """Run the program with its window; returns the exit code once it is closed."""
    app = QApplication([*sys.argv[:1], *_STYLE])
    app.setApplicationName("Case File Audit")
    paths = user_paths()
    settings, about_settings = SettingsFile(paths.settings).load()
    log, about_log = _start_log(paths.logs)
    told = " ".join(sentence for sentence in (about_settings, about_log) if sentence)
    bootstrap = Bootstrap(app, paths, settings, Path(file) if file else None, told)
    bootstrap.window.show()
    code = app.exec()
    bootstrap.stop()
    if log is not None:
        stop_log(log)
    return code


def _start_log(folder: Path) -> tuple[logging.Handler | None, str]:
    """Start the log, or say why there is none: nobody's work should wait for a log."""
    try:
        return start_log(folder), ""
    except (AuditAppError, OSError):
        return None, f"No log is written, because nothing can be written in {folder}."
