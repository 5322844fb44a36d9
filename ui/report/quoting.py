"""Asks which quotations of a report are published."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.report.quote_dialog import Quotable, QuoteDialog, load_quotes

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs
    from ui.report.wishes import Wish


class Quoting(QObject):
    """Lists what a report could quote; `chosen` carries the ids that were ticked."""

    chosen = Signal(object)

    def __init__(self, jobs: "StoreJobs", page: QWidget) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._page = page

    def ask(self, wish: "Wish") -> None:
        """Find the quotations, and list them with those ticked that the wish has."""
        self._jobs.read(
            partial(load_quotes, wish=wish),
            done=partial(self._show, wish.quotes),
            label="Finding the quotations …",
            key="report.quotes",
            owner=self,
        )

    def _show(self, ticked: frozenset[str], quotes: list[Quotable]) -> None:
        dialog = QuoteDialog(quotes, ticked, self._page)
        dialog.chosen.connect(self.chosen)
        dialog.open()
