"""Passphrases, recovery keys and data keys change, and a crash leaves a file that opens."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from db import copying, making, opening, rekeying
from db.cipher import PAGE_SIZE, DataKey, is_encrypted
from db.keys import (
    MOST_RECOVERY_KEYS,
    Protection,
    WrongPassphrase,
    new_recovery_key,
    read_envelope,
    unlock,
)
from db.opening import create_store, open_reading, open_store
from db.rekeying import (
    change_passphrase,
    encrypt_copy,
    export_plain,
    protect,
    recovery_keys,
    renew_key,
    set_recovery_keys,
)
from db.sealing import complete_audit, start_audit
from db.store import ReadingStore, Store
from db.troubles import StoreBusy, StoreCorrupt, StoreTrouble
from db.verifying import verify
from tests.db.making import an_audit, mini_tool, ticking_clock

OLD, NEW = "four slow blue lanterns", "seven quick brown kettles"
WORDS = (b"C-0001", b"C-0002", b"Seen alone", b"auditor-01", b"Drawings on file", b"look_back")


def _filled(path: Path, protection: Protection | None) -> Path:
    with create_store(path, ticking_clock(), protection) as store:
        complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
        start_audit(store, mini_tool(), an_audit("C-0002"))
    return path


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """An encrypted database with an audit and a draft in it."""
    return _filled(tmp_path / "locked.audit", Protection(OLD))


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A plain database with an audit and a draft in it."""
    return _filled(tmp_path / "plain.audit", None)


def _key(path: Path, passphrase: str) -> DataKey:
    key = unlock(path, passphrase)
    assert key
    return key


def _content(store: ReadingStore) -> dict[str, list[object]]:
    """Everything a database holds, table by table."""
    tables = store.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {str(name): sorted(store.rows(f'SELECT * FROM "{name}"')) for (name,) in tables}


def _words_in(folder: Path) -> list[bytes]:
    content = b"".join(each.read_bytes() for each in folder.iterdir() if each.is_file())
    return [word for word in WORDS if word in content]


def test_a_new_passphrase_opens_and_the_old_one_no_more(locked: Path) -> None:
    old = read_envelope(locked)
    assert old
    with open_store(locked, key=_key(locked, OLD)) as store:
        change_passphrase(store, NEW)
        everything = b"".join(each.read_bytes() for each in locked.parent.iterdir())
        assert old.sql.encode()[60:200] not in everything
    with pytest.raises(WrongPassphrase):
        unlock(locked, OLD)
    with open_store(locked, key=_key(locked, NEW)) as store:
        assert verify(store).ok


def test_while_somebody_reads_the_passphrase_stays_and_they_are_told(locked: Path) -> None:
    key = _key(locked, OLD)
    with open_store(locked, key=key) as store, open_reading(locked, key) as reading:
        complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
        store.rows("PRAGMA busy_timeout = 10")
        with reading.snapshot():
            reading.rows("SELECT count(*) FROM revision")
            with pytest.raises(StoreBusy, match="being read"):
                change_passphrase(store, NEW)
        assert unlock(locked, OLD) == key
        change_passphrase(store, NEW)
    with pytest.raises(WrongPassphrase):
        unlock(locked, OLD)


def test_who_begins_to_read_meanwhile_leaves_the_old_keys_in_the_log_and_that_is_told(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = _key(locked, OLD)
    fold = Store.fold
    with open_store(locked, key=key) as store, open_reading(locked, key) as reading:
        store.rows("PRAGMA busy_timeout = 10")

        def fold_then_read(each: Store) -> None:
            fold(each)
            reading.rows("BEGIN")
            reading.rows("SELECT count(*) FROM revision")

        monkeypatch.setattr(Store, "fold", fold_then_read)
        with pytest.raises(StoreBusy, match="The change is made"):
            change_passphrase(store, NEW)
        reading.rows("ROLLBACK")
    assert unlock(locked, NEW) == key


@pytest.fixture
def unfolded(locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a crash leaves that comes after a change of passphrase, before the log is folded."""
    left = tmp_path / "crashed" / "locked.audit"
    left.parent.mkdir()
    with open_store(locked, key=_key(locked, OLD)) as store:
        store.fold()
        monkeypatch.setattr(Store, "fold", lambda _store: None)
        change_passphrase(store, NEW)
        monkeypatch.undo()
        for end in ("", "-wal"):
            left.with_name(left.name + end).write_bytes(
                locked.with_name(locked.name + end).read_bytes()
            )
    return left


def test_after_a_crash_the_old_passphrase_and_the_new_one_open(unfolded: Path) -> None:
    key = _key(unfolded, OLD)
    assert _key(unfolded, NEW) == key
    with open_store(unfolded, key=key) as store:
        assert verify(store).ok
    assert _key(unfolded, NEW) == key
    with pytest.raises(WrongPassphrase):
        unlock(unfolded, OLD)


def test_a_first_page_that_a_crash_tore_is_found_in_the_log(unfolded: Path) -> None:
    content = bytearray(unfolded.read_bytes())
    content[4_096:PAGE_SIZE] = bytes(PAGE_SIZE - 4_096)
    unfolded.write_bytes(content)
    assert is_encrypted(unfolded)
    with open_store(unfolded, key=_key(unfolded, NEW)) as store:
        assert verify(store).ok
        assert store.number("SELECT count(*) FROM draft") == 1


def test_recovery_keys_outlive_a_change_of_passphrase_and_can_be_replaced(locked: Path) -> None:
    (text, public), (other_text, other) = new_recovery_key(), new_recovery_key()
    with open_store(locked, key=_key(locked, OLD)) as store:
        set_recovery_keys(store, [public])
        change_passphrase(store, NEW)
        assert recovery_keys(store) == (public,)
    key = _key(locked, text)
    assert key == _key(locked, NEW)
    with open_store(locked, key=key) as store:
        set_recovery_keys(store, [other])
    assert _key(locked, other_text) == key
    with pytest.raises(WrongPassphrase):
        unlock(locked, text)


def test_all_recovery_keys_fit_on_the_first_page_and_leave_room_for_steps_to_come(
    locked: Path,
) -> None:
    with open_store(locked, key=_key(locked, OLD)) as store:
        set_recovery_keys(store, [new_recovery_key()[1] for _ in range(MOST_RECOVERY_KEYS)])
    page = locked.read_bytes()[:PAGE_SIZE]
    leaf, cells = 13, int.from_bytes(page[103:105], "big")
    assert page[100] == leaf
    assert int.from_bytes(page[105:107], "big") - (108 + 2 * cells) > 2_048


def test_keys_that_a_stranger_altered_are_never_handed_the_data_key(locked: Path) -> None:
    """Whoever can write to the file could put a recovery key of their own into its envelope."""
    (_, ours), (text, theirs) = new_recovery_key(), new_recovery_key()
    key = _key(locked, OLD)
    with open_store(locked, key=key) as store:
        set_recovery_keys(store, [ours])
        envelope = read_envelope(locked)
        assert envelope
        swapped = envelope.recovery[0].model_copy(update={"public": theirs})
        store.run("DROP VIEW key_envelope")
        store.run(envelope.model_copy(update={"recovery": (swapped,)}).sql)
        with pytest.raises(StoreCorrupt, match="altered by somebody who could not open it"):
            change_passphrase(store, NEW)
        assert any("wrapped keys" in problem for problem in verify(store).problems)
    with pytest.raises(StoreCorrupt, match="altered"):
        renew_key(locked, key, NEW)
    with pytest.raises(WrongPassphrase):
        unlock(locked, text)
    with open_store(locked, key=key) as store:
        set_recovery_keys(store, [ours])
        change_passphrase(store, NEW)
        assert verify(store).ok


def test_a_new_data_key_opens_nothing_old_and_everything_is_there(locked: Path) -> None:
    text, public = new_recovery_key()
    old = _key(locked, OLD)
    with open_store(locked, key=old) as store:
        set_recovery_keys(store, [public])
        before = _content(store)
    copy = locked.with_name("copy.audit")
    copy.write_bytes(locked.read_bytes())
    new = renew_key(locked, old, NEW)
    assert new.raw != old.raw
    assert new.salt != old.salt
    assert _key(locked, NEW) == _key(locked, text) == new
    with pytest.raises(WrongPassphrase):
        unlock(locked, OLD)
    with pytest.raises(StoreTrouble):
        open_store(locked, key=old)
    with open_store(locked, key=new) as store:
        assert _content(store) == before
        assert verify(store).ok
    with open_store(copy, key=_key(copy, OLD)) as store:  # old copies open as they did
        assert _content(store) == before
    assert sorted(each.name for each in locked.parent.iterdir()) == ["copy.audit", "locked.audit"]
    assert not _words_in(locked.parent)


def test_a_plain_database_is_protected_in_its_place_and_kept_aside(plain: Path) -> None:
    with open_store(plain) as store:
        before = _content(store)
    whole = plain.read_bytes()
    (plain.with_name("plain.not-protected.audit")).write_text("another file")
    told: list[tuple[int, int, str]] = []
    aside = protect(plain, Protection(OLD), lambda *step: told.append(step))
    assert aside.name == "plain.not-protected-2.audit"
    assert is_encrypted(plain)
    assert told
    with open_store(plain, key=_key(plain, OLD)) as store:
        assert _content(store) == before
        assert verify(store).ok
    assert plain.stat().st_mode & 0o777 == 0o600
    with open_reading(aside) as store:
        assert _content(store) == before
    assert len(aside.read_bytes()) == len(whole)
    with pytest.raises(StoreTrouble, match="already"):
        protect(plain, Protection(NEW))


def test_a_disk_without_second_names_keeps_the_plain_one_as_a_copy(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_names: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    aside = protect(plain, Protection(OLD))
    assert is_encrypted(plain)
    assert aside.stat().st_mode & 0o777 == 0o600
    with open_store(aside) as store:
        assert verify(store).ok


def test_an_export_is_plain_whole_and_never_replaces_a_file(locked: Path) -> None:
    target = locked.with_name("plain.audit")
    with open_store(locked, key=_key(locked, OLD)) as store:
        export_plain(store, target)
        before = _content(store)
        with pytest.raises(StoreTrouble, match="exists already"):
            export_plain(store, target)
    with open_store(target) as store:
        assert _content(store) == before
        assert verify(store).ok


def test_a_copy_can_have_a_passphrase_of_its_own(locked: Path) -> None:
    target = locked.with_name("copy.audit")
    with open_reading(locked, _key(locked, OLD)) as store:
        key = encrypt_copy(store, target, Protection(NEW))
    assert _key(target, NEW) == key != _key(locked, OLD)
    assert not _words_in(locked.parent)


def test_cancelling_leaves_everything_as_it_was(plain: Path) -> None:
    before = {each.name: each.read_bytes() for each in plain.parent.iterdir()}

    def cancel(_done: int, _total: int, _label: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        protect(plain, Protection(OLD), cancel)
    assert {each.name: each.read_bytes() for each in plain.parent.iterdir()} == before


def test_nothing_is_replaced_under_somebody_who_reads(locked: Path) -> None:
    key = _key(locked, OLD)
    with open_reading(locked, key) as reading, reading.snapshot():
        reading.rows("SELECT * FROM revision")
        with pytest.raises(StoreBusy):
            renew_key(locked, key, NEW)
    with open_store(locked, key=key) as store:
        assert verify(store).ok
        with pytest.raises(StoreBusy):
            renew_key(locked, key, NEW)


def test_a_plain_database_has_no_passphrase_to_change(plain: Path) -> None:
    with open_store(plain) as store, pytest.raises(StoreTrouble, match="not protected"):
        change_passphrase(store, NEW)


Work = Callable[[Path], object]


def _change(path: Path) -> None:
    with open_store(path, key=_key(path, OLD)) as store:
        change_passphrase(store, NEW)


def _renew(path: Path) -> None:
    renew_key(path, _key(path, OLD), NEW)


def _protect(path: Path) -> None:
    protect(path, Protection(NEW))


WORKS: dict[str, Work] = {"change": _change, "renew": _renew, "protect": _protect}


def _made_for(work: str, folder: Path) -> Path:
    return _filled(folder / "own.audit", None if work == "protect" else Protection(OLD))


def _assert_it_opens(path: Path, work: str) -> None:
    """It opens with the old passphrase or the new one, whole, and without a word beside it."""
    if work != "protect":
        assert not _words_in(path.parent)
    keys: list[DataKey | None] = []
    for passphrase in (OLD, NEW):
        try:
            keys.append(unlock(path, passphrase))
        except WrongPassphrase:
            continue
    assert keys, "neither the old passphrase nor the new one opens it"
    with open_store(path, key=keys[0]) as store:
        assert verify(store).ok
        assert store.number("SELECT count(*) FROM current_audit") == 1
        assert store.number("SELECT count(*) FROM draft") == 1
    left = {each.name for each in path.parent.iterdir()} - {"own.not-protected.audit"}
    assert left == {"own.audit"}


class _DyingAt:
    """Kills the process when the n-th line that was never run before is about to run."""

    FILES = (rekeying.__file__, copying.__file__, making.__file__, opening.__file__)

    def __init__(self, countdown: int) -> None:
        self.left = countdown
        self._seen: set[tuple[str, int]] = set()

    def __call__(self, frame: FrameType, event: str, _argument: object) -> _DyingAt | None:
        if frame.f_code.co_filename not in self.FILES:
            return None
        line = (frame.f_code.co_filename, frame.f_lineno)
        if event == "line" and line not in self._seen:
            self._seen.add(line)
            self.left -= 1
            if self.left < 0:
                os._exit(9)
        return self


def _killed(path: Path, work: Work, line: int) -> bool:
    """Do the work in a process that dies before its n-th line; return whether it got so far."""
    child = os.fork()
    if not child:
        try:
            sys.settrace(_DyingAt(line))
            work(path)
            sys.settrace(None)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def _kill_at_lines(work: str, folder: Path, step: int) -> int:
    for line in range(0, 2_000, step):
        here = folder / str(line)
        here.mkdir()
        path = _made_for(work, here)
        killed = _killed(path, WORKS[work], line)
        _assert_it_opens(path, work)
        if not killed:
            return line
    raise AssertionError("the work never ended")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("work", WORKS)
def test_killed_at_some_lines_it_opens_with_the_old_passphrase_or_the_new(
    tmp_path: Path, work: str
) -> None:
    assert _kill_at_lines(work, tmp_path, 13) > 26


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("work", WORKS)
def test_killed_at_any_line_it_opens_with_the_old_passphrase_or_the_new(
    tmp_path: Path, work: str
) -> None:
    assert _kill_at_lines(work, tmp_path, 1) > 40


FAILING = {
    "link": (os, "link"),
    "replace": (Path, "replace"),
    "fsync": (os, "fsync"),
    "open": (os, "open"),
    "run": (Store, "run"),
    "run_many": (Store, "run_many"),
    "rows": (Store, "rows"),
    "fold": (Store, "fold"),
    "snapshot": (ReadingStore, "snapshot"),
}


OFTEN = ("run", "run_many", "rows")


@pytest.mark.parametrize(
    "call",
    [pytest.param(call, marks=pytest.mark.slow) if call in OFTEN else call for call in FAILING],
)
@pytest.mark.parametrize("work", WORKS)
def test_a_call_that_fails_for_ever_leaves_a_database_that_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str, call: str
) -> None:
    """From its n-th time on, until the work no longer comes to it."""
    owner, name = FAILING[call]
    true = getattr(owner, name)
    for nth in range(200):
        here = tmp_path / str(nth)
        here.mkdir()
        path = _made_for(work, here)
        left = nth
        fired = False

        def fails(*arguments: object, **named: object) -> object:
            nonlocal left, fired
            left -= 1
            if left < 0:
                fired = True
                raise OSError(28, "No space left on device")
            return true(*arguments, **named)

        monkeypatch.setattr(owner, name, fails)
        try:
            WORKS[work](path)
        except (OSError, StoreTrouble):
            assert fired
        monkeypatch.setattr(owner, name, true)
        _assert_it_opens(path, work)
        if not fired:
            return
    raise AssertionError("the work never ended")
