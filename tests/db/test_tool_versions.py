"""Published tools: sealed records that travel in merges, and drafts of tools that do not."""

from pathlib import Path
from uuid import UUID

import pytest

from db.backups import backup
from db.drafts import discard_draft, load_draft
from db.listing import AuditFilter, filter_choices, list_audits
from db.merging import merge_files
from db.revisions import FieldKeys, add_revision
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.tool_drafts import (
    list_tool_drafts,
    load_tool_draft,
    save_tool_draft,
    start_tool_draft,
)
from db.tool_versions import publish_tool, tool_states, tool_status, withdraw_tool
from db.tools import add_tool, load_tool
from db.troubles import StoreTrouble
from db.unmerging import unmerge
from db.verifying import verify
from forms.errors import AuditAppError
from forms.identity import tool_uid
from forms.revisions import Revision
from forms.tool_files import builtin_tool
from forms.tools import Amendment, AuditTool
from forms.versions.amending import amended, proposed
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool

SEALED = "2026-05-01T09:00:00.000000Z"


def later_tool(version: str = "1.1", amends: AuditTool | None = None) -> AuditTool:
    before = amends or mini_tool()
    new = before.model_copy(update={"version": version})
    return amended(new, proposed(before, new))


def copied(store: Store, tmp_path: Path) -> Path:
    path = tmp_path / f"copy-{len(list(tmp_path.iterdir()))}.audit"
    backup(store.path, path)
    return path


def statuses(store: Store) -> dict[str, str]:
    return {state.version: state.status for state in tool_states(store)}


def test_a_version_is_in_use_then_published_then_withdrawn(store: Store) -> None:
    tool = mini_tool()
    start_audit(store, tool, an_audit())
    assert statuses(store) == {"1.0": "in_use"}
    assert publish_tool(store, tool, "lead") == tool.hash
    (state,) = tool_states(store)
    assert (state.status, state.questions, state.sections) == ("published", 3, 1)
    assert (state.audits, state.drafts) == (0, 1)
    withdraw_tool(store, tool.hash, "lead", "A question was misleading.")
    assert tool_status(store, tool.hash) == "withdrawn"
    assert verify(store).problems == []


def test_publishing_twice_seals_once_and_a_withdrawn_version_may_come_back(store: Store) -> None:
    publish_tool(store, mini_tool(), "lead")
    publish_tool(store, mini_tool(), "another")
    assert store.number("SELECT count(*) FROM revision") == 1
    withdraw_tool(store, mini_tool().hash, "lead", "By mistake.")
    with pytest.raises(StoreTrouble, match="withdrawn already"):
        withdraw_tool(store, mini_tool().hash, "lead", "Again.")
    publish_tool(store, mini_tool(), "lead")
    assert statuses(store) == {"1.0": "published"}


def test_another_text_of_the_same_version_is_not_published(store: Store) -> None:
    publish_tool(store, mini_tool(), "lead")
    other = mini_tool().model_copy(update={"purpose": "Something else."})
    with pytest.raises(AuditAppError, match=r"another Mini, version 1\.0, already"):
        publish_tool(store, other, "lead")
    builtin = builtin_tool("thresholds").model_copy(update={"purpose": "Something else."})
    with pytest.raises(AuditAppError, match="Give this one a higher version"):
        publish_tool(store, builtin, "lead")
    assert statuses(store) == {"1.0": "published"}


def test_a_withdrawal_needs_a_reason(store: Store) -> None:
    publish_tool(store, mini_tool(), "lead")
    with pytest.raises(AuditAppError, match="Say why"):
        withdraw_tool(store, mini_tool().hash, "lead", "  ")


def test_a_withdrawn_version_begins_no_audit_but_those_begun_go_on(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    publish_tool(store, mini_tool(), "lead")
    withdraw_tool(store, mini_tool().hash, "lead", "Too long.")
    with pytest.raises(StoreTrouble, match=r"Mini, version 1\.0 is withdrawn"):
        start_audit(store, mini_tool(), an_audit())
    complete_audit(store, uid, "auditor-01")
    assert tool_states(store)[0].audits == 1


def test_a_map_that_does_not_fit_is_not_published(store: Store) -> None:
    old = mini_tool()
    add_tool(store, old)
    section = old.sections[0]
    shorter = section.model_copy(update={"questions": section.questions[1:]})
    new = old.model_copy(update={"version": "2.0", "sections": (shorter,)})
    false = amended(new, Amendment(version="1.0", hash=old.hash))
    with pytest.raises(AuditAppError, match="can only be judged: withdrawn"):
        publish_tool(store, false, "lead")
    assert statuses(store) == {"1.0": "in_use"}


def test_a_published_tool_travels_without_audits_and_is_not_counted_as_one(
    make_store: MakeStore, tmp_path: Path
) -> None:
    lead, own = make_store("lead"), make_store("own")
    add_tool(lead, mini_tool())
    publish_tool(lead, later_tool(), "lead")
    report = merge_files(own, [copied(lead, tmp_path)])
    assert vars(report.audits) == dict.fromkeys(vars(report.audits), 0)
    assert statuses(own) == {"1.1": "published", "1.0": "in_use"}
    assert load_tool(own, later_tool().hash) == later_tool()
    assert verify(own).problems == []
    unmerge(own, report.batch or "")
    assert (tool_states(own), own.number("SELECT count(*) FROM record")) == ([], 0)


def test_what_a_used_version_amends_stays_when_a_merge_is_taken_back(
    make_store: MakeStore, tmp_path: Path
) -> None:
    lead, own = make_store("lead"), make_store("own")
    publish_tool(lead, mini_tool(), "lead")
    publish_tool(lead, later_tool(), "lead")
    batch = merge_files(own, [copied(lead, tmp_path)]).batch
    publish_tool(own, later_tool("1.2", amends=later_tool()), "me")
    unmerge(own, batch or "")
    assert statuses(own) == {"1.0": "in_use", "1.1": "in_use", "1.2": "published"}


def test_two_people_publish_the_same_version_without_a_conflict(
    make_store: MakeStore, tmp_path: Path
) -> None:
    north, south = make_store("north"), make_store("south")
    publish_tool(north, mini_tool(), "north")
    publish_tool(south, mini_tool(), "south")
    report = merge_files(north, [copied(south, tmp_path)])
    assert vars(report.audits) == dict.fromkeys(vars(report.audits), 0)
    assert north.number("SELECT count(*) FROM revision") == 2
    assert statuses(north) == {"1.0": "published"}
    withdraw_tool(north, mini_tool().hash, "north", "Superseded.")
    assert statuses(north) == {"1.0": "withdrawn"}
    assert verify(north).problems == []


def test_a_withdrawal_on_one_side_stands_after_a_merge(
    make_store: MakeStore, tmp_path: Path
) -> None:
    north, south = make_store("north"), make_store("south")
    for store in (north, south):
        publish_tool(store, mini_tool(), store.path.stem)
    withdraw_tool(south, mini_tool().hash, "south", "It misleads.")
    merge_files(north, [copied(south, tmp_path)])
    merge_files(south, [copied(north, tmp_path)])
    assert statuses(north) == statuses(south) == {"1.0": "withdrawn"}


def forged(**changes: object) -> Revision:
    tool = mini_tool()
    plain: dict[str, object] = {
        "kind": "tool", "record": tool_uid(tool.hash), "tool": tool.hash, "author": "nobody",
        "sealed_at": SEALED, "act": "published",
        "fields": {"id": "mini", "version": "1.0", "status": "published"},
    }  # fmt: skip
    return Revision.model_validate({**plain, **changes})


HOSTILE: dict[str, tuple[dict[str, object], str]] = {
    "a record of another id": ({"record": str(UUID(int=7))}, "does not have the id"),
    "another tool's name": (
        {"fields": {"id": "thresholds", "version": "1.0", "status": "published"}},
        "names another audit tool",
    ),
    "a status it does not have": ({"act": "withdrawn"}, "does not do what it says"),
    "fields of something else": ({"fields": {"case": "C-1"}}, "does not hold the record"),
    "a novel": ({"fields": {"id": "mini", "version": "1.0", "status": "x" * 999}}, "not hold"),
    "an audit in a tool's clothes": (
        {"kind": "audit", "act": "completed", "fields": an_audit().to_fields()},
        "its id is not one of an audit",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_record_of_a_tool_is_set_aside_with_its_reason(
    make_store: MakeStore, tmp_path: Path, name: str
) -> None:
    hostile, own = make_store("hostile"), make_store("own")
    changes, reason = HOSTILE[name]
    with hostile.transaction():
        add_tool(hostile, mini_tool())
        add_revision(hostile, forged(**changes), FieldKeys(hostile))
    report = merge_files(own, [copied(hostile, tmp_path)])
    assert [file.status for file in report.files] == ["merged"]
    assert [reason in each.reason for each in report.set_aside] == [True]
    assert tool_states(own) == []
    problems = verify(hostile).problems
    assert problems or name == "an audit in a tool's clothes"


def test_a_draft_of_a_tool_is_saved_listed_and_discarded(store: Store) -> None:
    uid = start_tool_draft(store, {"id": "neglect", "title": "Neglect"}, "lead")
    save_tool_draft(store, uid, {"id": "neglect", "title": "Neglect", "sections": [{}]})
    draft = load_tool_draft(store, uid)
    assert (draft.data["sections"], draft.author) == ([{}], "lead")
    (row,) = list_tool_drafts(store)
    assert (row.uid, row.title, row.tool_id, row.version) == (uid, "Neglect", "neglect", "")
    assert list_audits(store, AuditFilter()) == []
    assert filter_choices(store).auditors == []
    discard_draft(store, uid)
    assert list_tool_drafts(store) == []
    with pytest.raises(StoreTrouble):
        load_tool_draft(store, uid)
    with pytest.raises(StoreTrouble):
        save_tool_draft(store, uid, {})


def test_a_draft_of_an_audit_is_none_of_a_tool(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    assert list_tool_drafts(store) == []
    with pytest.raises(StoreTrouble, match="no draft of this audit tool"):
        load_tool_draft(store, uid)
    assert load_draft(store, uid).kind == "audit"


def test_drafts_of_tools_do_not_travel(make_store: MakeStore, tmp_path: Path) -> None:
    lead, own = make_store("lead"), make_store("own")
    start_tool_draft(lead, {"id": "neglect"}, "lead")
    merge_files(own, [copied(lead, tmp_path)])
    assert list_tool_drafts(own) == []


def test_a_version_that_came_with_its_ancestors_is_the_one_that_came_last(
    make_store: MakeStore, tmp_path: Path
) -> None:
    lead, own = make_store("lead"), make_store("own")
    add_tool(lead, mini_tool())
    add_tool(lead, later_tool())
    publish_tool(lead, later_tool("1.2", amends=later_tool()), "lead")
    merge_files(own, [copied(lead, tmp_path)])
    assert [state.version for state in tool_states(own)] == ["1.2", "1.1", "1.0"]
