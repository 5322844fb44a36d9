"""A database whose file is gone is kept whole in a new one, with the words that were unsaved."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from db.drafts import load_draft, save_field
from db.keys import Protection, unlock
from db.opening import create_store, open_reading, open_store
from db.rescuing import keep_elsewhere
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.troubles import StoreTrouble
from db.verifying import verify
from tests.db.making import an_audit, mini_tool

SECRET = "heron lantern crooked tuba"
WORDS: dict[str, JsonValue] = {"finding.q1": {"answer": "good", "evidence": "Canary seen alone."}}


def filled(path: Path, protection: Protection | None = None) -> tuple[Store, str]:
    """Make a database with one sealed audit and one draft; returns it, open, and the draft."""
    store = create_store(path, protection=protection)
    complete_audit(store, start_audit(store, mini_tool(), an_audit("C-0001")), "ana")
    return store, start_audit(store, mini_tool(), an_audit("C-0002"))


def take_away(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()


@pytest.mark.parametrize("protection", [None, Protection(SECRET)], ids=["plain", "protected"])
def test_a_deleted_database_is_kept_whole_with_the_words_it_could_not_take(
    tmp_path: Path, protection: Protection | None
) -> None:
    path, target = tmp_path / "north.audit", tmp_path / "kept.audit"
    store, uid = filled(path, protection)
    take_away(path)
    with pytest.raises(StoreTrouble, match="not where it was"):
        save_field(store, uid, "strengths", "Saved in a file without a name.")
    assert keep_elsewhere(store, target, {uid: WORDS}) == {uid}
    store.close()
    with open_reading(target, unlock(target, SECRET) if protection else None) as kept:
        fields = load_draft(kept, uid).fields
        assert fields["finding.q1"] == WORDS["finding.q1"]
        assert fields["strengths"] == "Saved in a file without a name."
        assert kept.number("SELECT count(*) FROM revision WHERE act = 'completed'") == 1
        assert verify(kept).ok
    assert target.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["kept.audit"]
    if protection:
        assert b"Canary" not in target.read_bytes()


def test_another_file_in_the_place_is_neither_read_nor_touched(tmp_path: Path) -> None:
    path, target = tmp_path / "north.audit", tmp_path / "kept.audit"
    store, uid = filled(path)
    other = tmp_path / "other.audit"
    create_store(other).close()
    before = other.read_bytes()
    take_away(path)
    other.rename(path)
    keep_elsewhere(store, target, {uid: WORDS})
    assert path.read_bytes() == before
    with open_reading(target) as kept:
        assert load_draft(kept, uid).fields["finding.q1"] == WORDS["finding.q1"]


def test_no_file_is_overwritten_and_nothing_is_left_behind(tmp_path: Path) -> None:
    store, uid = filled(tmp_path / "north.audit")
    target = tmp_path / "kept.audit"
    target.write_bytes(b"a letter")
    with pytest.raises(StoreTrouble, match="is taken"):
        keep_elsewhere(store, target, {uid: WORDS})
    assert target.read_bytes() == b"a letter"
    with pytest.raises(StoreTrouble, match="no folder"):
        keep_elsewhere(store, tmp_path / "nowhere" / "kept.audit", {uid: WORDS})
    store.close()
    assert {each.name for each in tmp_path.iterdir()} == {"north.audit", "kept.audit"}


def test_the_place_of_the_open_file_is_taken_even_where_it_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "north.audit"
    store, uid = filled(path)
    take_away(path)
    with pytest.raises(StoreTrouble, match="is taken"):
        keep_elsewhere(store, path, {uid: WORDS})
    store.close()


def test_words_of_a_draft_that_is_no_more_hold_up_no_others(tmp_path: Path) -> None:
    store, uid = filled(tmp_path / "north.audit")
    target = tmp_path / "kept.audit"
    assert keep_elsewhere(store, target, {"gone": WORDS, uid: WORDS}) == {uid}
    store.close()
    with open_store(target) as kept:
        assert load_draft(kept, uid).fields["finding.q1"] == WORDS["finding.q1"]
