"""Encrypted databases: everything works as in a plain one, and no file holds a readable word."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.backups import backup
from db.cipher import PAGE_SIZE, PLAIN_BYTES, DataKey, StoreLocked, is_encrypted
from db.drafts import save_field
from db.foreign import open_foreign
from db.keys import (
    Protection,
    WrongPassphrase,
    new_recovery_key,
    read_envelope,
    unlock,
)
from db.listing import AuditFilter, list_audits
from db.merging import merge_files
from db.opening import create_store, open_reading, open_store
from db.rekeying import export_plain
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.troubles import StoreTrouble
from db.verifying import verify
from forms.tool_files import read_tool
from tests.db.making import MINI, an_audit, mini_tool, ticking_clock

PASSPHRASE = "four slow blue lanterns"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """An encrypted database with one audit in it."""
    path = tmp_path / "locked.audit"
    with create_store(path, ticking_clock(), Protection(PASSPHRASE)) as store:
        complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
    return path


def _key(path: Path) -> DataKey:
    key = unlock(path, PASSPHRASE)
    assert key
    return key


def test_words_that_look_like_wrapped_keys_lock_nobody_out_of_a_plain_database(
    tmp_path: Path,
) -> None:
    path = tmp_path / "plain.audit"
    bait = b"CFA-KEYS-1:" + b"A" * 60 + b"."
    tool = read_tool(MINI.replace(b"Was the child seen?", b"Seen? '" + bait + b"'"), "mini.yaml")
    with create_store(path, ticking_clock()) as store:
        start_audit(store, tool, an_audit())
    assert bait in path.read_bytes()[:PAGE_SIZE]
    path.with_name("plain.audit-journal").write_bytes(bait)
    assert not is_encrypted(path)
    path.with_name("plain.audit-journal").unlink()
    open_store(path).close()


def test_it_opens_with_its_passphrase_alone(locked: Path) -> None:
    with pytest.raises(StoreLocked, match="protected by a passphrase"):
        open_store(locked)
    with pytest.raises(StoreLocked):
        open_reading(locked)
    with pytest.raises(WrongPassphrase, match="not the passphrase"):
        unlock(locked, "four slow green lanterns")
    with open_store(locked, key=unlock(locked, PASSPHRASE)) as store:
        assert verify(store).ok
        assert store.number("SELECT count(*) FROM current_audit") == 1


def test_a_passphrase_typed_on_another_keyboard_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "own.audit"
    create_store(path, protection=Protection("café crème brûlée")).close()  # composed
    assert unlock(path, "cafe\u0301 cre\u0300me bru\u0302le\u0301e")


def test_a_recovery_key_opens_it_too(tmp_path: Path) -> None:
    text, public = new_recovery_key()
    other, _ = new_recovery_key()
    path = tmp_path / "own.audit"
    create_store(path, protection=Protection(PASSPHRASE, (public,))).close()
    assert unlock(path, text) == unlock(path, PASSPHRASE)
    assert unlock(path, text.lower().replace("-", "- ")) == unlock(path, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        unlock(path, other)


def test_the_schema_stays_on_the_one_page_that_is_not_encrypted(locked: Path) -> None:
    """The wrapped keys stand there; 2 KiB are kept free for the steps to come."""
    page = locked.read_bytes()[:PAGE_SIZE]
    leaf, cells = 13, int.from_bytes(page[103:105], "big")
    content = int.from_bytes(page[105:107], "big")
    assert page[100] == leaf
    assert content - (108 + 2 * cells) > 2_048
    assert b"CFA-KEYS-1:" in page[:PLAIN_BYTES]


def _words_in(folder: Path) -> list[bytes]:
    """What was typed, or names a person or a question, that can be read in any file of a folder."""
    content = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
    words = (b"C-0001", b"C-0002", b"Seen alone", b"auditor-01", b"North", b"look_back", b"Typed")
    return [word for word in words if word in content]


def test_no_file_holds_a_word_of_it_while_it_is_in_use(locked: Path) -> None:
    key = _key(locked)
    with open_store(locked, key=key) as store:
        uid = start_audit(store, mini_tool(), an_audit("C-0002"))
        save_field(store, uid, "strengths", "Typed a moment ago.")
        assert locked.with_name("locked.audit-wal").stat().st_size > PAGE_SIZE
        backup(locked, locked.with_name("copy.audit"), store.key)
        assert store.row("PRAGMA temp_store") == (2,)  # what is sorted stays in memory
        list_audits(store, AuditFilter(text="seen alone", sort="case"))
        assert not _words_in(locked.parent)
        store.fold()
        assert not _words_in(locked.parent)


def test_no_copy_of_a_source_holds_a_word_of_it(locked: Path) -> None:
    private = locked.parent / "private"
    private.mkdir()
    key = _key(locked)
    with open_foreign(locked, private, key) as source:
        assert source.store.number("SELECT count(*) FROM revision") == 1
        assert any(each.is_file() for each in private.rglob("*"))
        assert not _words_in(locked.parent)
    target = locked.with_name("merged.audit")
    with create_store(target, protection=Protection(PASSPHRASE)) as store:
        merge_files(store, [locked], private_folder=private, keys={locked: key})
        assert store.number("SELECT count(*) FROM revision") == 1
        assert not _words_in(locked.parent)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_what_a_killed_program_leaves_holds_no_word_and_loses_none(locked: Path) -> None:
    reading, writing = os.pipe()
    key = _key(locked)
    child = os.fork()
    if not child:
        try:
            store = open_store(locked, key=key)
            uid = start_audit(store, mini_tool(), an_audit("C-0002"))
            save_field(store, uid, "strengths", "Typed a moment ago.")
            os.write(writing, b"saved")
            signal.pause()
        finally:
            os._exit(1)
    os.close(writing)
    assert os.read(reading, 5) == b"saved"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    assert not _words_in(locked.parent)
    with open_store(locked, key=_key(locked)) as store:
        assert verify(store).ok
        row = store.row("SELECT value FROM draft_value WHERE field = 'strengths'")
        assert row == ('"Typed a moment ago."',)


def test_search_finds_the_same_as_in_a_plain_copy(locked: Path) -> None:
    with open_store(locked, key=_key(locked)) as store:
        start_audit(store, mini_tool(), an_audit("C-0002"))
        complete_audit(
            store,
            start_audit(store, mini_tool(), an_audit("D-0003", grade="inadequate")),
            "auditor-02",
        )
        plain = locked.with_name("plain.audit")
        export_plain(store, plain)
        with open_reading(plain) as copy:
            for text in ("", "c-0", "seen alone", "auditor-02", "nothing of the kind"):
                wanted = AuditFilter(text=text, sort="case")
                assert list_audits(store, wanted) == list_audits(copy, wanted)
            assert len(list_audits(store, AuditFilter(text="c-0"))) == 2


def test_a_copy_opens_with_the_same_passphrase(locked: Path) -> None:
    copy = locked.with_name("copy.audit")
    backup(locked, copy, unlock(locked, PASSPHRASE))
    assert is_encrypted(copy)
    with open_store(copy, key=unlock(copy, PASSPHRASE)) as store:
        assert verify(store).ok


def test_an_encrypted_file_is_merged_with_its_key(store: Store, locked: Path) -> None:
    refused = merge_files(store, [locked])
    assert refused.files[0].status == "refused"
    key = unlock(locked, PASSPHRASE)
    assert key
    report = merge_files(store, [locked], keys={locked: key})
    assert (report.files[0].status, report.audits.new) == ("merged", 1)


def test_a_flipped_byte_is_told(locked: Path) -> None:
    content = bytearray(locked.read_bytes())
    content[PAGE_SIZE * 2 + 500] ^= 1
    locked.write_bytes(content)
    key = unlock(locked, PASSPHRASE)
    with pytest.raises(Exception, match="damaged"), open_store(locked, key=key) as store:
        store.rows("SELECT * FROM tool")


def test_damaged_wrapped_keys_are_told(locked: Path) -> None:
    content = locked.read_bytes()
    at = content.find(b"CFA-KEYS-1:") + 20
    locked.write_bytes(content[:at] + b"!!!!" + content[at + 4 :])
    assert read_envelope(locked) is None or not unlock(locked, PASSPHRASE)


def test_verify_names_the_page_whose_code_is_wrong(locked: Path) -> None:
    key = _key(locked)
    content = bytearray(locked.read_bytes())
    content[PAGE_SIZE * 2 + 500] ^= 1
    locked.write_bytes(content)
    with open_reading(locked, key) as store:
        problems = verify(store).problems
    assert any("encryption" in problem and "page 3" in problem for problem in problems)


def test_verify_of_a_database_that_is_being_written_to_raises_no_false_alarm(locked: Path) -> None:
    with open_store(locked, key=_key(locked)) as store:
        for number in range(20):
            start_audit(store, mini_tool(), an_audit(f"D-{number}"))
        with open_reading(locked, store.key) as reading:
            assert verify(reading).ok
        assert verify(store).ok


Damage = Callable[[bytearray, int, int], None]


def _flip(content: bytearray, at: int, size: int) -> None:
    content[at] ^= 1 << size % 8


def _cut(content: bytearray, at: int, _size: int) -> None:
    del content[at:]


def _zero(content: bytearray, at: int, size: int) -> None:
    content[at : at + size] = bytes(len(content[at : at + size]))


def _insert(content: bytearray, at: int, size: int) -> None:
    content[at:at] = b"x" * size


@given(
    st.sampled_from([_flip, _cut, _zero, _insert]),
    st.one_of(st.integers(0, PAGE_SIZE), st.integers(0, 2**31)),
    st.integers(1, 5_000),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_damage_anywhere_is_told_or_changes_nothing(
    locked: Path, damage: Damage, at: int, size: int
) -> None:
    """Only the unused rest of the first page can change unnoticed; nobody reads it."""
    key = _key(locked)
    content = bytearray(locked.read_bytes())
    damage(content, at % len(content), size)
    damaged = locked.with_name("damaged.audit")
    damaged.write_bytes(content)
    try:
        with open_store(damaged, key=key) as store:
            assert verify(store).ok
            assert store.number("SELECT count(*) FROM revision_value") > 10
    except StoreTrouble as trouble:
        assert "damaged.audit" in str(trouble)
    assert locked.with_name("damaged.audit-wal").exists() is False


def test_keys_and_passphrases_are_never_shown(locked: Path) -> None:
    key = unlock(locked, PASSPHRASE)
    assert key
    shown = f"{key!r} {Protection(PASSPHRASE)!r} {key}"
    assert key.raw.hex() not in shown
    assert PASSPHRASE not in shown
