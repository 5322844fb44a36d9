"""Opens the search through what auditors wrote, and brings it what it asks for."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.explore.words.reads import find_words, load_terms

if TYPE_CHECKING:
    from datetime import date

    from forms.explore_views import ExploreView
    from ui.audits.reads import StoreJobs
    from ui.explore.words.dialog import WordsDialog
    from ui.theme import Theme


class WordsSearch(QObject):
    """One dialog at a time; `found(uids, told)` asks for the audits in which words were found."""

    found = Signal(object, str)

    def __init__(
        self, jobs: "StoreJobs", theme: "Theme", page: QWidget, today: "Callable[[], date]"
    ) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._theme = theme
        self._page = page
        self._today = today
        self.dialog: WordsDialog | None = None

    def open(self, view: "ExploreView") -> None:
        """Open the dialog on the audits that a view is about."""
        from ui.explore.words.dialog import WordsDialog

        self.close()
        dialog = self.dialog = WordsDialog(self._theme, self._page)
        dialog.audits_requested.connect(self.found)
        dialog.finished.connect(self._on_finished)
        dialog.search_requested.connect(partial(self._search, view))
        self._jobs.read(
            partial(load_terms, view=view, today=self._today()),
            done=dialog.words.show_terms,
            label="Counting words …",
            key="explore.terms",
            owner=dialog,
        )
        dialog.open()

    def close(self) -> None:
        """Close the dialog, if it is open: its database is locked, or another is asked for."""
        if self.dialog is not None:
            self.dialog.reject()

    def _on_finished(self) -> None:
        self.dialog = None

    def _search(self, view: "ExploreView", sought: str) -> None:
        if self.dialog is None:
            return
        self._jobs.read(
            partial(find_words, view=view, today=self._today(), sought=sought),
            done=self.dialog.show_found,
            label="Searching …",
            key="explore.words",
            owner=self.dialog,
        )
