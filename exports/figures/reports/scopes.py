"""What every further report tells of its scope, without naming a case or a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from db.reading import Written, drawn_in_scope, people_and_cases, written_values
from db.store import ReadingStore
from exports.figures.facts import Facts
from exports.figures.quotes import QuoteChooser
from exports.figures.report_data import Scope
from exports.figures.wording import amount

SECRET: Final = ("case", "auditor")
"""Fields whose values a report never prints."""
MOST_READ: Final = 500
"""Audits that quotations are looked for in: a report costs what it shows, not what is stored."""


def unnamed(scope: Scope) -> Scope:
    """A report may be about one auditor's audits or one case, but does not say whose."""
    where = {
        field: "one, not named here" if field in SECRET else value
        for field, value in scope.where.items()
    }
    return scope.model_copy(update={"where": where})


def secret_values(store: ReadingStore) -> frozenset[str]:
    """Return every case reference and every auditor's name: what no words of a report may hold."""
    return people_and_cases(store)


def quote_chooser(store: ReadingStore) -> QuoteChooser:
    """Return what chooses quotations that hold no case reference and no auditor's name."""
    return QuoteChooser(secret_values(store))


def words_read(store: ReadingStore, facts: Facts, fields: Sequence[str]) -> list[Written]:
    """Return what was written in these fields: of many audits, in those that the lot drew."""
    drawn = None
    if facts.totals.audits > MOST_READ:
        drawn = drawn_in_scope(store, facts.scope, MOST_READ)
    return written_values(store, facts.scope, list(fields), drawn)


def lot_sentences(facts: Facts) -> Iterator[str]:
    """Tell of the lot, where one was drawn."""
    if facts.totals.audits > MOST_READ:
        yield (
            f"Quotations were looked for in {MOST_READ} of the "
            f"{amount(facts.totals.audits, 'audit', 'audits')}, drawn by lot. What was written in "
            "the others is neither quoted nor counted as further evidence."
        )


def day_of(text: str) -> date | None:
    """Return the day that an ISO text begins with, None where it is empty."""
    return date.fromisoformat(text[:10]) if text else None
