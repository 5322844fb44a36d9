"""Databases are switched whole, made with their suffix, and never refused by themselves."""

from datetime import datetime
from pathlib import Path

import pytest

from db.holders import Holder, leave_note
from db.opening import create_store
from db.places import Place
from db.troubles import StoreCorrupt
from tests.conftest import JobsNow
from ui.databases import Databases


class Ear:
    """What was said of databases, in order."""

    def __init__(self, databases: Databases) -> None:
        self.opened: list[Path] = []
        self.refused: list[tuple[Path, object]] = []
        self.announced: list[str] = []
        databases.opened.connect(self.opened.append)
        databases.refused.connect(lambda *what: self.refused.append(what))
        databases.announced.connect(self.announced.append)


@pytest.fixture
def databases(jobs_now: JobsNow) -> Databases:
    return Databases(jobs_now())


@pytest.fixture
def ear(databases: Databases) -> Ear:
    return Ear(databases)


def test_a_new_database_gets_our_suffix_whatever_dots_its_name_has(
    databases: Databases, ear: Ear, tmp_path: Path
) -> None:
    for name in ("plain", "year 2.1", "ours.audit"):
        databases.create(tmp_path / name)
    assert [path.name for path in ear.opened] == ["plain.audit", "year 2.1.audit", "ours.audit"]
    assert databases.path == tmp_path / "ours.audit"


def test_a_relative_path_stays_the_same_file_wherever_the_program_goes(
    databases: Databases, ear: Ear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_store(tmp_path / "north.audit").close()
    monkeypatch.chdir(tmp_path)
    databases.open(Path("north.audit"))
    assert ear.opened == [tmp_path / "north.audit"]
    databases.open(tmp_path / "north.audit")
    assert ear.refused == [(tmp_path / "north.audit", None)]


def test_the_one_before_stays_open_when_another_will_not(
    databases: Databases, ear: Ear, tmp_path: Path
) -> None:
    databases.create(tmp_path / "north.audit")
    databases.open(tmp_path / "missing.audit")
    path, error = ear.refused[0]
    assert path.name == "missing.audit"
    assert "no file" in str(error)
    assert databases.path == tmp_path / "north.audit"
    databases.back_up(str(tmp_path / "copy.audit"))
    assert ear.announced[-1] == "Backed up to “copy.audit”."


def test_a_cloud_folder_is_warned_of_and_who_may_have_it_open_elsewhere(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cloud service copies the note of another computer, and no lock."""
    path = tmp_path / "north.audit"
    create_store(path).close()
    monkeypatch.setattr("db.places.place_of", lambda _path: Place("cloud", "OneDrive"))
    leave_note(path, Holder("jo", "LAPTOP-7", datetime(2026, 4, 2, 9, 30), 4711))
    databases.open(path)
    assert "lies in OneDrive" in databases.warning
    assert "jo on LAPTOP-7, since 02/04/2026 09:30" in databases.warning


def test_what_is_under_way_is_said_and_taken_back_when_it_ended(
    databases: Databases, ear: Ear, tmp_path: Path
) -> None:
    databases.create(tmp_path / "north.audit")
    databases.open(tmp_path / "missing.audit")
    assert ear.announced == ["Opening “north.audit” …", "", "Opening “missing.audit” …", ""]


def _damage(path: Path) -> None:
    """Zero the last page: the schema stays sound, so that only the check can find it."""
    create_store(path).close()
    content = bytearray(path.read_bytes())
    content[-4_096:] = bytes(4_096)
    path.write_bytes(content)


def test_a_damaged_database_is_closed_behind_the_first_page_before_anything_is_written(
    databases: Databases, ear: Ear, tmp_path: Path
) -> None:
    path = tmp_path / "north.audit"
    _damage(path)
    before = path.read_bytes()
    databases.open(path)
    assert [(str(at), type(error)) for at, error in ear.refused] == [(str(path), StoreCorrupt)]
    assert "damaged" in str(ear.refused[0][1])
    assert databases.path is None
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["north.audit"]


def test_a_damaged_database_takes_no_other_s_place(
    databases: Databases, ear: Ear, tmp_path: Path
) -> None:
    _damage(tmp_path / "north.audit")
    databases.create(tmp_path / "south.audit")
    databases.open(tmp_path / "north.audit")
    assert isinstance(ear.refused[0][1], StoreCorrupt)
    assert databases.path == tmp_path / "south.audit"
