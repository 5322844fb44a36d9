"""The head of the report page: which kind of report, and what is done with the document."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from exports.reports.catalogue import KINDS, kind_called
from ui.audits.choice_box import ChoiceBox
from ui.report.audit_field import AuditField
from ui.report.commands import ReportCommands
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs

_LETTERS = 20


class ReportHead(QWidget):
    """Chooses a kind of report, and asks for what only some kinds need.

    `kind_changed` only when a person changed it.
    """

    kind_changed = Signal()

    def __init__(
        self,
        commands: ReportCommands,
        jobs: "StoreJobs",
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self._theme = theme
        self.kind = ChoiceBox("Kind of report")
        self.kind.setMinimumContentsLength(_LETTERS)
        self.kind.set_choices([(kind.name, kind.title) for kind in KINDS])
        self.save = set_role(named(QPushButton("&Save PDF…"), "Save PDF"), "primary")
        self.print = named(QPushButton("&Print…"), "Print")
        self.open = named(QPushButton("&Open in reader"), "Open in the default reader")
        self.save_as = named(
            QPushButton("Save &as"),
            "Save as",
            "Opens a menu: a PDF with a password, or a web page for browsers, small screens, large "
            "text and screen readers.",
        )
        menu = QMenu(self)
        menu.addActions([commands.protect, commands.web_page])
        self.save_as.setMenu(menu)
        self.about = label("", "muted", wrap=True)
        self.audit = AuditField(jobs, theme)
        self.each_team = named(
            QPushButton("A report for each &team…"),
            "A report for each team",
            "Saves the report of every team in the selection into a folder.",
        )
        self.build = named(
            QPushButton("&Build a report…"),
            "Build a report",
            "Put one together of parts you choose, with your own words. Key: Ctrl+B.",
        )
        self.build.setToolTip("Put one together of parts you choose, with your own words (Ctrl+B)")
        self._build()
        self.kind.choice_changed.connect(self._on_kind_changed)
        self.save.clicked.connect(commands.save.trigger)
        self.build.clicked.connect(commands.build.trigger)
        self.print.clicked.connect(commands.print.trigger)
        self._show_asks()

    def _build(self) -> None:
        for button, icon in (
            (self.open, "document"),
            (self.print, "print"),
            (self.save_as, "save"),
            (self.build, "edit"),
        ):
            self._theme.icons.wear(button, icon, "text", 18)
        self._theme.icons.wear(self.save, "save", "on_accent", 18)
        first = QHBoxLayout()
        first.setSpacing(GRID)
        first.addWidget(label("Report", "title"))
        first.addWidget(self.kind)
        first.addStretch(1)
        for button in (self.open, self.print, self.save_as, self.save):
            first.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(GRID)
        second.addWidget(self.about, 1)
        second.addWidget(self.each_team)
        second.addWidget(self.build)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self.audit)

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
        for button in (self.save, self.print, self.open, self.save_as):
            button.setEnabled(there)
        self._commands.suit(there=there, as_page=as_page)

    def _show_asks(self) -> None:
        kind = kind_called(self.kind.value)
        self.about.setText(kind.about)
        self.audit.setVisible("audit" in kind.asks)
        self.each_team.setVisible(kind.work_out_each is not None)

    @Slot()
    def _on_kind_changed(self) -> None:
        self._show_asks()
        self.kind_changed.emit()
