"""What is shown of versions that grew apart is what the database works out of them."""

from collections.abc import Mapping, Sequence

import pytest
from pydantic import JsonValue

from db.differences import difference_with_file
from db.histories import read_history
from db.merging import merge_files
from db.projection import CurrentState, current_state
from db.revisions import FieldKeys, add_revision
from db.store import Store
from db.tools import add_tool
from forms.field_changes import field_changes
from forms.field_words import FieldWords
from forms.revisions import Revision
from tests.db.conftest import MakeStore
from tests.forms.test_couplings import visits

UID = "019a0000-0000-7000-8000-000000000001"
YES: JsonValue = {"answer": "yes"}
NO: JsonValue = {"answer": "no"}
VISIT: dict[str, JsonValue] = {"status": "completed", "case": "C-1", "auditor": "a"}
TWO: dict[str, JsonValue] = {"instances.visit": [1, 2]}

Grown = Mapping[str, tuple[Sequence[str], Mapping[str, JsonValue]]]
"""Versions by name: the names of those they build on, and their fields."""

_DAYS: JsonValue = {"answer": 7}
HISTORIES: dict[str, Grown] = {
    "a second visit each": {
        "first": ((), {"finding.alone#1": YES}),
        "here": (("first",), {"finding.alone#1": YES, **TWO, "finding.alone#2": YES}),
        "there": (("first",), {"finding.alone#1": YES, **TWO, "finding.alone#2": NO}),
    },
    "taken back by one of three": {
        "first": ((), {"strengths": "Before."}),
        "second": (("first",), {"strengths": "After."}),
        "here back": (("second",), {"strengths": "Before."}),
        "here other": (("first",), {"strengths": "Before.", "improvements": "Write more."}),
        "there": (("second",), {"strengths": "After.", "overall_reason": "Seen."}),
    },
    "worked out on both sides": {
        "first": ((), {"finding.days": _DAYS, "finding.weeks": {"answer": 1}}),
        "here": (("first",), {"finding.days": _DAYS, "finding.weeks": {"answer": 2}}),
        "there": (("first",), {"finding.days": _DAYS, "finding.weeks": {"answer": 3}}),
    },
    "void against work": {
        "first": ((), {"strengths": "Before."}),
        "here": (("first",), {"strengths": "After."}),
        "there": (("first",), {"strengths": "Before.", "status": "void"}),
    },
    "nothing in common": {
        "here": ((), {"strengths": "One."}),
        "there": ((), {"strengths": "Other."}),
    },
}


def grown(store: Store, history: Grown, *names: str) -> dict[str, str]:
    """Seal these versions, and those they build on, as other laptops did; return their hashes."""
    sealed: dict[str, str] = {}
    for at, (name, (parents, fields)) in enumerate(history.items(), 1):
        made = Revision(
            kind="audit",
            record=UID,
            parents=tuple(sorted(sealed[each] for each in parents)),
            tool=visits().hash,
            author=name.split()[0],
            sealed_at=f"2026-05-0{at}T09:00:00.000000Z",
            act="completed",
            fields={**VISIT, **fields},
        )
        sealed[name] = made.id
        if name.startswith(names):
            with store.transaction():
                add_tool(store, visits())
                add_revision(store, made, FieldKeys(store))
    return sealed


def state_of(store: Store) -> CurrentState:
    state = current_state(store, UID)
    assert state is not None
    return state


@pytest.mark.parametrize("name", HISTORIES)
def test_a_look_into_a_file_says_what_waits_as_the_merge_will_find(
    make_store: MakeStore, name: str
) -> None:
    here, there = make_store("here"), make_store("there")
    grown(here, HISTORIES[name], "first", "second", "here")
    grown(there, HISTORIES[name], "first", "second", "there")
    difference = difference_with_file(here, there.path, UID)
    merge_files(here, [there.path])
    waiting = {each.field for each in state_of(here).conflicts}
    marked = {each.change.field for each in difference.differences if each.by == "both"}
    assert waiting <= marked | {"instances.visit"}
    assert bool(marked) == bool(waiting)
    if not any(each.startswith("instances.") for each in waiting):
        assert marked == waiting


@pytest.mark.parametrize("name", HISTORIES)
def test_a_history_says_what_a_settlement_changed_in_what_it_found(store: Store, name: str) -> None:
    history = HISTORIES[name]
    grown(store, history, "first", "second", "here", "there")
    found = state_of(store)
    fields: dict[str, JsonValue] = {**VISIT, "strengths": "Settled.", **TWO, "finding.alone#2": NO}
    heads = [each for each in history if each.startswith(("here", "there"))]
    sealed = grown(store, {**history, "settled": (heads, fields)}, "settled")["settled"]
    changes = field_changes(FieldWords(visits(), found.fields), FieldWords(visits(), fields))
    assert read_history(store, UID).changes_in(sealed) == changes
