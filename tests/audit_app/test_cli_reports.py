"""`report overview`, `report team`, `report audit`: what they write, and what they refuse."""

import json
from pathlib import Path

import pypdfium2
import pytest

from tests.commands import Done, run_here, snapshot


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A folder with a database of eight audits with two tools, in two teams."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for tool, audits in (("thresholds", 6), ("childs-voice", 2)):
        content = {"tool": tool, "audits": [_audit(tool, number) for number in range(audits)]}
        Path("answers.json").write_text(json.dumps(content))
        assert run_here(capsys, "record", "answers.json", "--db", "x.audit").code == 0
    return folder


def _audit(tool: str, number: int) -> dict[str, object]:
    return {"case": f"{tool}-{number}", "auditor": "auditor-01", "overall": "good",
            "audited_on": f"2026-0{3 + number % 2}-02",
            "attributes": {"team": ("North", "South")[number % 2]}}  # fmt: skip


def report(capsys: pytest.CaptureFixture[str], kind: str, *arguments: str) -> Done:
    return run_here(capsys, "report", kind, "--db", "x.audit", *arguments)


def text(path: str) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.mark.usefixtures("work")
def test_the_overview_is_of_all_tools(capsys: pytest.CaptureFixture[str]) -> None:
    done = report(capsys, "overview", "-o", "o.pdf", "--json")
    assert (done.code, done.document) == (0, {"report": "o.pdf", "audits": 8})
    assert "Thresholds" in text("o.pdf")
    assert "Child's voice" in text("o.pdf")


@pytest.mark.usefixtures("work")
def test_a_team_is_set_beside_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    done = report(capsys, "team", "--team", "North", "--tool", "thresholds", "-o", "n.pdf")
    assert (done.code, done.err) == (0, "Wrote n.pdf: 3 audits.\n")
    assert "beside 3 audits of 1 other team" in " ".join(text("n.pdf").split())
    page = report(capsys, "team", "--team", "North", "--tool", "thresholds", "-o", "n.html")
    assert page.code == 0
    assert Path("n.html").read_bytes().startswith(b"<!doctype html>")


@pytest.mark.usefixtures("work")
def test_each_team_gets_a_file_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    done = report(capsys, "team", "--each", "--tool", "thresholds", "-o", "teams", "--json")
    assert done.code == 0
    assert done.document == {
        "folder": "teams",
        "reports": [
            {"team": "North", "report": "teams/thresholds-north.pdf"},
            {"team": "South", "report": "teams/thresholds-south.pdf"},
        ],
    }
    assert text("teams/thresholds-south.pdf").count("South") > 2
    as_pages = report(capsys, "team", "--each", "--tool", "thresholds", "-o", "teams",
                      "--format", "html")  # fmt: skip
    assert as_pages.err.endswith("Wrote 2 reports into teams.\n")
    assert len(list(Path("teams").glob("*.html"))) == 2


@pytest.mark.usefixtures("work")
def test_one_audit_is_named_by_its_case(capsys: pytest.CaptureFixture[str]) -> None:
    done = run_here(capsys, "report", "audit", "childs-voice-1", "--db", "x.audit", "-o", "a.pdf")
    assert (done.code, done.err) == (0, "Wrote a.pdf: 1 audit.\n")
    found = text("a.pdf")
    for part in ("Audit of case childs-voice-1", "To work on", "Agreed actions", "The record"):
        assert part in found


REFUSED = [
    ("team", ["--team", "West", "--tool", "thresholds"], 1, "Teams there are: North and South."),
    ("team", ["--team", "North"], 1, "This report is about one audit tool."),
    ("team", ["--team", "North", "--each"], 2, "not allowed with"),
    ("team", [], 2, "one of the arguments --team --each is required"),
    ("team", ["--each", "--where", "team=North"], 2, "use --team"),
    ("team", ["--each", "--profile", "published"], 1, "Reports for each team cannot be published"),
    ("audit", ["x", "--profile", "published"], 2, "It is about one child: there is nothing in it"),
    ("agreement", ["--profile", "published"], 2, "It is about persons, the auditors"),
    ("overview", ["--from", "2027-01-01"], 1, "no completed audit matches"),
    ("overview", ["--team", "North"], 2, "unrecognized arguments: --team North"),
    ("audit", ["nowhere"], 1, "No sealed audit in this file is called “nowhere”."),
    ("audit", ["nowhere", "--tool", "x"], 2, "unrecognized arguments"),
    ("yearly", [], 2, "invalid choice"),
]


@pytest.mark.parametrize("refused", REFUSED)
def test_what_cannot_be_reported_is_told_and_nothing_written(
    work: Path,
    capsys: pytest.CaptureFixture[str],
    refused: tuple[str, list[str], int, str],
) -> None:
    kind, options, code, said = refused
    before = snapshot(work)
    done = report(capsys, kind, *options, "-o", "x.pdf")
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert snapshot(work) == before


def test_what_is_no_folder_is_not_written_into(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "teams").write_text("a list of teams")
    options = ("--each", "--tool", "thresholds", "-o")
    assert report(capsys, "team", *options, "teams").code == 2
    folder = work / "folder"
    folder.mkdir()
    (folder / "thresholds-south.pdf").write_text("a letter to South")
    refused = report(capsys, "team", *options, "folder")
    assert (refused.code, "is not a PDF" in refused.err) == (1, True)
    assert [path.name for path in folder.iterdir()] == ["thresholds-south.pdf"]
