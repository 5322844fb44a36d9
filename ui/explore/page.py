"""The page Explore: set a measure against one field or two, see chart and table, go behind them."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.explore.going_behind import GoingBehind
from ui.explore.head import ExploreHead
from ui.explore.pivot_bar import PivotBar
from ui.explore.reads import Explored, Options, explore, load_explore_options
from ui.explore.sheet import ExploreSheet
from ui.explore.states import ExploreStack
from ui.explore.taking_out import TakingOut
from ui.explore.view_acts import ViewActs
from ui.explore.words.opening import WordsSearch
from ui.job_board import Job
from ui.memory import WindowMemory
from ui.report.scope_bar import ScopeBar
from ui.theme import GRID, Theme
from ui.widgets.commands import PageCommands

if TYPE_CHECKING:
    from exports.charts.of_crossing import Place
    from forms.explore_views import ExploreView
    from ui.audits.reads import StoreJobs
    from ui.explore.shown import Shown

_PAGE = "explore"


class ExplorePage(QWidget):
    """A measure by one field or two, worked out anew whenever something else is chosen.

    `behind_requested(uids, told)` asks for the list of the audits behind a number.
    `part_requested` carries the `ExploreView` that a report shall show; the button for it is there
    once somebody listens (`offer_to_report`). `views_changed` says that the memory holds other
    views; `announced` carries a sentence about what was done.
    """

    behind_requested = Signal(object, str)
    part_requested = Signal(object)
    views_changed = Signal()
    announced = Signal(str)

    def __init__(
        self,
        jobs: "StoreJobs",
        theme: Theme,
        memory: WindowMemory,
        *,
        folder: Path,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
        self._memory = memory
        self._today = today
        self._work: Job | None = None
        self.shown: Shown | None = None
        self._view: ExploreView | None = None
        self.saved = ViewActs(
            memory,
            self,
            view=lambda: self.view,
            title=lambda: self.shown.title if self.shown else "",
        )
        self.behind = GoingBehind(jobs, self)
        self.words = WordsSearch(jobs, theme, self, today)
        self.out = TakingOut(jobs, self, folder=folder, today=today)
        self._build()
        self._make_actions()
        self._restore(memory.filters.get(_PAGE, {}))
        self._connect_signals()
        self._take(None)

    def _build(self) -> None:
        icons = self._theme.icons
        self.pivot = PivotBar(icons)
        self.bar = ScopeBar(icons, self._today)
        self.sheet = ExploreSheet(self._theme)
        self.states = ExploreStack(icons, self.sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(self.pivot)
        chosen = QHBoxLayout()
        chosen.addWidget(self.bar, 1)
        layout.addLayout(chosen)
        layout.addWidget(self.states, 1)
        # Added last, so that Tab begins where something is chosen.
        self.head = ExploreHead(icons, self.saved.menu.menu)
        chosen.addWidget(self.head.profile, 0, Qt.AlignmentFlag.AlignTop)
        layout.insertWidget(0, self.head)

    def _make_actions(self) -> None:
        commands = PageCommands(self, self._theme.icons, "Explore")
        for text, icon, key, slot in (
            ("Copy as picture", "copy", "Ctrl+Shift+C", self._copy_picture),
            ("Copy as table", "copy", "Ctrl+Shift+T", self._copy_table),
            ("Save picture or table", "save", "Ctrl+S", self._save),
            ("Search what auditors wrote", "search", "Ctrl+F", self._search_words),
            ("Work out again", "refresh", "F5", self.refresh),
        ):
            commands.add(text, icon, key).triggered.connect(slot)

    def _connect_signals(self) -> None:
        head, saved = self.head, self.saved
        head.copy_picture.triggered.connect(self._copy_picture)
        head.copy_table.triggered.connect(self._copy_table)
        head.save.clicked.connect(self._save)
        head.words.clicked.connect(self._search_words)
        head.profile_changed.connect(self._work_out)
        head.to_report.clicked.connect(self._put_into_report)
        saved.opened.connect(self.show_view)
        saved.trouble.connect(self._jobs.trouble)
        saved.changed.connect(self.views_changed)
        saved.announced.connect(self.announced)
        self.pivot.pivot_changed.connect(self._on_changed)
        self.bar.selection_changed.connect(self._on_changed)
        self.states.no_match.action_requested.connect(self.bar.clear)
        self.states.stopped.action_requested.connect(self._work_out)
        self.sheet.chosen.connect(self._find_behind)
        self.behind.found.connect(self.behind_requested)
        self.words.found.connect(self.behind_requested)
        for part in (self.behind, self.out):
            part.announced.connect(self.announced)
        self._jobs.ended.connect(self._on_job_ended)

    @property
    def view(self) -> "ExploreView":
        """What is chosen."""
        from forms.explore_views import ExploreView

        asked, period = self.bar.selection(), self.bar.period
        own = period.name == "between"
        return ExploreView(
            tool=asked.tool_id,
            measure=self.pivot.measure.value,
            by=self.pivot.by.value or "team",
            across=self.pivot.second,
            period=period.name,
            from_=asked.first if own else None,
            to=asked.last if own else None,
            where=dict(asked.where),
        )

    @Slot()
    def refresh(self) -> None:
        """Read again what can be explored, and work it out again."""
        self._jobs.read(
            load_explore_options, done=self._show_options, key="explore.options", owner=self
        )

    @Slot()
    def forget(self) -> None:
        """Show nothing of a database that is locked now."""
        self.words.close()
        self._take(None)
        self.states.show_nothing()

    def offer_to_report(self) -> None:
        """Offer to put a view into a report: there is something that takes it."""
        self.head.to_report.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the figures up to date: audits were completed while they were out of sight."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def _restore(self, state: dict[str, str]) -> None:
        self.pivot.choose(
            state.get("measure", "overall"), state.get("by", "team"), state.get("and")
        )
        self.bar.restore(state)

    def _show_options(self, options: Options) -> None:
        self.bar.offer(options.scope)
        self.pivot.offer_fields(options.fields)
        has_audits = bool(options.scope.tools)
        self.bar.setVisible(has_audits)
        self.head.profile.setVisible(has_audits)
        self.pivot.setVisible(has_audits)
        if not has_audits:
            self._take(None)
            self.states.setCurrentWidget(self.states.nothing_yet)
            return
        self._work_out()

    @Slot()
    def _on_changed(self) -> None:
        self._memory.filters[_PAGE] = self.view.state()
        self.saved.forget_current()
        self._work_out()

    @Slot()
    def _work_out(self) -> None:
        self._view = None
        self._work = self._jobs.read(
            partial(explore, view=self.view, today=self._today(), published=self.head.is_published),
            done=self._show_explored,
            label="Working out the figures …",
            key="explore.figures",
            owner=self,
        )

    def _show_explored(self, explored: Explored) -> None:
        self._work = None
        self.pivot.offer_measures(explored.measures, explored.view.measure)
        self._view = explored.view
        self._take(explored.shown)
        self.states.setCurrentWidget(self.sheet if explored.shown else self.states.no_match)

    def _take(self, shown: "Shown | None") -> None:
        self.shown = shown
        self.sheet.show_shown(shown)
        self.head.suit(has_figures=shown is not None)

    @Slot(object)
    def _on_job_ended(self, job: Job) -> None:
        """Say so when the figures will not come: the work was cancelled, or failed."""
        if job is self._work:
            self._work = None
            self._take(None)
            self.states.setCurrentWidget(self.states.stopped)

    @Slot(object, object)
    def _find_behind(self, place: "Place", code: str | None) -> None:
        """Ask for the audits behind what was entered, unless something else is on its way."""
        if self.shown is None or self._view is None:
            return
        if self.shown.crossing.total.published:
            self.announced.emit("Published figures do not lead to the audits behind them.")
            return
        self.behind.go(self._view, self.shown.crossing, place, code)

    @Slot(object)
    def show_view(self, view: "ExploreView") -> None:
        """Choose what a view says, and work it out."""
        state = view.state()
        self._restore(state)
        self._memory.filters[_PAGE] = state
        self._work_out()

    def _image(self, shown: "Shown") -> QImage:
        return self.sheet.chart.image(shown.title, shown.headline)

    @Slot()
    def _copy_picture(self) -> None:
        if self.shown is not None:
            self.out.copy_picture(self._image(self.shown))

    @Slot()
    def _copy_table(self) -> None:
        if self.shown is not None:
            self.out.copy_table(self.shown)

    @Slot()
    def _save(self) -> None:
        if self.shown is not None:
            self.out.ask_save(self.shown, self._image(self.shown))

    @Slot()
    def _search_words(self) -> None:
        if self.shown is not None and not self.head.is_published:
            self.words.open(self.view)

    @Slot()
    def _put_into_report(self) -> None:
        self.part_requested.emit(self.view)
