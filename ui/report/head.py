"""The head of the report page: which kind of report, and what is done with the document."""

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from exports.reports.catalogue import KINDS, kind_called
from ui.audits.choice_box import ChoiceBox
from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

_LETTERS = 20
_AUDIT_LETTERS = 30


class ReportHead(QWidget):
    """Chooses a kind of report, and asks for what only some kinds need.

    `kind_changed` and `audit_changed` only when a person changed them; `batch_requested` asks for
    a report for each team.
    """

    kind_changed = Signal()
    audit_changed = Signal()
    batch_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ChoiceBox("Kind of report")
        self.kind.setMinimumContentsLength(_LETTERS)
        self.kind.set_choices([(kind.name, kind.title) for kind in KINDS])
        self.save = set_role(named(QPushButton("&Save PDF…"), "Save PDF"), "primary")
        self.print = named(QPushButton("&Print…"), "Print")
        self.open = named(QPushButton("&Open in reader"), "Open in the default reader")
        self.web_page = named(
            QPushButton("Save as &web page…"),
            "Save as web page",
            "One file that opens in any browser: for small screens, large text and screen readers",
        )
        for button, icon in (
            (self.open, "document"),
            (self.print, "print"),
            (self.web_page, "save"),
        ):
            icons.wear(button, icon, "text", 18)
        icons.wear(self.save, "save", "on_accent", 18)
        self.about = label("", "muted", wrap=True)
        self.audit = _audit_field()
        self.each_team = named(
            QPushButton("A report for each &team…"),
            "A report for each team",
            "Saves the report of every team in the selection into a folder",
        )
        self._asked = ""
        self._build()
        self.kind.choice_changed.connect(self._on_kind_changed)
        self.audit.editingFinished.connect(self._on_audit_edited)
        self.each_team.clicked.connect(self.batch_requested)
        self._show_asks()

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(GRID)
        first.addWidget(label("Report", "title"))
        first.addWidget(self.kind)
        first.addStretch(1)
        for button in (self.open, self.print, self.web_page, self.save):
            first.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(GRID)
        second.addWidget(self.audit)
        second.addWidget(self.about, 1)
        second.addWidget(self.each_team)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(first)
        layout.addLayout(second)

    @property
    def asks(self) -> tuple[str, ...]:
        """What the chosen kind asks for."""
        return kind_called(self.kind.value).asks

    def choose(self, kind: str) -> None:
        """Choose a kind quietly; one that is not known any more is passed over."""
        if self.kind.findData(kind) >= 0:
            self.kind.set_value(kind)
        self._show_asks()

    def offer_document(self, *, there: bool, as_page: bool) -> None:
        """Let the document be handed on, or not while there is none."""
        for button in (self.save, self.print, self.open):
            button.setEnabled(there)
        self.web_page.setEnabled(there and as_page)

    def _show_asks(self) -> None:
        self.about.setText(kind_called(self.kind.value).about)
        self.audit.setVisible("audit" in self.asks)
        self.each_team.setVisible("team" in self.asks)

    @Slot()
    def _on_kind_changed(self) -> None:
        self._show_asks()
        self.kind_changed.emit()

    @Slot()
    def _on_audit_edited(self) -> None:
        """Ask once for each reference: leaving the field again is no new question."""
        if self.audit.text().strip() != self._asked:
            self._asked = self.audit.text().strip()
            self.audit_changed.emit()


def _audit_field() -> QLineEdit:
    field = named(
        QLineEdit(), "Case reference or id of the audit", "Press Enter to make its report"
    )
    field.setPlaceholderText("Case reference or id")
    field.setMinimumSize(QSize(_AUDIT_LETTERS * field.fontMetrics().averageCharWidth(), 0))
    field.setMaxLength(100)
    return field
