"""`templates`: report templates of a database, listed, shown, exchanged, settled and removed."""

import json
from pathlib import Path
from typing import Any

import pytest

from db.opening import create_store, open_store
from db.report_templates import draft_template, list_templates, template_called
from forms.report_templates import ReportTemplate
from forms.template_files import read_template, template_text
from tests.commands import Done, run_here
from tests.db.making import ticking_clock
from tests.db.test_report_templates import BOARD, fork, kept


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with a template that was kept, and one in the making."""
    monkeypatch.chdir(tmp_path)
    with create_store(tmp_path / "own.audit", ticking_clock()) as store:
        kept(store)
        draft_template(store, BOARD.model_copy(update={"name": "Area"}), "deputy")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Done:
    return run_here(capsys, "templates", *arguments, "--db", "own.audit")


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(capsys, "list", "--json").out)
    return found


def test_templates_are_listed_with_how_they_stand(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drafted, board = listed(capsys)
    assert (drafted["name"], drafted["kept_at"], drafted["has_draft"]) == ("Area", None, True)
    assert (board["name"], board["tool"], board["profile"], board["conflicts"]) == (
        "Board, quarterly",
        "thresholds",
        "internal",
        0,
    )
    assert board["kept_at"].startswith("2026-05-01T09:")
    lines = run(capsys, "list").out.splitlines()
    assert lines[0].endswith("never kept; a draft of deputy")
    assert lines[1].endswith("kept on 01/05/2026 by lead")


def test_a_template_is_shown_whole(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = json.loads(run(capsys, "show", "board, quarterly", "--json").out)
    assert shown["template"]["introduction"] == "Why we looked."
    assert "status" not in shown["template"]
    lines = run(capsys, "show", "Board, quarterly").out.splitlines()
    assert lines[:2] == ["Name: Board, quarterly", "Audit tool: thresholds"]
    assert "Only where team is: North" in lines
    assert "  1. Introduction" in lines


def test_a_template_goes_to_another_database_by_a_file(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "export", "Board, quarterly", "-o", "board.json").code == 0
    assert read_template((work / "board.json").read_bytes(), "board.json") == BOARD
    assert (work / "board.json").stat().st_mode & 0o077 == 0
    create_store(work / "other.audit").close()
    for status in ("new", "identical"):
        done = run_here(
            capsys, *("templates", "import", "board.json"), *("--db", "other.audit", "--json")
        )
        assert (done.code, done.document["status"]) == (0, status)
    with open_store(work / "other.audit") as store:
        assert template_called(store, BOARD.name).template == BOARD
        assert store.number("SELECT count(*) FROM revision") == 1


def test_another_template_of_the_name_is_never_replaced_unasked(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = BOARD.model_copy(update={"introduction": "Another reason."})
    Path("other.json").write_text(template_text(other), encoding="utf-8")
    done = run(capsys, "import", "other.json")
    assert (done.code, "Give --replace" in done.err) == (1, True)
    assert [row["name"] for row in listed(capsys)] == ["Area", "Board, quarterly"]
    assert run(capsys, "import", "other.json", "--name", "Other", "--json").document == {
        "uid": listed(capsys)[2]["uid"],
        "name": "Other",
        "status": "new",
    }
    done = run(capsys, "import", "other.json", "--replace", "--json", "--author", "lead-02")
    assert done.document["status"] == "updated"
    with open_store(work / "own.audit") as store:
        found = template_called(store, BOARD.name)
    assert (found.template.introduction, found.author) == ("Another reason.", "lead-02")


def test_every_problem_of_a_file_is_told_with_its_place_and_nothing_is_taken(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = {"name": "x", "tool": "mini", "parts": [{"part": "league_table"}], "odd": 1}
    Path("bad.json").write_text(json.dumps(bad, indent=0), encoding="utf-8")
    done = run(capsys, "import", "bad.json", "--json")
    assert done.code == 1
    assert [(each["line"], each["file"]) for each in done.document["problems"]] == [
        (5, "bad.json"),
        (9, "bad.json"),
    ]
    assert len(listed(capsys)) == 2


def test_a_file_that_is_too_large_or_is_not_there_is_told(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "large.json").write_bytes(b" " * (8 * 1024 * 1024 + 1))
    assert "too large" in run(capsys, "import", "large.json").err
    assert run(capsys, "import", "nothing.json").code == 1


def test_a_removed_template_is_void_and_needs_a_reason(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "remove", "Board, quarterly").code == 2
    done = run(capsys, "remove", "Board, quarterly", "--reason", "A new one.", "--json")
    assert done.document["name"] == "Board, quarterly"
    assert [row["name"] for row in listed(capsys)] == ["Area"]
    assert run(capsys, "remove", "Board, quarterly", "--reason", "x").code == 1


def test_a_conflict_is_shown_and_settled(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(work / "own.audit", ticking_clock()) as store:
        uid = next(row.uid for row in list_templates(store) if row.kept_at)
        fork(store, uid, {"introduction": "One."}, {"introduction": "Two."})
    assert listed(capsys)[1]["conflicts"] == 1
    shown = json.loads(run(capsys, "show", uid[:13], "--json").out)
    assert shown["differ"] == [
        {
            "field": "introduction",
            "label": "Introduction",
            "texts": {"ancestor": "Why we looked.", "ours": "One.", "theirs": "Two."},
        }
    ]
    assert "  Theirs: Two." in run(capsys, "show", uid).out.splitlines()
    why = ("--reason", "It is right.")
    assert run(capsys, "settle", uid, "--choose", "introduction=mine", *why).code == 2
    assert run(capsys, "settle", uid, "--choose", "title=ours", *why).code == 1
    assert run(capsys, "settle", uid, "--choose", "introduction=theirs", *why).code == 0
    with open_store(work / "own.audit") as store:
        assert template_called(store, uid).template.introduction == "Two."


def test_a_template_as_a_file_comes_back_as_it_was() -> None:
    template = ReportTemplate(name="Board – “Ω” 😀\nء", tool="thresholds", threshold=7)
    assert read_template(template_text(template).encode(), "x") == template


def test_the_history_of_a_template_is_told(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = BOARD.model_copy(update={"introduction": "Another reason."})
    Path("other.json").write_text(template_text(other), encoding="utf-8")
    run(capsys, "import", "other.json", "--replace", "--author", "lead-02")
    told = run(capsys, "history", BOARD.name, "--json").document
    assert [(each["act"], each["tool"]) for each in told["versions"]] == [
        ("kept", None),
        ("kept", None),
    ]
    (change,) = told["versions"][1]["changes"]
    assert (change["label"], change["after"]) == ("Introduction", "Another reason.")
    lines = run(capsys, "history", BOARD.name).out
    assert "Version 2  Kept by lead-02" in lines
    assert "Another reason." in lines


def test_a_merge_tells_of_templates_beside_audits(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    create_store(work / "all.audit").close()
    told = run_here(capsys, "merge", "own.audit", "--into", "all.audit", "--dry-run", "--json")
    counts = {"new": 1, "updated": 0, "identical": 0, "joined": 0, "conflicts": 0}
    assert counts.items() <= told.document["templates"].items()
    assert told.document["files"][0]["templates"] == told.document["templates"]
    assert set(told.document["audits"].values()) == {0}
    done = run_here(capsys, "merge", "own.audit", "--into", "all.audit", "--report", "r.html")
    assert done.out.splitlines()[-1] == "Report templates: 1 new."
    assert "Report templates: 1 new." in (work / "r.html").read_text("utf-8")
    again = run_here(capsys, "merge", "own.audit", "--into", "all.audit", "--json")
    assert "templates" not in again.document
    batches = json.loads(run_here(capsys, "batches", "--db", "all.audit", "--json").out)
    assert batches[0]["report"]["templates"] == told.document["templates"]
