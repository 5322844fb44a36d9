"""Files damaged at random, merged and opened: set aside, refused or sound, and never more."""

from pathlib import Path

import pytest

from db.drafts import load_draft
from db.keys import Protection, unlock
from db.listing import AuditFilter, list_audits
from db.merging import merge_files
from db.opening import create_store, open_store
from db.reading import AuditScope
from db.sealing import complete_audit, start_audit
from db.store import ReadingStore, Store
from db.unmerging import list_batches, unmerge
from db.verifying import verify
from exports.figures.figures import work_out_figures
from forms.errors import AuditAppError
from tests.db.making import an_audit, mini_tool, stricter_tool, ticking_clock
from tests.faults.damage import damaged

AT_ONCE = 100
PASSPHRASE = "five quiet green lamps"


@pytest.fixture(params=["plain", "encrypted"])
def sound(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with audits of two tools and a draft."""
    monkeypatch.setattr("db.keys.MEMORY_KIB", 64)
    monkeypatch.setattr("db.keys.PASSES", 1)
    path = tmp_path / "sound.audit"
    protection = Protection(PASSPHRASE) if request.param == "encrypted" else None
    with create_store(path, ticking_clock(), protection) as store:
        for number, tool in enumerate((mini_tool(), stricter_tool())):
            for case in range(4):
                audit = an_audit(f"C-{number}{case}", grade=("good", "inadequate")[case % 2])
                complete_audit(store, start_audit(store, tool, audit), "auditor-01")
        start_audit(store, mini_tool(), an_audit("C-99"))
    return path


def _hashes(store: ReadingStore) -> set[str]:
    return {str(row[0]) for row in store.rows("SELECT hash FROM revision")}


def _merge_damaged(sound: Path, seeds: range) -> None:
    """Merge damaged copies, many at a time; what comes in was sealed, and goes out again."""
    key = unlock(sound, PASSPHRASE)
    content = sound.read_bytes()
    with open_store(sound, key=key) as store:
        sealed = _hashes(store)
    lead_path = sound.with_name("lead.audit")
    with create_store(lead_path, ticking_clock()) as lead:
        for start in range(seeds.start, seeds.stop, AT_ONCE):
            several = [_spoilt(sound, content, seed) for seed in range(start, start + AT_ONCE)]
            keys = dict.fromkeys(several, key) if key else {}
            report = merge_files(lead, several, keys=keys)
            assert {file.status for file in report.files} <= {"merged", "already", "refused"}
            assert all(file.reason for file in report.files if file.status == "refused")
            assert _hashes(lead) <= sealed
            assert verify(lead).problems == []
            for batch in list_batches(lead):
                unmerge(lead, batch.uid)
            assert _hashes(lead) == set()
            for path in several:
                path.unlink()


def _spoilt(sound: Path, content: bytes, seed: int) -> Path:
    path = sound.with_name(f"spoilt-{seed % AT_ONCE}.audit")
    path.write_bytes(damaged(content, seed))
    return path


def test_damaged_files_bring_nothing_that_was_not_sealed(sound: Path) -> None:
    _merge_damaged(sound, range(AT_ONCE))


@pytest.mark.slow
def test_twenty_thousand_damaged_files_bring_nothing_that_was_not_sealed(sound: Path) -> None:
    _merge_damaged(sound, range(1_000, 11_000))


def _open_damaged(sound: Path, seeds: range) -> int:
    """Open damaged copies as one's own and read all of them; returns how many opened."""
    key = unlock(sound, PASSPHRASE)
    content = sound.read_bytes()
    with open_store(sound, key=key) as store:
        whole = _everything(store)
    opened = 0
    for seed in seeds:
        path = _spoilt(sound, content, seed)
        try:
            with open_store(path, key=key) as store:
                opened += 1
                seen = _everything(store)
                assert seen == whole or not verify(store).ok, seed
        except AuditAppError:
            pass
        for each in sound.parent.glob("spoilt*"):
            each.unlink()
    return opened


def _everything(store: Store) -> object:
    """Return what a person would see of the file.

    No seal guards the words of a draft; in an encrypted file the codes of its pages do.
    """
    rows = list_audits(store, AuditFilter(sort="case"))
    drafts = [load_draft(store, row.uid).fields for row in rows if row.status == "draft"]
    sealed = [row for row in rows if row.status != "draft"]
    figures = work_out_figures(store, AuditScope(tool_id="mini")).overall
    return sealed, figures, drafts if store.key else None


def test_a_damaged_database_of_ones_own_is_told_by_opening_or_by_verify(sound: Path) -> None:
    assert _open_damaged(sound, range(120)) > 10


@pytest.mark.slow
def test_many_damaged_databases_are_told_by_opening_or_by_verify(sound: Path) -> None:
    assert _open_damaged(sound, range(1_000, 6_000))
