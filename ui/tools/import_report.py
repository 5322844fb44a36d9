"""What became of a workbook: what was taken, changed, left out or refused, place by place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role, tip

if TYPE_CHECKING:
    from forms.xlsform import ImportReport

_HEADINGS = ("What", "Sheet", "Row", "Column", "Why")
_MOST = 2_000  # lines in the list; nobody reads on


class ImportReportDialog(QDialog):
    """Shows every line of an import; `wanted` once the tool is, where one could be read."""

    wanted = Signal()

    def __init__(self, file: str, report: "ImportReport", parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import an audit tool")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.lines = _lines(report)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label(_heading(file, report), "heading", wrap=True))
        layout.addWidget(label(_told(report), "muted", wrap=True))
        self.table = self._table()
        layout.addWidget(self.table, 1)
        buttons = QDialogButtonBox()
        if not report.refused:
            self.go_on = set_role(named(QPushButton("&Open in the designer"), "Open"), "primary")
            buttons.addButton(self.go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(
            QDialogButtonBox.StandardButton.Close
            if report.refused
            else QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(GRID * 110, GRID * 70)

    def _on_accepted(self) -> None:
        self.accept()
        self.wanted.emit()

    def _table(self) -> QTableWidget:
        shown = self.lines[:_MOST]
        table = QTableWidget(len(shown), len(_HEADINGS))
        named(table, "What was found in the workbook")
        table.setHorizontalHeaderLabels(_HEADINGS)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for row, line in enumerate(shown):
            for column, text in enumerate(line):
                item = QTableWidgetItem(text)
                item.setToolTip(tip(text))
                table.setItem(row, column, item)
        letter = table.fontMetrics().averageCharWidth()
        for column, letters in enumerate((10, 12, 7, 9)):
            table.setColumnWidth(column, letters * letter + 3 * GRID)
        table.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        return table


def _lines(report: "ImportReport") -> list[tuple[str, str, str, str, str]]:
    from forms.xlsform.report import column_letter

    sorts = (
        ("Refused", report.refused),
        ("Changed", report.degraded),
        ("Left out", report.ignored),
    )
    return [
        (
            sort,
            line.sheet,
            str(line.row or ""),
            column_letter(line.column) if line.column else "",
            line.reason[:1].upper() + line.reason[1:],
        )
        for sort, lines in sorts
        for line in lines
    ]


def _heading(file: str, report: "ImportReport") -> str:
    if report.refused:
        return f"“{file}” cannot be taken as it is"
    return f"“{file}”: {report.accepted:,} rows were taken"


def _told(report: "ImportReport") -> str:
    if report.refused:
        return "Nothing was taken. Mend what is refused in the workbook, then import it again."
    if not report.degraded and not report.ignored:
        return "Everything in it was taken as it stands."
    return (
        f"{len(report.degraded):,} things were changed on the way and {len(report.ignored):,} "
        "left out. Your workbook stays as it is."
    )
