"""A look ahead at a merge: as the merge itself, and nobody waits for it."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from db.drafts import save_field
from db.keys import Protection
from db.looking_ahead import look_ahead
from db.merge_report import AuditOutcome, MergedFile, MergeReport
from db.merging import merge_files
from db.opening import create_store, open_reading, open_store
from db.places import Place
from db.recording import ToRecord, record_audits
from db.sealing import start_audit
from db.store import Store
from db.troubles import StoreTrouble
from forms.identity import recorded_uid
from tests.db.making import an_audit, mini_tool


def _recorded(path: Path, *cases: str, protection: Protection | None = None) -> Path:
    with create_store(path, protection=protection) as store:
        audits = [
            ToRecord(
                recorded_uid("mini", case, path.stem, "2026-04-02"),
                mini_tool(),
                an_audit(case, path.stem),
            )
            for case in cases
        ]
        record_audits(store, audits)
    return path


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    return _recorded(tmp_path / "lead.audit", "C-1", "C-2")


@pytest.fixture
def sent(tmp_path: Path) -> list[Path]:
    """Three files: two of one case, and a copy of the first."""
    one = _recorded(tmp_path / "one.audit", "C-3")
    copy = tmp_path / "copy.audit"
    copy.write_bytes(one.read_bytes())
    return [one, _recorded(tmp_path / "two.audit", "C-3", "C-4"), copy]


@pytest.fixture
def private(tmp_path: Path) -> Path:
    folder = tmp_path / "private"
    folder.mkdir(mode=0o700)
    return folder


def test_a_look_ahead_says_what_the_merge_will_do_and_changes_nothing(
    lead: Path, sent: list[Path], private: Path
) -> None:
    sources = [*sent, lead]
    before = lead.read_bytes()

    with open_reading(lead) as store:
        looked = look_ahead(store, sources, private_folder=private)

    assert lead.read_bytes() == before
    assert list(private.iterdir()) == []
    with open_store(lead) as store:
        merged = merge_files(store, sources)
    assert looked == replace(merged, batch=None)
    assert len(merged.doubles) == 1
    assert merged.files[-1].reason == "This is the file that is being merged into."


class _Saves:
    """Saves a word each time it is told something, and does not wait for anybody."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._uid = start_audit(store, mini_tool(), an_audit())
        self.saved = 0
        store.rows("PRAGMA busy_timeout = 0")

    def on_step(self, _done: int, _total: int, label: str) -> None:
        if not label and not self.saved:  # while the database is being copied
            self._save()

    def on_file(self, _file: MergedFile, _outcomes: list[AuditOutcome]) -> None:
        self._save()

    def _save(self) -> None:
        self.saved += 1
        save_field(self._store, self._uid, "strengths", f"Word {self.saved}")


@pytest.mark.parametrize("kind", ["local", "removable"])
def test_a_save_does_not_wait_for_a_look_ahead(
    kind: str,
    lead: Path,
    sent: list[Path],
    private: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("db.connecting.place_of", lambda _path: Place(kind))  # type: ignore[arg-type]

    with open_store(lead) as writing, open_reading(lead) as reading:
        saves = _Saves(writing)
        report = look_ahead(
            reading,
            sent,
            private_folder=private,
            progress=saves.on_step,
            on_file=saves.on_file,
        )

    assert saves.saved == 1 + len(sent)
    assert report.audits.new == 3


class _Seen(NamedTuple):
    names: set[str]
    modes: set[int]


def _seen_in(private: Path, *words: bytes) -> _Seen:
    """Return which copies lie in the folder just now; none may hold any of these words."""
    files = [each for each in private.rglob("ahead*") if each.is_file()]
    for each in files:
        assert not any(word in each.read_bytes() for word in words), each.name
    return _Seen({each.name for each in files}, {each.stat().st_mode & 0o77 for each in files})


def test_the_copy_of_an_encrypted_database_is_encrypted_and_gone_at_the_end(
    tmp_path: Path, private: Path, sent: list[Path]
) -> None:
    path = tmp_path / "locked.audit"
    secret = Protection("a long passphrase of words")
    with create_store(path, protection=secret) as store:
        key = store.key
        uid = recorded_uid("mini", "C-77", "auditor-01", "2026-04-02")
        record_audits(store, [ToRecord(uid, mini_tool(), an_audit("C-77"))])
    seen: list[_Seen] = []

    with closing(open_reading(path, key)) as reading:
        look_ahead(
            reading,
            sent,
            private_folder=private,
            on_file=lambda *_: seen.append(_seen_in(private, b"C-77", b"drawings")),
        )

    assert all("ahead.audit" in each.names for each in seen)
    assert {mode for each in seen for mode in each.modes} == {0}
    assert list(private.iterdir()) == []


def test_a_look_ahead_that_is_stopped_leaves_no_copy(
    lead: Path, sent: list[Path], private: Path
) -> None:
    def stop(done: int, _total: int, _label: str) -> None:
        if done:
            assert any(private.rglob("ahead.audit"))
            raise InterruptedError

    with open_reading(lead) as store, pytest.raises(InterruptedError):
        look_ahead(store, sent, private_folder=private, progress=stop)

    assert list(private.iterdir()) == []


def test_without_room_for_a_copy_it_is_said_what_to_do(
    lead: Path, sent: list[Path], private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(NamedTuple):
        free: int = 1_000_000

    monkeypatch.setattr("db.looking_ahead.shutil.disk_usage", lambda _: Full())

    with (
        open_reading(lead) as store,
        pytest.raises(StoreTrouble, match="Free some space, then look again"),
    ):
        look_ahead(store, sent, private_folder=private)


def test_a_database_without_audits_is_looked_ahead_in_as_well(
    tmp_path: Path, sent: list[Path], private: Path
) -> None:
    path = tmp_path / "empty.audit"
    create_store(path).close()

    with open_reading(path) as store:
        report: MergeReport = look_ahead(store, sent, private_folder=private)

    assert (report.batch, report.audits.new) == (None, 3)
