"""What handing over asks of the database; each runs as a job, away from the window."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ui.lanes import Progress

if TYPE_CHECKING:
    from db.hand_over_choice import Counts
    from db.handing_over import HandedOver
    from db.listing import FilterChoices
    from db.store import ReadingStore, Store
    from forms.manifests import HandOverSelection


class Wanted(NamedTuple):
    """A hand-over as a person asked for it."""

    selection: "HandOverSelection"
    passphrase: str
    author: str
    note: str

    def __repr__(self) -> str:
        """Show no passphrase and no note: they belong in no log and no error report."""
        return "Wanted(…)"


def choices(store: "ReadingStore", _progress: Progress) -> "FilterChoices":
    """Return the tools, teams and auditors there are to choose from."""
    from db.listing import filter_choices

    return filter_choices(store)


def count(store: "ReadingStore", _progress: Progress, selection: "HandOverSelection") -> "Counts":
    """Return how much a selection chooses."""
    from db.hand_over_choice import what_goes

    return what_goes(store, selection)


def write(store: "ReadingStore", progress: Progress, wanted: Wanted, target: Path) -> "HandedOver":
    """Write the new file, whole or not at all; saving goes on meanwhile."""
    from db.handing_over import write_hand_over

    return write_hand_over(
        store,
        target,
        wanted.passphrase,
        selection=wanted.selection,
        author=wanted.author,
        note=wanted.note,
        progress=progress,
    )


def remember(store: "Store", _progress: Progress, made: "HandedOver") -> None:
    """Note what went, so that the next hand-over may hold only what changed."""
    from db.handing_over import remember

    remember(store, made)
