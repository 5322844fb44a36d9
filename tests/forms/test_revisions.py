"""A revision's id is the hash of all it says: any change makes another, and nothing else does."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from forms.canonical import content_hash
from forms.revisions import MAX_FIELDS, Revision, as_moment, from_moment
from tests.forms.samples import full_audit

A, B = "a" * 64, "b" * 64
WHOLE: dict[str, Any] = {
    "kind": "audit",
    "record": "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    "parents": (A, B),
    "tool": A,
    "author": "auditor-01",
    "sealed_at": "2026-04-02T09:30:00.000000Z",
    "act": "completed",
    "reason": "",
    "fields": {"case": "C-1", "finding.q1": {"answer": ["a", "b"], "evidence": "words"}},
}


def made(**changes: object) -> Revision:
    return Revision.model_validate({**WHOLE, **changes})


def test_the_id_is_fixed_for_all_time() -> None:
    assert made().id == "ed444777d1b2df2a400c86d368a15263e942b0e4d4c10a2a6aaac3200cdf9716"


@given(
    st.text(min_size=1, max_size=100),
    st.text(),
    st.sets(st.sampled_from([A, B])),
    st.sampled_from([None, A]),
    st.dictionaries(st.text(), st.text() | st.integers()),
)
def test_the_id_is_the_hash_of_the_canonical_content(
    author: str, reason: str, parents: set[str], tool: str | None, fields: dict[str, object]
) -> None:
    said = {**WHOLE, "author": author, "reason": reason, "tool": tool, "fields": fields}
    whole = {**said, "parents": sorted(parents), "format": 1}
    assert made(**{**said, "parents": tuple(parents)}).id == content_hash(whole)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "moderation"),
        ("record", "017f22e2-79b0-7cc3-98c4-dc0c0c07398e"),
        ("parents", (A,)),
        ("parents", ()),
        ("tool", B),
        ("tool", None),
        ("author", "auditor-02"),
        ("sealed_at", "2026-04-02T09:30:00.000001Z"),
        ("act", "recorded"),
        ("reason", " "),
        ("fields", {}),
        ("fields", {**WHOLE["fields"], "case": "C-2"}),
        ("fields", {**WHOLE["fields"], "extra": None}),
        ("fields", {"case": "C-1", "finding.q1": {"answer": ["b", "a"], "evidence": "words"}}),
        ("fields", {"case": "C-1", "finding.q1": {"answer": ["a", "b"], "evidence": "word"}}),
    ],
)
def test_any_change_of_any_field_makes_another_id(field: str, value: object) -> None:
    assert made(**{field: value}).id != made().id


def test_every_field_of_a_revision_is_covered_by_its_id() -> None:
    assert set(Revision.model_fields) == set(WHOLE)


def test_parents_are_a_set_and_names_have_no_order() -> None:
    assert made(parents=(B, A)).id == made().id
    assert made(fields=dict(reversed(WHOLE["fields"].items()))).id == made().id


def test_a_revision_survives_being_written_and_read() -> None:
    revision = made(fields=full_audit().to_fields())
    again = Revision.model_validate_json(revision.model_dump_json())
    assert (again, again.id) == (revision, revision.id)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "Audit"},
        {"record": "C-1"},
        {"parents": ("short",)},
        {"parents": tuple(f"{n:064x}" for n in range(65))},
        {"author": ""},
        {"sealed_at": "2026-04-02T09:30:00Z"},
        {"act": "erased"},
        {"unknown": 1},
        {"fields": {str(n): 1 for n in range(MAX_FIELDS + 1)}},
        {"fields": {"a": float("nan")}},
        {"fields": {"a": [float("inf")]}},
        {"fields": {"a": "half \ud800"}},
        {"fields": {"a": 10**5_000}},
    ],
)
def test_what_is_no_revision_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        made(**changes)


def test_a_sealed_revision_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        made().author = "somebody"  # type: ignore[misc]


@given(st.datetimes(min_value=datetime(1970, 1, 2), timezones=st.just(UTC)))
def test_a_moment_is_read_back_as_it_was(moment: datetime) -> None:
    assert from_moment(as_moment(moment)) == moment


def test_a_moment_is_written_in_utc() -> None:
    summer = timezone(timedelta(hours=1))
    assert as_moment(datetime(2026, 7, 1, 9, 0, 0, 5, summer)) == "2026-07-01T08:00:00.000005Z"
