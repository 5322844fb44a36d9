"""The report page: choose audits, see figures at once, hand on the document."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ui.job_board import Job
from ui.memory import WindowMemory
from ui.report.figures_view import FiguresView
from ui.report.handing_over import WEB_PAGE, HandingOver, OpenUrl
from ui.report.pdf import Document, draw_document, draw_web_page
from ui.report.preview import Preview
from ui.report.reads import ReportOptions, Worked, load_options, work_out
from ui.report.scope_bar import ScopeBar
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role
from ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from exports.figures.report_data import ReportData
    from ui.audits.reads import StoreJobs

_PAGE = "report"


class ReportPage(QWidget):
    """Figures of the audits chosen, and the thematic report on them.

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
        self._work: Job | None = None
        self._document: Document | None = None
        self._report: ReportData | None = None
        self.handing = HandingOver(
            jobs, self, private=private_folder, folder=folder, open_url=open_url
        )
        self._build()
        self._make_actions()
        self.bar.restore(memory.filters.get(_PAGE, {}))
        self._connect_signals()
        self._take_document(None)

    def _build(self) -> None:
        icons = self._theme.icons
        self.bar = ScopeBar(icons, self._today)
        self.figures = FiguresView(self._theme)
        self.preview = Preview(self._jobs, self._theme)
        self.tabs = named(QTabWidget(), "Report")
        self.tabs.addTab(self.figures, "Figures")
        self.tabs.addTab(self.preview, "Document")
        self.nothing_yet = EmptyState(
            icons,
            "report",
            "No completed audits yet",
            detail="Figures and the report appear here once an audit was completed.",
        )
        self.no_match = EmptyState(
            icons,
            "search",
            "No audits match",
            detail="Choose a longer period or fewer filters.",
            action="Clear filters",
        )
        self.stopped = EmptyState(
            icons,
            "clock",
            "The figures were not worked out",
            detail="The work was stopped before it was done.",
            action="Work them out",
        )
        self._stack = QStackedWidget()
        for part in (QWidget(), self.tabs, self.nothing_yet, self.no_match, self.stopped):
            self._stack.addWidget(part)
        self.save_button = set_role(named(QPushButton("&Save PDF…"), "Save PDF"), "primary")
        self.print_button = named(QPushButton("&Print…"), "Print")
        self.open_button = named(
            QPushButton("&Open in the default reader"), "Open in the default reader"
        )
        self.page_button = named(
            QPushButton("Save as &web page…"),
            "Save as web page",
            "One file that opens in any browser: for small screens, large text and screen readers",
        )
        icons.wear(self.page_button, "save", "text", 18)
        icons.wear(self.save_button, "save", "on_accent", 18)
        icons.wear(self.print_button, "print", "text", 18)
        icons.wear(self.open_button, "document", "text", 18)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(label("Report", "title"))
        head.addStretch(1)
        for button in (self.open_button, self.print_button, self.page_button, self.save_button):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)

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
        self.bar.selection_changed.connect(self._on_selection_changed)
        self.no_match.action_requested.connect(self.bar.clear)
        self.stopped.action_requested.connect(self._work_out)
        self.save_button.clicked.connect(self._save)
        self.page_button.clicked.connect(self._save_page)
        self.print_button.clicked.connect(self._print)
        self.open_button.clicked.connect(self._open)
        self.handing.announced.connect(self.announced)
        self._jobs.ended.connect(self._on_job_ended)

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
        self.bar.setVisible(bool(options.tools))
        if not options.tools:
            self._take_document(None)
            self._stack.setCurrentWidget(self.nothing_yet)
            return
        self._work_out()

    @Slot()
    def _on_selection_changed(self) -> None:
        self._memory.filters[_PAGE] = self.bar.state()
        self._work_out()

    @Slot()
    def _work_out(self) -> None:
        self._take_document(None)
        self._work = self._jobs.read(
            partial(work_out, selection=self.bar.selection()),
            done=self._show_figures,
            label="Working out the figures …",
            key="report.figures",
            owner=self,
        )

    def _show_figures(self, worked: Worked | None) -> None:
        self._work = None
        if worked is None:
            self._stack.setCurrentWidget(self.no_match)
            return
        self._report = worked.report
        self.figures.show_board(worked.board)
        self._stack.setCurrentWidget(self.tabs)
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
        buttons = (self.save_button, self.page_button, self.print_button, self.open_button)
        for button in buttons:
            button.setEnabled(document is not None)
        if document is not None:
            self.preview.show_document(document)

    @Slot(object)
    def _on_job_ended(self, job: Job) -> None:
        """Say so when the figures will not come: the work was cancelled, or failed."""
        if job is self._work:
            self._work = None
            self._stack.setCurrentWidget(self.stopped)

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
            self.handing.ask_print(self._document.data, len(self._document.pages))

    @Slot()
    def _open(self) -> None:
        if self._document is not None:
            self.handing.open_elsewhere(self._document.data)

    def _file_name(self, ending: str) -> str:
        return f"{self.bar.tool.currentText()} thematic report {self._today():%Y-%m-%d}.{ending}"
