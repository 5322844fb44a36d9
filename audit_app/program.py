"""Everything behind the window, made here and handed to one another."""

import logging
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from audit_app.pages import Pages
from audit_app.paths import Paths, clear_documents, make_private
from audit_app.settings import Settings
from forms.errors import AuditAppError
from ui.databases import Databases
from ui.desk import AUDITS, Desk
from ui.main_window import MainWindow
from ui.start_page import StartPage
from ui.theme import Theme
from ui.troubles import Troubles
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs
    from ui.tool_desk import ToolDesk

DISTRIBUTION = "case-file-audit"
FIRST_DATABASE = "my-audits.audit"
START = "start"


class Program(QObject):
    """The parts of the program, from the first painted window to quitting.

    `settings_changed` says that the settings hold something worth keeping at once.
    """

    settings_changed = Signal()

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
        self.workspace = Workspace(self.theme, settings.window, jobs, paths.data, _version)
        self.troubles = Troubles(window, self.theme.icons, logging.getLogger("audit_app"))
        self.databases = Databases(jobs, self)
        self.desk = Desk(self.workspace, jobs, self.theme, settings.window, self._author)
        self.start_page = StartPage(self.theme.icons)
        self._refused = self._own
        self._pages = self._announced_pages()
        self._connect_signals()
        window.furnish(self.workspace, jobs)

    def _connect_signals(self) -> None:
        workspace, databases, start = self.workspace, self.databases, self.start_page
        self.troubles.watch_uncaught()
        self.jobs.trouble.connect(self.troubles.show)
        self.jobs.bug.connect(self.troubles.show_bug)
        self.desk.trouble.connect(self.troubles.show)
        workspace.new_database_requested.connect(self._make_new)
        workspace.open_database_requested.connect(self._open)
        workspace.backup_requested.connect(self._back_up)
        start.retry_requested.connect(self._try_again)
        start.own_requested.connect(self._open_own)
        start.open_requested.connect(self._ask_open)
        start.new_requested.connect(self._ask_new)
        databases.opened.connect(self._on_opened)
        databases.refused.connect(self._on_refused)
        databases.announced.connect(workspace.announce)
        self.desk.author_named.connect(self._on_author_named)
        for changed in (self.desk.place_changed, workspace.page_shown, self.theme.changed):
            changed.connect(self.settings_changed)

    def _announced_pages(self) -> Pages:
        pages = Pages(
            self.workspace,
            self.jobs,
            self.theme,
            self._settings,
            self._paths,
            self.databases,
            self.desk,
            author=self._author,
            tool_desk=lambda: self.tool_desk,
        )
        pages.announce()
        self.workspace.add_page(START, "Start", "database", lambda: self.start_page, under=AUDITS)
        return pages

    @cached_property
    def tool_desk(self) -> "ToolDesk":
        """Made when tools are first worked on: few sessions do, and it takes long to load."""
        from ui.tool_desk import ToolDesk

        made = ToolDesk(
            self.workspace,
            self.jobs,
            self.theme,
            saver=self.desk.saver,
            author=self._author,
            database=self._database,
        )
        made.trouble.connect(self.troubles.show)
        made.announced.connect(self.workspace.announce)
        self.desk.settling.connect(made.flush)
        return made

    def start(self, file: Path | None, told: str = "") -> None:
        """Open the file that was asked for, or the one of last time, or a first one."""
        clear_documents(self._pages.private)
        if told:
            self.troubles.show(AuditAppError(told))
        path = file or self._settings.last_database
        if path is not None:
            self._open(str(path))
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
        self.settings_changed.emit()

    def _database(self) -> Path:
        """Return the open database; while there is none, where the first would lie."""
        return self.databases.path or self._own

    @property
    def _own(self) -> Path:
        return self._paths.data / FIRST_DATABASE

    @Slot(str)
    def _open(self, path: str) -> None:
        self.desk.put_away(partial(self.databases.open, Path(path)))

    @Slot(str)
    def _make_new(self, path: str) -> None:
        self.desk.put_away(partial(self.databases.create, Path(path)))

    @Slot()
    def _open_own(self) -> None:
        try:
            make_private(self._paths.data)
        except AuditAppError as error:
            self._on_refused(self._own, error)
            return
        self.desk.put_away(partial(self.databases.open_or_create, self._own))

    @Slot()
    def _try_again(self) -> None:
        if self._refused == self._own:
            self._open_own()
        else:
            self._open(str(self._refused))

    @Slot(str)
    def _back_up(self, target: str) -> None:
        self.desk.flush()
        self.databases.back_up(target)

    @Slot(object)
    def _on_opened(self, path: Path) -> None:
        if self._settings.last_database != path:
            self._settings.window.place.record = ""
        self._settings.remember_database(path)
        self.workspace.show_database(path)
        self.workspace.offer_pages(offered=True)
        self._show_recent()
        self.desk.work_on(path)
        self.settings_changed.emit()

    @Slot(object, object)
    def _on_refused(self, path: Path, error: BaseException | None) -> None:
        """Say why a database was not opened: on a page of its own while there is no other."""
        self.desk.resume()
        if self.databases.path is None:
            self._show_start(path, error)
        elif isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self.troubles.show(error)
            if not path.exists():
                self._settings.forget_database(path)
                self._show_recent()

    def _show_start(self, path: Path, error: BaseException | None) -> None:
        """Leave the place as it was remembered: the same database may open in a moment."""
        self._refused = path
        known = isinstance(error, AuditAppError)
        sentence = str(error) if known else f"“{path.name}” could not be opened."
        self.workspace.offer_pages(offered=False)  # they would have nothing to show
        self.start_page.explain(sentence, name=path.name, is_own=path == self._own)
        place = self._settings.window.place
        remembered = place.page
        self.workspace.show_page(START)
        place.page = remembered

    def _show_recent(self) -> None:
        self.workspace.set_recent([Path(each) for each in self._settings.recent_databases])

    @Slot()
    def _ask_open(self) -> None:
        from ui.file_dialogs import ask_for_existing

        ask_for_existing(self.workspace, self._paths.data, self._open)

    @Slot()
    def _ask_new(self) -> None:
        from ui.file_dialogs import ask_for_new

        ask_for_new(self.workspace, self._paths.data, self._make_new)


def _version() -> str:
    from importlib.metadata import version  # takes long to load, and only "About" asks

    return version(DISTRIBUTION)
