"""Which files a folder gives to a merge."""

from pathlib import Path

import pytest

from db.opening import create_store, open_reading
from tests.ui.merge.sending import send
from ui.merge import jobs
from ui.merge.jobs import find_files


def _progress(_done: int, _total: int, _label: str) -> None:
    return None


def _found(lead: Path, *chosen: Path) -> jobs.Found:
    with open_reading(lead) as store:
        return find_files(store, _progress, chosen)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    send(folder / "b.audit", "auditor-02")
    send(folder / "deep" / "A.AUDIT", "auditor-01")
    (folder / "c.handover").write_bytes(b"not looked into here")
    for name in ("b.audit-wal", ".hidden.audit", "notes.docx"):
        (folder / name).write_bytes(b"")
    return folder


def test_a_folder_gives_its_databases_and_hand_overs_from_every_depth(
    lead: Path, inbox: Path
) -> None:
    found = _found(lead, inbox)

    names = [str(path.relative_to(inbox)) for path in found.files]
    assert names == ["b.audit", "c.handover", str(Path("deep", "A.AUDIT"))]
    assert found.empty_folders == []


def test_the_open_database_in_a_folder_is_left_out(lead: Path) -> None:
    found = _found(lead, lead.parent)

    assert found.files == []


def test_links_to_other_folders_are_not_followed(lead: Path, inbox: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    send(elsewhere / "d.audit", "auditor-04")
    try:
        (inbox / "link").symlink_to(elsewhere, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")

    assert "d.audit" not in [path.name for path in _found(lead, inbox).files]


def test_a_file_that_was_chosen_by_hand_is_taken_whatever_it_is_called(
    lead: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy of my audits.bak"
    create_store(copy).close()

    assert _found(lead, copy, copy).files == [copy]


def test_a_whole_disk_is_not_searched_without_end(
    lead: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_FILES", 2)
    for number in range(4):
        (tmp_path / "many").mkdir(exist_ok=True)
        (tmp_path / "many" / f"{number}.audit").write_bytes(b"")

    assert len(_found(lead, tmp_path / "many").files) == 2


def test_locked_files_are_known_before_anything_is_merged(lead: Path, tmp_path: Path) -> None:
    locked = send(tmp_path / "in" / "a.audit", "auditor-01", locked=True)
    send(tmp_path / "in" / "b.audit", "auditor-02")

    assert _found(lead, tmp_path / "in").locked == [locked]
