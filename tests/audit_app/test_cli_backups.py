"""`backups`, `restore` and `salvage` do from the command line what the window does."""

import json
from pathlib import Path

import pytest

from audit_app.cli.main import run
from audit_app.paths import user_paths
from db.drafts import discard_draft
from db.opening import create_store, open_reading, open_store
from db.sealing import complete_audit, start_audit
from db.verifying import verify
from tests.db.making import an_audit, mini_tool, ticking_clock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with an audit, a draft, and a backup of both."""
    made = tmp_path / "own.audit"
    with create_store(made, ticking_clock()) as store:
        complete_audit(store, start_audit(store, mini_tool(), an_audit("C-0001")), "auditor-01")
        start_audit(store, mini_tool(), an_audit("C-0002"))
    assert run(["backups", str(made), "--make"]) == 0
    return made


def asked(
    capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0
) -> "dict[str, object]":
    capsys.readouterr()
    assert run([*arguments, "--json"]) == code
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def drafts(path: Path) -> list[str]:
    with open_reading(path) as store:
        return [str(row[0]) for row in store.rows("SELECT uid FROM draft")]


def test_backups_are_listed_with_what_they_hold(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = asked(capsys, "backups", str(path))
    assert isinstance(listed, list)
    assert [(row["audits"], row["drafts"], row["checked"], row["why"]) for row in listed] == [
        (1, 1, "whole", "opened")
    ]
    assert Path(listed[0]["path"]).is_relative_to(user_paths().backups)
    assert run(["backups", str(path), "--make"]) == 0
    assert "Nothing changed" in capsys.readouterr().err
    assert len(asked(capsys, "backups", str(path))) == 1


def test_backups_of_a_file_that_is_gone_are_listed(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.unlink()
    assert len(asked(capsys, "backups", str(path))) == 1


def test_what_is_missing_is_shown_and_then_brought_back(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_store(path) as store:
        discard_draft(store, drafts(path)[0])
    preview = asked(capsys, "restore", str(path), "--from", "newest", "--dry-run")
    assert [each["standing"] for each in preview["drafts"]] == ["missing"]  # type: ignore[attr-defined]
    assert drafts(path) == []
    brought = asked(capsys, "restore", str(path), "--from", "newest")
    assert (brought["drafts"], brought["batch"]) == (1, None)
    assert len(drafts(path)) == 1
    whys = [row["why"] for row in asked(capsys, "backups", str(path))]  # type: ignore[index]
    assert whys == ["before_restore", "opened"]


def test_the_whole_file_is_put_back_and_the_present_one_kept(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(b"damaged")
    answer = asked(capsys, "restore", str(path), "--from", "newest", "--whole")
    assert Path(str(answer["aside"])).read_bytes() == b"damaged"
    with open_reading(path) as store:
        assert verify(store).ok


def test_a_damaged_file_is_salvaged(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = bytearray(path.read_bytes())
    content[:100] = bytes(100)
    path.write_bytes(content)
    target = path.with_name("new.audit")
    answer = asked(capsys, "salvage", str(path), "-o", str(target))
    assert (answer["complete"], answer["audits"], answer["drafts"]) == (True, 1, 1)
    assert run(["verify", str(target)]) == 0
    assert run(["salvage", str(path), "-o", str(target)]) == 1
    assert "exists already" in capsys.readouterr().err


def test_a_backup_that_is_not_there_is_a_sentence(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["restore", str(path), "--from", "nowhere.audit"]) == 1
    assert "nowhere.audit" in capsys.readouterr().err
    assert run(["restore", str(path.with_name("new.audit")), "--from", "newest"]) == 1
    assert "no automatic backup" in capsys.readouterr().err


def test_encrypted_ones_need_their_passphrase_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.keys import Protection

    made = tmp_path / "locked.audit"
    with create_store(made, ticking_clock(), Protection("four slow blue lanterns")) as store:
        start_audit(store, mini_tool(), an_audit("C-0001"))
    monkeypatch.setenv("AUDIT_APP_PASSWORD", "four slow blue lanterns")
    assert run(["backups", str(made), "--make"]) == 0
    assert [row["checked"] for row in asked(capsys, "backups", str(made))] == ["whole"]  # type: ignore[index]
    made.unlink()
    assert run(["restore", str(made), "--from", "newest", "--whole"]) == 0
    assert run(["verify", str(made)]) == 0


def test_a_merge_is_backed_up_and_a_dry_run_is_not(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "merged.audit"
    assert run(["merge", str(path), "--into", str(target), "--dry-run"]) == 0
    assert run(["merge", str(path), "--into", str(target)]) == 0
    assert [row["why"] for row in asked(capsys, "backups", str(target))] == ["merged"]  # type: ignore[index]
