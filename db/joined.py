"""Audits whose versions joined by themselves: which there are, what joined, and accepting it.

Such an audit counts as it joined, with or without being accepted. Accepting seals it as one
version, so that a person stands for it and later changes do not meet the older versions again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from db.conflicts import GONE, Side, sides_of, standoff_of
from db.drafts import has_draft
from db.revisions import parents_of, revisions_of
from db.settling import accept_joined
from db.troubles import StoreTrouble
from forms.errors import AuditAppError
from forms.joining import heads

if TYPE_CHECKING:
    from db.store import ReadingStore, Store
    from forms.settling import Standoff


class JoinedRow(NamedTuple):
    """One audit that joined by itself; `authors` sealed its versions."""

    uid: str
    case: str
    tool_title: str
    tool_version: str
    auditor: str
    audited_on: str
    sealed_at: str
    authors: tuple[str, ...]
    has_draft: bool


@dataclass(frozen=True)
class JoinedAudit:
    """What joined: the versions as sides, the one that came to this file first before the others.

    `standoff.joined` holds the outcome, in which no field waits for a person.
    """

    uid: str
    sides: tuple[Side, ...]
    standoff: Standoff
    has_draft: bool

    @property
    def heads(self) -> tuple[str, ...]:
        """The hashes of the sides; with them `accept` knows what was looked at."""
        return tuple(side.hash for side in self.sides)


class Shown(NamedTuple):
    """An audit as a person looked at it before accepting what joined."""

    uid: str
    heads: tuple[str, ...]


class Accepted(NamedTuple):
    """The audits that were accepted, and why others could not be: id and sentence each."""

    uids: list[str]
    refused: list[tuple[str, str]]


_JOINED = """
SELECT uid, case_reference, title, version, current_audit.auditor, audited_on,
  current_audit.sealed_at, EXISTS (SELECT 1 FROM draft WHERE draft.uid = record.uid)
FROM current_audit JOIN record ON record.id = record JOIN tool ON tool.id = tool
WHERE conflicts = 0 AND record.id IN (
  SELECT record FROM revision
  WHERE record IN (SELECT record FROM revision GROUP BY record HAVING count(*) > 1)
    AND NOT EXISTS (
      SELECT 1 FROM revision_parent JOIN revision AS child ON child.id = revision_parent.revision
      WHERE revision_parent.parent = revision.id AND child.record = revision.record)
  GROUP BY record HAVING count(*) > 1)
ORDER BY case_key, uid
"""


def joined_rows(store: ReadingStore) -> list[JoinedRow]:
    """Return every audit with several versions that joined by themselves, by case reference."""
    return [
        _row(store, [str(cell) for cell in row[:7]], bool(row[7])) for row in store.rows(_JOINED)
    ]


def joined_audit(store: ReadingStore, uid: str) -> JoinedAudit:
    """Return what joined in one audit.

    Raises StoreTrouble where it is gone, has one version only, or where a person must choose.
    """
    if not revisions_of(store, uid):
        raise StoreTrouble(GONE)
    sides, before = sides_of(store, uid)
    if len(sides) < 2:
        raise StoreTrouble("This audit has one version only; there is nothing to join.")
    standoff = standoff_of(sides, before)
    if len({side.tool.hash for side in sides}) > 1 or standoff.contests:
        raise StoreTrouble("Two versions of this audit differ; settle the conflict first.")
    return JoinedAudit(uid, sides, standoff, has_draft(store, uid))


def accept(
    store: Store,
    shown: Sequence[Shown],
    reason: str,
    author: str,
    step: Callable[[int], None] | None = None,
) -> Accepted:
    """Accept several audits as they joined, each by itself: one that cannot be is told.

    `step` is told how many are done, and may raise to stop; what was accepted then stays so.
    """
    done = Accepted([], [])
    for number, each in enumerate(shown):
        if step:
            step(number)
        try:
            accept_joined(store, each.uid, author, reason=reason, shown=each.heads)
        except AuditAppError as error:
            done.refused.append((each.uid, str(error)))
        else:
            done.uids.append(each.uid)
    return done


def _row(store: ReadingStore, words: list[str], has_draft: bool) -> JoinedRow:
    uid, case, title, version, auditor, audited_on, sealed_at = words
    tips = set(heads(parents_of(store, uid)))
    found = (each.author for each in revisions_of(store, uid) if each.hash in tips)
    authors = tuple(dict.fromkeys(found))
    return JoinedRow(uid, case, title, version, auditor, audited_on, sealed_at, authors, has_draft)
