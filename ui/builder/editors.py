"""Editors of what only reports have: steps of a target, known changes, a view from Explore."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from pydantic import JsonValue, ValidationError
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from ui.audits.period import PERIOD_LABELS
from ui.designer.editors import Editor
from ui.report.target_editor import ChangeEditor, TargetEditor
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named

if TYPE_CHECKING:
    from forms.explore_views import ExploreView


class StepsEditor(Editor):
    """The dated steps of a target."""

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self.steps = TargetEditor(theme, today)
        self._hold(self.steps)
        self.steps.changed.connect(self._on_changed)

    def show_value(self, value: JsonValue) -> None:
        """Show steps; those that are typed at this moment stay."""
        from exports.figures.process_charts.models import TargetStep
        from forms.report_parts import TargetStep as KeptStep

        given = value if isinstance(value, list) else []
        kept = [KeptStep.model_validate(each) for each in given]
        steps = tuple(TargetStep(by=each.by, value=each.share) for each in kept)
        if steps != self.steps.steps():
            self.steps.show_steps(steps)

    @Slot()
    def _on_changed(self) -> None:
        steps: list[JsonValue] = [
            {"by": step.by.isoformat(), "share": step.value} for step in self.steps.steps()
        ]
        self.edited.emit(steps or None, "")


class ChangesEditor(Editor):
    """Changes of practice that are known, with their days."""

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self.changes = ChangeEditor(theme, today)
        self._hold(self.changes)
        self.changes.changed.connect(self._on_changed)

    def show_value(self, value: JsonValue) -> None:
        """Show changes; those that are typed at this moment stay."""
        from exports.figures.reports.asked import KnownChange
        from forms.report_parts import DatedChange

        given = value if isinstance(value, list) else []
        kept = [DatedChange.model_validate(each) for each in given]
        changes = tuple(KnownChange(each.day, each.what) for each in kept)
        if changes != self.changes.changes():
            self.changes.show_changes(changes)

    @Slot()
    def _on_changed(self) -> None:
        changes: list[JsonValue] = [
            {"day": each.day.isoformat(), "what": each.what} for each in self.changes.changes()
        ]
        self.edited.emit(changes or None, "")


class ViewEditor(Editor):
    """Says what a view shows; `choose_wanted` when another one shall be chosen."""

    choose_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._measures: Mapping[str, str] = {}
        self._fields: Mapping[str, str] = {}
        self.told = label("", wrap=True)
        self.choose = named(QPushButton("Choose another view…"), "Choose another view")
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.told)
        column.addLayout(row)
        self.setFocusProxy(self.choose)
        self.choose.clicked.connect(self.choose_wanted)

    def offer(self, measures: Mapping[str, str], fields: Mapping[str, str]) -> None:
        """Learn what measures and fields are called."""
        self._measures, self._fields = measures, fields

    def show_value(self, value: JsonValue) -> None:
        """Say what the view shows."""
        from forms.explore_views import ExploreView

        try:
            view = ExploreView.model_validate(value)
        except ValidationError:
            self.told.setText("This view can no longer be read. Choose another one.")
            return
        told = view_told(view, self._measures, self._fields)
        self.told.setText(told)
        self.choose.setAccessibleDescription(told)


def view_told(view: "ExploreView", measures: Mapping[str, str], fields: Mapping[str, str]) -> str:
    """Return in a line what a view shows, of which audits."""
    name = view.measure.partition(":")[2]
    measure = measures.get(name, name or "Overall grade")
    by = [fields.get(each, each.replace("_", " ")) for each in (view.by, view.across) if each]
    where = [f"{fields.get(name, name)}: {value}" for name, value in view.where.items()]
    parts = [f"{measure} by {' and '.join(by).lower()}", PERIOD_LABELS[view.period], *where]
    return "; ".join(parts)
