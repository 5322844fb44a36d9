"""From a bar or a cell to the audits behind it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.explore.reads import Behind, find_behind

if TYPE_CHECKING:
    from exports.charts.of_crossing import Place
    from exports.figures.crossing_data import Crossing
    from forms.explore_views import ExploreView
    from ui.audits.reads import StoreJobs


class GoingBehind(QObject):
    """Finds audits beside the window: `found(uids, told)`, or `announced` where there are none."""

    found = Signal(object, str)
    announced = Signal(str)

    def __init__(self, jobs: "StoreJobs", page: QWidget) -> None:
        super().__init__(page)
        self._jobs = jobs

    def go(
        self, view: "ExploreView", crossing: "Crossing", place: "Place", code: str | None
    ) -> None:
        """Ask for the audits behind a cell, or behind one code in it; the latest wins."""
        work = partial(
            find_behind,
            view=view,
            crossing=crossing,
            row=place.row,
            column=place.column,
            code=code,
        )
        self._jobs.read(work, done=self._take, key="explore.behind", owner=self)

    def _take(self, behind: Behind) -> None:
        if behind.uids:
            self.found.emit(behind.uids, behind.told)
        else:
            self.announced.emit(f"No audits stand behind {behind.told}.")
