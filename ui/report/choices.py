"""All that a report is asked for: its kind, its audits, its options, for whom it is."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.memory import WindowMemory
from ui.report.cohort_bar import CohortBar
from ui.report.head import ReportHead
from ui.report.profile_bar import ProfileBar
from ui.report.reads import ReportOptions
from ui.report.scope_bar import ScopeBar
from ui.report.trend_bar import TrendBar
from ui.report.wishes import FIRST, ONE_AUDIT, Wish
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs

_PAGE = "report"
_KIND = "kind"


class ReportChoices(QObject):
    """Makes one wish of what head and bars say, and keeps it from session to session.

    The bars are shown as the kind of report asks for them. `changed` says that something else is
    wished for.
    """

    changed = Signal()

    def __init__(
        self,
        head: ReportHead,
        jobs: "StoreJobs",
        theme: Theme,
        memory: WindowMemory,
        today: Callable[[], date],
    ) -> None:
        super().__init__(head)
        self._memory = memory
        self._has_audits = False
        self.head = head
        self.bar = ScopeBar(theme.icons, today)
        self.trend = TrendBar(jobs, theme, today)
        self.cohort = CohortBar()
        self.profile = ProfileBar()
        self._restore(memory.filters.get(_PAGE, {}))
        head.kind_changed.connect(self._on_selection_changed)
        head.audit.changed.connect(self.changed)
        self.bar.selection_changed.connect(self._on_selection_changed)
        self.bar.more.toggled.connect(self._suit_cohort)
        self.trend.changed.connect(self._on_trend_changed)
        self.cohort.changed.connect(self.changed)
        self.profile.profile_changed.connect(self.changed)

    @property
    def wish(self) -> Wish:
        """The report that is asked for."""
        return Wish(
            self.head.kind.value,
            self.bar.selection(),
            self.head.audit.uid,
            self.profile.profile,
            self.profile.quotes,
            self.profile.threshold,
            self.trend.asked if "target" in self.head.asks else None,
            self.cohort.cases if "cohort" in self.head.asks else None,
        )

    @property
    def bars(self) -> tuple[QWidget, ...]:
        """The bars, from the top."""
        return self.bar, self.trend, self.cohort, self.profile

    @property
    def has_audits(self) -> bool:
        """Whether there is anything to report on."""
        return self._has_audits

    def offer(self, options: ReportOptions) -> None:
        """Offer what the database holds."""
        self.bar.offer(options)
        self._has_audits = bool(options.tools)
        self.show_what_is_asked()

    def show_what_is_asked(self) -> None:
        """Offer the filters and options that this kind of report looks at."""
        asks, kind = self.head.asks, self.wish.of
        self.bar.setVisible(self._has_audits and "scope" in asks)
        self.bar.ask_for_tool(wanted=kind.of_one_tool)
        self.trend.setVisible(self._has_audits and "target" in asks)
        self._suit_cohort()
        self.profile.offer(kind, there=self._has_audits)
        if "target" in asks:
            self.trend.ask_about(self.bar.tool.value)

    @Slot()
    def _suit_cohort(self) -> None:
        """Ask for a cohort beside the filters that fold away: few people know one."""
        asked = self._has_audits and "cohort" in self.head.asks
        opened = self.bar.more.isChecked() or self.cohort.cases is not None
        self.cohort.setVisible(asked and opened)

    def choose_audit(self, uid: str) -> None:
        """Ask for the report of one audit."""
        self.head.choose(ONE_AUDIT)
        self.head.audit.take_id(uid)
        self._on_selection_changed()

    @Slot(object)
    def take_quotes(self, quotes: frozenset[str]) -> None:
        """Publish these quotations."""
        self.profile.take_quotes(quotes)
        self.changed.emit()

    def _restore(self, state: dict[str, str]) -> None:
        self.bar.restore(state)
        self.trend.restore(state)
        self.head.choose(state.get(_KIND, FIRST))

    def _remember(self) -> None:
        """Keep what is asked for, but not which audit: that would name a case."""
        kind = {_KIND: self.head.kind.value}
        self._memory.filters[_PAGE] = self.bar.state() | self.trend.state() | kind

    @Slot()
    def _on_selection_changed(self) -> None:
        self.profile.take_quotes(frozenset())
        self.cohort.forget()
        self._remember()
        self.show_what_is_asked()
        self.changed.emit()

    @Slot()
    def _on_trend_changed(self) -> None:
        self._remember()
        self.changed.emit()
