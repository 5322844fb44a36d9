"""What moderating asks of the database; each runs as a job, away from the window."""

from typing import TYPE_CHECKING, NamedTuple

from ui.lanes import Progress

if TYPE_CHECKING:
    from db.store import ReadingStore, Store
    from forms.audits import Manner
    from forms.moderations import ChangedGrade, Grading


class Ready(NamedTuple):
    """A moderation that lacks nothing: whose audit of which case it is of, and what it changes.

    `before` is whose grades it began from: the auditor's, or those of a moderator before.
    """

    uid: str
    case: str
    auditor: str
    before: "Grading"
    moderator: str
    is_blind: bool
    changed: "list[ChangedGrade]"


def begin(store: "Store", _progress: Progress, uid: str, moderator: str, manner: "Manner") -> None:
    """Make the working copy in which an audit is moderated."""
    from db.moderating import begin_moderation

    begin_moderation(store, uid, moderator, manner)


def dispute(store: "Store", _progress: Progress, uid: str, author: str, reason: str) -> None:
    """Seal that a moderation is not accepted."""
    from db.moderating import dispute as seal_dispute

    seal_dispute(store, uid, author, reason)


def look(store: "ReadingStore", _progress: Progress, uid: str) -> Ready:
    """Return what a moderation changes, as it is typed now."""
    from db.drafts import load_draft
    from db.moderating import changed_in_moderation, gradings_before
    from db.sealing import open_audit

    audit = open_audit(store, uid).audit
    gradings = gradings_before(store, uid)
    return Ready(
        uid,
        audit.case,
        gradings[0].name,
        gradings[-1],
        load_draft(store, uid).author,
        audit.moderation == "blind",
        changed_in_moderation(store, uid),
    )


def seal(store: "Store", _progress: Progress, uid: str, reason: str) -> None:
    """Seal a moderation by whoever began it."""
    from db.drafts import load_draft
    from db.moderating import seal_moderation

    seal_moderation(store, uid, load_draft(store, uid).author, reason)


def go_on_open(store: "Store", _progress: Progress, uid: str) -> None:
    """Go on with a blind moderation in the open: its moderator has seen the auditor's grades."""
    from db.drafts import save_field

    save_field(store, uid, "moderation", "open")
