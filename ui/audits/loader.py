"""Brings the list and what stands round it from the database, what is seen first before all."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.listing import AuditFilter, AuditRow
from ui.audits.reads import Looks, Surroundings, load_rows, load_surroundings
from ui.job_board import Failed

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs

_FIRST_ROWS = 100  # more than the tallest screen shows
_PAINTING = 40  # milliseconds for what can be seen, before the rest is read beside it


class Listing(NamedTuple):
    """Rows that arrived; `from_top` after a search, `is_whole` unless more are on their way."""

    rows: list[AuditRow]
    from_top: bool
    is_whole: bool


class AuditLoader(QObject):
    """Reads beside the window; a later request overtakes an earlier one.

    `listed` carries a `Listing`, `surrounded` the `Surroundings`.
    """

    listed = Signal(object)
    surrounded = Signal(object)

    def __init__(self, jobs: "StoreJobs", parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._looks: Looks = {}
        self._listed: AuditFilter | None = None
        self._begun: AuditFilter | None = None
        self._is_outdated = False
        self._is_whole = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAINTING)
        self._rest.timeout.connect(self._read_rest)

    @property
    def is_settled(self) -> bool:
        """Whether all that was asked for has come."""
        return self._listed is not None and not self._is_outdated

    def shows(self, wanted: AuditFilter) -> bool:
        """Whether the rows that came last are what this filter asks for."""
        return self._listed == wanted

    def begin(self, wanted: AuditFilter) -> None:
        """Read the list while the page that will show it is still being made.

        Trouble is not told before the page is shown, which asks again.
        """
        self._begun = wanted
        self._read_rows(wanted, from_top=False, failed=self._on_not_begun)

    def refresh(self, wanted: AuditFilter) -> None:
        """Read the list, then what stands round it."""
        self._is_outdated = True
        if wanted != self._begun:
            self.load(wanted, from_top=False)

    def load(self, wanted: AuditFilter, *, from_top: bool) -> None:
        """Read the list; the very first time only as much as can be seen, to show it at once."""
        self._begun = None
        self._read_rows(wanted, from_top=from_top)

    def _read_rows(
        self, wanted: AuditFilter, *, from_top: bool, failed: Failed | None = None
    ) -> None:
        self._rest.stop()
        if self._listed is None and wanted.sort != "overall":
            wanted = wanted._replace(limit=_FIRST_ROWS)
        self._jobs.read(
            partial(load_rows, wanted=wanted, looks=self._looks),
            done=partial(self._take_rows, wanted=wanted, from_top=from_top),
            failed=failed,
            key="audits.rows",
            owner=self,
        )

    def _on_not_begun(self, _error: BaseException) -> None:
        begun, self._begun = self._begun, None
        if begun is not None and self._is_outdated:
            self.load(begun, from_top=False)

    def _take_rows(self, rows: list[AuditRow], *, wanted: AuditFilter, from_top: bool) -> None:
        self._begun = None
        self._listed = wanted._replace(limit=0)
        self._is_whole = not wanted.limit or len(rows) < wanted.limit
        self._rest.start()
        self.listed.emit(Listing(rows, from_top, self._is_whole))

    @Slot()
    def _read_rest(self) -> None:
        """Read the rest of the list, then what stands round it."""
        if not self._is_whole and self._listed is not None:
            self._read_rows(self._listed, from_top=False)
        elif self._is_outdated:
            self._jobs.read(
                load_surroundings,
                done=self._take_surroundings,
                key="audits.surroundings",
                owner=self,
            )

    def _take_surroundings(self, around: Surroundings) -> None:
        """Grades sort by the order of their scale, which may only be known now."""
        sorts_anew = not self._looks and self._listed is not None
        self._looks = around.looks
        self._is_outdated = False
        self.surrounded.emit(around)
        if sorts_anew and self._listed is not None and self._listed.sort == "overall":
            self.load(self._listed, from_top=False)
