"""Drafts that move to another version of their tool: as planned, whole, or not at all."""

from datetime import date

import pytest

from db.drafts import save_field
from db.merging import merge_files
from db.moving import DraftRow, drafts_on, move_draft
from db.sealing import complete_audit, open_audit, reopen_audit, start_audit
from db.store import Store
from db.tool_versions import publish_tool, withdraw_tool
from db.troubles import StoreTrouble
from db.verifying import verify
from forms.tools import Amendment, AuditTool
from forms.versions.amending import amended, proposed
from forms.versions.moving import MovePlan, plan_move
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool

TODAY = date(2026, 11, 21)


def shorter_tool() -> AuditTool:
    """Mini 2.0, which asks no second question."""
    old = mini_tool()
    section = old.sections[0]
    questions = (section.questions[0], section.questions[2])
    kept = section.model_copy(update={"questions": questions})
    new = old.model_copy(update={"version": "2.0", "sections": (kept,)})
    return amended(new, proposed(old, new))


def planned(store: Store, uid: str) -> MovePlan:
    return plan_move(open_audit(store, uid).audit, mini_tool(), shorter_tool(), TODAY)


def test_a_draft_moves_and_keeps_everything(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    assert drafts_on(store, mini_tool().hash) == [DraftRow(uid, "C-0001", "auditor-01")]
    move_draft(store, uid, shorter_tool(), planned(store, uid))
    opened = open_audit(store, uid)
    assert opened.tool == shorter_tool()
    assert set(opened.audit.findings) == {"q1"}
    assert opened.audit.set_aside["q2"].evidence == "Drawings on file."
    assert drafts_on(store, mini_tool().hash) == []
    complete_audit(store, uid, "auditor-01")
    assert open_audit(store, uid).audit.set_aside["q2"].answer == "good"
    assert verify(store).problems == []


def test_a_reopened_audit_moves_too(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    complete_audit(store, uid, "auditor-01")
    assert drafts_on(store, mini_tool().hash) == []
    reopen_audit(store, uid, "auditor-01")
    move_draft(store, uid, shorter_tool(), planned(store, uid))
    complete_audit(store, uid, "auditor-01")
    assert open_audit(store, uid).tool == shorter_tool()


def test_a_draft_that_was_changed_since_the_preview_stays(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    plan = planned(store, uid)
    save_field(store, uid, "strengths", "Another word.")
    with pytest.raises(StoreTrouble, match="changed since the preview"):
        move_draft(store, uid, shorter_tool(), plan)
    assert open_audit(store, uid).tool == mini_tool()
    assert open_audit(store, uid).audit.strengths == "Another word."


def test_no_draft_moves_to_a_withdrawn_version_or_to_one_not_planned_for(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    with pytest.raises(StoreTrouble, match="another version"):
        move_draft(store, uid, mini_tool(), planned(store, uid))
    publish_tool(store, shorter_tool(), "lead")
    withdraw_tool(store, shorter_tool().hash, "lead", "Too short.")
    with pytest.raises(StoreTrouble, match="withdrawn"):
        move_draft(store, uid, shorter_tool(), planned(store, uid))
    assert open_audit(store, uid).tool == mini_tool()


def test_what_was_set_aside_travels(store: Store, make_store: MakeStore) -> None:
    regraded = mini_tool().model_copy(update={"version": "2.0"})
    says = Amendment(version="1.0", hash=mini_tool().hash, grades="new_measure",
                     questions={"q2": "new_measure"})  # fmt: skip
    strict = amended(regraded, says)
    uid = start_audit(store, mini_tool(), an_audit())
    for old, new in ((mini_tool(), strict), (strict, mini_tool()), (mini_tool(), strict)):
        plan = plan_move(open_audit(store, uid).audit, old, new, TODAY)
        move_draft(store, uid, new, plan)
        save_field(store, uid, "finding.q2", {"answer": "good", "evidence": "Page 2."})
        for field, value in (("overall", "good"), ("section.first", "good")):
            save_field(store, uid, field, value)
        save_field(store, uid, "section_reason.first", "So it is.")
    complete_audit(store, uid, "auditor-01")
    aside = open_audit(store, uid).audit.set_aside
    assert {"q2", "section.first", "grade.overall"} <= aside.keys()
    own = make_store("merged")
    report = merge_files(own, [store.path])
    assert (report.set_aside, report.audits.new) == ([], 1)
    assert open_audit(own, uid).audit.set_aside == aside
