"""Manifests: that of an opened hand-over, held to what the file holds."""

from __future__ import annotations

from typing import NamedTuple

from db.store import ReadingStore
from db.troubles import StoreCorrupt
from forms.audits import AUDIT_KIND
from forms.manifests import Manifest, content_sha256

HANDOVER = "handover"


class Held(NamedTuple):
    """What a hand-over holds, counted in the file itself."""

    audits: int
    drafts: int
    tools: int
    revisions: int
    content_sha256: str


def manifest_of(source: ReadingStore) -> Manifest | None:
    """Return the manifest of an opened file, nothing where it is no hand-over.

    Raises StoreCorrupt where the manifest does not fit what the file holds: something was taken
    out, put in or altered on the way.
    """
    if not is_hand_over(source):
        return None
    rows = source.rows("SELECT manifest FROM handover LIMIT 2")
    unfit = StoreCorrupt(
        f"“{source.path.name}” does not hold what its manifest says: it was damaged or altered on "
        "the way. Ask for it to be sent again."
    )
    if len(rows) != 1:
        raise unfit
    try:
        manifest = Manifest.model_validate_json(str(rows[0][0]))
    except (ValueError, RecursionError):
        raise unfit from None
    if held_by(source) != said_by(manifest):
        raise unfit
    return manifest


def is_hand_over(source: ReadingStore) -> bool:
    """Return whether a file was made to be handed over, not to be worked in."""
    return source.row("SELECT kind FROM about") == (HANDOVER,)


def held_by(source: ReadingStore) -> Held:
    """Count what a file holds; a working copy of its own, which no hand-over has, counts too."""
    hashes = [
        str(row[0])
        for table in ("revision", "received_draft")
        for row in source.each(f"SELECT hash FROM {table}")
    ]
    return Held(
        source.number("SELECT count(*) FROM record WHERE kind = ?", (AUDIT_KIND,)),
        source.number("SELECT count(*) FROM received_draft")
        + source.number("SELECT count(*) FROM draft"),
        source.number("SELECT count(*) FROM tool"),
        source.number("SELECT count(*) FROM revision"),
        content_sha256(hashes),
    )


def said_by(manifest: Manifest) -> Held:
    """Return what a manifest says that its file holds."""
    return Held(
        manifest.audits,
        manifest.drafts,
        manifest.tools,
        manifest.revisions,
        manifest.content_sha256,
    )
