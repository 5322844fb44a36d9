"""Records that stand alone, of any kind: drafted, kept, made void and settled in one way.

What a kind is called and how its fields are read stands in `forms/standalone.py`; the verbs that a
page calls stand in a module of the kind, such as `db/report_templates.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from db.drafts import Draft, has_draft, load_draft, remove_draft, save_field, start_draft
from db.revisions import FieldKeys, add_revision, fields_of, revisions_of
from db.standalone_states import name_is_taken, state_of, versions_of, waits
from db.troubles import StoreTrouble
from forms.errors import AuditAppError
from forms.identity import new_uid
from forms.revisions import MAX_PARENTS, Revision, as_moment
from forms.signing import given_name, given_reason
from forms.standalone import STANDALONE, Standalone, is_void

if TYPE_CHECKING:
    from pydantic import JsonValue

    from db.projection import CurrentState
    from db.store import ReadingStore, Store
    from forms.audits import Fields
    from forms.revisions import Act
    from forms.settling_names import Choice


class Done(NamedTuple):
    """What somebody did to a record, and why."""

    act: Act
    author: str
    reason: str = ""


def start(store: Store, kind: str, fields: Fields, author: str) -> str:
    """Start the draft of a new record; returns its permanent id."""
    uid = new_uid(store.clock)
    start_draft(store, uid, kind, None, author, dict(fields))
    return uid


def save(store: Store, kind: str, uid: str, fields: Fields) -> None:
    """Save a draft whole: what differs is written, what is no longer there is emptied.

    It is durable when this returns. Raises StoreTrouble where there is no such draft any more.
    """
    with store.transaction():
        before = _draft(store, STANDALONE[kind], uid).fields
        for name in sorted(before.keys() | fields.keys()):
            if before.get(name) != fields.get(name):
                save_field(store, uid, name, fields.get(name))


def reopen(store: Store, kind: str, uid: str, author: str) -> None:
    """Start a draft of a record that was sealed.

    Raises StoreTrouble where it is gone, void or in conflict, or has a draft already.
    """
    known = STANDALONE[kind]
    if has_draft(store, uid):
        raise StoreTrouble(f"This {known.one} is open as a draft already; go on with that one.")
    state = _settled(store, known, uid)
    base = tuple(head.key for head in state.heads)
    start_draft(store, uid, kind, None, author, state.fields, base)


def keep(store: Store, kind: str, uid: str, author: str) -> str:
    """Seal a draft; returns the hash of the revision.

    A draft that changed nothing is let go and seals nothing. Raises AuditAppError where something
    is missing, or the name is another's; the draft then stays as it is.
    """
    known = STANDALONE[kind]
    who = given_name(author, f"Say who keeps the {known.one}.")
    with store.transaction():
        draft = _draft(store, known, uid)
        if missing := known.missing(draft.fields):
            raise AuditAppError(f"The {known.one} cannot be kept yet. {' '.join(missing)}")
        _refuse_second(store, known, uid, draft.fields)
        sealed = _unchanged(store, uid, draft.base, draft.fields) or _seal(
            store, known, uid, draft.base, Done("kept", who), draft.fields
        )
        remove_draft(store, uid)
    return sealed


def void(store: Store, kind: str, uid: str, author: str, reason: str) -> str:
    """Seal a record as void, with the reason; nothing is deleted. Returns the revision's hash.

    Raises AuditAppError without a name or a reason, StoreTrouble where the record is gone, void
    or in conflict, or open as a draft.
    """
    known = STANDALONE[kind]
    who = given_name(author, f"Say who makes the {known.one} void.")
    why = given_reason(reason, f"Say why the {known.one} is made void.")
    with store.transaction():
        _refuse_drafted(store, known, uid)
        state = _settled(store, known, uid)
        parents = tuple(head.hash for head in state.heads)
        fields = {**state.fields, "status": "void"}
        return _seal(store, known, uid, parents, Done("voided", who, why), fields)


def settle(
    store: Store,
    kind: str,
    uid: str,
    outcome: Fields | Mapping[str, Choice],
    *,
    author: str,
    reason: str,
    whole: bool,
    shown: Collection[str] = (),
) -> str:
    """Seal what a person made of versions that differ, every one of them being a parent.

    `outcome` holds all fields where it is `whole`, else field → the version it is taken from;
    `shown` are the heads that the person looked at. Returns the revision's hash. Raises
    AuditAppError, changing nothing, where something is not chosen, a name or a reason is missing,
    a draft is open, or the heads are others.
    """
    known = STANDALONE[kind]
    who = given_name(author, "Say who settles the conflict.")
    why = given_reason(reason, "Say why the conflict is settled like this.")
    with store.transaction():
        _refuse_drafted(store, known, uid)
        state = _in_conflict(store, known, uid)
        heads = tuple(head.hash for head in state.heads)
        if shown and set(shown) != set(heads):
            raise StoreTrouble(
                f"This {known.one} changed since it was shown. Look at the conflict again."
            )
        fields = dict(outcome) if whole else _chosen(store, known, uid, state, outcome)
        _refuse_unsound(known, fields)
        _refuse_second(store, known, uid, fields)
        return _seal(store, known, uid, heads, Done("settled", who, why), fields)


def _draft(store: ReadingStore, kind: Standalone, uid: str) -> Draft:
    draft = load_draft(store, uid) if has_draft(store, uid) else None
    if draft is None or draft.kind != kind.kind:
        raise StoreTrouble(f"This draft of a {kind.one} was kept or discarded in another window.")
    return draft


def _settled(store: ReadingStore, kind: Standalone, uid: str) -> CurrentState:
    state = state_of(store, kind.kind, uid)
    if state is None:
        raise StoreTrouble(f"This {kind.one} is not in the file any more.")
    if waits(kind, state):
        raise StoreTrouble(f"Two versions of this {kind.one} differ; settle the conflict first.")
    if is_void(state.fields):
        raise StoreTrouble(f"This {kind.one} was made void.")
    return state


def _in_conflict(store: ReadingStore, kind: Standalone, uid: str) -> CurrentState:
    state = state_of(store, kind.kind, uid)
    if state is None:
        raise StoreTrouble(f"This {kind.one} is not in the file any more.")
    if not waits(kind, state):
        raise StoreTrouble(f"This {kind.one} is not in conflict; there is nothing to settle.")
    if len(state.heads) > MAX_PARENTS:
        raise StoreTrouble(
            f"This {kind.one} has {len(state.heads):,} versions that differ; at most "
            f"{MAX_PARENTS} can be settled at once. Take back the merge that brought them."
        )
    return state


def _chosen(
    store: ReadingStore,
    kind: Standalone,
    uid: str,
    state: CurrentState,
    choices: Mapping[str, JsonValue],
) -> dict[str, JsonValue]:
    """Return what joined by itself, with what was chosen of each field that waits."""
    sides, before = versions_of(store, uid)
    versions = {each.name: each for each in (*sides, *((before,) if before else ()))}
    waiting = {each.field for each in state.conflicts}
    for field in sorted(waiting - choices.keys()):
        raise AuditAppError(f"Choose a version of “{kind.label(field)}”.")
    fields = dict(state.fields)
    for field, name in choices.items():
        if field not in waiting or name not in versions:
            raise AuditAppError(f"“{kind.label(field)}” cannot be chosen so.")
        fields[field] = versions[str(name)].fields.get(field)
    return {field: value for field, value in fields.items() if value is not None}


def _refuse_drafted(store: ReadingStore, kind: Standalone, uid: str) -> None:
    if has_draft(store, uid):
        raise StoreTrouble(f"Keep or discard the open draft of this {kind.one} first.")


def _refuse_unsound(kind: Standalone, fields: Fields) -> None:
    try:
        kind.read(fields)
    except ValueError:
        told = " ".join(kind.missing(fields))
        raise AuditAppError(f"These choices make no {kind.one}. {told}".strip()) from None


def _refuse_second(store: ReadingStore, kind: Standalone, uid: str, fields: Fields) -> None:
    name = kind.called(fields)
    if not is_void(fields) and name_is_taken(store, kind.kind, name, uid):
        raise AuditAppError(
            f"There is another {kind.one} called “{name}”. Give this one another name."
        )


def _unchanged(store: ReadingStore, uid: str, base: Iterable[str], fields: Fields) -> str | None:
    """Return the one revision that a draft was opened from, where it says the same."""
    only = [each for each in revisions_of(store, uid) if each.hash in set(base)]
    if len(only) == 1 and fields_of(store, only[0].key) == fields:
        return only[0].hash
    return None


def _seal(  # noqa: PLR0917
    store: Store, kind: Standalone, uid: str, parents: Iterable[str], done: Done, fields: Fields
) -> str:
    """Add a revision inside a transaction; returns its hash."""
    revision = Revision(
        kind=kind.kind,
        record=uid,
        parents=tuple(sorted(parents)),
        author=done.author,
        sealed_at=as_moment(store.clock()),
        act=done.act,
        reason=done.reason,
        fields=dict(fields),
    )
    add_revision(store, revision, FieldKeys(store))
    return revision.id
