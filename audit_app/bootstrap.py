"""The one place where the window is made; it stands on the screen before the rest is read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from audit_app.logs import start_log, stop_log
from audit_app.paths import Paths, user_paths
from audit_app.settings import Settings, SettingsFile
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from audit_app.program import Program
    from ui.audits.reads import StoreJobs


class Bootstrap:
    """Makes the window, and the program inside it once the window is painted.

    `told` is a sentence to show at once, such as one about settings that could not be read.
    """

    def __init__(
        self, app: QApplication, paths: Paths, settings: Settings, file: Path | None, told: str = ""
    ) -> None:
        self.program: Program | None = None
        self._app = app
        self._paths = paths
        self._settings = settings
        self._file = file
        self._told = told
        self.window = MainWindow(settings.window)
        self.window.painted.connect(self._furnish)

    def _furnish(self) -> None:
        from concurrent.futures import ThreadPoolExecutor

        from audit_app.program import Program
        from ui.jobs import Jobs

        writer, reader = (ThreadPoolExecutor(1, name) for name in ("writer", "reader"))
        jobs: StoreJobs = Jobs(writer, reader)
        self.program = Program(self._app, self.window, jobs, self._paths, self._settings)
        self.program.start(self._file, self._told)

    def stop(self) -> None:
        """Finish every write and close the files."""
        if self.program is not None:
            self.program.stop()


def run_window(file: str | None) -> int:
    """Run the program with its window; returns the exit code once it is closed."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Case File Audit")
    paths = user_paths()
    settings_file = SettingsFile(paths.settings)
    settings, told = settings_file.load()
    log = start_log(paths.logs)
    bootstrap = Bootstrap(app, paths, settings, Path(file) if file else None, told)
    bootstrap.window.show()
    code = app.exec()
    bootstrap.stop()
    settings_file.save(settings)
    stop_log(log)
    return code
