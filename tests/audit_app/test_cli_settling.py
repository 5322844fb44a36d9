"""`conflicts` and `settle`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from db.merging import merge_files
from db.opening import create_store, open_store
from db.revisions import each_revision
from db.sealing import complete_audit, start_audit
from db.settling import ACCEPTED
from tests.audit_app.test_cli_merge import merge, record
from tests.commands import Done, run_here, snapshot
from tests.db.making import an_audit, mini_tool
from tests.db.test_settling import change


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A database with an audit that two people corrected differently."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    record(capsys, "one.audit", {"C-1": "good"})
    merge(capsys, "one.audit", "--into", "all.audit")
    record(capsys, "all.audit", {"C-1": "outstanding"})
    record(capsys, "one.audit", {"C-1": "inadequate"})
    assert merge(capsys, "one.audit", "--into", "all.audit").document["audits"]["conflicts"] == 1
    return folder


def settle(capsys: pytest.CaptureFixture[str], *arguments: str) -> Done:
    return run_here(capsys, "settle", *arguments, "--db", "all.audit", "--json")


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    done = run_here(capsys, "conflicts", "--db", "all.audit", "--json")
    assert done.code == 0
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


def test_conflicts_are_listed_with_every_version(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [conflict] = listed(capsys)
    assert (conflict["case"], conflict["tools_differ"]) == ("C-1", False)
    assert list(conflict["sides"]) == ["ancestor", "ours", "theirs"]
    assert conflict["sides"]["ours"]["author"] == "one"
    [answer] = conflict["answers"]
    assert (answer["question"], answer["label"]) == ("overall", "Overall grade")
    assert {name: answer[name]["value"] for name in ("ancestor", "ours", "theirs")} == {
        "ancestor": "good",
        "ours": "outstanding",
        "theirs": "inadequate",
    }
    assert answer["theirs"]["text"] == "Inadequate"


def test_people_read_a_conflict_in_lines(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run_here(capsys, "conflicts", "--db", "all.audit")
    lines = done.out.splitlines()
    assert lines[0].startswith("C-1  ")
    assert lines[0].endswith("02/04/2026")
    assert "  overall: Overall grade" in lines
    assert "    theirs:   Inadequate" in lines
    assert "1 audit has versions that differ." in done.err


@pytest.mark.parametrize("called", ["id", "beginning", "case"])
def test_a_conflict_is_settled_and_then_counted(
    work: Path, capsys: pytest.CaptureFixture[str], called: str
) -> None:
    uid = str(listed(capsys)[0]["audit"])
    audit = {"id": uid, "beginning": uid[:8], "case": "c-1"}[called]
    done = settle(capsys, audit, "--choose", "overall=theirs", "--reason", "We met.")
    assert done.code == 0
    assert done.document["audit"] == uid
    assert done.document["settled"] == {"overall": "theirs"}
    assert done.document["author"]
    assert listed(capsys) == []
    figures = run_here(capsys, "figures", "--db", "all.audit", "--json").document
    assert figures["scope"]["conflicts_left_out"] == 0
    assert figures["overall"]["counts"]["inadequate"] == 1
    assert run_here(capsys, "verify", "all.audit", "--json").document["ok"]


def test_everything_wrong_is_told_at_once_and_nothing_changed(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    uid = str(listed(capsys)[0]["audit"])
    before = snapshot(work)
    chosen = ("--choose", "history_read=ours", "--choose", "nonsense=theirs")
    done = settle(capsys, uid, *chosen, "--reason", "We met.")
    assert done.code == 1
    for said in ("“overall” is in conflict and not chosen", "“history_read” is not", "“nonsense”"):
        assert said in done.document["error"]
    assert settle(capsys, uid, "--choose", "overall=ours", "--reason", " ").code == 1
    assert settle(capsys, "C-9", "--choose", "overall=ours", "--reason", "x").code == 1
    assert snapshot(work) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("--choose", "overall", "--reason", "x"),
        ("--choose", "overall=mine", "--reason", "x"),
        ("--choose", "overall=ours", "--choose", "overall=theirs", "--reason", "x"),
        ("--choose", "overall=ours"),
        ("--reason", "x"),
    ],
)
def test_wrong_usage(
    work: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert settle(capsys, "C-1", *arguments).code == 2
    assert len(listed(capsys)) == 1


def test_a_question_is_named_by_its_id_and_has_its_own_reason(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for database, answer in (("all.audit", "partly"), ("one.audit", "no")):
        audit = {"case": "C-2", "auditor": "one", "audited_on": "2026-04-02", "overall": "good"}
        findings = {"history_read": {"answer": answer, "evidence": f"It says {answer}."}}
        content = {"tool": "thresholds", "audits": [{**audit, "findings": findings}]}
        Path("answers.json").write_text(json.dumps(content))
        assert run_here(capsys, "record", "answers.json", "--db", database).code == 0
    merge(capsys, "one.audit", "--into", "all.audit")
    [conflict] = [each for each in listed(capsys) if each["case"] == "C-2"]
    assert conflict["sides"]["ancestor"] is None  # both were recorded apart
    [answer] = conflict["answers"]
    assert (answer["question"], answer["ancestor"]) == ("history_read", None)
    assert answer["ours"]["evidence"] == "It says partly."
    chosen = ("--choose", "history_read=theirs", "--because", "history_read=Read again.")
    done = settle(capsys, "C-2", *chosen, "--reason", "We met.", "--author", "qa-lead")
    assert (done.code, done.document["author"]) == (0, "qa-lead")


def test_no_conflict_is_told_in_a_sentence(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run_here(capsys, "conflicts", "--db", "one.audit")
    assert (done.code, done.out) == (0, "")
    assert "No audit has versions that differ." in done.err


def test_settling_does_not_load_qt() -> None:
    script = (
        "import sys, audit_app.cli.settling, audit_app.cli.conflict_text, db.settling\n"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.fixture
def joined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    """A database with an audit that two people changed in different places; its id."""
    monkeypatch.chdir(tmp_path)
    with create_store(Path("one.audit")) as one, create_store(Path("all.audit")) as lead:
        uid = start_audit(one, mini_tool(), an_audit("C-1"))
        complete_audit(one, uid, "auditor-01")
        merge_files(lead, [one.path])
        change(one, uid, {"strengths": "Patience."}, "auditor-01")
        change(lead, uid, {"improvements": "Plans."}, "lead-01")
        assert merge_files(lead, [one.path]).audits.joined == 1
    return uid


def test_what_joined_by_itself_is_listed_and_accepted_without_choices(
    joined: str, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run_here(capsys, "conflicts", "--joined", "--db", "all.audit", "--json")
    [listed] = json.loads(done.out)
    told = {
        each["question"]: (each["now"]["text"], each["changed_by"]) for each in listed["joined"]
    }
    assert told == {
        "strengths": ("Patience.", ["auditor-01"]),
        "improvements": ("Plans.", ["lead-01"]),
    }
    lines = run_here(capsys, "conflicts", "--joined", "--db", "all.audit").out.splitlines()
    assert "  strengths: Strengths, changed by auditor-01" in lines

    done = settle(capsys, "C-1", "--author", "qa-lead")

    assert done.code == 0
    assert done.document["joined"] == ["strengths", "improvements"]
    with open_store(Path("all.audit")) as store:
        *_, (_, sealed) = each_revision(store)
    assert (sealed.act, sealed.author, sealed.reason) == ("settled", "qa-lead", ACCEPTED)
    assert sorted(sealed.parents) == sorted(listed["heads"])
    again = settle(capsys, joined)
    assert (again.code, "nothing to settle" in again.err) == (1, True)


def test_a_conflict_is_never_settled_without_choices(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = settle(capsys, "C-1", "--reason", "We met.")
    assert done.code == 2
    assert "--choose says which version" in done.err
    assert settle(capsys, "C-1", "--choose", "overall=ours").code == 2
    assert len(listed(capsys)) == 1
