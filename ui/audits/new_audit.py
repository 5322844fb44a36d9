"""The dialog that starts an audit: choose a tool, name the case."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.audits.new_audit_options import NewAudit, NewAuditOptions, recent_audits
from ui.audits.notice import Notice
from ui.audits.particulars import Particulars
from ui.audits.tool_cards import ToolCards
from ui.audits.words import STATUS_LOOKS, day_text
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role, set_tone

if TYPE_CHECKING:
    from db.listing import AuditRow
    from forms.audits import Audit
    from ui.audits.reads import StoreJobs

_PAUSE = 250  # milliseconds after the last letter of the case reference


class NewAuditDialog(QDialog):
    """Asks for tool and case; `chosen(NewAudit)` once case reference and auditor are there.

    It warns, and does not forbid, when the case was audited with the tool in the last 12 months:
    a double audit may be wanted.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: NewAuditOptions,
        jobs: "StoreJobs",
        theme: Theme,
        parent: QWidget,
        *,
        author: str,
        today: date,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._today = today
        self.setWindowTitle("New audit")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cards = ToolCards(options.tools, theme)
        self.particulars = Particulars(options, author, today)
        self.warning = Notice(theme.icons, "alert", "warn")
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.start = set_role(named(QPushButton("&Start audit"), "Start audit"), "primary")
        self.start.setDefault(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._build()
        self._connect_signals()
        self.particulars.case.setFocus()

    def _build(self) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(self.start, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.clicked.connect(self.reject)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(label("Audit tool", "heading"))
        left.addWidget(self.cards, 1)
        fields = set_role(QWidget(), "page")
        right = QVBoxLayout(fields)
        right.setContentsMargins(0, 0, GRID, 0)
        right.setSpacing(GRID)
        right.addWidget(label("Case and auditor", "heading"))
        right.addWidget(self.particulars)
        right.addWidget(self.warning)
        right.addWidget(self.problem)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(GRID * 4)
        columns.addLayout(left, 6)
        columns.addWidget(_scrollable(fields), 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID * 2)
        layout.addLayout(columns, 1)
        layout.addWidget(buttons)
        self._take_room(fields)

    def _take_room(self, fields: QWidget) -> None:
        """Be large enough for all fields at the text size in use, if the screen is."""
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        fields.ensurePolished()
        wanted = QSize(letter * 118, fields.sizeHint().height() + line * 10)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.95))

    def _connect_signals(self) -> None:
        self.start.clicked.connect(self._on_start)
        self.cards.itemDoubleClicked.connect(lambda _: self._on_start())
        self.cards.currentRowChanged.connect(lambda _: self._pause.start())
        self.particulars.case_changed.connect(self._on_case_changed)
        self._pause.timeout.connect(self._look_for_earlier)

    @Slot()
    def _on_case_changed(self) -> None:
        set_tone(self.particulars.case, "")
        self.problem.hide()
        self._pause.start()

    @Slot()
    def _look_for_earlier(self) -> None:
        tool, case = self.cards.tool, self.particulars.case.text().strip()
        if tool is None or not case:
            self.warning.say("")
            return
        self._jobs.read(
            partial(recent_audits, tool_id=tool.id, case=case, today=self._today),
            done=self._warn,
            key="audits.earlier",
            owner=self,
        )

    def _warn(self, earlier: "list[AuditRow]") -> None:
        if not earlier:
            self.warning.say("")
            return
        last = earlier[0]
        told = f"on {day_text(last.audited_on)} by {last.auditor or 'somebody'}"
        status = STATUS_LOOKS[last.status].label.lower()
        more = f" There are {len(earlier)} such audits." if len(earlier) > 1 else ""
        self.warning.say(
            f"This case was audited with this tool {told} ({status}), less than 12 months ago."
            f"{more} You can go on if a double audit is wanted."
        )

    @Slot()
    def _on_start(self) -> None:
        case, auditor = self.particulars.case, self.particulars.auditor
        tool = self.cards.tool
        set_tone(case, "" if case.text().strip() else "bad")
        set_tone(auditor, "" if auditor.currentText().strip() else "bad")
        if tool is None:
            self._complain("Choose an audit tool.", self.cards)
        elif not case.text().strip():
            self._complain("Enter the case reference.", case)
        elif not auditor.currentText().strip():
            self._complain("Enter your name or auditor code.", auditor)
        else:
            wanted = NewAudit(tool, self._audit())
            self.accept()
            self.chosen.emit(wanted)

    def _audit(self) -> "Audit":
        from forms.audits import Audit

        return Audit(
            case=self.particulars.case.text().strip(),
            auditor=self.particulars.auditor.currentText().strip(),
            audited_on=self.particulars.date,
            attributes=self.particulars.attribute_values(),
        )

    def _complain(self, sentence: str, field: QWidget) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        field.setAccessibleDescription(sentence)
        field.setFocus()


def _scrollable(content: QWidget) -> QScrollArea:
    """Large text on a small screen needs more height than there is."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
