"""Says which audit a report is about: typed, or chosen from a list."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from ui.audits.words import day_text
from ui.report.audit_reads import find_meant
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named

if TYPE_CHECKING:
    from db.listing import AuditRow
    from ui.audits.reads import StoreJobs
    from ui.report.audit_picker import AuditPicker

_LETTERS, _LONGEST = 22, 100


class AuditField(QWidget):
    """A line for a case reference or an id, and a button that opens the list.

    `changed` once another audit is meant, or none any more. What is typed and means no audit, or
    several, opens the list on Enter, narrowed to it.
    """

    changed = Signal()

    def __init__(self, jobs: "StoreJobs", theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
        self._asked = ""
        self.uid = ""
        """The permanent id of the audit that is meant, "" while none is."""
        self.line = named(
            QLineEdit(),
            "Case reference or id of the audit",
            "Press Enter to make its report, or to choose where several audits are meant.",
        )
        self.line.setPlaceholderText("Case reference or id")
        self.line.setMaxLength(_LONGEST)
        self.line.setMinimumWidth(_LETTERS * self.line.fontMetrics().averageCharWidth())
        self.told = label("", "muted", wrap=True)
        self.choose = named(
            QPushButton("Choose from a &list…"),
            "Choose an audit from a list",
            "Lists all completed audits, to be searched by case, tool, auditor and team.",
        )
        theme.icons.wear(self.choose, "search", "text", 18)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.line)
        layout.addWidget(self.choose)
        layout.addWidget(self.told, 1)
        self.line.returnPressed.connect(self._on_entered)
        self.line.editingFinished.connect(self._on_left)
        self.choose.clicked.connect(self.open_list)

    def take_id(self, uid: str) -> None:
        """Mean the audit of this id."""
        self._find(uid, is_asked=False)

    @Slot()
    def look_again(self) -> None:
        """Look whether the audit that is meant is still there: another database may be open."""
        if self.uid:
            self.take_id(self.uid)

    def forget(self) -> None:
        """Show nothing of the audit that is meant until `look_again` finds it."""
        self._asked = ""
        self.line.clear()
        self.told.setText("")

    @Slot()
    def open_list(self) -> "AuditPicker":
        """Open the list, narrowed to what is typed and means nothing by itself."""
        return self._pick("" if self.uid else self.line.text().strip())

    def _pick(self, text: str) -> "AuditPicker":
        from ui.report.audit_picker import AuditPicker

        dialog = AuditPicker(self._jobs, self._theme, text, self)
        dialog.chosen.connect(self._take)
        dialog.open()
        return dialog

    @Slot()
    def _on_entered(self) -> None:
        given = self.line.text().strip()
        if not self.uid or given != self._asked:
            self._find(given, is_asked=True)

    @Slot()
    def _on_left(self) -> None:
        if self.line.text().strip() != self._asked:
            self._find(self.line.text().strip(), is_asked=False)

    def _find(self, given: str, *, is_asked: bool) -> None:
        self._asked = given
        if not given:
            self._forget()
            return
        self._jobs.read(
            partial(find_meant, given=given),
            done=partial(self._take_found, given, is_asked),
            key="report.audit",
            owner=self,
        )

    def _take_found(self, given: str, is_asked: bool, rows: "list[AuditRow]") -> None:
        if len(rows) == 1:
            self._take(rows[0])
            return
        was_there = given == self.uid
        self._forget()
        if is_asked:
            self._pick(given)
        elif was_there:  # in another database, or erased since
            self.line.clear()

    @Slot(object)
    def _take(self, row: "AuditRow") -> None:
        parts = (f"{row.tool_title} {row.tool_version}", day_text(row.audited_on), row.auditor)
        self.told.setText(" · ".join(part for part in parts if part))
        self.line.setText(row.case)
        self._asked = row.case
        self._mean(row.uid)

    def _forget(self) -> None:
        self.told.setText("")
        self._mean("")

    def _mean(self, uid: str) -> None:
        if uid != self.uid:
            self.uid = uid
            self.changed.emit()
