"""The page of conflicts: the audits that wait, and settling one of them by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from forms.errors import AuditAppError
from ui.settling import reads
from ui.settling.audit_tables import conflicts_table
from ui.settling.joined_section import JoinedSection
from ui.settling.settling_view import SettlingView
from ui.settling.words import GROUP, count_text, settled_text
from ui.theme import GRID, Theme
from ui.widgets.commands import PageCommands, command_button
from ui.widgets.dressing import label
from ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from db.settling import ConflictRow
    from ui.audits.reads import StoreJobs
    from ui.settling.reads import Board, Settled


class SettlePage(QWidget):
    """Lists the conflicts of the open database and settles them, and what joined by itself.

    `settled(uid, sentence)` once one is settled; `open_audit_requested(uid)` asks to see the
    audit; `announced` says what was done. What was chosen and not settled stays while the
    program runs.
    """

    settled = Signal(object, str)
    open_audit_requested = Signal(object)
    announced = Signal(str)

    def __init__(
        self,
        jobs: StoreJobs,
        theme: Theme,
        *,
        author: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
        self.table = conflicts_table(theme)
        self.nothing = EmptyState(
            theme.icons,
            "check_circle",
            "No conflict waits to be settled",
            detail="Where two people changed the same answer of one audit, it is listed here.",
        )
        self.settling = SettlingView(theme, author)
        self.head = self.settling.head
        self.board = self.settling.board
        self.foot = self.settling.foot
        self.joined = JoinedSection(self, jobs, theme, author)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        add = PageCommands(self, self._theme.icons, GROUP).add
        self.open = add("&Open", "open", tip="Open (Enter)")
        self.close_board = add("&Back to the conflicts", "arrow_left", "Ctrl+W")
        self.settle_now = add("&Settle the conflict", "check", "Ctrl+Return")
        self.refresh_now = add("Refresh the &list", "refresh", "F5")
        self.count = label("", "muted", wrap=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._listing())
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.settling)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.entry: QWidget = self.table  # who comes to the page by a key wants the list

    def _listing(self) -> QWidget:
        listing = QWidget()
        head = QHBoxLayout()
        head.addWidget(label("Conflicts", "title"))
        head.addStretch(1)
        head.addWidget(command_button(self.open))
        layout = QVBoxLayout(listing)
        layout.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 3)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self.count)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.joined, 1)
        layout.addStretch()
        return listing

    def _connect_signals(self) -> None:
        self.table.opened.connect(self._open_current)
        self.open.triggered.connect(self._open_current)
        self.close_board.triggered.connect(self.show_list)
        self.settle_now.triggered.connect(self.settle)
        self.refresh_now.triggered.connect(self.refresh)
        self.head.back.clicked.connect(self.show_list)
        self.head.look.clicked.connect(self._look_at_audit)
        self.foot.settle_wanted.connect(self.settle)
        self.joined.listed.connect(self._show_stack)
        self.joined.announced.connect(self.announced)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the list up to date."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the list of conflicts, and of what joined, again."""
        self.joined.refresh()
        self._jobs.read(reads.load_conflicts, done=self._show_rows, key="settling.list", owner=self)

    @Slot(object)
    def open_conflict(self, uid: str) -> None:
        """Show one conflict. Behind what is still being saved: it may be its last word."""
        run = self._jobs.read if self._jobs.read_only else self._jobs.write
        run(
            partial(reads.load_board, uid=uid),
            done=self._show_board,
            failed=self._on_refused,
            owner=self,
        )

    @Slot()
    def show_list(self) -> None:
        """Go back to the list; what was chosen is kept until the program is closed."""
        self.settling.put_away()
        self._show_stack()
        self.refresh()
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def forget(self) -> None:
        """Let go of what belongs to a database that is not open any more."""
        self.settling.forget()
        self.joined.forget()

    @Slot()
    def settle(self) -> None:
        """Seal what is chosen, or say what is missing."""
        shown = self.settling.shown
        if shown is None or not self.isEnabled() or not self.settling.is_whole():
            return
        self.settling.keep()
        self.setEnabled(False)
        picked = self.board.picked
        self._jobs.write(
            partial(
                reads.settle,
                board=shown,
                choices=picked.choices,
                reasons=picked.reasons,
                reason=self.foot.reason.text().strip(),
                author=self.foot.author.text().strip(),
            ),
            done=self._on_settled,
            failed=self._on_not_settled,
            owner=self,
        )

    def _show_rows(self, rows: list[ConflictRow]) -> None:
        at = max(self.table.currentIndex().row(), 0)
        self.table.show_things(rows, at)
        self.count.setText(count_text(len(rows)))
        self.open.setEnabled(bool(rows))
        self._show_stack()

    def _show_stack(self) -> None:
        waiting = bool(self.table.list.things)
        place = 2 if self.settling.shown else 0 if waiting or self.joined.count else 1
        self.stack.setCurrentIndex(place)
        self.table.setVisible(waiting)
        listed = self.table if waiting or not self.joined.count else self.joined.table
        self.entry = self.board.stop if place == 2 else listed
        self.joined.offer(offered=place == 0)
        for action in (self.close_board, self.settle_now):
            action.setEnabled(place == 2)

    @Slot()
    def _open_current(self) -> None:
        row = self.table.current
        if row is not None and self.settling.shown is None:
            self.open_conflict(row.uid)

    def _show_board(self, board: Board) -> None:
        self.setEnabled(True)
        self.settling.show_board(board)
        self._show_stack()
        self.board.enter()

    @Slot()
    def _look_at_audit(self) -> None:
        if self.settling.shown is not None:
            self.settling.keep()
            self.open_audit_requested.emit(self.settling.shown.uid)

    def _on_settled(self, settled: Settled) -> None:
        self.setEnabled(True)
        self.settling.drop(settled.uid)
        self._show_stack()
        self.refresh()
        self.settled.emit(settled.uid, settled_text(settled))

    def _on_not_settled(self, error: BaseException) -> None:
        """Say why, and show the conflict as it is now, with what was chosen."""
        self.setEnabled(True)
        if isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self.foot.complain(str(error))
        if self.settling.shown is not None:
            self.open_conflict(self.settling.shown.uid)

    def _on_refused(self, error: BaseException) -> None:
        self.setEnabled(True)
        self.show_list()
        if isinstance(error, AuditAppError):
            self.announced.emit(str(error))
