import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from db.opening import create_store, open_reading, open_store
from db.store import Store
from db.troubles import StoreBusy, StoreCorrupt, StoreTrouble
from db.verifying import verify


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def test_a_new_store_is_readable_by_its_owner_only(store: Store) -> None:
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def test_a_store_saves_durably_and_trusts_no_schema(store: Store) -> None:
    settings = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete")
    assert [store.row(f"PRAGMA {name}") for name in settings] == [("wal",), (2,), (1,), (0,), (1,)]


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "mine.audit"
    path.write_text("precious")
    with pytest.raises(StoreTrouble, match="exists already"):
        create_store(path)
    assert path.read_text() == "precious"


def test_a_failed_creation_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="cannot be made"):
        create_store(tmp_path / "no such folder" / "mine.audit")
    assert list(tmp_path.iterdir()) == []


def test_a_newer_database_is_refused_untouched(store: Store) -> None:
    store.run("PRAGMA user_version = 99")
    store.close()
    before = _bytes(store.path)
    for opening in (open_store, open_reading):
        with pytest.raises(StoreTrouble, match="newer version"):
            opening(store.path)
    assert _bytes(store.path) == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not a Case File Audit database"),
        (b"hello, I am a letter" * 50, "is not a Case File Audit database"),
        (b"SQLite format 3\0", "is not a Case File Audit database"),
        (b"SQLite format 3\0" + bytes(84), "not one of Case File Audit"),
    ],
)
def test_a_file_that_is_no_database_of_ours_is_refused_untouched(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "letter.audit"
    path.write_bytes(content)
    with pytest.raises(StoreCorrupt, match=sentence):
        open_store(path)
    assert _bytes(path) == content
    assert [each.name for each in tmp_path.iterdir()] == ["letter.audit"]


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE song (title)")
    other.close()
    with pytest.raises(StoreCorrupt, match="not one of Case File Audit"):
        open_store(path)


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match=r"There is no file “gone\.audit” in"):
        open_store(tmp_path / "gone.audit")


def test_a_second_window_is_told_and_may_read(store: Store) -> None:
    with pytest.raises(StoreBusy, match="open in another window"):
        open_store(store.path)
    with open_reading(store.path) as reading:
        assert reading.number("SELECT count(*) FROM tool") == 0


def test_a_closed_store_can_be_opened_again(store: Store) -> None:
    store.close()
    with open_store(store.path) as again:
        assert verify(again).ok


def test_a_truncated_store_is_told_as_damaged(store: Store) -> None:
    store.close()
    whole = _bytes(store.path)
    store.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreTrouble):
        open_store(store.path)
    assert _bytes(store.path) == whole[: len(whole) // 2]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_read_only_file_says_to_copy_it(store: Store, tmp_path: Path) -> None:
    """Permission bits mean nothing to root, so somebody else tries to open it."""
    store.close()
    shared = Path("/tmp") / f"read-only-{os.getpid()}"  # noqa: S108 -- others must reach it
    shared.mkdir(mode=0o755)
    copy = shared / "shared.audit"
    copy.write_bytes(_bytes(store.path))
    copy.chmod(0o444)
    try:
        script = (
            "import os, sys; os.setgid(65534); os.setuid(65534)\n"
            "from pathlib import Path\n"
            "from db.opening import open_store, open_reading\n"
            "from forms.errors import AuditAppError\n"
            f"path = Path({str(copy)!r})\n"
            "print(open_reading(path).number('SELECT count(*) FROM tool'))\n"
            "try: open_store(path)\n"
            "except AuditAppError as error: print(error)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", _ready() + script], capture_output=True, text=True, check=True
        )
    finally:
        copy.unlink()
        shared.rmdir()
    assert done.stdout.startswith("0\n")
    assert "Copy it to a folder of your own" in done.stdout


def _ready() -> str:
    """Import everything before giving up the rights to read this project."""
    return (
        f"import sys; sys.path.insert(0, {str(Path.cwd())!r})\n"
        "import db.opening, db.header, filelock, sqlite_utils, encodings.idna\n"
    )
