"""The dialog of retention: find what is past its time, tick it, erase it for good."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ui.audit_form.date_box import NO_DATE, DateBox
from ui.audit_form.dates import shown_date
from ui.retention import work
from ui.retention.erasing import Erasing
from ui.retention.model import ErasedModel, PastModel
from ui.retention.table import RowTable
from ui.retention.words import TOLD, count_told, years_before
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, say_aloud, set_role
from ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs

_SHARE = 0.9  # of the screen
_YEARS = 6
_PAST_WIDTHS = (18, 26, 16, 16, 13, 14, 16)
_ERASED_WIDTHS = (18, 18, 60, 10)


class RetentionDialog(QDialog):
    """Lists audits past their time and erases those that are ticked.

    `erased` says that audits left the database, `announced` carries a sentence on it. `backups`
    is the folder of automatic backups.
    """

    erased = Signal()
    announced = Signal(str)

    def __init__(
        self,
        jobs: "StoreJobs",
        theme: Theme,
        backups: Path,
        parent: QWidget,
        *,
        author: Callable[[], str],
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Retention")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._jobs = jobs
        self._erasing = Erasing(jobs, backups, author, self)
        self.before = DateBox("Dated and last touched before", theme, today)
        self.before.line.show_text(shown_date(years_before(today(), _YEARS)))
        self.search = SearchBox(theme.icons, "Find a case, tool, auditor or team")
        self.past, self.markers = PastModel(), ErasedModel()
        self.table = RowTable(self.past, "Audits past their time", _PAST_WIDTHS)
        self.table.setAccessibleDescription("Space ticks an audit.")
        self.marked = RowTable(self.markers, "What was erased", _ERASED_WIDTHS)
        self.told = label("", "muted", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.outcome = label("", "strong", wrap=True)
        self._build()
        self._connect_signals()
        self.refresh()
        self.before.setFocus()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label("Retention", "heading"))
        layout.addWidget(label(TOLD, "muted", wrap=True))
        self.tabs = named(QTabWidget(), "Retention")
        named(self.tabs.tabBar(), "Past their time, or what was erased")
        self.tabs.addTab(self._past_tab(), "&Past their time")
        self.tabs.addTab(self.marked, "What was e&rased")
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.problem)
        layout.addLayout(self._foot())
        room = self.screen().availableSize()
        self.resize(QSize(GRID * 150, room.height()).boundedTo(room * _SHARE))

    def _past_tab(self) -> QWidget:
        tab = QWidget()
        column = QVBoxLayout(tab)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        caption = label("Dated and last touched &before", "strong")
        caption.setBuddy(self.before)
        row.addWidget(caption)
        row.addWidget(self.before)
        row.addWidget(self.search, 1)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        ticking = QHBoxLayout()
        self.all = set_role(named(QPushButton("Tick &all shown"), "Tick all shown"), "quiet")
        self.none = set_role(named(QPushButton("Tick &none shown"), "Tick none shown"), "quiet")
        for button in (self.all, self.none):
            button.setAutoDefault(False)
            ticking.addWidget(button)
        ticking.addWidget(self.told, 1)
        column.addLayout(ticking)
        return tab

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.yes = set_role(named(QPushButton("&Erase…"), "Erase"), "danger")
        self.yes.setAutoDefault(False)
        foot.addWidget(self.yes)
        foot.addWidget(self.outcome, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        foot.addWidget(buttons)
        return foot

    def _connect_signals(self) -> None:
        self.before.settled.connect(self.refresh)
        self.search.textChanged.connect(self.past.narrow)
        self.past.ticked_changed.connect(self._count)
        self.past.modelReset.connect(self._count)
        self.all.clicked.connect(lambda: self.past.tick_shown(ticked=True))
        self.none.clicked.connect(lambda: self.past.tick_shown(ticked=False))
        self.yes.clicked.connect(self.ask_to_erase)
        self._erasing.erased.connect(self.erased)
        self._erasing.erased.connect(self.refresh)
        self._erasing.told.connect(self._tell)
        self._erasing.refused.connect(self._complain)

    @Slot()
    def refresh(self, *_: object) -> None:
        """Read the list again, for the day that is typed."""
        day = self.before.day
        self._complain("" if day else NO_DATE)
        if day:
            self._jobs.read(
                partial(work.look, before=day), done=self._show, key="retention", owner=self
            )

    def _show(self, looked: work.Looked) -> None:
        self.past.show_rows(looked.past)
        self.markers.show_rows(looked.erased)

    @Slot()
    def _count(self) -> None:
        ticked = len(self.past.ticked)
        self.told.setText(count_told(ticked, self.past.rowCount()))
        self.yes.setText(f"&Erase {ticked:,}…" if ticked else "&Erase…")
        named(self.yes, f"Erase {ticked:,} audits" if ticked else "Erase")
        self.yes.setEnabled(ticked > 0)

    @Slot()
    def ask_to_erase(self) -> None:
        """Ask whether the ticked audits shall go, and erase them."""
        self._erasing.ask(self.past.ticked)

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        self._complain("")
        self.outcome.setText(sentence)
        say_aloud(self.outcome, sentence)
        self.announced.emit(sentence)

    @Slot(str)
    def _complain(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            say_aloud(self.problem, sentence)
