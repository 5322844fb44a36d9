"""The pages of the window: each announced here, and built when it is first shown."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from audit_app.paths import Paths, make_private
from audit_app.settings import Settings
from forms.errors import AuditAppError
from ui.databases import Databases
from ui.desk import AUDITS, DESIGNER, FORM, REPORT, TOOLS, Desk
from ui.theme import Theme
from ui.workspace import Workspace
from ui.write_gate import WriteGate

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs
    from ui.tool_desk import ToolDesk


@dataclass(frozen=True)
class Pages:
    """Builds every page from the parts of the program, and wires it to the desks.

    `author()` gives whoever works here, "" while nobody said; `tool_desk()` the desk that tools
    are worked on at, made the first time. Imports stand in the builders: most sessions show few
    of the pages, and each takes long to load. What changes the database goes through the `gate`.
    """

    workspace: Workspace
    jobs: "StoreJobs"
    theme: Theme
    settings: Settings
    paths: Paths
    databases: Databases
    desk: Desk
    author: Callable[[], str]
    tool_desk: "Callable[[], ToolDesk]"
    gate: WriteGate

    def announce(self) -> None:
        """Tell the workspace of every page, in the order of the rail."""
        add = self.workspace.add_page
        add(AUDITS, "Audits", "audits", self._audits)
        add(REPORT, "Report", "report", self._report)
        add(TOOLS, "Tools", "tools", self._tools)
        add(DESIGNER, "Designer", "tools", self._designer, under=TOOLS)
        add(FORM, "Audit", "audits", self._form, under=AUDITS)

    @property
    def private(self) -> Path:
        """The folder of short-lived documents and copies, for its owner only."""
        return self.paths.data / "private"

    def _audits(self) -> QWidget:
        from ui.audits.page import AuditsPage

        page = AuditsPage(self.jobs, self.theme, self.settings.window, author=self.author)
        page.open_audit_requested.connect(self.desk.open_audit)
        page.new_audit_requested.connect(self.desk.start_audit)
        page.draft_discarded.connect(self.desk.on_discarded)
        page.announced.connect(self.workspace.announce)
        commands = page.commands
        self.gate.guard(commands.new, commands.reopen, commands.void, commands.discard)
        self._refresh_when_opened(page, page.refresh)
        return page

    def _form(self) -> QWidget:
        from ui.audit_form import AuditPage
        from ui.audit_form.keys import GROUP, spoken_keys

        page = AuditPage(self.theme)
        self.desk.adopt_form(page)
        self.workspace.describe_keys(GROUP, spoken_keys())
        return page

    def _tools(self) -> QWidget:
        from ui.tools.page import ToolsPage

        page = ToolsPage(self.jobs, self.theme)
        self.tool_desk().adopt_page(page)
        does = page.commands
        self.gate.guard(does.new, does.take_in, does.edit, does.amend, does.fork, does.move)
        self.gate.guard(does.withdraw, does.discard, page.new)
        self._refresh_when_opened(page, page.refresh)
        return page

    def _designer(self) -> QWidget:
        from ui.designer import DesignerPage

        page = DesignerPage(self.theme, self.settings.window)
        self.tool_desk().adopt_designer(page)
        return page

    def _report(self) -> QWidget:
        from ui.report.page import ReportPage

        with suppress(AuditAppError):  # whoever opens a document there is told
            make_private(self.private)
        database = self.databases.path
        page = ReportPage(
            self.jobs,
            self.theme,
            self.settings.window,
            private_folder=self.private,
            folder=database.parent if database else self.paths.data,
        )
        page.announced.connect(self.workspace.announce)
        self._refresh_when_opened(page, page.refresh)
        return page

    def _refresh_when_opened(self, page: QWidget, refresh: Callable[[], None]) -> None:
        """Show what another database holds; a page out of view does so when it is shown."""

        def on_opened() -> None:
            if page.isVisible():
                refresh()

        self.databases.opened.connect(on_opened)
