"""What a report over time is asked for: measure, periods, chart, target and known changes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.audits.choice_box import ChoiceBox
from ui.report.measures import OVERALL, load_measures
from ui.report.trend_state import CHARTS, EVERY, asked_by, state_of, told
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named

if TYPE_CHECKING:
    from exports.figures.process_charts.models import Kind
    from exports.figures.reports.asked import OverTime
    from exports.figures.reports.over_time_data import Every
    from ui.audits.reads import StoreJobs

_LETTERS = 16


class TrendBar(QWidget):
    """Chooses an `OverTime`.

    `changed` when a person changed it, or where the tool has not what was measured.
    """

    changed = Signal()

    def __init__(
        self,
        jobs: "StoreJobs",
        theme: Theme,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
        self._today = today
        self._asked = asked_by({})
        self.measure = ChoiceBox("What is measured")
        self.measure.setMinimumContentsLength(_LETTERS)
        self.measure.set_choices([OVERALL])
        self.every = ChoiceBox("Periods")
        self.every.set_choices(EVERY.items())
        self.every.setMinimumContentsLength(_LETTERS // 2)
        self.chart = ChoiceBox("Chart")
        self.chart.set_choices(CHARTS.items())
        self.chart.setMinimumContentsLength(_LETTERS)
        self.edit = named(
            QPushButton("Tar&get and changes…"),
            "Target and changes",
            "The steps of the target, and known changes of practice, each with its day.",
        )
        self.told = label("", "muted", wrap=True)
        self._build()
        self._show()
        for box in (self.measure, self.every, self.chart):
            box.choice_changed.connect(self._on_chosen)
        self.edit.clicked.connect(self._ask)

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(GRID)
        first.addWidget(self.measure, 3)
        first.addWidget(self.every, 1)
        first.addWidget(self.chart, 2)
        first.addWidget(self.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(first)
        layout.addWidget(self.told)

    @property
    def asked(self) -> "OverTime":
        """What the report is asked for."""
        return self._asked

    def show_asked(self, asked: "OverTime") -> None:
        """Show what is asked for, quietly."""
        self._asked = asked
        self._show()

    def ask_about(self, tool_id: str) -> None:
        """Offer what this tool can be asked about; a measure it has not falls away."""
        self._jobs.read(
            partial(load_measures, tool_id=tool_id),
            done=self._offer,
            key="report.measures",
            owner=self,
        )

    def _offer(self, measures: list[tuple[str, str]]) -> None:
        self.measure.set_choices(measures, keep_strange=False)
        if self._asked.of in dict(measures):
            self.measure.set_value(self._asked.of)
        else:
            self._take(replace(self._asked, of=""))

    def state(self) -> dict[str, str]:
        """Return the choice as text, to be remembered."""
        return state_of(self._asked)

    def restore(self, state: Mapping[str, str]) -> None:
        """Show a remembered choice, quietly."""
        self.show_asked(asked_by(state))

    def _show(self) -> None:
        self.measure.set_value(self._asked.of)
        self.every.set_value(self._asked.every)
        self.chart.set_value(self._asked.chart or "")
        self.told.setText(told(self._asked))

    @Slot()
    def _on_chosen(self) -> None:
        self._take(
            replace(
                self._asked,
                of=self.measure.value,
                every=cast("Every", self.every.value),
                chart=cast("Kind", self.chart.value) if self.chart.value else None,
            )
        )

    @Slot()
    def _ask(self) -> None:
        from ui.report.trend_dialog import TrendDialog  # loads the fields of the form of audits

        dialog = TrendDialog(self._asked, self._theme, self._today, self)
        dialog.chosen.connect(self._take)
        dialog.open()

    @Slot(object)
    def _take(self, asked: "OverTime") -> None:
        if asked != self._asked:
            self._asked = asked
            self._show()
            self.changed.emit()
