"""Encrypted databases: everything works as in a plain one, and no file holds a readable word."""

from pathlib import Path

import pytest

from db.backups import backup
from db.cipher import PAGE_SIZE, PLAIN_BYTES, StoreLocked, is_encrypted
from db.keys import (
    Protection,
    WrongPassphrase,
    new_recovery_key,
    read_envelope,
    unlock,
)
from db.merging import merge_files
from db.opening import create_store, open_reading, open_store
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.verifying import verify
from tests.db.making import an_audit, mini_tool, ticking_clock

PASSPHRASE = "four slow blue lanterns"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """An encrypted database with one audit in it."""
    path = tmp_path / "locked.audit"
    with create_store(path, ticking_clock(), Protection(PASSPHRASE)) as store:
        complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
    return path


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


def test_no_file_holds_a_word_of_it(locked: Path) -> None:
    with open_store(locked, key=unlock(locked, PASSPHRASE)) as store:
        start_audit(store, mini_tool(), an_audit("C-0002"))
        backup(locked, locked.with_name("copy.audit"), store.key)
        content = b"".join(each.read_bytes() for each in locked.parent.iterdir())
    for word in (b"C-0001", b"C-0002", b"Seen alone", b"auditor-01", b"North", b"look_back"):
        assert word not in content


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


def test_keys_and_passphrases_are_never_shown(locked: Path) -> None:
    key = unlock(locked, PASSPHRASE)
    assert key
    shown = f"{key!r} {Protection(PASSPHRASE)!r} {key}"
    assert key.raw.hex() not in shown
    assert PASSPHRASE not in shown
