"""What a merge found that a person should look at: double audits, recent ones, tool twins."""

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.merge_report import DoubleAudit, RecentAudit, ToolTwins
from ui.audits.words import day_text
from ui.merge.columns_model import Column
from ui.merge.columns_table import ColumnsTable
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named

T = TypeVar("T")
Told = tuple[str, str, str]
"""Id, auditor and date of one audit."""

_DOUBLES = (
    "Several auditors audited the same case with the same tool in one calendar quarter. Nothing is "
    "merged away: both audits are kept, and both count."
)
_RECENT = "These children were audited again within twelve months, with whatever tool."
_TWINS = (
    "These tools call themselves by the same name and version but differ. All are kept, and each "
    "audit stays with the tool it was made with."
)


class Findings(QWidget, Generic[T]):
    """A sentence, a table, and buttons for the marked line. `opened(thing)` on Enter."""

    opened = Signal(object)

    def __init__(
        self, told: str, table: ColumnsTable[T], button: str, theme: Theme, icon: str
    ) -> None:
        super().__init__()
        plain = button.replace("&", "").rstrip("…")
        self.table = table
        self.open = named(QPushButton(button), plain)
        self.open.setToolTip(f"{plain} (Enter)")
        theme.icons.wear(self.open, icon, "text", 18)
        self.head = QHBoxLayout()
        self.head.setSpacing(GRID)
        self.head.addWidget(label(told, "muted", wrap=True), 1)
        self.head.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self.head)
        layout.addWidget(table, 1)
        table.opened.connect(self._open)
        self.open.clicked.connect(self._open)

    def offer(self, *, offered: bool) -> None:
        """Let lines be opened, or not: what was not merged yet is not in the database."""
        self.open.setVisible(offered)

    @Slot()
    def _open(self) -> None:
        if self.table.current is not None and self.open.isVisibleTo(self):
            self.opened.emit(self.table.current)


def double_audits(theme: Theme) -> Findings[DoubleAudit]:
    """Return the list of double audits."""
    columns: tuple[Column[DoubleAudit], ...] = (
        Column("Case", lambda each: each.case, 14),
        Column("Audit tool", lambda each: each.tool, 20, growth=1),
        Column("Audited by", lambda each: _several(each.audits), 30, growth=3),
    )
    table = ColumnsTable(theme, columns, "Double audits", "Enter opens one of the audits.")
    return Findings(_DOUBLES, table, "&Open an audit…", theme, "open")


def recent_audits(theme: Theme) -> Findings[RecentAudit]:
    """Return the list of children that were audited again within twelve months."""
    columns: tuple[Column[RecentAudit], ...] = (
        Column("Case", lambda each: each.case, 14, growth=1),
        Column(
            "Audited", lambda each: one_audit(each.earlier), 24, 2, key=lambda each: each.earlier[2]
        ),
        Column(
            "Audited again",
            lambda each: one_audit(each.later),
            24,
            2,
            key=lambda each: each.later[2],
        ),
    )
    table = ColumnsTable(
        theme, columns, "Audited within twelve months", "Enter opens one of the audits."
    )
    return Findings(_RECENT, table, "&Open an audit…", theme, "open")


def tool_twins(theme: Theme) -> Findings[ToolTwins]:
    """Return the list of tools that differ but are called the same."""
    columns: tuple[Column[ToolTwins], ...] = (
        Column("Tool", lambda each: each.tool_id, 20, growth=1),
        Column("Version", lambda each: each.version, 10),
        Column("Different tools", lambda each: f"{len(each.hashes):,}", 12, is_number=True),
    )
    table = ColumnsTable(theme, columns, "Tools of one name", "Enter compares them.")
    return Findings(_TWINS, table, "&Compare…", theme, "report")


def one_audit(audit: Told) -> str:
    """Return `auditor-01, 02/04/2026`."""
    _, auditor, audited_on = audit
    return ", ".join(part for part in (auditor, day_text(audited_on)) if part)


def _several(audits: tuple[Told, ...]) -> str:
    return " · ".join(one_audit(each) for each in audits)
