"""Every animal of the zoo: refused or set aside, in bounded time, and nothing else is changed."""

import os
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from db.importing.asking import read_manifest
from db.merging import merge_files
from db.opening import create_store, open_reading, open_store
from db.sealing import complete_audit, start_audit
from db.store import ReadingStore, Store
from db.verifying import verify
from forms.errors import AuditAppError
from tests.commands import run_here
from tests.db.making import an_audit, mini_tool, ticking_clock
from tests.faults import zoo
from tests.faults.zoo import CANARY, NAMES, ZOO, fifo, sound_file, stock


@pytest.fixture(scope="module")
def animals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return stock(tmp_path_factory.mktemp("zoo"))


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "lead.audit", ticking_clock()) as store:
        complete_audit(store, start_audit(store, mini_tool(), an_audit("OWN")), "lead")
        yield store


def _held(store: ReadingStore) -> dict[str, list[object]]:
    tables = store.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {str(t): list(store.rows(f'SELECT * FROM "{t}"')) for (t,) in tables}


@pytest.mark.parametrize("name", ZOO)
def test_it_is_refused_or_only_what_is_sound_comes_in(
    animals: dict[str, Path], lead: Store, tmp_path: Path, name: str
) -> None:
    (private := tmp_path / "private").mkdir()
    before = _held(lead)
    report = merge_files(lead, [animals[name]], private_folder=private)
    assert [file.status for file in report.files] == [ZOO[name].fate], report.files[0].reason
    assert report.audits.new == ZOO[name].new, report.set_aside
    assert CANARY not in repr(report)
    assert list(private.iterdir()) == []
    if ZOO[name].fate == "refused":
        assert report.files[0].reason
        assert _held(lead) == before
    assert verify(lead).problems == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow) if name == "ten million letters" else name
        for name in ZOO
    ],
)
def test_opened_by_hand_it_is_refused_or_read_and_no_word_of_it_is_told(
    animals: dict[str, Path], name: str
) -> None:
    for use in (read_manifest, _verified, _opened):
        try:
            use(animals[name])
        except AuditAppError as trouble:
            assert str(trouble)
            assert CANARY not in str(trouble)


def _verified(path: Path) -> None:
    with open_reading(path) as store:
        assert CANARY not in str(verify(store).problems)


def _opened(path: Path) -> None:
    """Open a copy to work in, as somebody does who double-clicks what came by mail."""
    if not path.is_file() or path.stat().st_size > 1 << 30:
        return
    copy = path.with_name("copy.audit")
    copy.write_bytes(path.read_bytes())
    try:
        with open_store(copy) as store:
            verify(store)
    finally:
        for each in path.parent.glob("copy.audit*"):
            each.unlink()


@pytest.mark.reading_process
def test_all_at_once_through_the_command_line(
    animals: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = sound_file(tmp_path / "lead.audit")
    children = {each.pid for each in psutil.Process().children(recursive=True)}
    everything = [*map(str, animals.values()), str(target)]
    merged = run_here(capsys, "merge", *everything, "--into", target, "--json")
    assert merged.code == 0
    assert CANARY not in merged.out + merged.err
    assert run_here(capsys, "verify", target).code == 0
    assert {each.pid for each in psutil.Process().children(recursive=True)} == children
    private = Path(os.environ["XDG_DATA_HOME"]) / "case-file-audit" / "private"
    assert list(private.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
@pytest.mark.parametrize("command", [
    ["verify", "{}"], ["merge", "{}", "--into", "lead.audit"], ["batches", "--db", "{}"],
    ["backup", "{}", "-o", "copy.audit"], ["salvage", "{}", "-o", "copy.audit"],
])  # fmt: skip
def test_nobody_waits_at_a_pipe(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    pipe = fifo(tmp_path)
    assert run_here(capsys, *(part.format(pipe) for part in command)).code == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_only_a_name(
    lead: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = sound_file(tmp_path / "sound.audit").rename(tmp_path / name)
    assert merge_files(lead, [path]).audits.new == 2
    path.write_bytes(b"no database")
    verified = run_here(capsys, "verify", path)
    assert verified.code == 1
    assert not set(verified.err) & set("\x1b\x07\u202e")
    assert verify(lead).ok


@pytest.mark.skipif(os.name != "posix", reason="names are bytes only there")
def test_a_name_that_is_no_text_is_refused_with_what_to_do(
    lead: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sound_file(tmp_path / "sound.audit").rename(tmp_path / os.fsdecode(b"\xff\xfe.audit"))
    report = merge_files(lead, [path])
    assert "Rename it" in report.files[0].reason
    merged = run_here(capsys, "merge", path, "--into", tmp_path / "two.audit", "--json")
    assert merged.code == 1
    merged.out.encode()


def test_a_hard_link_to_the_target_brings_nothing(lead: Store, tmp_path: Path) -> None:
    lead.fold()
    os.link(lead.path, tmp_path / "other.audit")
    report = merge_files(lead, [tmp_path / "other.audit"])
    assert report.audits.new == 0
    assert verify(lead).ok


def test_a_file_that_changes_while_it_is_read_brings_nothing_false(
    lead: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sound_file(tmp_path / "changing.audit")
    zoo.sql()(path)
    other = bytearray(path.read_bytes())
    monkeypatch.setattr("db.received_copies._CHUNK", 4096)
    real = Path.open

    def opened(self: Path, mode: str = "r", *rest: object) -> object:
        if self == path and mode == "rb":
            other[8_000:12_000] = bytes(4_000)
            path.write_bytes(other)
        return real(self, mode, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)
    assert merge_files(lead, [path]).files[0].status in ("refused", "merged")
    assert verify(lead).ok
