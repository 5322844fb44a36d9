"""What the search asks of the database; each runs as a job, away from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from db.store import ReadingStore
    from exports.figures.found_words import FoundWords
    from exports.figures.terms_data import TermsData
    from forms.explore_views import ExploreView
    from ui.lanes import Progress


def load_terms(
    store: ReadingStore, progress: Progress, view: ExploreView, today: date
) -> TermsData:
    """Return the frequent words of the audits that a view is about."""
    from exports.figures.reports.terms_used import terms_of
    from exports.figures.view_scopes import view_scope

    progress(0, 1, "Reading what auditors wrote …")
    return terms_of(store, view_scope(view, today))


def find_words(
    store: ReadingStore, progress: Progress, view: ExploreView, today: date, sought: str
) -> FoundWords:
    """Return the texts of these audits that hold every word that is looked for."""
    from exports.figures.reports.words_found import words_found
    from exports.figures.view_scopes import view_scope

    progress(0, 1, "Searching what auditors wrote …")
    return words_found(store, view_scope(view, today), sought)
