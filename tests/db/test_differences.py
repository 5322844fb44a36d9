from pathlib import Path

import pytest

from db.differences import AuditDifference, difference_of_batch, difference_with_file
from db.drafts import save_field
from db.merging import merge_files
from db.recording import ToRecord, record_audits
from db.sealing import complete_audit, reopen_audit
from db.store import Store
from db.troubles import StoreTrouble
from forms.identity import recorded_uid
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool

UID = recorded_uid("mini", "C-0001", "auditor-01", "2026-04-02")


def _record(store: Store) -> None:
    record_audits(store, [ToRecord(UID, mini_tool(), an_audit())])


def _change(store: Store, author: str, **fields: object) -> None:
    reopen_audit(store, UID, author)
    for name, value in fields.items():
        save_field(store, UID, name.replace("__", "."), value)  # type: ignore[arg-type]
    complete_audit(store, UID, author)


def _apart(make_store: MakeStore) -> tuple[Store, Store]:
    """Two stores that hold the same audit."""
    here, there = make_store("here"), make_store("there")
    _record(there)
    merge_files(here, [there.path])
    return here, there


def _told(difference: AuditDifference) -> dict[str, tuple[str, str, str]]:
    """Return label → which side changed it, what is here, what came."""
    return {
        each.change.label: (each.by, each.change.before, each.change.after)
        for each in difference.differences
        if not each.change.part
    }


def test_a_new_audit_is_shown_whole_in_the_order_of_the_form(make_store: MakeStore) -> None:
    there = make_store("there")
    _record(there)

    difference = difference_with_file(make_store("here"), there.path, UID)

    assert difference.here is None
    assert difference.case == "C-0001"
    assert difference.waiting == 0
    said = _told(difference)
    assert said["Was the child seen?"] == ("", "", "Yes")
    assert said["Date of the audit"] == ("", "", "02/04/2026")
    assert list(said).index("Case reference") < list(said).index("Was the child seen?")
    evidence = [each.change.after for each in difference.differences if each.change.part]
    assert evidence == ["Seen alone in March.", "Drawings on file."]


def test_what_the_file_changed_is_shown_before_and_after(make_store: MakeStore) -> None:
    here, there = _apart(make_store)
    _change(there, "auditor-02", strengths="More time was taken.")

    difference = difference_with_file(here, there.path, UID)

    assert _told(difference) == {"Strengths": ("there", "Time was taken.", "More time was taken.")}
    assert difference.there.author == "auditor-02"


def test_changes_on_both_sides_say_where_they_were_made(make_store: MakeStore) -> None:
    here, there = _apart(make_store)
    _change(there, "auditor-02", strengths="Theirs.", improvements="Write more.")
    _change(here, "auditor-01", strengths="Ours.", overall_reason="Seen often.")

    difference = difference_with_file(here, there.path, UID)

    by = {label: side for label, (side, _, _) in _told(difference).items()}
    assert by == {
        "Strengths": "both",
        "Areas for improvement": "there",
        "Reason for the overall grade": "here",
    }
    assert difference.waiting == 1


def test_nothing_differs_where_the_file_holds_the_same(make_store: MakeStore) -> None:
    here, there = _apart(make_store)

    assert difference_with_file(here, there.path, UID).differences == ()


def test_an_altered_audit_is_not_shown(make_store: MakeStore) -> None:
    here, there = _apart(make_store)
    there.run("UPDATE revision_value SET value = '\"changed\"' WHERE value LIKE '\"Time%'")
    there.fold()

    with pytest.raises(StoreTrouble, match="altered"):
        difference_with_file(here, there.path, UID)


def test_a_file_that_is_gone_is_told(make_store: MakeStore, tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble):
        difference_with_file(make_store("here"), tmp_path / "gone.audit", UID)


def test_a_merge_shows_what_it_brought_even_after_later_work(make_store: MakeStore) -> None:
    here, there = _apart(make_store)
    _change(there, "auditor-02", strengths="More time was taken.")
    report = merge_files(here, [there.path])
    _change(here, "lead", strengths="Later words.")
    assert report.batch
    sha256 = report.files[0].sha256 or ""

    difference = difference_of_batch(here, report.batch, sha256, UID)

    assert _told(difference) == {"Strengths": ("there", "Time was taken.", "More time was taken.")}


def test_the_merge_that_brought_an_audit_shows_it_as_new(make_store: MakeStore) -> None:
    here, there = make_store("here"), make_store("there")
    _record(there)
    report = merge_files(here, [there.path])
    assert report.batch

    difference = difference_of_batch(here, report.batch, report.files[0].sha256 or "", UID)

    assert difference.here is None
    with pytest.raises(StoreTrouble):
        difference_of_batch(here, report.batch, "another file", UID)
