"""The audits that joined by themselves, below the conflicts: looked at, and accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.settling import joined_reads as reads
from ui.settling.audit_tables import joined_table
from ui.settling.joined_words import ABOUT, accepted_text
from ui.settling.words import GROUP
from ui.theme import GRID, Theme
from ui.widgets.commands import PageCommands, command_button
from ui.widgets.dressing import label

if TYPE_CHECKING:
    from db.joined import Accepted, JoinedRow, Shown
    from ui.audits.reads import StoreJobs

MOST_AT_ONCE = 200
"""Shown, and accepted, together: a person looks at each of them first."""
_OPEN = "This audit is open as a draft. Complete or discard the draft first."


class JoinedSection(QWidget):
    """Lists them; `listed` once the list is another one, `announced` says what was done.

    The page that holds it gets the actions with their keys.
    """

    listed = Signal()
    announced = Signal(str)

    def __init__(
        self, page: QWidget, jobs: StoreJobs, theme: Theme, author: Callable[[], str]
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._theme = theme
        self._author = author
        self.table = joined_table(theme)
        add = PageCommands(page, theme.icons, GROUP).add
        self.accept_one = add("Accept the &joined answers…", "check", "Ctrl+J")
        self.accept_all = add("Accept a&ll that joined…", "check_circle", "Ctrl+Shift+J")
        self._build()
        self.accept_one.triggered.connect(self._ask_for_one)
        self.accept_all.triggered.connect(self._ask_for_all)
        self.table.opened.connect(self.accept_one.trigger)
        self.offer(offered=False)
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(label("Joined by themselves", "heading"), 1)
        for action in self.writing:
            head.addWidget(command_button(action))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(label(ABOUT, "muted", wrap=True))
        layout.addWidget(self.table, 1)

    @property
    def writing(self) -> tuple[QAction, ...]:
        """What is not offered while the database can only be read."""
        return (self.accept_one, self.accept_all)

    @property
    def count(self) -> int:
        """How many audits are listed."""
        return len(self.table.list.things)

    @Slot()
    def refresh(self) -> None:
        """Read the list again."""
        self._jobs.read(reads.load_rows, done=self._show, key="settling.joined", owner=self)

    def forget(self) -> None:
        """Let go of what belongs to a database that is not open any more."""
        self._show([])

    def _show(self, rows: list[JoinedRow]) -> None:
        self.table.show_things(rows, max(self.table.currentIndex().row(), 0))
        self.setVisible(bool(rows))
        self.listed.emit()

    def offer(self, *, offered: bool) -> None:
        """Let them be accepted where they are in view."""
        for action in self.writing:
            action.setEnabled(offered and bool(self.count))

    @Slot()
    def _ask_for_one(self) -> None:
        row = self.table.current
        if row is not None:
            self._load([row], 0)

    @Slot()
    def _ask_for_all(self) -> None:
        rows = [row for row in self.table.list.things if not row.has_draft]
        chosen = rows[:MOST_AT_ONCE]
        self._load(chosen or self.table.list.things[:1], self.count - len(chosen))

    def _load(self, rows: Sequence[JoinedRow], more: int) -> None:
        self._jobs.read(
            partial(reads.load_views, rows=rows),
            done=partial(self._ask, more),
            label="Reading what joined …",
            key="settling.joined.views",
            owner=self,
        )

    def _ask(self, more: int, views: list[reads.JoinedView]) -> None:
        from db.settling import ACCEPTED
        from ui.settling.accept_dialog import AcceptDialog

        free = [view for view in views if not view.row.has_draft]
        if not free:
            self.announced.emit(_OPEN if views else "This audit is another one now. Look again.")
            self.refresh()
            return
        dialog = AcceptDialog(
            free, self._theme, self.window(), reason=ACCEPTED, author=self._author(), more=more
        )
        dialog.accepted_as.connect(partial(self._accept, [view.shown for view in free]))
        dialog.open()

    def _accept(self, shown: Sequence[Shown], reason: str, author: str) -> None:
        self._jobs.write(
            partial(reads.accept, shown=shown, reason=reason, author=author),
            done=self._on_accepted,
            label="Accepting what joined …",
            owner=self,
        )

    def _on_accepted(self, accepted: Accepted) -> None:
        self.announced.emit(accepted_text(accepted))
        self.refresh()
