"""Moderating: a second person's grades are sealed upon an audit, and the service may dispute them.

A moderation is a version of its audit as any other: it merges, joins, is undone and erased alike.
The grades of both people stay in the history, and figures count the moderated ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from db.drafts import (
    Draft,
    has_draft,
    is_moderation,
    load_draft,
    remove_draft,
    replace_draft,
    start_draft,
)
from db.projection import current_state, read_audit
from db.revisions import fields_of, parents_of, revisions_of
from db.sealing import seal, settled_state
from db.tools import load_tool, tool_key
from db.troubles import StoreTrouble
from forms.audits import AUDIT_KIND
from forms.couplings import couplings_of
from forms.errors import AuditAppError
from forms.evaluation import with_calculated
from forms.joining import join_tips
from forms.moderations import (
    Grading,
    begun,
    changed_grades,
    gaps_left,
    last_moderation,
    moderated,
    refuse_moderator,
    refuse_nameless,
)
from forms.revisions import Revision, as_moment

if TYPE_CHECKING:
    from db.store import ReadingStore, Store
    from forms.audits import Audit, Fields, Manner
    from forms.moderations import ChangedGrade
    from forms.revisions import Act
    from forms.tools import AuditTool

_MODERATED = ("moderated", "disputed")
_LONGEST_REASON = 20_000
_DRAFT = "Complete or discard the open draft of this audit first."
_NO_MODERATION = "This draft is no moderation; complete it as an audit."


def begin_moderation(store: Store, uid: str, moderator: str, manner: Manner = "open") -> None:
    """Start the working copy in which a completed audit is moderated.

    An audit that was moderated before begins with what stands now. Raises AuditAppError where the
    moderator is not named or is its auditor; where it is void or in conflict, or has a draft.
    """
    tool, audit = to_moderate(store, uid, moderator)
    fields = begun(tool, audit, manner).to_fields()
    base = tuple(head.key for head in settled_state(store, uid).heads)
    key = tool_key(store, tool.hash)
    start_draft(store, uid, AUDIT_KIND, key, moderator.strip(), fields, base)


def to_moderate(store: ReadingStore, uid: str, moderator: str) -> tuple[AuditTool, Audit]:
    """Return an audit that this person can moderate, with its tool.

    Raises AuditAppError as `begin_moderation` does.
    """
    state = settled_state(store, uid)
    audit = read_audit(store, state.fields)
    refuse_moderator(moderator, audit.auditor)
    if audit.status == "void":
        raise StoreTrouble("This audit is void, so there is nothing to moderate.")
    if has_draft(store, uid):
        raise StoreTrouble(_DRAFT)
    return load_tool(store, state.heads[0].tool or ""), audit


def moderate(
    store: Store, uid: str, moderator: str, typed: Audit, reason: str = ""
) -> tuple[str, list[ChangedGrade]]:
    """Moderate an audit at one go; returns the revision's hash and the grades that changed.

    `typed` is the audit as the moderator leaves it, in the manner it names. Raises AuditAppError
    as `begin_moderation` and `seal_moderation` do; no working copy is left then.
    """
    with store.transaction():
        begin_moderation(store, uid, moderator, typed.moderation or "open")
        draft = load_draft(store, uid)
        fields = {**typed.to_fields(), "status": "moderated"}
        replace_draft(store, draft, tool_key(store, draft.tool or ""), fields)
        changed = changed_in_moderation(store, uid)
        return seal_moderation(store, uid, moderator, reason), changed


def seal_moderation(store: Store, uid: str, moderator: str, reason: str = "") -> str:
    """Seal what the moderator gave upon the audit; returns the revision's hash.

    Its author is the moderator, the auditor stays the auditor. Raises AuditAppError, changing
    nothing, where something is missing, where a grade changed and no reason is given, or where
    the moderator is not named or is the auditor.
    """
    draft = _moderation(store, uid)
    tool, first, typed = load_tool(store, draft.tool or ""), *_both(store, draft)
    refuse_moderator(moderator, first.auditor)
    audit, now = moderated(first, typed), store.clock()
    missing = len(gaps_left(tool, first, audit, now.astimezone().date()))
    if missing:
        what = "one thing is" if missing == 1 else f"{missing} things are"
        raise AuditAppError(f"The moderation cannot be sealed yet: {what} missing.")
    fields = with_calculated(tool, audit, now.date()).to_fields()
    if not reason.strip() and changed_grades(tool, first.to_fields(), fields):
        raise AuditAppError("Say why grades were changed.")
    with store.transaction():
        upon = _Upon(uid, draft.base, draft.tool)
        made = _seal(store, upon, "moderated", fields, (moderator, reason))
        remove_draft(store, uid)
    return made


def dispute(store: Store, uid: str, author: str, reason: str) -> str:
    """Seal that the service does not accept a moderation; returns the revision's hash.

    The moderated grades stand until a further moderation. Raises AuditAppError where the reason
    or a name is missing, or where the audit is not moderated, is disputed already or is open.
    """
    if not reason.strip():
        raise AuditAppError("Say why the moderation is disputed.")
    refuse_nameless(author, "Say who disputes the moderation.")
    state = settled_state(store, uid)
    status = state.fields.get("status")
    if status == "disputed":
        raise StoreTrouble("This moderation is disputed already; a further moderation settles it.")
    if status != "moderated":
        raise StoreTrouble("Only an audit that was moderated can be disputed.")
    if has_draft(store, uid):
        raise StoreTrouble(_DRAFT)
    upon = _Upon(uid, tuple(head.hash for head in state.heads), state.heads[0].tool)
    fields = {**state.fields, "status": "disputed"}
    return _seal(store, upon, "disputed", fields, (author, reason))


def changed_in_moderation(store: ReadingStore, uid: str) -> list[ChangedGrade]:
    """Return the grades that an open moderation changes, as it is typed now."""
    draft = _moderation(store, uid)
    first, typed = _both(store, draft)
    tool = load_tool(store, draft.tool or "")
    return changed_grades(tool, first.to_fields(), typed.to_fields())


def gradings_before(store: ReadingStore, uid: str) -> tuple[Grading, ...]:
    """Return the grades that a moderation is shown beside, the auditor's first.

    Of an open moderation it is what it began from: the auditor's, and those of the moderator
    before where there was one. Of a moderated audit it is the auditor's own; of others nothing.
    """
    known = {each.hash: each for each in revisions_of(store, uid)}
    acts = {each: found.act for each, found in known.items()}
    parents = parents_of(store, uid)
    last = last_moderation(acts, parents)
    draft = load_draft(store, uid) if has_draft(store, uid) else None
    if draft is not None and is_moderation(draft):
        first, _ = _both(store, draft)
        if first.status not in _MODERATED or last is None:
            return (Grading("Auditor", first.auditor, first.to_fields()),)
        moderator = Grading("Moderator", known[last[1]].author, first.to_fields())
        return _auditors(store, known[last[0]].key), moderator
    state = None if draft else current_state(store, uid)
    if last is None or state is None or state.fields.get("status") not in _MODERATED:
        return ()
    return (_auditors(store, known[last[0]].key),)


def _auditors(store: ReadingStore, revision: int) -> Grading:
    fields = fields_of(store, revision)
    return Grading("Auditor", str(fields.get("auditor", "")), fields)


def _moderation(store: ReadingStore, uid: str) -> Draft:
    draft = load_draft(store, uid)
    if not is_moderation(draft):
        raise StoreTrouble(_NO_MODERATION)
    return draft


def _both(store: ReadingStore, draft: Draft) -> tuple[Audit, Audit]:
    """Return the audit that a moderation began from, and what the moderator has typed."""
    return read_audit(store, _before(store, draft)), read_audit(store, draft.fields)


def _before(store: ReadingStore, draft: Draft) -> Fields:
    """Return what a working copy began from; several versions are those that had joined then."""
    known = {each.hash: each for each in revisions_of(store, draft.uid)}
    bases = [known[each] for each in draft.base]
    if len(bases) == 1:
        return fields_of(store, bases[0].key)
    couplings = couplings_of(load_tool(store, bases[0].tool or ""))
    parents = parents_of(store, draft.uid)
    joined = join_tips(
        parents, draft.base, lambda each: fields_of(store, known[each].key), couplings
    )
    return joined.fields


class _Upon(NamedTuple):
    """What is sealed upon what: the record, the revisions before, by hash, and the tool's."""

    uid: str
    parents: tuple[str, ...]
    tool: str | None


def _seal(store: Store, upon: _Upon, act: Act, audit: Fields, said: tuple[str, str]) -> str:
    """Seal an audit's fields by whoever did it, and why, as `said` tells."""
    author, reason = said
    if len(reason.strip()) > _LONGEST_REASON:
        raise AuditAppError(f"Use at most {_LONGEST_REASON:,} letters for the reason.")
    revision = Revision(
        kind=AUDIT_KIND,
        record=upon.uid,
        parents=tuple(sorted(upon.parents)),
        tool=upon.tool,
        author=author.strip(),
        sealed_at=as_moment(store.clock()),
        act=act,
        reason=reason.strip(),
        fields=dict(audit),
    )
    return seal(store, revision)
