"""The dialog that asks which audits are exported, in which format, with or without words."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.audits.choice_box import ChoiceBox
from ui.audits.period_picker import PeriodPicker
from ui.exporting import jobs as work
from ui.exporting.words import ABOUT, FORMATS, WITHOUT_WORDS, warning, will_go
from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named, say_aloud, set_role

if TYPE_CHECKING:
    from db.reading import AuditScope
    from exports.tables.exporting import Format
    from ui.audits.reads import StoreJobs


class Choice(NamedTuple):
    """What a person chose to export; where to is asked next."""

    format: "Format"
    scope: "AuditScope"
    words: bool


class ExportDialog(QDialog):
    """Says `chosen(Choice)` once there is something to export."""

    chosen = Signal(object)

    def __init__(
        self,
        offered: work.Offered,
        jobs: "StoreJobs",
        icons: Icons,
        parent: QWidget,
        *,
        today: Callable[[], date],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export tables")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._jobs = jobs
        self.format = ChoiceBox("Format")
        self.format.set_choices([(name, words.label) for name, words in FORMATS.items()])
        self.about_format = label("", "small", wrap=True)
        self.tool = ChoiceBox("Audit tool", "All audit tools")
        self.tool.set_choices(offered.choices.tools)
        self.team = ChoiceBox("Team", "All teams")
        self.team.set_choices([(each, each) for each in offered.choices.teams])
        self.period = PeriodPicker(today)
        self.without = named(
            QCheckBox("Leave out what people &wrote"), "Leave out what people wrote", WITHOUT_WORDS
        )
        self.warning = label(warning(offered), wrap=True)
        self.told = label("Counting …", "strong", wrap=True)
        self.go = set_role(named(QPushButton("&Export…"), "Export"), "primary")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        self._build(icons)
        self._connect_signals()
        self.format.setFocus()

    def _build(self, icons: Icons) -> None:
        picture = QLabel()
        icons.wear(picture, "alert", "warn", 24)
        warned = QHBoxLayout()
        warned.setSpacing(GRID * 2)
        warned.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        warned.addWidget(self.warning, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel).clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(GRID * 2)
        foot.addWidget(self.told, 1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID * 2)
        layout.addWidget(label(ABOUT, wrap=True))
        layout.addWidget(_scrollable(self._fields()), 1)
        layout.addLayout(warned)
        layout.addLayout(foot)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 82, line * 32).boundedTo(self.screen().availableSize() * 0.95))

    def _fields(self) -> QWidget:
        fields = set_role(QWidget(), "page")
        layout = QVBoxLayout(fields)
        layout.setContentsMargins(0, 0, GRID, 0)
        layout.setSpacing(GRID // 2)
        for text, box, after in (
            ("&Format", self.format, self.about_format),
            ("Audit &tool", self.tool, None),
            ("Te&am", self.team, None),
            ("Pe&riod of the audits", self.period.box, self.period.dates),
        ):
            caption = label(text, "muted")
            caption.setBuddy(box)
            layout.addWidget(caption)
            layout.addWidget(self.period if box is self.period.box else box)
            if after:
                layout.addWidget(after)
            layout.addSpacing(GRID)
        layout.addWidget(self.without)
        layout.addWidget(label(WITHOUT_WORDS, "small", wrap=True))
        layout.addStretch(1)
        return fields

    def _connect_signals(self) -> None:
        self.format.choice_changed.connect(self._on_format)
        for box in (self.tool, self.team):
            box.choice_changed.connect(self.count)
        self.period.period_changed.connect(self.count)
        self.go.clicked.connect(self._on_go)
        self._on_format()
        self.count()

    def choice(self) -> Choice:
        """Return what is chosen."""
        from db.reading import AuditScope

        days = self.period.days()
        where = {"team": self.team.value} if self.team.value else {}
        scope = AuditScope(self.tool.value or None, days.first, days.last, where)
        kind = next(name for name in FORMATS if name == self.format.value)
        return Choice(kind, scope, not self.without.isChecked())

    @Slot()
    def count(self) -> None:
        """Count what is chosen now."""
        self._jobs.read(
            partial(work.sizes, scope=self.choice().scope),
            done=self._show,
            key="exporting.count",
            owner=self,
        )

    def _show(self, sizes: work.Sizes) -> None:
        self.told.setText(will_go(sizes))
        say_aloud(self.told, self.told.text())
        self.go.setEnabled(bool(sizes.audits))

    @Slot()
    def _on_format(self) -> None:
        about = FORMATS[self.choice().format].about
        self.about_format.setText(about)
        self.format.setAccessibleDescription(about)

    @Slot()
    def _on_go(self) -> None:
        choice = self.choice()
        self.accept()
        self.chosen.emit(choice)


def _scrollable(content: QWidget) -> QScrollArea:
    """Large text on a small screen needs more height than there is."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
