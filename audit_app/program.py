"""Everything behind the window, made here and handed to one another."""

import logging
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from audit_app.desks import Desks
from audit_app.front_desk import FrontDesk
from audit_app.pages import Pages
from audit_app.paths import Paths, clear_documents
from audit_app.settings import Settings
from forms.errors import AuditAppError
from ui.backups.keeper import BackupKeeper
from ui.databases import Databases
from ui.desk import Desk
from ui.front_pages import FrontPages
from ui.main_window import MainWindow
from ui.theme import Theme
from ui.troubles import Troubles
from ui.unlocking.idling import IdleWatch
from ui.workspace import Workspace
from ui.write_gate import WriteGate

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs
    from ui.backups.work import Nothing
    from ui.lanes import Progress

DISTRIBUTION = "case-file-audit"


class Program(QObject):
    """The parts of the program, from the first painted window to quitting.

    `backups` are the threads on which backups are made, and put back. `settings_changed` says
    that the settings hold something worth keeping at once.
    """

    settings_changed = Signal()

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        jobs: "StoreJobs",
        paths: Paths,
        settings: Settings,
        *,
        backups: tuple[Executor, Executor],
    ) -> None:
        super().__init__()
        self._paths = paths
        self._settings = settings
        self.jobs = jobs
        self.theme = Theme(app, settings.window)
        self.workspace = Workspace(self.theme, settings.window, jobs, paths.data, _version)
        self.troubles = Troubles(window, self.theme.icons, logging.getLogger("audit_app"))
        self.databases = Databases(jobs, self, private=paths.private)
        self.gate = WriteGate(self)
        self.backup_keeper = BackupKeeper(self.databases, backups, paths.backups, self)
        self.desk = Desk(self.workspace, jobs, self.theme, settings.window, self._author)
        self._pages = self._announced_pages()
        self.front_desk = self._made_front_desk(app)
        self.desks = self._made_desks()
        self._connect_signals()
        window.furnish(self.workspace, jobs)

    def _connect_signals(self) -> None:
        workspace, databases = self.workspace, self.databases
        self.troubles.watch_uncaught()
        self.jobs.trouble.connect(self.troubles.show)
        self.jobs.bug.connect(self.troubles.show_bug)
        self.desk.trouble.connect(self.troubles.show)
        workspace.backup_requested.connect(self._back_up)
        workspace.hand_over_requested.connect(self._hand_over)
        workspace.export_requested.connect(self._export)
        workspace.backups_requested.connect(self._show_backups)
        self.front_desk.restore_requested.connect(self._restore)
        self.front_desk.salvage_requested.connect(self._salvage)
        self._watch_backups()
        self.gate.guard(*workspace.writing)
        databases.opened.connect(lambda _: self._guard_writing(databases.read_only))
        databases.announced.connect(workspace.announce)
        workspace.protection_requested.connect(self._ask_protection)
        self.front_desk.changed.connect(self.settings_changed)
        self.desk.author_named.connect(self._on_author_named)
        for changed in (self.desk.place_changed, workspace.page_shown, self.theme.changed):
            changed.connect(self.settings_changed)

    def _watch_backups(self) -> None:
        jobs = self.backup_keeper.jobs
        jobs.trouble.connect(self.troubles.show)
        jobs.bug.connect(self.troubles.show_bug)
        self.workspace.watch(jobs)
        self.backup_keeper.failed.connect(self.workspace.announce)

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
            tool_desk=lambda: self.desks.tool_desk,
            report_desk=lambda: self.desks.report_desk,
            gate=self.gate,
            after_merge=self.backup_keeper.after_merge,
        )
        pages.announce()
        return pages

    def _made_front_desk(self, app: QApplication) -> FrontDesk:
        memory = self._settings.window
        return FrontDesk(
            self.workspace,
            self.databases,
            self.desk,
            FrontPages(self.workspace, self.theme, memory),
            troubles=self.troubles,
            settings=self._settings,
            paths=self._paths,
            idle=IdleWatch(app, parent=self),
        )

    def _made_desks(self) -> Desks:
        return Desks(
            self.workspace,
            self.jobs,
            self.theme,
            self._settings,
            self._paths,
            self.databases,
            self.desk,
            self.front_desk,
            self.troubles,
            self.gate,
            self.backup_keeper,
            self._author,
            self._pages.private,
        )

    def start(self, file: Path | None, told: str = "") -> None:
        """Open the file that was asked for, or the one of last time, or a first one."""
        clear_documents(self._pages.private)
        left = ("received-*", "unfinished-*")
        if any(place for each in left for place in self._pages.private.glob(each)):
            forget = partial(_forget_copies, folder=self._pages.private)
            self.backup_keeper.jobs.read(forget, done=lambda _: None)
        if told:
            self.troubles.show(AuditAppError(told))
        self.front_desk.start(file)

    def stop(self) -> None:
        """Finish every write and close the files."""
        self.backup_keeper.close()
        self.jobs.close()
        self.troubles.unwatch_uncaught()

    @Slot()
    def _show_backups(self) -> None:
        self.desks.backups_desk.show_own()

    @Slot(object)
    def _restore(self, path: Path) -> None:
        self.desks.backups_desk.show_damaged(path)

    @Slot(object)
    def _salvage(self, path: Path) -> None:
        self.desks.backups_desk.salvage(path)

    @Slot()
    def _ask_protection(self) -> None:
        self.desks.protection.ask()

    def _author(self) -> str:
        return self._settings.auditor_code or self._settings.auditor_name

    @Slot(str)
    def _on_author_named(self, name: str) -> None:
        self._settings.auditor_code = name
        self.settings_changed.emit()

    @Slot()
    def _hand_over(self) -> None:
        """Ask what goes once everything that was typed is saved."""
        self.desk.put_away(self._ask_to_hand_over)

    def _ask_to_hand_over(self) -> None:
        self.desk.resume()
        self.desks.hand_over_acts.ask()

    @Slot()
    def _export(self) -> None:
        self.desks.export_acts.ask()

    def _guard_writing(self, why: str) -> None:
        self.gate.shut(why)
        self.workspace.explain_greyed(why)

    @Slot(str)
    def _back_up(self, target: str) -> None:
        self.desk.flush()
        self.databases.back_up(target)


def _forget_copies(_: "Nothing", _progress: "Progress", folder: Path) -> None:
    """Remove what a program left behind when it died: copies of files, and half of one's own."""
    from db.private_places import remove_abandoned
    from db.unfinished import remove_unfinished

    remove_abandoned(folder)
    remove_unfinished(folder)


def _version() -> str:
    from importlib.metadata import version  # takes long to load, and only "About" asks

    return version(DISTRIBUTION)
