"""The desks that few sessions need: each made when it is first asked for, and wired there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.front_desk import FrontDesk, protection
from audit_app.paths import Paths
from audit_app.settings import Settings
from ui.backups.keeper import BackupKeeper
from ui.databases import Databases
from ui.desk import Desk
from ui.theme import Theme
from ui.troubles import Troubles
from ui.workspace import Workspace
from ui.write_gate import WriteGate

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs
    from ui.backups.desk import BackupsDesk
    from ui.exporting.acts import ExportActs
    from ui.handing_over.acts import HandOverActs
    from ui.report_desk import ReportDesk
    from ui.tool_desk import ToolDesk
    from ui.unlocking.protecting import ProtectionActs


@dataclass(frozen=True)
class Desks:
    """Makes them from the parts of the program; their imports stand inside, for they take long.

    `author()` gives whoever works here, "" while nobody said; `private` is the folder of
    short-lived documents and copies.
    """

    workspace: Workspace
    jobs: "StoreJobs"
    theme: Theme
    settings: Settings
    paths: Paths
    databases: Databases
    desk: Desk
    front_desk: FrontDesk
    troubles: Troubles
    gate: WriteGate
    keeper: BackupKeeper
    author: Callable[[], str]
    private: Path

    @cached_property
    def backups_desk(self) -> "BackupsDesk":
        """Made when backups are first asked for: few sessions do."""
        from ui.backups.desk import BackupsDesk
        from ui.backups.work import Folders

        made = BackupsDesk(
            self.workspace,
            self.databases,
            self.desk,
            jobs=self.jobs,
            keeper=self.keeper,
            theme=self.theme,
            memory=self.settings.window,
            folders=Folders(self.paths.backups, self.private),
            author=self.author,
        )
        made.trouble.connect(self.troubles.show)
        made.back_requested.connect(self.front_desk.go_back)
        self.gate.guard(made.page.preview.bring)
        return made

    @cached_property
    def protection(self) -> "ProtectionActs":
        """Made when somebody first asks how the database is protected."""
        from ui.unlocking.protecting import ProtectionActs
        from ui.unlocking.tidying import Tidying

        tidying = Tidying(self.keeper, self.paths.backups, self.workspace)
        tidying.told.connect(self.troubles.show)
        tidying.announced.connect(self.workspace.announce)
        made = ProtectionActs(
            self.workspace,
            self.jobs,
            self.databases,
            self.desk,
            self.theme.icons,
            minutes=lambda: self.settings.lock_after,
            protection=partial(protection, settings=self.settings),
            installed_key=self.settings.installed_key,
            tidying=tidying,
        )
        made.minutes_changed.connect(self.front_desk.locking.lock_after)
        return made

    @cached_property
    def tool_desk(self) -> "ToolDesk":
        """Made when tools are first worked on: few sessions do, and it takes long to load."""
        from ui.tool_desk import ToolDesk

        made = ToolDesk(
            self.workspace,
            self.jobs,
            self.theme,
            saver=self.desk.saver,
            author=self.author,
            database=self.database,
        )
        made.trouble.connect(self.troubles.show)
        made.announced.connect(self.workspace.announce)
        self.desk.settling.connect(made.flush)
        return made

    @cached_property
    def report_desk(self) -> "ReportDesk":
        """Made when a report is first put together."""
        from ui.report_desk import ReportDesk

        made = ReportDesk(
            self.workspace,
            self.jobs,
            self.settings.window,
            saver=self.desk.saver,
            author=self.author,
            database=self.database,
        )
        made.trouble.connect(self.troubles.show)
        made.announced.connect(self.workspace.announce)
        self.desk.settling.connect(made.flush)
        return made

    @cached_property
    def hand_over_acts(self) -> "HandOverActs":
        """Made when work is first handed over."""
        from ui.handing_over.acts import HandOverActs

        made = HandOverActs(
            self.jobs,
            self.theme.icons,
            self.workspace,
            author=self.author,
            folder=lambda: self.database().parent,
        )
        made.announced.connect(self.workspace.announce)
        return made

    @cached_property
    def export_acts(self) -> "ExportActs":
        """Made when tables are first exported."""
        from ui.exporting.acts import ExportActs

        made = ExportActs(
            self.jobs,
            self.theme.icons,
            self.workspace,
            folder=lambda: self.database().parent,
        )
        made.announced.connect(self.workspace.announce)
        return made

    def database(self) -> Path:
        """Return the open database; while there is none, where the first would lie."""
        return self.databases.path or self.front_desk.own
