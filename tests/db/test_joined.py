"""Audits that joined by themselves: which there are, and accepting them."""

import pytest

from db.joined import Shown, accept, joined_audit, joined_rows
from db.revisions import each_revision
from db.sealing import complete_audit, reopen_audit, start_audit
from db.store import Store
from db.troubles import StoreTrouble
from db.verifying import verify
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool
from tests.db.test_settling import LEAD, change, fields_of, merge


@pytest.fixture
def apart(make_store: MakeStore) -> tuple[Store, list[str]]:
    """Two audits that two people changed in different places, one untouched, one in conflict."""
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    uids = [start_audit(one, mini_tool(), an_audit(f"C-{case}")) for case in range(4)]
    for uid in uids:
        complete_audit(one, uid, "auditor-01")
    merge(two, one)
    for uid in uids[:2]:
        change(one, uid, {"strengths": "Patience."}, "auditor-01")
        change(two, uid, {"improvements": "Plans."}, "auditor-02")
    change(one, uids[2], {"strengths": "Mine."}, "auditor-01")
    change(two, uids[2], {"strengths": "Theirs."}, "auditor-02")
    merge(lead, one)
    merge(lead, two)
    return lead, uids


def shown(store: Store, uid: str) -> Shown:
    return Shown(uid, joined_audit(store, uid).heads)


def test_only_what_joined_by_itself_is_listed(apart: tuple[Store, list[str]]) -> None:
    lead, uids = apart

    rows = joined_rows(lead)

    assert [row.uid for row in rows] == uids[:2]
    assert (rows[0].case, rows[0].tool_title, rows[0].authors) == (
        "C-0",
        "Mini",
        ("auditor-01", "auditor-02"),
    )


def test_what_joined_is_known_with_the_side_that_changed_it(
    apart: tuple[Store, list[str]],
) -> None:
    lead, uids = apart

    joined = joined_audit(lead, uids[0])

    assert [side.author for side in joined.sides] == ["auditor-01", "auditor-02"]
    assert joined.standoff.changed == {"improvements": ("theirs",), "strengths": ("ours",)}
    for uid, why in ((uids[2], "settle the conflict"), (uids[3], "one version"), ("x", "any more")):
        with pytest.raises(StoreTrouble, match=why):
            joined_audit(lead, uid)


def test_several_are_accepted_at_once_with_one_reason(apart: tuple[Store, list[str]]) -> None:
    lead, uids = apart
    before = [fields_of(lead, uid) for uid in uids]

    done = accept(lead, [shown(lead, uid) for uid in uids[:2]], " Looked at. ", LEAD)

    assert done.uids == uids[:2]
    assert joined_rows(lead) == []
    assert [fields_of(lead, uid) for uid in uids] == before
    *_, (_, sealed) = each_revision(lead)
    assert (sealed.act, sealed.reason, sealed.author) == ("settled", "Looked at.", LEAD)
    assert verify(lead).ok


def test_one_that_changed_since_it_was_shown_is_told_and_the_others_go_on(
    apart: tuple[Store, list[str]],
) -> None:
    lead, uids = apart
    seen = [shown(lead, uid) for uid in uids[:2]]
    reopen_audit(lead, uids[0], LEAD)

    done = accept(lead, seen, "Looked at.", LEAD)

    assert done.uids == [uids[1]]
    assert [(uid, "draft" in why) for uid, why in done.refused] == [(uids[0], True)]
    assert joined_rows(lead)[0].has_draft
    complete_audit(lead, uids[0], LEAD)
    late = accept(lead, seen[:1], "Looked at.", LEAD)
    assert late.uids == []


def test_accepting_can_be_stopped_between_two(apart: tuple[Store, list[str]]) -> None:
    lead, uids = apart

    def stop(number: int) -> None:
        if number == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        accept(lead, [shown(lead, uid) for uid in uids[:2]], "Looked at.", LEAD, stop)

    assert [row.uid for row in joined_rows(lead)] == [uids[1]]


def test_nothing_is_accepted_without_a_reason_or_what_is_in_conflict(
    apart: tuple[Store, list[str]],
) -> None:
    lead, uids = apart
    fine = shown(lead, uids[0])

    without = accept(lead, [fine], " ", LEAD)
    conflict = accept(lead, [fine._replace(uid=uids[2])], "Looked at.", LEAD)

    assert [why for _, why in without.refused] == ["Say why the conflict is settled like this."]
    assert "settle the conflict first" in conflict.refused[0][1]
    assert len(joined_rows(lead)) == 2
