"""`handover` and `manifest`."""

import json
from pathlib import Path

import pytest

from db.opening import open_store
from tests.commands import run_here

SECRET = "unicorn-teapot-harvest-lagoon-quartz"


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A folder with a database of three audits by two auditors."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr("db.keys.MEMORY_KIB", 64)
    monkeypatch.setattr("db.keys.PASSES", 1)
    monkeypatch.setenv("AUDIT_APP_HANDOVER_PASSWORD", SECRET)
    Path("secret.txt").write_text(f"{SECRET}\n")
    audits = [
        {"case": f"C-{case}", "auditor": auditor, "audited_on": "2026-04-02", "overall": "good"}
        for case, auditor in enumerate(("one", "one", "two"))
    ]
    Path("answers.json").write_text(json.dumps({"tool": "thresholds", "audits": audits}))
    assert run_here(capsys, "record", "answers.json", "--db", "own.audit").code == 0
    return folder


def test_work_goes_over_and_is_merged(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--db", "own.audit", "-o", "april.handover", "--note", "April", "--author", "one")
    done = run_here(capsys, "handover", *arguments, "--json")
    assert done.code == 0, done.err
    assert (done.document["audits"], done.document["author"]) == (3, "one")
    shown = run_here(
        capsys, "manifest", "april.handover", "--password-file", "secret.txt", "--json"
    )
    assert shown.document == done.document
    merged = run_here(
        capsys, "merge", "april.handover", "--into", "all.audit", "--password-file", "secret.txt",
        "--json",
    )  # fmt: skip
    assert merged.document["audits"]["new"] == 3
    assert SECRET not in done.out + done.err


def test_filters_and_changes_since(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    some = ("handover", "--db", "own.audit", "--auditor", "two", "--changed", "--json")
    first = run_here(capsys, *some, "-o", "first.handover")
    assert first.document["audits"] == 1
    second = run_here(capsys, *some, "-o", "second.handover")
    assert second.code == 1
    assert "nothing to hand over" in second.err
    assert not Path("second.handover").exists()


def test_a_database_in_use_is_handed_over_but_not_noted(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_store(Path("own.audit")):
        done = run_here(capsys, "handover", "--db", "own.audit", "-o", "april.handover")
    assert done.code == 0
    assert "not noted" in done.err
    assert Path("april.handover").exists()


def test_a_manifest_needs_the_passphrase(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_here(capsys, "handover", "--db", "own.audit", "-o", "april.handover")
    done = run_here(capsys, "manifest", "april.handover")
    assert done.code == 1
    assert "protected by a passphrase" in done.err
    assert run_here(capsys, "manifest", "own.audit").code == 1


def test_a_weak_passphrase_and_a_wrong_choice_are_told(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("handover", "--db", "own.audit", "-o", "april.handover")
    assert run_here(capsys, *command, "--audit", "x").code == 2
    assert run_here(capsys, *command, "--from", "2026-05-01", "--to", "2026-04-01").code == 2
    monkeypatch.setenv("AUDIT_APP_HANDOVER_PASSWORD", "password")
    done = run_here(capsys, *command)
    assert done.code == 1
    assert "too weak" in done.err
    assert not Path("april.handover").exists()
