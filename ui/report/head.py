"""The head of the report page: which kind of report, and what is done with the document."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exports.reports.catalogue import KINDS, kind_called
from ui.audits.choice_box import ChoiceBox
from ui.icons import Icons
from ui.report.asks import Asks
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

_LETTERS = 20


class ReportHead(QWidget):
    """Chooses a kind of report, and asks for what only some kinds need.

    `kind_changed` only when a person changed it.
    """

    kind_changed = Signal()

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
        self.fields = Asks()
        self._build()
        self.kind.choice_changed.connect(self._on_kind_changed)
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
        second.addWidget(self.about, 1)
        second.addWidget(self.fields)
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
        kind = kind_called(self.kind.value)
        self.about.setText(kind.about)
        self.fields.show_for(kind)

    @Slot()
    def _on_kind_changed(self) -> None:
        self._show_asks()
        self.kind_changed.emit()
