"""The dialog that asks for the steps of a target and for known changes of practice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from ui.report.target_editor import ChangeEditor, TargetEditor
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role

if TYPE_CHECKING:
    from exports.figures.reports.asked import OverTime

_TARGET = "Each step holds from its day until the next one. Each is said to be met or not."
_CHANGES = (
    "From such a day practice is known to be another, so the line starts anew there. It is printed "
    "in the report: name no child, family or worker."
)


class TrendDialog(QDialog):
    """Says `chosen(OverTime)` with other steps and changes once all that is typed can be read."""

    chosen = Signal(object)

    def __init__(
        self, asked: "OverTime", theme: Theme, today: Callable[[], date], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Target and known changes")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._asked = asked
        self.target = TargetEditor(theme, today)
        self.target.show_steps(asked.steps)
        self.changes = ChangeEditor(theme, today)
        self.changes.show_changes(asked.changes)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = buttons.addButton("&Use these", QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(named(self.use, "Use these"), "primary")
        self.use.setDefault(True)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID * 2)
        layout.addWidget(self._parts(), 1)
        layout.addWidget(buttons)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 95, line * 33).boundedTo(self.screen().availableSize() * 0.92))
        self.target.table.rows[0].day.setFocus()

    def _parts(self) -> QScrollArea:
        page = set_role(QWidget(), "page")
        parts = QVBoxLayout(page)
        parts.setContentsMargins(0, 0, GRID, 0)
        parts.setSpacing(GRID)
        for heading, about, editor in (
            ("Target", _TARGET, self.target),
            ("Known changes of practice", _CHANGES, self.changes),
        ):
            parts.addWidget(label(heading, "heading"))
            parts.addWidget(label(about, "muted", wrap=True))
            parts.addWidget(editor)
            parts.addSpacing(GRID)
        parts.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area

    @Slot()
    def _on_accepted(self) -> None:
        if not (self.target.check() and self.changes.check()):
            return
        asked = replace(self._asked, steps=self.target.steps(), changes=self.changes.changes())
        self.accept()
        self.chosen.emit(asked)
