"""Salvage takes what is sound out of a file, whatever was done to it, and tells the rest."""

import os
import random
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import db.keys
from db.backup_series import content_token, store_uid
from db.carving.images import opened_image
from db.carving.tables import read_tables
from db.cipher import DataKey
from db.drafts import load_draft, save_field
from db.erasing import erase
from db.folders import beside
from db.keys import Protection, unlock
from db.merging import merge_files
from db.migrations import LATEST
from db.opening import create_store, open_reading, open_store
from db.salvaging import SalvageReport, salvage, salvage_in_place
from db.sealing import complete_audit, reopen_audit, start_audit
from db.store import Store
from db.troubles import StoreBusy, StoreTrouble
from db.verifying import verify
from tests.db.making import an_audit, mini_tool, ticking_clock

PASSPHRASE = "four slow blue lanterns"
LONG = "Words that fill more than a page of the file. " * 120


def fill(store: Store, sent: Path) -> None:
    """Audits of every history: sealed once and twice, merged, in draft, reopened, erased."""
    for number in range(12):
        uid = start_audit(store, mini_tool(), an_audit(f"C-{number:04}"))
        if number % 5 == 0:
            save_field(store, uid, "improvements", LONG + str(number))
        complete_audit(store, uid, "auditor-01")
        if number % 3 == 0:
            reopen_audit(store, uid, "auditor-02")
            save_field(store, uid, "strengths", f"Corrected {number}.")
            if number % 2 == 0:
                complete_audit(store, uid, "auditor-02")
    start_audit(store, mini_tool(), an_audit("C-0100"))
    merge_files(store, [sent], author="lead-01")
    gone = start_audit(store, mini_tool(), an_audit("C-0666"))
    complete_audit(store, gone, "auditor-01")
    erase(store, [gone], "records-01", "Past its time.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("salvage")


@pytest.fixture(scope="module")
def sent(folder: Path) -> Path:
    path = folder / "sent.audit"
    with create_store(path, ticking_clock()) as other:
        for number in range(3):
            uid = start_audit(other, mini_tool(), an_audit(f"C-9{number:03}", "auditor-09"))
            complete_audit(other, uid, "auditor-09")
        start_audit(other, mini_tool(), an_audit("C-9100", "auditor-09"))
    return path


@pytest.fixture(scope="module")
def plain(folder: Path, sent: Path) -> Path:
    with create_store(folder / "plain.audit", ticking_clock()) as store:
        fill(store, sent)
    return folder / "plain.audit"


@pytest.fixture(scope="module")
def locked(folder: Path, sent: Path) -> Iterator[tuple[Path, DataKey]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db.keys, "MEMORY_KIB", 64)
        patch.setattr(db.keys, "PASSES", 1)
        path = folder / "locked.audit"
        with create_store(path, ticking_clock(), Protection(PASSPHRASE)) as store:
            fill(store, sent)
            assert store.key
            yield path, store.key


def sealed(path: Path, key: DataKey | None = None) -> set[str]:
    with open_reading(path, key) as store:
        return {str(row[0]) for row in store.rows("SELECT hash FROM revision")}


def salvaged(
    damaged: Path, key: DataKey | None = None
) -> tuple[SalvageReport, set[str], "list[str]"]:
    """Salvage a file; whatever the damage, the new one must be sound and the old one untouched."""
    target = damaged.with_name(f"{damaged.stem}.salvaged.audit")
    target.unlink(missing_ok=True)
    before = damaged.read_bytes()
    report = salvage(damaged, target, key, clock=ticking_clock())
    assert damaged.read_bytes() == before
    with open_reading(target, key) as store:
        assert verify(store).problems == []
        assert report.is_sound
        drafts = [str(row[0]) for row in store.rows("SELECT uid FROM draft")]
    return report, sealed(target, key), drafts


def test_a_sound_file_comes_over_whole(plain: Path, folder: Path) -> None:
    report, found, drafts = salvaged(plain)
    assert found == sealed(plain)
    assert (report.lost, report.resealed, report.unreadable_pages) == ([], 0, 0)
    assert report.is_complete
    with open_reading(plain) as was, open_reading(folder / "plain.salvaged.audit") as now:
        assert store_uid(now) == store_uid(was)
        assert now.rows(_OWN) == was.rows(_OWN)
        for query in _SAME:
            assert now.rows(query) == was.rows(query), query
        for uid in drafts:
            assert load_draft(now, uid)[1:] == load_draft(was, uid)[1:]
        assert content_token(now)


_OWN = "SELECT hash FROM revision JOIN own_revision ON revision = revision.id ORDER BY hash"
_SAME = (
    "SELECT hash FROM tool ORDER BY hash",
    "SELECT uid, merged_at, author, report FROM batch ORDER BY uid",
    "SELECT name, sha256, report FROM batch_file ORDER BY name",
    "SELECT name, hash FROM batch_revision JOIN batch_file ON batch_file.id = batch_file "
    "JOIN revision ON revision.id = revision ORDER BY 1, 2",
    "SELECT hash, uid, fields FROM received_draft ORDER BY hash",
    "SELECT count(*) FROM batch_draft",
    "SELECT record, hashes, reason FROM erasure",
    "SELECT case_reference, overall, status FROM current_audit ORDER BY 1, 2",
    "SELECT code, count(*) FROM current_fact GROUP BY code",
)


def test_an_encrypted_file_comes_over_whole_and_encrypted(locked: tuple[Path, DataKey]) -> None:
    path, key = locked
    report, found, _ = salvaged(path, key)
    assert found == sealed(path, key)
    assert report.is_complete
    target = path.with_name("locked.salvaged.audit")
    assert unlock(target, PASSPHRASE) == key
    for word in (b"C-0001", b"Seen alone", b"auditor-01"):
        assert word not in target.read_bytes()


def test_what_lies_in_the_log_of_a_crash_is_read(folder: Path, tmp_path: Path) -> None:
    with create_store(tmp_path / "own.audit", ticking_clock()) as store:
        uid = start_audit(store, mini_tool(), an_audit("C-0001"))
        complete_audit(store, uid, "auditor-01")
        crashed = tmp_path / "crashed.audit"
        shutil.copy(store.path, crashed)
        log = beside(store.path)[1].read_bytes()
    beside(crashed)[1].write_bytes(log)
    assert len(salvaged(crashed)[1]) == 1
    beside(crashed)[1].write_bytes(log[:-3])  # the last frame is the last commit: it is torn
    salvaged(crashed)


@pytest.mark.parametrize("torn", [False, True])
def test_a_database_that_somebody_reads_is_not_salvaged_in_its_place(
    plain: Path, tmp_path: Path, *, torn: bool
) -> None:
    """They would go on reading the file that was moved aside, and never know."""
    path = tmp_path / "own.audit"
    shutil.copy(plain, path)
    with open_store(path) as writer:
        start_audit(writer, mini_tool(), an_audit("C-0200"))
        with open_reading(path) as reading:
            writer.close()
            assert beside(path)[1].stat().st_size
            if torn:
                with path.open("r+b") as file:
                    file.seek(-3000, os.SEEK_END)
                    file.write(bytes(100))
            before = {each: each.read_bytes() for each in (path, beside(path)[1])}
            with pytest.raises(StoreBusy, match="being read"):
                salvage_in_place(path, clock=ticking_clock())
            assert {each: each.read_bytes() for each in before} == before
            assert {each.name for each in tmp_path.iterdir()} == {
                each.name for each in (path, *beside(path)[1:])
            }
            assert reading.number("SELECT count(*) FROM draft")
    _, aside = salvage_in_place(path, clock=ticking_clock())
    assert aside != path


def test_asking_who_reads_a_damaged_database_leaves_its_log_alone(
    plain: Path, tmp_path: Path
) -> None:
    """What lies in the log behind damage is read page by page; folding it would lose that."""
    path = tmp_path / "own.audit"
    with create_store(tmp_path / "other.audit", ticking_clock()) as store:
        start_audit(store, mini_tool(), an_audit("C-0001"))
        shutil.copy(store.path, path)
        log = beside(store.path)[1].read_bytes()
    beside(path)[1].write_bytes(log)
    was = path.read_bytes()
    _, aside = salvage_in_place(path, clock=ticking_clock())
    assert (aside.read_bytes(), beside(aside)[1].read_bytes()) == (was, log)


# Single damages whose cost is known


@cache
def pages_of_revisions(path: Path, key: DataKey | None) -> dict[int, set[str]]:
    """Which revisions have anything at all on a page, overflow included: by losing the page."""
    with opened_image(path, key) as image:
        whole = set(_whole(path, key, None))
        return {
            number: whole - set(_whole(path, key, number)) for number in range(1, image.count + 1)
        }


def _whole(path: Path, key: DataKey | None, without: int | None) -> Iterator[str]:
    from db.salvage.revisions import SealedParts

    with opened_image(path, key) as image:
        read = image.page
        image.page = lambda number: None if number == without else read(number)  # type: ignore[method-assign]
        for carved in SealedParts(read_tables(image)).each():
            if carved.revision:
                yield carved.hash


@pytest.mark.parametrize("number", [1, 2, 5, 11, 17, 23])
def test_a_page_that_is_gone_costs_only_what_lay_on_it(
    plain: Path, tmp_path: Path, number: int
) -> None:
    damaged = tmp_path / "damaged.audit"
    content = bytearray(plain.read_bytes())
    content[(number - 1) * 4096 : number * 4096] = bytes(4096)
    damaged.write_bytes(content)
    report, found, _ = salvaged(damaged)
    lost = sealed(plain) - found
    assert lost <= pages_of_revisions(plain, None)[number] | built_on_lost(plain, found)
    if lost:
        assert report.lost or report.resealed


def built_on_lost(path: Path, found: set[str]) -> set[str]:
    """Revisions that were sealed anew because one they build on is lost."""
    with open_reading(path) as store:
        links = store.rows(
            "SELECT child.hash, parent.hash FROM revision_parent "
            "JOIN revision AS child ON child.id = revision "
            "JOIN revision AS parent ON parent.id = parent"
        )
    return {str(child) for child, parent in links if parent not in found}


@pytest.mark.parametrize("table", ["revision_value", "draft_value"])
def test_no_row_that_figures_are_counted_from_looks_like_one_of_words(
    tmp_path: Path, table: str
) -> None:
    """With no tree to go by, rows are told by what they look like."""
    released = Path(__file__).parents[1] / "databases" / f"schema-{LATEST}.audit"
    with open_reading(released) as store:
        rows = set(store.rows(f"SELECT * FROM {table}"))
    treeless = tmp_path / "treeless.audit"
    content = released.read_bytes()
    treeless.write_bytes(content[:100] + bytes(4096 - 100) + content[4096:])
    with opened_image(treeless, None) as image:
        assert set(read_tables(image).keyless[table]) == rows


def test_every_single_page_may_be_lost(plain: Path, tmp_path: Path) -> None:
    """Whichever page goes, most of what is sealed stays: no page is the one that holds all."""
    content, total = plain.read_bytes(), len(sealed(plain))
    damaged = tmp_path / "damaged.audit"
    for number in range(0, len(content) // 4096, 5):
        spoilt = content[: number * 4096] + b"\xff" * 4096 + content[(number + 1) * 4096 :]
        damaged.write_bytes(spoilt)
        found = salvaged(damaged)[1]
        assert found <= sealed(plain) or number, number
        assert len(found) >= total // 3, number


@pytest.mark.parametrize("change", [+1, +37, +5000, -1, -37, -5000])
def test_bytes_put_in_or_cut_out_cost_one_place_and_not_what_follows(
    plain: Path, tmp_path: Path, change: int
) -> None:
    content, at = plain.read_bytes(), 12 * 4096 + 700
    put = bytes(change) if change > 0 else b""
    damaged = tmp_path / "damaged.audit"
    damaged.write_bytes(content[:at] + put + content[at + max(-change, 0) :])
    assert len(salvaged(damaged)[1]) >= len(sealed(plain)) - 5


def test_a_flipped_bit_in_what_is_sealed_is_never_taken_over(plain: Path, tmp_path: Path) -> None:
    """The words are there for a person to look at, in a draft; no figure counts them."""
    damaged = tmp_path / "damaged.audit"
    outcomes = set()
    for at in _places(plain.read_bytes(), b"Drawings on file"):
        content = bytearray(plain.read_bytes())
        content[at] ^= 1
        damaged.write_bytes(content)
        report, found, _ = salvaged(damaged)
        is_unproven = any(each.table == "revision" for each in report.lost)
        assert is_unproven == bool(sealed(plain) - found - built_on_lost(plain, found))
        with open_reading(tmp_path / "damaged.salvaged.audit") as store:
            spoilt = "SELECT count(*) FROM {} WHERE value LIKE '%Erawings%'"
            assert store.number(spoilt.format("revision_value")) == 0
            assert store.number(spoilt.format("draft_value")) >= report.to_check
        outcomes.add((is_unproven, bool(report.to_check)))
    assert (True, True) in outcomes


def test_a_version_whose_parent_is_lost_is_sealed_anew_and_says_so(
    plain: Path, tmp_path: Path
) -> None:
    with open_reading(plain) as store:
        child, parent = store.rows(
            "SELECT child.hash, parent.hash FROM revision_parent "
            "JOIN revision AS child ON child.id = revision "
            "JOIN revision AS parent ON parent.id = parent LIMIT 1"
        )[0]
    damaged = tmp_path / "damaged.audit"
    content = plain.read_bytes()
    spoilt = bytearray(content)
    for at in _places(content, str(parent).encode()):
        spoilt[at + 70] ^= 1  # in the author, behind the hash
    damaged.write_bytes(spoilt)
    report, found, _ = salvaged(damaged)
    assert report.resealed >= 1
    assert {child, parent} & found == set()
    again = salvaged(damaged)[1]
    assert again == found  # everybody who salvages it gets the same
    with open_reading(tmp_path / "damaged.salvaged.audit") as store:
        act, reason, author = store.rows(
            "SELECT act, reason, author FROM revision WHERE act = 'salvaged'"
        )[0]
    assert (act, author) == ("salvaged", "auditor-02")
    assert str(child) in str(reason)


def _places(content: bytes, wanted: bytes) -> Iterator[int]:
    at = content.find(wanted)
    while at >= 0:
        yield at
        at = content.find(wanted, at + 1)


def test_bad_text_in_a_draft_keeps_every_other_word(tmp_path: Path) -> None:
    path = tmp_path / "own.audit"
    with create_store(path, ticking_clock()) as store:
        uid = start_audit(store, mini_tool(), an_audit("C-0001"))
        save_field(store, uid, "improvements", "A word that is damaged here.")
    content = bytearray(path.read_bytes())
    content[content.index(b"that is damaged")] = 0xFF
    path.write_bytes(content)
    salvaged(path)
    with open_reading(tmp_path / "own.salvaged.audit") as store:
        fields = load_draft(store, uid).fields
    assert str(fields["improvements"]).endswith("hat is damaged here.")
    assert fields["case"] == "C-0001"


def test_a_draft_whose_own_row_is_lost_keeps_its_words_and_its_id(tmp_path: Path) -> None:
    path = tmp_path / "own.audit"
    with create_store(path, ticking_clock()) as store:
        uid = start_audit(store, mini_tool(), an_audit("C-0001"))
        save_field(store, uid, "improvements", "A word to be kept.")
    with opened_image(path, None) as image:
        page = next(
            number
            for number in range(1, image.count + 1)
            if uid.encode() in (image.page(number) or b"") and b"auditor-01" in image.page(number)  # type: ignore[operator]
        )
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    path.write_bytes(content)
    report, _, drafts = salvaged(path)
    assert (report.to_check, drafts) == (1, [uid])
    with open_reading(tmp_path / "own.salvaged.audit") as store:
        assert load_draft(store, uid).fields["improvements"] == "A word to be kept."


def test_what_was_erased_is_not_dug_up(plain: Path, tmp_path: Path) -> None:
    content = bytearray(plain.read_bytes())
    content[32:40] = bytes(8)  # the list of free pages
    damaged = tmp_path / "damaged.audit"
    damaged.write_bytes(content)
    salvaged(damaged)
    assert b"C-0666" not in (tmp_path / "damaged.salvaged.audit").read_bytes()


def test_a_file_with_nothing_of_ours_makes_no_database(tmp_path: Path) -> None:
    target = tmp_path / "new.audit"
    for content in (b"", b"A letter. " * 3000, bytes(50_000)):
        (tmp_path / "letter.audit").write_bytes(content)
        with pytest.raises(StoreTrouble):
            salvage(tmp_path / "letter.audit", target)
        assert not target.exists()


def test_a_database_that_is_there_is_not_written_over(plain: Path, tmp_path: Path) -> None:
    target = tmp_path / "new.audit"
    target.write_text("somebody's file")
    with pytest.raises(StoreTrouble, match="exists already"):
        salvage(plain, target)
    assert target.read_text() == "somebody's file"


def test_damaged_wrapped_keys_ask_for_a_new_passphrase(
    locked: tuple[Path, DataKey], tmp_path: Path
) -> None:
    path, key = locked
    damaged, target = tmp_path / "damaged.audit", tmp_path / "new.audit"
    content = bytearray(path.read_bytes())
    at = content.index(b"CFA-KEYS-1:")
    content[at : at + 400] = bytes(400)
    damaged.write_bytes(content)
    with pytest.raises(StoreTrouble, match="choose a passphrase"):
        salvage(damaged, target, key)
    salvage(damaged, target, key, Protection("five slow blue lanterns"))
    with open_store(target, key=unlock(target, "five slow blue lanterns")) as store:
        assert verify(store).ok
        assert store.number("SELECT count(*) FROM current_audit") > 10


# Any damage


def test_a_lost_id_is_that_of_its_backup_so_that_its_backups_stay_its_own(
    plain: Path, tmp_path: Path
) -> None:
    damaged, kept = tmp_path / "damaged.audit", tmp_path / "backup.audit"
    kept.write_bytes(plain.read_bytes())
    with open_reading(plain) as store:
        uid = store_uid(store)
    damaged.write_bytes(plain.read_bytes().replace(uid.encode(), b"?" * len(uid)))
    salvage(damaged, tmp_path / "without.audit")
    salvage(damaged, tmp_path / "with.audit", keys_from=kept)
    with open_reading(tmp_path / "without.audit") as store:
        assert store_uid(store) != uid
    with open_reading(tmp_path / "with.audit") as store:
        assert store_uid(store) == uid
        assert verify(store).ok


def spoil(content: bytes, seed: int) -> bytes:
    """Damage a file in one to four places: flipped, zeroed, cut, put in."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(content)), chance.choice((1, 3, 40, 600, 5_000, 20_000))
        kind = chance.choice(("flip", "zero", "cut", "insert", "noise", "end"))
        end = min(at + length, len(content))
        if kind == "flip":
            content = (
                content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]
            )
        elif kind == "zero":
            content = content[:at] + bytes(end - at) + content[end:]
        elif kind == "noise":
            content = content[:at] + chance.randbytes(end - at) + content[end:]
        elif kind == "cut":
            content = content[:at] + content[end:]
        elif kind == "end":
            content = content[: max(at, 4_096)]
        else:
            content = content[:at] + chance.randbytes(length) + content[at:]
    return content


def check_any(path: Path, key: DataKey | None, seed: int, damaged: Path) -> None:
    damaged.write_bytes(spoil(path.read_bytes(), seed))
    try:
        salvaged(damaged, key)
    except StoreTrouble as trouble:
        assert "Nothing of a Case File Audit" in str(trouble) or "damaged as well" in str(trouble)
        return
    with open_reading(damaged.with_name("damaged.salvaged.audit"), key) as store:
        new = store.rows("SELECT hash FROM revision WHERE act <> 'salvaged'")
    assert {str(row[0]) for row in new} <= sealed(path, key)


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 32))
def test_any_damage_of_a_plain_file_is_survived(plain: Path, folder: Path, seed: int) -> None:
    check_any(plain, None, seed, folder / "damaged.audit")


@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 32))
def test_any_damage_of_an_encrypted_file_is_survived(
    locked: tuple[Path, DataKey], folder: Path, seed: int
) -> None:
    check_any(*locked, seed, folder / "damaged.audit")


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 600, 100))
def test_a_great_many_damages_are_survived(
    plain: Path, locked: tuple[Path, DataKey], tmp_path: Path, start: int
) -> None:
    for seed in range(start, start + 100):
        path, key = locked if seed % 4 == 0 else (plain, None)
        check_any(path, key, seed, tmp_path / "damaged.audit")
