"""The audits past their time as a table with a tick for each, and the markers as another."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ui.audits.words import day_text

if TYPE_CHECKING:
    from db.retention import ErasureRow, PastAudit

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_PAST = ("Case", "Audit tool", "Auditor", "Team", "Audited", "Last touched", "Status", "Versions")
_ERASED = ("Erased", "By", "Reason", "Versions", "Id")
_DRAFT = "open as a draft"


class PastModel(QAbstractTableModel):
    """Every audit of the list, ticked or not; one that is open as a draft cannot be ticked.

    `ticked_changed` comes when other audits are ticked.
    """

    ticked_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[PastAudit] = ()
        self._shown: list[PastAudit] = []
        self._ticked: set[str] = set()
        self._text = ""

    @property
    def ticked(self) -> list[str]:
        """The ids of the ticked audits, in the order of the whole list."""
        return [row.uid for row in self._rows if row.uid in self._ticked]

    def show_rows(self, rows: "Sequence[PastAudit]") -> None:
        """List other audits; what was ticked and is still there stays ticked."""
        self._rows = rows
        self._ticked &= {row.uid for row in rows if not row.open_here}
        self.narrow(self._text)
        self.ticked_changed.emit()

    def narrow(self, text: str) -> None:
        """Show only audits that hold every word of a text in case, tool, auditor or team."""
        self.beginResetModel()
        self._text = text
        words = text.casefold().split()
        self._shown = [row for row in self._rows if all(word in _searched(row) for word in words)]
        self.endResetModel()

    def tick_shown(self, *, ticked: bool) -> None:
        """Tick, or not, every audit that is shown and may be erased."""
        uids = {row.uid for row in self._shown if not row.open_here}
        self._ticked = self._ticked | uids if ticked else self._ticked - uids
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
        self.ticked_changed.emit()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many audits are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(_PAST)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's heading."""
        is_title = role == Qt.ItemDataRole.DisplayRole
        return _PAST[section] if is_title and orientation == Qt.Orientation.Horizontal else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first cell of a row be ticked, unless the audit is open as a draft."""
        flags = super().flags(index)
        if index.column() == 0 and not self._shown[index.row()].open_here:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell says, and whether its row is ticked."""
        row = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(row)[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and not row.open_here:
            return Qt.CheckState.Checked if row.uid in self._ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            ticked = "ticked" if row.uid in self._ticked else "not ticked"
            return f"{row.case or 'No case reference'}, {_DRAFT if row.open_here else ticked}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a row or not."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        uid = self._shown[index.row()].uid
        wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        self._ticked = self._ticked | {uid} if wanted else self._ticked - {uid}
        self.dataChanged.emit(index, index)
        self.ticked_changed.emit()
        return True


class ErasedModel(QAbstractTableModel):
    """What was erased, the newest first: no content, only who, when, why and how much."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[ErasureRow] = ()

    def show_rows(self, rows: "Sequence[ErasureRow]") -> None:
        """List other markers."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many markers there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(_ERASED)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's heading."""
        is_title = role == Qt.ItemDataRole.DisplayRole
        return _ERASED[section] if is_title and orientation == Qt.Orientation.Horizontal else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell says."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._rows[index.row()]
        when = f"{row.erased_at.astimezone():%d/%m/%Y %H:%M}"
        return (when, row.author, row.reason, f"{len(row.hashes):,}", row.uid)[index.column()]


def _searched(row: "PastAudit") -> str:
    return f"{row.case} {row.tool_title} {row.auditor} {row.team}".casefold()


def _cells(row: "PastAudit") -> tuple[str, ...]:
    status = _DRAFT if row.open_here else row.status
    return (
        row.case or "–",
        f"{row.tool_title} {row.tool_version}",
        row.auditor,
        row.team,
        day_text(row.audited_on) or "–",
        day_text(row.last),
        status.capitalize(),
        f"{row.revisions + row.drafts:,}",
    )
