"""A database takes the place of another: the place is never empty, the old one never lost."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest

from db.drafts import load_draft, save_field
from db.folders import beside
from db.moving_aside import put_in_place, settle_unfinished
from db.opening import create_store, open_reading, open_store
from db.sealing import start_audit
from tests.db.making import an_audit, mini_tool, ticking_clock

NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)


class Killed(BaseException):
    """The program died here: nothing after it ran."""


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, str]:
    """A database as a crash leaves it, with its last word in the log, and its draft."""
    path = tmp_path / "own.audit"
    made = tmp_path / "made.audit"
    with create_store(made, ticking_clock()) as store:
        draft = start_audit(store, mini_tool(), an_audit())
        save_field(store, draft, "strengths", "the last word")
        for each in (made, *beside(made)[:2]):
            if each.exists():
                copyfile(each, tmp_path / each.name.replace("made", "own"))
    assert path.with_name("own.audit-wal").stat().st_size
    return path, draft


@pytest.fixture
def new(tmp_path: Path) -> Path:
    path = tmp_path / ".own.audit.new"
    path.write_text("new")
    return path


def _last_word(path: Path, draft: str) -> object:
    with open_store(path, ticking_clock()) as store:
        return load_draft(store, draft).fields["strengths"]


def test_the_old_one_stays_whole_beside_it(old: tuple[Path, str], new: Path) -> None:
    path, draft = old
    aside = put_in_place(new, path, "replaced", NOW)
    assert path.read_text() == "new"
    assert aside
    assert not any(each.exists() for each in beside(path))
    assert _last_word(aside, draft) == "the last word"


def test_where_nothing_was_nothing_is_kept(new: Path, tmp_path: Path) -> None:
    assert put_in_place(new, tmp_path / "own.audit", "replaced", NOW) is None
    assert (tmp_path / "own.audit").read_text() == "new"


def test_names_of_files_moved_aside_never_meet(new: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.audit"
    kept = []
    for number in range(3):
        path.write_text(str(number))
        new.write_text("new")
        kept.append(put_in_place(new, path, "damaged", NOW))
    assert [each and each.read_text() for each in kept] == ["0", "1", "2"]


def _calls(monkeypatch: pytest.MonkeyPatch, at: int) -> Callable[[], int]:
    """Let the program die before call number `at` that changes a name; returns how many came."""
    count = 0

    def dying(real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            nonlocal count
            if count == at:
                raise Killed
            count += 1
            return real(*given, **named)

        return call

    monkeypatch.setattr(os, "link", dying(os.link))
    for name in ("unlink", "replace", "rename"):
        monkeypatch.setattr(Path, name, dying(getattr(Path, name)))
    return lambda: count


def _refuse(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


@pytest.fixture
def no_second_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a stick that knows none."""
    monkeypatch.setattr(os, "link", _refuse)


@pytest.fixture(params=["second names", "copies"])
def any_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that knows second names, and one that does not."""
    if request.param == "copies":
        monkeypatch.setattr(os, "link", _refuse)


def _exchanged_until(at: int, new: Path, path: Path) -> None:
    """Put a database in place, and die before name number `at` is changed."""
    with pytest.MonkeyPatch.context() as dying:
        count = _calls(dying, at)
        try:
            put_in_place(new, path, "replaced", NOW)
        except Killed:
            assert count() == at


@pytest.mark.parametrize("at", range(20))
@pytest.mark.usefixtures("any_disk")
def test_dying_at_any_step_leaves_the_old_with_its_last_word_or_both(
    old: tuple[Path, str], new: Path, at: int
) -> None:
    path, draft = old
    _exchanged_until(at, new, path)
    assert path.exists()
    is_new = path.read_text(errors="replace") == "new"
    settle_unfinished(path)
    found = [each for each in path.parent.iterdir() if "replaced" in each.name]
    if is_new:
        [aside] = [each for each in found if each.suffix == ".audit"]
        assert not any(each.name.startswith(".") for each in found)
        assert not any(each.exists() for each in beside(path))
        assert _last_word(aside, draft) == "the last word"
    else:
        assert not found
        assert _last_word(path, draft) == "the last word"


@pytest.mark.parametrize("at", range(0, 20, 3))
@pytest.mark.usefixtures("any_disk")
def test_who_only_reads_afterwards_finds_the_last_word_too(
    old: tuple[Path, str], new: Path, at: int
) -> None:
    path, draft = old
    copyfile(path.with_name("made.audit"), new)
    _exchanged_until(at, new, path)
    with open_reading(path) as store:
        if new.exists():  # it did not come into the place
            assert load_draft(store, draft).fields["strengths"] == "the last word"


def test_the_empty_log_of_a_stranger_is_not_taken_for_the_last_word(
    old: tuple[Path, str], new: Path
) -> None:
    path, draft = old
    with pytest.MonkeyPatch.context() as dying:
        dying.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            put_in_place(new, path, "replaced", NOW)
    path.with_name("own.audit-wal").touch()
    assert _last_word(path, draft) == "the last word"


@pytest.mark.parametrize("at", range(8))
def test_dying_while_it_is_taken_back_leaves_it_to_be_taken_back_again(
    old: tuple[Path, str], new: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    path, draft = old
    with monkeypatch.context() as dying:
        dying.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            put_in_place(new, path, "replaced", NOW)
    with monkeypatch.context() as dying:
        _calls(dying, at)
        with suppress(Killed):
            settle_unfinished(path)
    assert _last_word(path, draft) == "the last word"
    assert not [each for each in path.parent.iterdir() if "replaced" in each.name]


@pytest.mark.usefixtures("no_second_names")
def test_a_stick_without_second_names_gets_a_copy(old: tuple[Path, str], new: Path) -> None:
    path, draft = old
    aside = put_in_place(new, path, "replaced", NOW)
    assert aside
    assert path.read_text() == "new"
    assert aside.stat().st_mode & 0o077 == 0
    assert _last_word(aside, draft) == "the last word"


def test_what_cannot_be_put_in_place_leaves_all_as_it_was(
    old: tuple[Path, str], tmp_path: Path
) -> None:
    path, draft = old
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "missing", path, "replaced", NOW)
    assert not [each for each in tmp_path.iterdir() if "replaced" in each.name]
    assert _last_word(path, draft) == "the last word"
