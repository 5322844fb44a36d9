"""The report page: choose audits, see figures at once, hand on the document."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from ui.memory import WindowMemory
from ui.report.batches import Batches
from ui.report.choices import ReportChoices
from ui.report.choices_area import ChoicesArea
from ui.report.commands import ReportCommands
from ui.report.figures_view import FiguresView
from ui.report.giving import Giving
from ui.report.handing_over import HandingOver, OpenUrl
from ui.report.head import ReportHead
from ui.report.making import ReportMaking
from ui.report.pdf import Document
from ui.report.preview import Preview
from ui.report.quoting import Quoting
from ui.report.reads import ReportOptions, Worked, load_report_options, work_out
from ui.report.states import ReportStack
from ui.report.wishes import Wish
from ui.theme import GRID, Theme
from ui.widgets.dressing import named

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs


class ReportPage(QWidget):
    """A report of the kind chosen on the audits chosen, with its figures where there are such.

    Loads whenever it comes into view. `private` is the folder for copies opened in another
    program, `folder` where saving begins. `announced` carries a sentence about what was done,
    `build_requested` asks for the page where a report is put together.
    """

    announced = Signal(str)
    build_requested = Signal()

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
        self.making = ReportMaking(jobs, self)
        self.handing = HandingOver(
            jobs, self, private=private_folder, folder=folder, open_url=open_url
        )
        self.giving = Giving(
            jobs,
            self,
            self.making,
            self.handing,
            file_name=self._file_name,
            title=lambda: self.wish.of.title,
        )
        self.batches = Batches(jobs, self)
        self.quoting = Quoting(jobs, self)
        self._build()
        self._connect_signals()
        self._forget()

    def _build(self) -> None:
        icons = self._theme.icons
        self.commands = ReportCommands(self, icons)
        self.head = ReportHead(self.commands, self._jobs, self._theme)
        self.choices = ReportChoices(self.head, self._jobs, self._theme, self._memory, self._today)
        self.bar, self.trend = self.choices.bar, self.choices.trend
        self.profile = self.choices.profile
        self.figures = FiguresView(self._theme)
        self.preview = Preview(self._jobs, self._theme)
        self.tabs = named(QTabWidget(), "Report")
        self.tabs.addTab(self.figures, "Figures")
        self.tabs.addTab(self.preview, "Document")
        self.states = ReportStack(icons, self.tabs)
        # It has what the choices leave, which see to it that it is enough.
        self.states.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        self.area = ChoicesArea(self.choices.bars, self._room_for_choices)
        layout.addWidget(self.head)
        layout.addWidget(self.area)
        layout.addWidget(self.states, 1)

    def _connect_signals(self) -> None:
        commands, giving, head = self.commands, self.giving, self.head
        commands.save.triggered.connect(giving.save)
        commands.protect.triggered.connect(giving.save_protected)
        commands.web_page.triggered.connect(giving.save_page)
        commands.print.triggered.connect(giving.print)
        commands.build.triggered.connect(self.build_requested)
        commands.refresh.triggered.connect(self.refresh)
        head.open.clicked.connect(giving.open)
        head.each_team.clicked.connect(self._ask_for_batch)
        self.choices.changed.connect(self._work_out)
        self.profile.quotes_requested.connect(lambda: self.quoting.ask(self.wish))
        self.quoting.chosen.connect(self.choices.take_quotes)
        self.states.no_match.action_requested.connect(self.bar.clear)
        self.states.stopped.action_requested.connect(self._work_out)
        self.states.lacks["audit"].action_requested.connect(head.audit.open_list)
        self.making.worked.connect(self._show_figures)
        self.making.drawn.connect(self._show_document)
        self.making.stopped.connect(self._show_stopped)
        for part in (self.handing, self.batches):
            part.announced.connect(self.announced)

    @property
    def wish(self) -> Wish:
        """The report that is asked for."""
        return self.choices.wish

    @property
    def document(self) -> Document | None:
        """The finished document, None while there is none."""
        return self.making.document

    def report_on(self, uid: str) -> None:
        """Make the report of one audit."""
        self.choices.choose_audit(uid)

    @Slot()
    def forget(self) -> None:
        """Show nothing of a database that is locked now."""
        self._forget()
        self.head.audit.forget()
        self.preview.forget()
        self.states.show_nothing()

    @Slot()
    def refresh(self) -> None:
        """Read again what can be reported on, and work the figures out again."""
        self.head.audit.look_again()
        self._jobs.read(
            load_report_options, done=self._show_options, key="report.options", owner=self
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the figures up to date: audits were completed while they were out of sight."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height between the choices and the report."""
        super().resizeEvent(event)
        self.area.fit()

    def _room_for_choices(self) -> int:
        """Return what head and report leave of the page, with large text less than is asked for."""
        head = self.head.heightForWidth(self.head.width())
        return self.height() - head - self.states.minimumSizeHint().height() - 6 * GRID

    def _show_options(self, options: ReportOptions) -> None:
        self.choices.offer(options)
        if not self.choices.has_audits:
            self._forget()
            self.states.setCurrentWidget(self.states.nothing_yet)
            return
        self._work_out()

    @Slot()
    def _work_out(self) -> None:
        self._forget()
        wish = self.wish
        if wish.lacks:
            self.states.setCurrentWidget(self.states.lacks[wish.lacks])
            return
        self.making.make(partial(work_out, wish=wish))

    def _forget(self) -> None:
        """Hand nothing on that does not fit what is asked for."""
        self.making.forget()
        self.head.offer_document(there=False, as_page=False)

    @Slot(object)
    def _show_figures(self, worked: Worked | None) -> None:
        if worked is None:
            self.states.setCurrentWidget(self.states.no_match)
            return
        self.tabs.setTabVisible(self.tabs.indexOf(self.figures), worked.board is not None)
        if worked.board is not None:
            self.figures.show_board(worked.board)
        self.states.setCurrentWidget(self.tabs)

    @Slot(object)
    def _show_document(self, document: Document) -> None:
        report = self.making.report
        as_page = report is not None and report.draw_page is not None
        self.head.offer_document(there=True, as_page=as_page)
        self.preview.show_document(document)

    @Slot()
    def _show_stopped(self) -> None:
        self.states.setCurrentWidget(self.states.stopped)

    def _file_name(self, ending: str) -> str:
        return self.wish.file_name(self.bar.tool.currentText(), self._today(), ending)

    @Slot()
    def _ask_for_batch(self) -> None:
        self.batches.ask(self.wish.each_team, self.handing.folder)
