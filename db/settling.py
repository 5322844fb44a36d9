"""Settling conflicts: what a named person chose becomes a sealed revision."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from db.conflicts import (
    GONE,
    Conflict,
    ConflictRow,
    Side,
    conflict_of,
    conflicts,
    sides_of,
    standoff_of,
)
from db.drafts import has_draft
from db.projection import current_state
from db.sealing import seal
from db.store import Store
from db.troubles import StoreTrouble
from forms.audits import AUDIT_KIND
from forms.errors import AuditAppError
from forms.revisions import MAX_PARENTS, Revision, as_moment
from forms.settlement_reasons import Chosen, settlement_reason
from forms.settling import settled_whole
from forms.settling_names import WHOLE, Choice, named_field

if TYPE_CHECKING:
    from pydantic import JsonValue

    from forms.tools import AuditTool

__all__ = [
    "Conflict",
    "ConflictRow",
    "Side",
    "accept_joined",
    "conflict_of",
    "conflicts",
    "settle",
]

ACCEPTED = "The versions joined by themselves and were accepted so."
_CHANGED = "This audit changed since it was shown. Look at the conflict again."
_DRAFT = "Complete or discard the open draft of this audit first."
_TOO_MANY = (
    "This audit has {:,} versions that differ; at most {} can be settled at once. Take back the "
    "merge that brought them."
)
_LONGEST_NAME = 100


def settle(  # noqa: PLR0917
    store: Store,
    uid: str,
    choices: Mapping[str, Choice],
    reason: str,
    author: str,
    reasons: Mapping[str, str] | None = None,
    *,
    shown: Collection[str] = (),
) -> str:
    """Seal what was chosen of every answer in conflict; returns the revision's hash.

    The versions stay in the history. `choices` is field → name of a version, or `audit` → name
    where the tools differ; `reasons` is field → why, beside the reason for all; `shown` are the
    heads that the person looked at. Raises AuditAppError, changing nothing, where the choices
    make no sound audit, a reason or a name is missing, a draft is open, or the heads changed.
    """
    _refuse_unless_named(reason, author)
    with store.transaction():
        conflict = conflict_of(store, uid)
        if shown and set(shown) != set(conflict.heads):
            raise StoreTrouble(_CHANGED)
        _refuse_unless_quiet(conflict.heads, has_draft=conflict.has_draft)
        tool, fields = _outcome(store, conflict, choices)
        told = settlement_reason(reason, _chosen(conflict, choices, reasons or {}))
        return _seal(store, uid, _Sealed(conflict.heads, tool, fields, told, author))


def accept_joined(
    store: Store, uid: str, author: str, *, reason: str = ACCEPTED, shown: Collection[str] = ()
) -> str:
    """Seal versions that joined by themselves as one; returns the revision's hash.

    Raises AuditAppError, changing nothing, where there is one version only, a person must choose,
    a reason or a name is missing, a draft is open, or the heads are not those that were `shown`.
    """
    _refuse_unless_named(reason, author)
    with store.transaction():
        state = current_state(store, uid)
        if state is None:
            raise StoreTrouble(GONE)
        if state.conflicts or state.tools_differ:
            raise StoreTrouble("Two versions of this audit differ; settle the conflict first.")
        tips = [head.hash for head in state.heads]
        if len(tips) == 1:
            raise StoreTrouble("This audit has one version only; there is nothing to join.")
        if shown and set(shown) != set(tips):
            raise StoreTrouble(_CHANGED)
        _refuse_unless_quiet(tips, has_draft=has_draft(store, uid))
        sides, before = sides_of(store, uid)
        audit = standoff_of(sides, before).settled({}, store.clock().date())
        told = settlement_reason(reason, {})
        made = _Sealed(tips, sides[0].tool, audit.to_fields(), told, author)
        return _seal(store, uid, made)


def _refuse_unless_named(reason: str, author: str) -> None:
    if not reason.strip():
        raise AuditAppError("Say why the conflict is settled like this.")
    if not author.strip():
        raise AuditAppError("Say who settles the conflict.")
    if len(author.strip()) > _LONGEST_NAME:
        raise AuditAppError(f"Use at most {_LONGEST_NAME} letters for the name.")


def _refuse_unless_quiet(heads: Sequence[str], *, has_draft: bool) -> None:
    if has_draft:
        raise StoreTrouble(_DRAFT)
    if len(heads) > MAX_PARENTS:
        raise StoreTrouble(_TOO_MANY.format(len(heads), MAX_PARENTS))


def _outcome(
    store: Store, conflict: Conflict, choices: Mapping[str, Choice]
) -> tuple[AuditTool, dict[str, JsonValue]]:
    if conflict.standoff is None:
        tools = {side.name: side.tool.hash for side in conflict.sides}
        chosen = conflict.versions[settled_whole(tools, choices)]
        return chosen.tool, dict(chosen.fields)
    audit = conflict.standoff.settled(choices, store.clock().date())
    return conflict.standoff.tool, audit.to_fields()


def _chosen(
    conflict: Conflict, choices: Mapping[str, Choice], reasons: Mapping[str, str]
) -> dict[str, Chosen]:
    """Return what was chosen, in the form's order, with whose it was and why."""
    order = [WHOLE] if conflict.standoff is None else list(conflict.standoff.contests)
    fields = [*order, *(field for field in choices if field not in order)]
    versions = conflict.versions
    for field in reasons.keys() - choices.keys():
        raise AuditAppError(f"A reason is given for “{named_field(field)}”, which is not chosen.")
    return {
        field: Chosen(
            choices[field],
            versions[choices[field]].hash[:12] if choices[field] in versions else "",
            versions[choices[field]].author if choices[field] in versions else "",
            reasons.get(field, ""),
        )
        for field in fields
    }


class _Sealed(NamedTuple):
    """What is to be sealed, but for the record and the moment."""

    parents: Sequence[str]
    tool: AuditTool
    fields: dict[str, JsonValue]
    reason: str
    author: str


def _seal(store: Store, uid: str, made: _Sealed) -> str:
    revision = Revision(
        kind=AUDIT_KIND,
        record=uid,
        parents=tuple(sorted(made.parents)),
        tool=made.tool.hash,
        author=made.author.strip(),
        sealed_at=as_moment(store.clock()),
        act="settled",
        reason=made.reason,
        fields=made.fields,
    )
    return seal(store, revision)
