"""Everything behind the window, made here and handed to one another."""

import logging
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from audit_app.paths import Paths, make_private, private_folder
from audit_app.settings import Settings
from forms.errors import AuditAppError
from ui.databases import Databases
from ui.desk import AUDITS, FORM, REPORT, Desk
from ui.main_window import MainWindow
from ui.theme import Theme
from ui.troubles import Troubles
from ui.widgets.empty_state import EmptyState
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs

DISTRIBUTION = "case-file-audit"
FIRST_DATABASE = "my-audits.audit"
START = "start"


class Program(QObject):
    """The parts of the program, from the first painted window to quitting."""

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        jobs: "StoreJobs",
        paths: Paths,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._paths = paths
        self._settings = settings
        self.jobs = jobs
        self.theme = Theme(app, settings.window)
        self.workspace = Workspace(
            self.theme, settings.window, jobs, paths.data, version(DISTRIBUTION)
        )
        self.troubles = Troubles(window, self.theme.icons, logging.getLogger("audit_app"))
        self.databases = Databases(jobs, self)
        self.desk = Desk(self.workspace, jobs, self.theme, settings.window, self._author)
        self._add_pages()
        self._connect_signals()
        window.furnish(self.workspace, jobs)

    def _add_pages(self) -> None:
        add = self.workspace.add_page
        add(AUDITS, "Audits", "audits", self._audits_page)
        add(REPORT, "Report", "report", self._report_page)
        add(FORM, "Audit", "audits", self._form_page, under=AUDITS)
        add(START, "Start", "database", self._start_page, under=AUDITS)

    def _connect_signals(self) -> None:
        workspace, databases = self.workspace, self.databases
        self.troubles.watch_uncaught()
        self.jobs.trouble.connect(self.troubles.show)
        self.jobs.bug.connect(self.troubles.show_bug)
        workspace.new_database_requested.connect(databases.create)
        workspace.open_database_requested.connect(self._open_another)
        workspace.backup_requested.connect(databases.back_up)
        databases.opened.connect(self._on_opened)
        databases.refused.connect(self._on_refused)
        databases.announced.connect(workspace.announce)
        self.desk.author_named.connect(self._on_author_named)

    def start(self, file: Path | None, told: str = "") -> None:
        """Open the file that was asked for, or the one of last time, or a first one."""
        if told:
            self.troubles.show(AuditAppError(told))
        path = file or self._settings.last_database
        if path is not None:
            self.databases.open(str(path))
        else:
            self._open_own()

    def stop(self) -> None:
        """Finish every write and close the files."""
        self.jobs.close()
        self.troubles.unwatch_uncaught()

    def _author(self) -> str:
        return self._settings.auditor_code or self._settings.auditor_name

    @Slot(str)
    def _on_author_named(self, name: str) -> None:
        self._settings.auditor_code = name

    @Slot(str)
    def _open_another(self, path: str) -> None:
        self.desk.flush()
        self.databases.open(path)

    @Slot(object)
    def _on_opened(self, path: Path) -> None:
        if self._settings.last_database != path.absolute():
            self._settings.window.place.record = ""
        self._settings.remember_database(path)
        self.workspace.show_database(path)
        self._show_recent()
        self.desk.return_to_place()

    @Slot(object, object)
    def _on_refused(self, path: Path, error: BaseException) -> None:
        if not path.exists():
            self._settings.forget_database(path)
            self._show_recent()
        if self.databases.path is None:
            self.workspace.show_page(START)
        self.troubles.show(error)

    def _show_recent(self) -> None:
        self.workspace.set_recent([Path(each) for each in self._settings.recent_databases])

    def _audits_page(self) -> QWidget:
        from ui.audits.page import AuditsPage

        page = AuditsPage(self.jobs, self.theme, self._settings.window, author=self._author)
        page.open_audit_requested.connect(self.desk.open_audit)
        page.new_audit_requested.connect(self.desk.start_audit)
        page.announced.connect(self.workspace.announce)
        return page

    def _form_page(self) -> QWidget:
        from ui.audit_form import AuditPage

        page = AuditPage(self.theme)
        self.desk.adopt_form(page)
        return page

    def _report_page(self) -> QWidget:
        from ui.report.page import ReportPage

        page = ReportPage(
            self.jobs,
            self.theme,
            self._settings.window,
            private_folder=private_folder(),
            folder=self.databases.path.parent if self.databases.path else self._paths.data,
        )
        page.announced.connect(self.workspace.announce)
        return page

    def _start_page(self) -> QWidget:
        page = EmptyState(
            self.theme.icons,
            "database",
            "No database is open",
            detail="Open one, or make a new one, from the File menu.",
            action="Open my own database",
        )
        page.action_requested.connect(self._open_own)
        return page

    @Slot()
    def _open_own(self) -> None:
        self.databases.open_or_create(make_private(self._paths.data) / FIRST_DATABASE)
