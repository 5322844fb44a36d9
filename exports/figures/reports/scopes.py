"""What every further report tells of its scope, without naming a case or a person."""

from __future__ import annotations

from datetime import date
from typing import Final

from db.reading import attribute_values
from db.store import ReadingStore
from exports.figures.quotes import QuoteChooser
from exports.figures.report_data import Scope

SECRET: Final = ("case", "auditor")
"""Fields whose values a report never prints."""


def unnamed(scope: Scope) -> Scope:
    """A report may be about one auditor's audits or one case, but does not say whose."""
    where = {
        field: "one, not named here" if field in SECRET else value
        for field, value in scope.where.items()
    }
    return scope.model_copy(update={"where": where})


def quote_chooser(store: ReadingStore) -> QuoteChooser:
    """Return what chooses quotations that hold no case reference and no auditor's name."""
    return QuoteChooser([value for name in SECRET for value in attribute_values(store, name)])


def day_of(text: str) -> date | None:
    """Return the day that an ISO text begins with, None where it is empty."""
    return date.fromisoformat(text[:10]) if text else None
