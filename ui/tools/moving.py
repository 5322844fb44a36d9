"""The dialog that moves audits in draft to another version, after a look at every answer."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from forms.errors import AuditAppError
from ui.theme import GRID, Theme
from ui.tools.move_preview import MovePreview
from ui.tools.moves import Moved, PlannedMove, move_all, plan_moves
from ui.widgets.dressing import label, named, set_role

if TYPE_CHECKING:
    from forms.tools import AuditTool
    from ui.audits.reads import StoreJobs

_PLAN = Qt.ItemDataRole.UserRole
_SHARE = 0.9  # of the screen
_TOLD = (
    "Nothing is lost: an answer that {} does not ask, or asks as another measure, is set aside "
    "and stays with its audit. Tick the drafts to move; completed audits are never moved."
)


class MoveDialog(QDialog):
    """Lists the drafts with what would become of them; `moved(sentence)` once it is done."""

    moved = Signal(str)

    def __init__(
        self,
        new: "AuditTool",
        older: "list[AuditTool]",
        jobs: "StoreJobs",
        theme: Theme,
        parent: QWidget,
        *,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Move drafts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._new = new
        self._jobs = jobs
        self.drafts = named(QListWidget(), "Drafts", "Space ticks, arrow keys show the preview.")
        self.preview = MovePreview(theme)
        self.preview.setPlainText("Looking at the drafts …")
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.yes = set_role(QPushButton("&Move"), "primary")
        self._build()
        self.drafts.currentItemChanged.connect(self._show_preview)
        self.drafts.itemChanged.connect(self._count)
        self._count()
        jobs.read(
            partial(plan_moves, new=new, older=older, today=today()),
            done=self._show,
            label="Looking at drafts …",
            owner=self,
        )

    def _build(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(GRID * 2)
        splitter.addWidget(self.drafts)
        splitter.addWidget(self.preview)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([GRID * 34, GRID * 90])
        buttons = QDialogButtonBox()
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._move)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label(f"Move drafts to {self._new.name}", "heading", wrap=True))
        layout.addWidget(label(_TOLD.format(f"version {self._new.version}"), "muted", wrap=True))
        layout.addWidget(splitter, 1)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.resize(QSize(GRID * 140, GRID * 90).boundedTo(self.screen().availableSize() * _SHARE))

    @property
    def ticked(self) -> list[PlannedMove]:
        """The moves that are wanted."""
        items = (self.drafts.item(row) for row in range(self.drafts.count()))
        return [item.data(_PLAN) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _show(self, moves: list[PlannedMove]) -> None:
        self.drafts.clear()
        for move in moves:
            item = QListWidgetItem(_title(move))
            item.setData(_PLAN, move)
            item.setCheckState(Qt.CheckState.Checked)
            self.drafts.addItem(item)
        self.drafts.setCurrentRow(0)
        self.drafts.setFocus()
        self._show_preview()
        self._count()

    @Slot()
    def _show_preview(self, *_: object) -> None:
        item = self.drafts.currentItem()
        self.preview.show_move(item.data(_PLAN) if item else None)

    @Slot()
    def _count(self, *_: object) -> None:
        count = len(self.ticked)
        text = f"Move {count} {'draft' if count == 1 else 'drafts'}"
        self.yes.setText(f"&{text}")
        named(self.yes, text)
        self.yes.setEnabled(count > 0)

    @Slot()
    def _move(self) -> None:
        self.yes.setEnabled(False)
        self._jobs.write(
            partial(move_all, new=self._new, moves=self.ticked),
            done=self._on_moved,
            failed=self._on_refused,
            label="Moving drafts …",
            owner=self,
        )

    def _on_moved(self, moved: Moved) -> None:
        told = f"{moved.drafts} {'draft was' if moved.drafts == 1 else 'drafts were'} moved."
        for case, why in moved.refused:
            told += f" {case} was not: {why}"
        self.accept()
        self.moved.emit(told)

    def _on_refused(self, error: BaseException) -> None:
        self._count()
        if isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self.problem.setText(str(error))
            self.problem.show()


def _title(move: PlannedMove) -> str:
    counts = move.counts
    parts = [f"{counts['kept']} kept"]
    parts += [f"{counts['converted']} converted"] if counts["converted"] else []
    parts += [f"{counts['set_aside']} set aside"] if counts["set_aside"] else []
    who = f", {move.draft.auditor}" if move.draft.auditor else ""
    return f"{move.draft.case or 'No case reference'}{who}\n{', '.join(parts)}"
