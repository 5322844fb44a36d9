"""What an export asks of the database; each runs as a job, away from the window."""

from typing import TYPE_CHECKING, NamedTuple

from ui.lanes import Progress

if TYPE_CHECKING:
    from db.listing import FilterChoices
    from db.reading import AuditScope
    from db.store import ReadingStore
    from exports.tables.exporting import Exported, Wanted


class Offered(NamedTuple):
    """What there is to choose from, and whether the database has a passphrase."""

    choices: "FilterChoices"
    is_protected: bool


class Sizes(NamedTuple):
    """How many audits a choice holds, and how many stay because of a conflict."""

    audits: int
    conflicts: int


def offered(store: "ReadingStore", _progress: Progress) -> Offered:
    """Return what an export can be about."""
    from db.listing import filter_choices

    return Offered(filter_choices(store), store.key is not None)


def sizes(store: "ReadingStore", _progress: Progress, scope: "AuditScope") -> Sizes:
    """Return how much a scope chooses."""
    from db.reading import scope_totals

    totals = scope_totals(store, scope)
    return Sizes(totals.audits, totals.conflicts_left_out)


def write(store: "ReadingStore", progress: Progress, wanted: "Wanted") -> "Exported":
    """Write the tables, whole or not at all; saving goes on meanwhile."""
    from exports.tables.exporting import export_tables

    return export_tables(store, wanted, progress)
