"""`verify` and `backup`."""

import sqlite3
from pathlib import Path

import pytest

from db.opening import create_store, open_store
from db.sealing import complete_audit, start_audit
from tests.commands import run_here, snapshot
from tests.db.making import an_audit, mini_tool


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with create_store(folder / "x.audit") as store:
        for case in ("C-1", "C-2"):
            complete_audit(store, start_audit(store, mini_tool(), an_audit(case)), "auditor-01")
    return folder


def test_a_sound_database_is_well(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(work)
    document = run_here(capsys, "verify", "x.audit", "--json").document
    assert document == {"ok": True, "revisions": 2, "audits": 2, "findings": 4, "problems": []}
    done = run_here(capsys, "verify", "x.audit")
    assert (done.code, done.out) == (0, "")
    assert done.err == "x.audit: 2 revisions, 2 audits, 4 findings; all is well.\n"
    assert snapshot(work) == before


def test_an_altered_answer_is_found(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect(work / "x.audit", isolation_level=None)
    connection.execute(
        "UPDATE revision_value SET value = '\"inadequate\"' WHERE value = '\"good\"'"
    )
    connection.close()
    done = run_here(capsys, "verify", "x.audit")
    assert done.code == 1
    assert "its content does not match its hash" in done.out
    assert "problems found" in done.err
    document = run_here(capsys, "verify", "x.audit", "--json").document
    assert document["ok"] is False
    assert len(document["problems"]) == len(done.out.splitlines())


def test_damaged_counts_are_told_and_mended(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect(work / "x.audit", isolation_level=None)
    connection.execute("UPDATE current_codes SET codes = codes || '!'")
    connection.execute("DELETE FROM tally")
    connection.close()
    assert "figures count it otherwise" in run_here(capsys, "verify", "x.audit").out
    refused = run_here(capsys, "figures", "--db", "x.audit", "--by", "team")
    assert (refused.code, "verify FILE --mend" in refused.err) == (1, True)
    mended = run_here(capsys, "verify", "x.audit", "--mend")
    assert (mended.code, mended.out) == (0, "")
    assert "counted anew" in mended.err
    assert run_here(capsys, "figures", "--db", "x.audit", "--by", "team").code == 0
    assert "counted anew" not in run_here(capsys, "verify", "x.audit", "--mend").err


def test_a_file_that_cannot_be_opened_is_a_verdict_too(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "letter.audit").write_text("Dear all")
    done = run_here(capsys, "verify", "letter.audit", "--json")
    sentence = "“letter.audit” is not a Case File Audit database."
    assert done.code == 1
    assert done.document == {
        "ok": False, "revisions": 0, "audits": 0, "findings": 0, "problems": [sentence]
    }  # fmt: skip


def test_an_open_database_is_copied_as_it_stands(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_store(work / "x.audit") as store:
        complete_audit(store, start_audit(store, mini_tool(), an_audit("C-3")), "auditor-01")
        done = run_here(capsys, "backup", "x.audit", "-o", "copy.audit", "--json")
    assert (done.code, done.document) == (0, {"file": "x.audit", "copy": "copy.audit"})
    assert run_here(capsys, "verify", "copy.audit", "--json").document["audits"] == 3


@pytest.mark.parametrize("target", ["x.audit", "notes.txt", ".", "gone/copy.audit"])
def test_a_copy_replaces_nothing(
    work: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    (work / "notes.txt").write_text("precious")
    before = snapshot(work)
    assert run_here(capsys, "backup", "x.audit", "-o", target).code == 1
    assert snapshot(work) == before
