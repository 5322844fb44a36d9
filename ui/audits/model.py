"""The rows of the list as Qt asks for them; searching and sorting happened in the database."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.listing import AuditRow, SortKey
from ui.audits.words import (
    GradeKey,
    GradeLook,
    day_text,
    grade_key,
    moment_text,
    plain_look,
    progress_text,
    status_text,
)
from ui.widgets.dressing import tip

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


class Column(NamedTuple):
    """One column: its heading, what it sorts by, its least width in letters, its share of more."""

    title: str
    sort: SortKey
    letters: int
    growth: int


COLUMNS = (
    Column("Case", "case", 9, 1),
    Column("Tool", "tool_title", 17, 5),
    Column("Status", "status", 13, 0),
    Column("Overall grade", "overall", 21, 1),
    Column("Auditor", "auditor", 10, 2),
    Column("Date", "audited_on", 10, 0),
    Column("Team", "team", 13, 3),
    Column("Changed", "changed_at", 15, 0),
)
TITLES = tuple(column.title for column in COLUMNS)
STATUS_COLUMN = TITLES.index("Status")
GRADE_COLUMN = TITLES.index("Overall grade")


class ShownAudit(NamedTuple):
    """One audit as the list shows it."""

    row: AuditRow
    grade: GradeLook | None

    @property
    def progress(self) -> str:
        """How far a draft is that has no overall grade yet; "" for all others."""
        return "" if self.row.overall else progress_text(self.row)

    def text(self, column: int) -> str:
        """Return what a column says."""
        return _TEXTS[column](self)


_TEXTS: tuple[Callable[[ShownAudit], str], ...] = (
    lambda shown: shown.row.case or "No case reference",
    lambda shown: f"{shown.row.tool_title} {shown.row.tool_version}",
    lambda shown: status_text(shown.row),
    lambda shown: shown.grade.label if shown.grade else shown.progress,
    lambda shown: shown.row.auditor,
    lambda shown: day_text(shown.row.audited_on),
    lambda shown: shown.row.team,
    lambda shown: moment_text(shown.row.changed_at),
)


class AuditsModel(QAbstractTableModel):
    """Audits in the order they came; `ROW_ROLE` gives the `ShownAudit` of any cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[AuditRow] = []
        self._places: dict[str, int] = {}
        self._looks: Mapping[GradeKey, GradeLook] = {}

    def show_rows(self, rows: list[AuditRow]) -> None:
        """List these audits instead of those before."""
        self.beginResetModel()
        self._rows = rows
        self._places = {row.uid: place for place, row in enumerate(rows)}
        self.endResetModel()

    def show_looks(self, looks: Mapping[GradeKey, GradeLook]) -> None:
        """Show grades in the words and symbols of their scales."""
        self._looks = looks
        if self._rows:
            top = self.index(0, GRADE_COLUMN)
            self.dataChanged.emit(top, self.index(len(self._rows) - 1, GRADE_COLUMN))

    def place_of(self, uid: str) -> int:
        """Return the row an audit stands in, -1 where it is not listed."""
        return self._places.get(uid, -1)

    def audit(self, place: int) -> AuditRow | None:
        """Return the audit in a row, nothing outside the list."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default
        """Return how many audits are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's title, or a row's number for screen readers."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return COLUMNS[section].title if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows or says."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._shown(index.row()).text(index.column())
            return tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._shown(index.row()).text(index.column())
            return f"{COLUMNS[index.column()].title}: {text or 'none'}"
        return self._shown(index.row()) if role == ROW_ROLE else None

    def _shown(self, place: int) -> ShownAudit:
        row = self._rows[place]
        if not row.overall:
            return ShownAudit(row, None)
        return ShownAudit(row, self._looks.get(grade_key(row)) or plain_look(row.overall))
