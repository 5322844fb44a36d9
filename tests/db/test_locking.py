"""One file, one writer: the second is told who and since when; a crash locks nobody out."""

import json
import os
import stat
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.holders import Holder, leave_note, myself, note_path, read_note
from db.opening import create_store, open_reading, open_store
from db.troubles import StoreBusy, StoreReadOnly, StoreTrouble

NOON = datetime(2026, 4, 2, 12, 30)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "north.audit"
    create_store(made).close()
    return made


def _refused(path: Path) -> StoreBusy:
    with pytest.raises(StoreBusy) as caught:
        open_store(path)
    return caught.value


def test_a_second_writer_is_told_who_has_it_open_where_and_since_when(path: Path) -> None:
    with open_store(path):
        note = json.loads(note_path(path).read_text())
        error = _refused(path)
    assert error.holder is not None
    assert error.holder.process == os.getpid()
    assert note["person"] in str(error)
    assert f"this computer (process {os.getpid()})" in str(error)
    assert f"since {datetime.now():%d/%m/%Y}" in str(error)


def test_somebody_at_another_computer_is_named_with_it(path: Path) -> None:
    with open_store(path):
        leave_note(path, Holder("jo", "LAPTOP-7", NOON, 4711))
        assert "(jo on LAPTOP-7, since 02/04/2026 12:30)" in str(_refused(path))


def test_a_file_with_two_names_is_not_written_to_under_either(path: Path) -> None:
    other = path.with_name("south.audit")
    os.link(path, other)
    for name in (path, other):
        with pytest.raises(StoreTrouble, match="second name"):
            open_store(name)
    other.unlink()
    open_store(path).close()


def test_a_second_reader_reads_while_one_writes(path: Path) -> None:
    with open_store(path), open_reading(path) as reading:
        assert reading.number("SELECT count(*) FROM revision") == 0


def test_the_note_is_for_its_owner_and_goes_with_the_lock(path: Path) -> None:
    with open_store(path):
        assert stat.S_IMODE(note_path(path).stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["north.audit"]


_DIES = """
import os, sys
from pathlib import Path
from db.opening import open_store
store = open_store(Path(sys.argv[1]))
os._exit(9)
"""


def test_what_a_crash_left_locks_nobody_out_and_is_put_right(path: Path) -> None:
    subprocess.run([sys.executable, "-c", _DIES, str(path)], check=False)
    assert note_path(path).exists()
    assert read_note(path) is None  # that process is gone
    with open_store(path):
        holder = read_note(path)
        assert holder is not None
        assert holder.process == os.getpid()


def test_a_note_from_before_the_process_of_that_number_began_is_stale(path: Path) -> None:
    leave_note(path, myself(datetime.now() - timedelta(days=400)))
    assert read_note(path) is None
    with open_store(path):
        leave_note(path, myself(datetime.now() - timedelta(days=400)))
        error = _refused(path)
    assert error.holder is None
    assert "open in another window or program. Close" in str(error)


def test_a_note_that_would_steer_the_screen_is_shown_as_plain_letters(path: Path) -> None:
    crafted = {"person": "sam\x1b[2J\u202e\nroot" + "x" * 500, "computer": ["a"], "process": "1"}
    note_path(path).write_text(json.dumps(crafted | {"since": "yesterday"}))
    holder = read_note(path)
    assert holder == Holder("sam[2Jroot" + "x" * 50, "", None, 0)
    assert str(holder).isprintable()


@given(
    st.binary(max_size=300)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["person", "computer", "since", "process"]), inner, max_size=4
            )
        ),
        max_leaves=6,
    ).map(lambda value: json.dumps(value).encode())
)
def test_whatever_lies_in_a_note_is_shown_or_left_out(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    database = tmp_path_factory.getbasetemp() / "noted.audit"
    note_path(database).write_bytes(content)
    holder = read_note(database)
    assert holder is None or len(str(holder)) < 250


def test_a_folder_that_cannot_be_written_in_is_told_apart_from_a_busy_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path.parent / "north.audit.lock").mkdir()
    with pytest.raises(StoreReadOnly, match="nothing can be written"):
        open_store(path)
    with open_reading(path) as reading:
        assert reading.number("SELECT count(*) FROM revision") == 0


def test_a_read_only_file_says_so_and_can_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.access
    monkeypatch.setattr(
        os, "access", lambda file, mode: mode != os.W_OK and really(file, mode)
    )  # permission bits mean nothing to root
    with pytest.raises(StoreReadOnly, match="is read-only"):
        open_store(path)
    with open_reading(path) as reading:
        assert reading.number("SELECT count(*) FROM revision") == 0
    assert [each.name for each in path.parent.iterdir()] == ["north.audit"]
