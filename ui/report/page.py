"""The report page: choose audits, see figures at once, hand on the document."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence, QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.job_board import Job
from ui.memory import WindowMemory
from ui.report.batches import ask_for_folder, write_reports
from ui.report.figures_view import FiguresView
from ui.report.handing_over import WEB_PAGE, HandingOver, OpenUrl
from ui.report.head import ReportHead
from ui.report.pdf import Document, draw_document, draw_web_page
from ui.report.preview import Preview
from ui.report.profile_bar import ProfileBar
from ui.report.quote_dialog import Quotable, QuoteDialog, load_quotes
from ui.report.reads import ReportOptions, Worked, load_options, work_out
from ui.report.scope_bar import ScopeBar
from ui.report.states import ReportStack
from ui.report.wishes import FIRST, Wish
from ui.theme import GRID, Theme
from ui.widgets.dressing import named

if TYPE_CHECKING:
    from exports.reports.kinds import WorkedOut
    from ui.audits.reads import StoreJobs

_PAGE = "report"
_KIND = "kind"


class ReportPage(QWidget):
    """A report of the kind chosen on the audits chosen, with its figures where there are such.

    Loads whenever it comes into view. `private` is the folder for copies opened in another
    program, `folder` where saving begins. `announced` carries a sentence about what was done.
    """

    announced = Signal(str)

    def __init__(
        self,
        jobs: "StoreJobs",
        theme: Theme,
        memory: WindowMemory,
        *,
        private_folder: Path,
        folder: Path,
        today: Callable[[], date] = date.today,
        open_url: OpenUrl = QDesktopServices.openUrl,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
        self._memory = memory
        self._today = today
        self._has_audits = False
        self._work: Job | None = None
        self._document: Document | None = None
        self._report: WorkedOut | None = None
        self.handing = HandingOver(
            jobs, self, private=private_folder, folder=folder, open_url=open_url
        )
        self._build()
        self._make_actions()
        state = memory.filters.get(_PAGE, {})
        self.bar.restore(state)
        self.head.choose(state.get(_KIND, FIRST))
        self._connect_signals()
        self._take_document(None)

    def _build(self) -> None:
        icons = self._theme.icons
        self.head = ReportHead(icons)
        self.bar = ScopeBar(icons, self._today)
        self.profile = ProfileBar()
        self.figures = FiguresView(self._theme)
        self.preview = Preview(self._jobs, self._theme)
        self.tabs = named(QTabWidget(), "Report")
        self.tabs.addTab(self.figures, "Figures")
        self.tabs.addTab(self.preview, "Document")
        self.states = ReportStack(icons, self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(self.head)
        layout.addWidget(self.bar)
        layout.addWidget(self.profile)
        layout.addWidget(self.states, 1)

    def _make_actions(self) -> None:
        self._add_action("Save PDF", "Ctrl+S", self._save)
        self._add_action("Save as web page", "Ctrl+Shift+S", self._save_page)
        self._add_action("Print", "Ctrl+P", self._print)
        self._add_action("Work out again", "F5", self.refresh)

    def _add_action(self, text: str, key: str, slot: Callable[[], None]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setProperty("group", "Report")
        action.triggered.connect(slot)
        self.addAction(action)

    def _connect_signals(self) -> None:
        self.head.kind_changed.connect(self._on_selection_changed)
        self.head.fields.changed.connect(self._work_out)
        self.head.fields.batch_requested.connect(self._ask_for_folder)
        self.head.save.clicked.connect(self._save)
        self.head.web_page.clicked.connect(self._save_page)
        self.head.print.clicked.connect(self._print)
        self.head.open.clicked.connect(self._open)
        self.bar.selection_changed.connect(self._on_selection_changed)
        self.profile.profile_changed.connect(self._work_out)
        self.profile.quotes_requested.connect(self._ask_for_quotes)
        self.states.no_match.action_requested.connect(self.bar.clear)
        self.states.stopped.action_requested.connect(self._work_out)
        self.handing.announced.connect(self.announced)
        self._jobs.ended.connect(self._on_job_ended)

    @property
    def wish(self) -> Wish:
        """The report that is asked for."""
        asked = self.head.fields
        return Wish(
            self.head.kind.value,
            self.bar.selection(),
            asked.audit.text(),
            self.profile.profile,
            self.profile.quotes,
            asked.target.text(),
            asked.every.value,
        )

    @Slot()
    def refresh(self) -> None:
        """Read again what can be reported on, and work the figures out again."""
        self._jobs.read(load_options, done=self._show_options, key="report.options", owner=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the figures up to date: audits were completed while they were out of sight."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def _show_options(self, options: ReportOptions) -> None:
        self.bar.offer(options)
        self._has_audits = bool(options.tools)
        self._show_what_is_asked()
        if not options.tools:
            self._take_document(None)
            self.states.setCurrentWidget(self.states.nothing_yet)
            return
        self._work_out()

    def _show_what_is_asked(self) -> None:
        """Offer the filters that this kind of report looks at."""
        self.bar.setVisible(self._has_audits and "scope" in self.head.asks)
        self.bar.ask_for_tool(wanted=self.wish.of.of_one_tool)
        self.profile.offer(self.wish.of, there=self._has_audits)

    @Slot()
    def _on_selection_changed(self) -> None:
        self.profile.take_quotes(frozenset())
        self._memory.filters[_PAGE] = self.bar.state() | {_KIND: self.head.kind.value}
        self._show_what_is_asked()
        self._work_out()

    @Slot()
    def _work_out(self) -> None:
        self._take_document(None)
        wish = self.wish
        if wish.lacks:
            self.states.setCurrentWidget(self.states.lacks[wish.lacks])
            return
        self._work = self._jobs.read(
            partial(work_out, wish=wish),
            done=partial(self._show_figures, wish),
            label="Working out the figures …",
            key="report.figures",
            owner=self,
        )

    def _show_figures(self, wish: Wish, worked: Worked | None) -> None:
        self._work = None
        if wish != self.wish:
            return  # a kind that lacks something was chosen meanwhile
        if worked is None:
            self.states.setCurrentWidget(self.states.no_match)
            return
        self._report = worked.report
        self.tabs.setTabVisible(self.tabs.indexOf(self.figures), worked.board is not None)
        if worked.board is not None:
            self.figures.show_board(worked.board)
        self.states.setCurrentWidget(self.tabs)
        self._jobs.read(
            partial(draw_document, report=worked.report),
            done=self._take_document,
            label="Drawing the report …",
            key="report.document",
            owner=self,
        )

    def _take_document(self, document: Document | None) -> None:
        """Offer a document to be handed on; nothing while it does not fit the selection yet."""
        self._document = document
        as_page = self._report is not None and self._report.draw_page is not None
        self.head.offer_document(there=document is not None, as_page=as_page)
        if document is not None:
            self.preview.show_document(document)

    @Slot(object)
    def _on_job_ended(self, job: Job) -> None:
        """Say so when the figures will not come: the work was cancelled, or failed."""
        if job is self._work:
            self._work = None
            self.states.setCurrentWidget(self.states.stopped)

    @Slot()
    def _save(self) -> None:
        if self._document is not None:
            self.handing.ask_save(self._document.data, self._file_name("pdf"))

    @Slot()
    def _save_page(self) -> None:
        if self._document is None or self._report is None:
            return
        self._jobs.read(
            partial(draw_web_page, report=self._report),
            done=self._ask_where_page_goes,
            label="Writing the web page …",
            key="report.page",
            owner=self,
        )

    def _ask_where_page_goes(self, page: bytes) -> None:
        self.handing.ask_save(page, self._file_name("html"), WEB_PAGE)

    @Slot()
    def _print(self) -> None:
        if self._document is not None:
            title = self.wish.of.title
            self.handing.ask_print(self._document.data, len(self._document.pages), title)

    @Slot()
    def _open(self) -> None:
        if self._document is not None:
            self.handing.open_elsewhere(self._document.data)

    def _file_name(self, ending: str) -> str:
        return self.wish.file_name(self.bar.tool.currentText(), self._today(), ending)

    @Slot()
    def _ask_for_quotes(self) -> None:
        self._jobs.read(
            partial(load_quotes, wish=self.wish),
            done=self._show_quotes,
            label="Finding the quotations …",
            key="report.quotes",
            owner=self,
        )

    def _show_quotes(self, quotes: list[Quotable]) -> None:
        dialog = QuoteDialog(quotes, self.profile.quotes, self)
        dialog.chosen.connect(self._on_quotes_chosen)
        dialog.open()

    @Slot(object)
    def _on_quotes_chosen(self, quotes: frozenset[str]) -> None:
        self.profile.take_quotes(quotes)
        self._work_out()

    @Slot()
    def _ask_for_folder(self) -> None:
        ask_for_folder(self, self.handing.folder, self.write_batch)

    def write_batch(self, folder: Path) -> None:
        """Write the report of every team into a folder, and say how many there are."""
        self._jobs.read(
            partial(write_reports, wish=self.wish, folder=folder),
            done=partial(self._tell_batch, folder.name),
            label="Writing the reports …",
            owner=self,
        )

    def _tell_batch(self, folder: str, reports: int) -> None:
        self.announced.emit(f"Saved {reports} reports in “{folder}”.")
