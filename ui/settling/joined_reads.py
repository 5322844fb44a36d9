"""What accepting joined answers asks of the database; each runs as a job, away from the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ui.lanes import Progress

if TYPE_CHECKING:
    from db.joined import Accepted, JoinedRow, Shown
    from db.store import ReadingStore, Store
    from forms.settling_names import Choice
    from forms.settling_words import JoinedWords


class JoinedView(NamedTuple):
    """What joined in one audit, as a person looks at it; `authors` sealed the versions."""

    row: JoinedRow
    shown: Shown
    changes: tuple[JoinedWords, ...]
    authors: Mapping[Choice, str]


def load_rows(store: ReadingStore, _progress: Progress) -> list[JoinedRow]:
    """Return the audits whose versions joined by themselves."""
    from db.joined import joined_rows

    with store.snapshot():
        return joined_rows(store)


def load_views(
    store: ReadingStore, progress: Progress, *, rows: Sequence[JoinedRow]
) -> list[JoinedView]:
    """Return what joined in these audits, without those that have one version by now."""
    from db.troubles import StoreTrouble

    views = []
    with store.snapshot():
        for done, row in enumerate(rows):
            progress(done, len(rows), "Reading what joined …")
            try:
                views.append(_view(store, row))
            except StoreTrouble:
                continue
    return views


def _view(store: ReadingStore, row: JoinedRow) -> JoinedView:
    from db.joined import Shown, joined_audit
    from forms.settling_words import joined_in_words

    joined = joined_audit(store, row.uid)
    return JoinedView(
        row._replace(has_draft=joined.has_draft),
        Shown(row.uid, joined.heads),
        tuple(joined_in_words(joined.standoff)),
        {side.name: side.author for side in joined.sides},
    )


def accept(
    store: Store, progress: Progress, *, shown: Sequence[Shown], reason: str, author: str
) -> Accepted:
    """Seal each of these audits as it joined."""
    from db.joined import accept

    return accept(
        store,
        shown,
        reason,
        author,
        step=lambda done: progress(done, len(shown), "Accepting what joined …"),
    )
