"""The merge decision: which revisions are heads, and whether they join by themselves.

Pure functions over ids and fields. Nothing is decided by clock: a field that several sides
changed differently waits for a person.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from forms.canonical import canonical_bytes
from forms.couplings import UNCOUPLED, Couplings

Parents = Mapping[str, Iterable[str]]
"""Revision id → ids of the revisions it builds on; ids that are not keys are unknown here."""


@dataclass(frozen=True)
class FieldConflict:
    """One field that sides changed differently: its value before, and each side's value.

    A value of None is a field that is not there.
    """

    field: str
    ancestor: JsonValue
    values: tuple[JsonValue, ...]


@dataclass(frozen=True)
class Joined:
    """The outcome of joining heads: all fields, and those that wait for a person.

    A conflicting field has its ancestor's value in `fields`.
    """

    fields: dict[str, JsonValue]
    conflicts: tuple[FieldConflict, ...]


def heads(parents: Parents) -> list[str]:
    """Return the revisions that no other builds on, in order of id."""
    built_on = {parent for several in parents.values() for parent in several}
    return sorted(revision for revision in parents if revision not in built_on)


def common_ancestor(parents: Parents, tips: Iterable[str]) -> str | None:
    """Return the one newest revision that all tips build on.

    None where there is none, or where histories crossed and several are equally new: then a
    field on which sides differ is a conflict, which is the safe reading.
    """
    shared = set.intersection(*(with_ancestors(parents, tip) for tip in tips))
    newest = heads({revision: parents.get(revision, ()) for revision in shared})
    return newest[0] if len(newest) == 1 else None


def with_ancestors(parents: Parents, tip: str) -> set[str]:
    """Return a revision and everything it builds on, directly or not."""
    seen: set[str] = set()
    waiting = [tip]
    while waiting:
        revision = waiting.pop()
        if revision not in seen:
            seen.add(revision)
            waiting.extend(parents.get(revision, ()))
    return seen


def shared_by_some(parents: Parents, tips: Iterable[str]) -> dict[str, set[str]]:
    """Return tip → the revisions that it and some other tips build on, but not all of them.

    With one or two tips there are none.
    """
    past = {tip: with_ancestors(parents, tip) for tip in tips}
    times = Counter(revision for several in past.values() for revision in several)
    return {
        tip: {revision for revision in several if 1 < times[revision] < len(past)}
        for tip, several in past.items()
    }


def changed_fields(
    before: Mapping[str, JsonValue], after: Mapping[str, JsonValue]
) -> frozenset[str]:
    """Return the fields that two versions do not have alike."""
    return frozenset(field for field in {*before, *after} if before.get(field) != after.get(field))


def join_tips(
    parents: Parents,
    tips: Sequence[str],
    fields_of: Callable[[str], Mapping[str, JsonValue]],
    couplings: Couplings = UNCOUPLED,
) -> Joined:
    """Join what these tips hold, as they grew apart; the one way in which versions are joined.

    `fields_of` returns what a revision among `parents` holds.
    """
    ancestor = common_ancestor(parents, tips)
    before = fields_of(ancestor) if ancestor else None
    sides = {tip: fields_of(tip) for tip in tips}
    waiting = _taken_back(parents, before, sides, fields_of)
    return join(before, sides.values(), couplings, waiting)


def _taken_back(
    parents: Parents,
    before: Mapping[str, JsonValue] | None,
    sides: Mapping[str, Mapping[str, JsonValue]],
    fields_of: Callable[[str], Mapping[str, JsonValue]],
) -> set[str]:
    """Return the fields that a tip took back after it had parted from some of the others.

    Beside the version they all grew from it looks as if it had never touched them, while another
    tip may still hold what it took back.
    """
    if before is None or len(sides) < 3:
        return set()
    shared = shared_by_some(parents, sides)
    changed = {
        each: changed_fields(before, fields_of(each)) for each in set[str]().union(*shared.values())
    }
    return set[str]().union(
        *(
            set[str]().union(*map(changed.__getitem__, shared[tip])) - changed_fields(before, side)
            for tip, side in sides.items()
        )
    )


def join(
    ancestor: Mapping[str, JsonValue] | None,
    sides: Iterable[Mapping[str, JsonValue]],
    couplings: Couplings = UNCOUPLED,
    waiting: Collection[str] = (),
) -> Joined:
    """Join sides that grew from one ancestor, field by field.

    A field changed on one side, or alike on several, takes the new value; changed differently,
    it is a conflict. Voiding on one side while another changed anything is a conflict too, and so
    are instances of a repeat that one side removed and another worked in, or that several added
    with the same number; and so is a field of `waiting` that any side changed, because a side is
    known to have taken it back. What is worked out is left out where sides differ: it is no
    answer, and is worked out anew. The order of the sides does not change the outcome's fields.
    """
    before = dict(ancestor or {})
    after = [dict(side) for side in sides]
    fields: dict[str, JsonValue] = {}
    conflicts: list[FieldConflict] = []
    contested = couplings.contested(before, after) if ancestor is not None else set()
    for field in sorted(set(before).union(*after)):
        base = before.get(field)
        values = tuple(side.get(field) for side in after)
        changed = [value for value in values if value != base]
        differ = any(value != changed[0] for value in changed)
        if couplings.is_derived(field) and any(value != values[0] for value in values):
            outcome = None
        elif (
            differ
            or field in contested
            or (changed and field in waiting)
            or _void_meets_work(field, changed, before, after)
        ):
            conflicts.append(FieldConflict(field, base, values))
            outcome = base
        else:
            outcome = min(changed, key=canonical_bytes) if changed else base  # 1 equals 1.0
        if outcome is not None:
            fields[field] = outcome
    return Joined(fields, tuple(conflicts))


def _void_meets_work(
    field: str,
    changed: list[JsonValue],
    before: Mapping[str, JsonValue],
    after: list[dict[str, JsonValue]],
) -> bool:
    if field != "status" or "void" not in changed:
        return False
    return any(side != before and side.get("status") != "void" for side in after)
