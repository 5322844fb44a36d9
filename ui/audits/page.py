"""The page of audits: a list of thousands, searched while typing, opened with Enter."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.listing import AuditFilter, AuditRow, SortKey
from ui.audits.acts import AuditActs
from ui.audits.commands import AuditCommands
from ui.audits.filter_bar import FilterBar
from ui.audits.list_stack import ListStack
from ui.audits.loader import AuditLoader, Listing
from ui.audits.model import COLUMNS
from ui.audits.toolbar import Toolbar
from ui.audits.words import called, count_text
from ui.memory import WindowMemory
from ui.moderation.acts import ModerationActs
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, say_aloud, set_role

if TYPE_CHECKING:
    from ui.audits.new_audit_options import NewAuditOptions
    from ui.audits.reads import StoreJobs, Surroundings

_PAGE = "audits"


class AuditsPage(QWidget):
    """Lists the audits of the open database; loads them whenever it comes into view.

    `author` gives the name of whoever works here, "" while nobody said.
    `open_audit_requested` and `settle_requested` carry an audit's permanent id,
    `new_audit_requested` a `NewAudit`, `history_requested` an id and what the audit is called,
    `report_requested` the id of the audit to report on;
    `audits_changed` says that something was made void, discarded or reopened, `draft_discarded`
    which draft is gone;
    `announced` carries a sentence about what was done.
    """

    open_audit_requested = Signal(object)
    settle_requested = Signal(object)
    history_requested = Signal(object, object)
    report_requested = Signal(object)
    new_audit_requested = Signal(object)
    audits_changed = Signal()
    draft_discarded = Signal(object)
    announced = Signal(str)

    def __init__(
        self,
        jobs: "StoreJobs",
        theme: Theme,
        memory: WindowMemory,
        *,
        author: Callable[[], str],
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
        self._memory = memory
        self._author = author
        self._today = today
        self._total: int | None = None
        self._sort: SortKey = "changed_at"
        self._descending = True
        self.bar = FilterBar(theme.icons, today)
        self._restore()
        self._loader = AuditLoader(jobs, self)
        self._loader.begin(self._wanted)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        icons = self._theme.icons
        self.commands = AuditCommands(self, icons)
        self._acts = AuditActs(self._jobs, icons, self._author, self)
        self._moderation = ModerationActs(self._jobs, icons, self._author, self)
        self.count = label("", "muted")
        self.clear_button = set_role(named(QPushButton("&Clear filters"), "Clear filters"), "quiet")
        self.stack = ListStack(self._theme, self.commands.new)
        self.table = self.stack.table
        self.table.indicate_sort(self._sort, descending=self._descending)
        counting = QHBoxLayout()
        counting.addWidget(self.count)
        counting.addStretch(1)
        counting.addWidget(self.bar.period.dates)
        counting.addWidget(self.clear_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 3)
        layout.setSpacing(GRID)
        layout.addWidget(self.bar)
        layout.addLayout(counting)
        layout.addWidget(self.stack, 1)
        # Added last, so that Tab begins in the search box; its commands have keys of their own.
        layout.insertWidget(0, Toolbar(self.commands, icons))

    def _connect_signals(self) -> None:
        commands, table = self.commands, self.table
        commands.new.triggered.connect(self.ask_for_new)
        commands.open.triggered.connect(self._open_current)
        commands.reopen.triggered.connect(self._with_current(self._acts.reopen))
        commands.moderate.triggered.connect(self._with_current(self._moderation.ask_moderate))
        commands.dispute.triggered.connect(self._with_current(self._moderation.ask_dispute))
        commands.settle.triggered.connect(
            self._with_current(lambda row: self.settle_requested.emit(row.uid))
        )
        commands.history.triggered.connect(
            self._with_current(lambda row: self.history_requested.emit(row.uid, called(row)))
        )
        commands.report.triggered.connect(
            self._with_current(lambda row: self.report_requested.emit(row.uid))
        )
        commands.void.triggered.connect(self._with_current(self._acts.ask_void))
        commands.discard.triggered.connect(self._with_current(self._acts.ask_discard))
        commands.find.triggered.connect(self._find)
        commands.refresh.triggered.connect(self.refresh)
        self._loader.listed.connect(self._show_listing)
        self._loader.surrounded.connect(self._show_surroundings)
        self._acts.reopened.connect(self._on_reopened)
        self._acts.discarded.connect(self.draft_discarded)
        self._acts.changed.connect(self._on_changed)
        self._moderation.begun.connect(self._on_reopened)
        self._moderation.changed.connect(self._on_changed)
        table.opened.connect(self._open_current)
        table.typed.connect(self._search_for)
        table.current_changed.connect(self._on_current_changed)
        table.sort_requested.connect(self.sort_by)
        table.customContextMenuRequested.connect(self._on_context_menu)
        self.bar.filter_changed.connect(self._on_filter_changed)
        self.bar.search.installEventFilter(self)
        self.clear_button.clicked.connect(self.bar.clear)
        self.stack.clear_requested.connect(self.bar.clear)
        self.stack.new_requested.connect(self.commands.new.trigger)

    def _restore(self) -> None:
        state = dict(self._memory.filters.get(_PAGE, {}))
        sort = next((each.sort for each in COLUMNS if each.sort == state.get("sort")), None)
        if sort is not None:
            self._sort, self._descending = sort, state.get("order") == "descending"
        self.bar.restore(state)

    @Slot()
    def refresh(self) -> None:
        """Read the list and what stands round it again; mark and scroll position stay."""
        self._loader.refresh(self._wanted)

    def show_behind(self, uids: Sequence[str], told: str) -> None:
        """List exactly these audits, until filters are cleared; `told` is what they are."""
        self.bar.show_chosen(uids, told)
        self._loader.load(self._wanted, from_top=True)

    @Slot(str, bool)
    def sort_by(self, sort: SortKey, descending: bool) -> None:
        """Put the list in another order."""
        self._sort, self._descending = sort, descending
        self.table.indicate_sort(sort, descending=descending)
        self._remember()
        self._loader.load(self._wanted, from_top=True)

    @Slot()
    def ask_for_new(self) -> None:
        """Ask for tool and case of a new audit."""
        from ui.audits.new_audit_options import load_options

        self._jobs.read(
            load_options,
            done=self._open_new_dialog,
            label="Reading the audit tools …",
            key="audits.new",
            owner=self,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the list up to date: audits were worked on while it was out of sight."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow and Enter keys go on from the search box into the list."""
        is_typed = watched is self.bar.search and event.type() == QEvent.Type.KeyPress
        if is_typed and isinstance(event, QKeyEvent) and self._on_search_key(event.key()):
            return True
        return super().eventFilter(watched, event)

    def _on_search_key(self, key: int) -> bool:
        if self.table.current is None or not self._loader.shows(self._wanted):
            return False
        if key == Qt.Key.Key_Down:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open_current()
        else:
            return False
        return True

    @property
    def _wanted(self) -> AuditFilter:
        return self.bar.wanted()._replace(sort=self._sort, descending=self._descending)

    @property
    def is_settled(self) -> bool:
        """Whether everything on the page is up to date."""
        return self._loader.is_settled and self._loader.shows(self._wanted)

    @Slot(object)
    def _show_listing(self, listing: Listing) -> None:
        self.stack.show_rows(listing.rows, from_top=listing.from_top, narrowed=self.bar.is_narrowed)
        if not listing.is_whole:
            return
        self._show_count()
        if listing.from_top:
            say_aloud(self.count, self.count.text())

    @Slot(object)
    def _show_surroundings(self, around: "Surroundings") -> None:
        self._total = around.total
        self.bar.offer(around.choices)
        self.table.audits_model.show_looks(around.looks)
        self._show_count()

    def _show_count(self) -> None:
        narrowed = self.bar.is_narrowed
        shown = self.table.audits_model.rowCount()
        counted = count_text(shown, self._total, narrowed=narrowed)
        behind = f" · behind {self.bar.told}" if self.bar.told else ""
        self.count.setText(counted + behind)
        self.clear_button.setVisible(narrowed)

    def _remember(self) -> None:
        order = "descending" if self._descending else "ascending"
        self._memory.filters[_PAGE] = self.bar.state() | {"sort": self._sort, "order": order}

    @Slot()
    def _on_filter_changed(self) -> None:
        self._remember()
        self._loader.load(self._wanted, from_top=True)

    @Slot()
    def _on_current_changed(self) -> None:
        self.commands.suit(self.table.current)

    @Slot()
    def _find(self) -> None:
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    @Slot(str)
    def _search_for(self, letters: str) -> None:
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.setText(letters)

    @Slot(QPoint)
    def _on_context_menu(self, where: QPoint) -> None:
        from ui.audits.context_menu import open_context_menu

        place = self.table.viewport().mapToGlobal(where)
        open_context_menu(self.commands, self.table, place)

    def _with_current(self, act: Callable[[AuditRow], None]) -> Callable[[], None]:
        """Make a slot that does something with the marked audit."""

        def do() -> None:
            row = self.table.current
            if row is not None:
                act(row)

        return do

    @Slot()
    def _open_current(self) -> None:
        row = self.table.current
        if row is not None:
            self.open_audit_requested.emit(row.uid)

    @Slot(object)
    def _on_reopened(self, uid: str) -> None:
        self.audits_changed.emit()
        self.open_audit_requested.emit(uid)

    @Slot(str)
    def _on_changed(self, sentence: str) -> None:
        self.audits_changed.emit()
        self.announced.emit(sentence)
        self.refresh()

    def _open_new_dialog(self, options: "NewAuditOptions") -> None:
        from ui.audits.new_audit import NewAuditDialog

        dialog = NewAuditDialog(
            options,
            self._jobs,
            self._theme,
            self,
            author=self._author(),
            today=self._today(),
        )
        dialog.chosen.connect(self.new_audit_requested)
        dialog.open()
