"""The pages of the window: each announced here, and built when it is first shown."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from audit_app.paths import Paths, make_private
from audit_app.settings import Settings
from forms.errors import AuditAppError
from ui.databases import Databases
from ui.desk import AUDITS, BUILDER, DESIGNER, EXPLORE, FORM, MERGE, REPORT, SETTLE, TOOLS, Desk
from ui.settling.counting import ConflictCount
from ui.theme import Theme
from ui.workspace import Workspace
from ui.write_gate import WriteGate

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs
    from ui.report_desk import ReportDesk
    from ui.tool_desk import ToolDesk
    from ui.tools.catalogue import Entry


@dataclass(frozen=True)
class Pages:
    """Builds every page from the parts of the program, and wires it to the desks.

    `author()` gives whoever works here, "" while nobody said; `tool_desk()` and `report_desk()`
    the desks that tools and report templates are worked on at, made the first time. Imports stand
    in the builders: most sessions show few of the pages, and each takes long to load. What
    changes the database goes through the `gate`. `after_merge` is called once a merge brought
    something.
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
    report_desk: "Callable[[], ReportDesk]"
    gate: WriteGate
    after_merge: Callable[[], None] = lambda: None

    def announce(self) -> None:
        """Tell the workspace of every page, in the order of the rail."""
        add = self.workspace.add_page
        add(AUDITS, "Audits", "audits", self._audits)
        add(REPORT, "Report", "report", self._report)
        add(EXPLORE, "Explore", "explore", self._explore)
        add(TOOLS, "Tools", "tools", self._tools)
        add(MERGE, "Merge", "merge", self._merge)
        add(SETTLE, "Conflicts", "alert", self._settle)
        add(DESIGNER, "Designer", "tools", self._designer, under=TOOLS)
        add(BUILDER, "Report builder", "report", self._builder, under=REPORT)
        add(FORM, "Audit", "audits", self._form, under=AUDITS)
        self._count_conflicts()
        self.workspace.retention_requested.connect(self._ask_about_retention)

    @property
    def private(self) -> Path:
        """The folder of short-lived documents and copies, for its owner only."""
        return self.paths.data / "private"

    def _audits(self) -> QWidget:
        from ui.audits.page import AuditsPage

        page = AuditsPage(self.jobs, self.theme, self.settings.window, author=self.author)
        page.open_audit_requested.connect(self.desk.open_audit)
        page.new_audit_requested.connect(self.desk.start_audit)
        page.settle_requested.connect(self.open_settling)
        page.history_requested.connect(self.open_history)
        page.report_requested.connect(self._report_on)
        page.draft_discarded.connect(self.desk.on_discarded)
        page.announced.connect(self.workspace.announce)
        commands = page.commands
        self.gate.guard(commands.new, commands.reopen, commands.void, commands.discard)
        self.gate.guard(commands.moderate, commands.dispute)
        self._refresh_when_opened(page, page.refresh)
        return page

    def _form(self) -> QWidget:
        from ui.audit_form import AuditPage
        from ui.audit_form.keys import GROUP, spoken_keys

        page = AuditPage(self.theme)
        page.settle_requested.connect(self.open_settling)
        page.history_requested.connect(self.open_history)
        self.desk.adopt_form(page)
        self.workspace.describe_keys(GROUP, spoken_keys())
        return page

    def _tools(self) -> QWidget:
        from ui.tools.page import ToolsPage

        page = ToolsPage(self.jobs, self.theme)
        self.tool_desk().adopt_page(page)
        page.history_requested.connect(self._open_tool_history)
        does = page.commands
        self.gate.guard(does.new, does.take_in, does.edit, does.amend, does.fork, does.move)
        self.gate.guard(does.copy, does.withdraw, does.discard, page.new)
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
        page.build_requested.connect(lambda: self.report_desk().show())
        self.databases.locked.connect(page.forget)
        self._refresh_when_opened(page, page.refresh)
        return page

    def _builder(self) -> QWidget:
        from ui.builder.composing_view import ComposingView
        from ui.builder.page import BuilderPage
        from ui.builder.templates_view import TemplatesView

        with suppress(AuditAppError):  # whoever opens a document there is told
            make_private(self.private)
        database = self.databases.path
        bench = ComposingView(
            self.jobs,
            self.theme,
            self.settings.window,
            private_folder=self.private,
            folder=database.parent if database else self.paths.data,
        )
        page = BuilderPage(TemplatesView(self.theme), bench)
        desk = self.report_desk()
        desk.adopt_page(page)
        self.databases.locked.connect(desk.forget)
        self.databases.opened.connect(desk.forget)
        self._refresh_when_opened(page, desk.refresh)
        listed = page.templates
        self.gate.guard(listed.new, listed.new_button, listed.copy, listed.remove)
        self.gate.guard(bench.header.keep, bench.header.discard, bench.properties)
        self.gate.guard(*bench.parts.writing)
        return page

    def _report_on(self, uid: str) -> None:
        """Make the report of one audit."""
        from ui.report.page import ReportPage

        page = self.workspace.page(REPORT)
        if isinstance(page, ReportPage):
            page.report_on(uid)
            self.workspace.show_page(REPORT)

    def _explore(self) -> QWidget:
        from ui.explore.page import ExplorePage

        database = self.databases.path
        page = ExplorePage(
            self.jobs,
            self.theme,
            self.settings.window,
            folder=database.parent if database else self.paths.data,
        )
        page.behind_requested.connect(self._show_behind)
        page.views_changed.connect(self.desk.place_changed)
        page.part_requested.connect(lambda view: self.report_desk().put_into_report(view))
        page.offer_to_report()
        self.gate.guard(page.head.to_report)
        page.announced.connect(self.workspace.announce)
        self.databases.locked.connect(page.forget)
        self._refresh_when_opened(page, page.refresh)
        return page

    def _show_behind(self, uids: list[str], told: str) -> None:
        """List the audits behind a number."""
        from ui.audits.page import AuditsPage

        page = self.workspace.page(AUDITS)
        if isinstance(page, AuditsPage):
            page.show_behind(uids, told)
            self.workspace.show_page(AUDITS)

    def _merge(self) -> QWidget:
        from ui.merge.page import MergePage

        with suppress(AuditAppError):  # the look into the files says what is wrong
            make_private(self.private)
        page = MergePage(
            self.jobs,
            self.theme,
            private_folder=self.private,
            folder=lambda: (self.databases.path or self.paths.data / "none").parent,
            author=self.author,
        )
        page.open_audit_requested.connect(self.desk.open_audit)
        page.settle_requested.connect(lambda: self.workspace.show_page(SETTLE))
        page.announced.connect(self.workspace.announce)
        page.trouble.connect(self.jobs.trouble)
        self.gate.guard(*page.writing)
        self.databases.opened.connect(page.begin_anew)
        self.databases.locked.connect(page.forget)
        page.merged.connect(self.after_merge)
        count = self.workspace.findChild(ConflictCount)
        if isinstance(count, ConflictCount):
            page.merged.connect(count.refresh)
            page.undone.connect(count.refresh)
        return page

    def open_settling(self, uid: str) -> None:
        """Show the conflict of an audit."""
        from ui.settling.page import SettlePage

        page = self.workspace.page(SETTLE)
        self.workspace.show_page(SETTLE)
        if isinstance(page, SettlePage):
            page.open_conflict(uid)

    def _settle(self) -> QWidget:
        from ui.settling.page import SettlePage
        from ui.settling.words import GROUP, KEY_LINES

        page = SettlePage(self.jobs, self.theme, author=self.author)
        page.settled.connect(self._show_settled)
        page.open_audit_requested.connect(self.desk.open_audit)
        page.announced.connect(self.workspace.announce)
        self.databases.opened.connect(page.forget)
        self.gate.guard(page.settle_now, page.foot.settle, *page.joined.writing)
        self._refresh_when_opened(page, page.refresh)
        self.workspace.describe_keys(GROUP, KEY_LINES)
        return page

    def open_history(self, uid: str, title: str, field: str = "") -> None:
        """Show the history of an audit; with a field, that of this answer."""
        from ui.history.histories import Histories

        histories = Histories(self.jobs, self.theme, self.workspace)
        histories.announced.connect(self.workspace.announce)
        histories.open(uid, title, field)

    def _open_tool_history(self, entry: "Entry") -> None:
        from forms.identity import tool_uid

        self.open_history(tool_uid(entry.key), f"{entry.title}, version {entry.version}")

    def _ask_about_retention(self) -> None:
        from ui.retention.dialog import RetentionDialog

        dialog = RetentionDialog(
            self.jobs, self.theme, self.paths.backups, self.workspace, author=self.author
        )
        dialog.announced.connect(self.workspace.announce)
        dialog.erased.connect(self._on_erased)
        self.gate.guard(dialog.yes)
        dialog.open()

    def _on_erased(self) -> None:
        """Leave an audit that may be gone, and list what is left."""
        from ui.audits.page import AuditsPage

        self.workspace.show_page(AUDITS)
        page = self.workspace.page(AUDITS)
        if isinstance(page, AuditsPage):
            page.refresh()

    def _show_settled(self, uid: str, told: str) -> None:
        self.desk.open_audit(uid, told)

    def _count_conflicts(self) -> None:
        """Say in the rail how many audits wait to be settled."""
        count = ConflictCount(self.jobs, self.workspace)
        count.counted.connect(partial(self.workspace.show_count, SETTLE))
        self.databases.opened.connect(count.refresh)
        self.workspace.page_shown.connect(count.refresh)

    def _refresh_when_opened(self, page: QWidget, refresh: Callable[[], None]) -> None:
        """Show what another database holds; a page out of view does so when it is shown."""

        def on_opened() -> None:
            if page.isVisible():
                refresh()

        self.databases.opened.connect(on_opened)
