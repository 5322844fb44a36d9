"""What the page of audits changes in the database; each runs as a job, away from the window."""

from typing import TYPE_CHECKING

from ui.lanes import Progress

if TYPE_CHECKING:
    from db.store import Store


def reopen(store: "Store", _progress: Progress, uid: str, author: str) -> None:
    """Make a working copy of a completed audit."""
    from db.sealing import reopen_audit

    reopen_audit(store, uid, author)


def go_on(store: "Store", _progress: Progress, uid: str, author: str) -> None:
    """Make a working copy of somebody else's draft."""
    from db.received_drafts import continue_as_mine

    continue_as_mine(store, uid, author)


def make_void(store: "Store", _progress: Progress, uid: str, author: str, reason: str) -> None:
    """Seal an audit as void."""
    from db.sealing import void_audit

    void_audit(store, uid, author, reason)


def discard(store: "Store", _progress: Progress, uid: str) -> None:
    """Throw a working copy away."""
    from db.drafts import discard_draft

    discard_draft(store, uid)
