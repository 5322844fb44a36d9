"""`report built`: a template by name or as a file, otherwise this time, one for each team."""

import json
from pathlib import Path

import pypdfium2
import pytest

from db.opening import open_store
from db.report_templates import draft_template, keep_template
from forms.report_parts import Comparison, OwnWords, Summary
from forms.report_templates import ReportTemplate
from tests.commands import ROOT, Done, run_here, snapshot

TEMPLATE = ReportTemplate(
    name="To the board",
    title="Hearing children",
    tool="thresholds",
    period="all",
    parts=(OwnWords(title="Why", comment="Because we ask."), Summary(), Comparison(by="team")),
)


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A folder with a database of six audits in two teams, a template in it and one beside it."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    content = {"tool": "thresholds", "audits": [_audit(number) for number in range(6)]}
    Path("answers.json").write_text(json.dumps(content))
    assert run_here(capsys, "record", "answers.json", "--db", "x.audit").code == 0
    with open_store(folder / "x.audit") as store:
        keep_template(store, draft_template(store, TEMPLATE, "lead"), "lead")
    Path("t.json").write_text(TEMPLATE.model_dump_json(by_alias=True), "utf-8")
    return folder


def _audit(number: int) -> dict[str, object]:
    return {"case": f"C-{number}", "auditor": "auditor-01", "overall": "good",
            "audited_on": f"2026-0{3 + number % 2}-02",
            "attributes": {"team": ("North", "South")[number % 2]}}  # fmt: skip


def built(capsys: pytest.CaptureFixture[str], *arguments: str) -> Done:
    return run_here(capsys, "report", "built", "--db", "x.audit", *arguments)


def text(path: str) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
        return " ".join(" ".join(pages).split())
    finally:
        document.close()


@pytest.mark.usefixtures("work")
def test_a_template_is_meant_by_its_name_or_is_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    named = built(capsys, "--template", "to the board", "-o", "n.pdf", "--json")
    assert (named.code, named.document) == (0, {"report": "n.pdf", "audits": 6})
    found = text("n.pdf")
    for part in ("Hearing children", "Because we ask.", "Comparison by team", "Method and limits"):
        assert part in found
    assert built(capsys, "--template-file", "t.json", "-o", "f.pdf").code == 0
    assert Path("f.pdf").read_bytes() == Path("n.pdf").read_bytes()
    assert built(capsys, "--template", "To the board", "-o", "n.html").code == 0
    assert Path("n.html").read_bytes().startswith(b"<!doctype html>")


@pytest.mark.usefixtures("work")
def test_days_fields_and_profile_take_the_place_of_the_template(
    capsys: pytest.CaptureFixture[str],
) -> None:
    of = ("--template", "To the board", "--json", "-o", "n.pdf")
    assert built(capsys, *of, "--from", "2026-04-01").document["audits"] == 3
    assert built(capsys, *of, "--where", "team=South", "--to", "2026-12-31").document["audits"] == 3
    published = built(capsys, *of, "--profile", "published", "--threshold", "10")
    assert published.document["audits"] == "c"
    assert "“c” stands for a number from 1 to 10" in text("n.pdf")


@pytest.mark.usefixtures("work")
def test_each_team_gets_the_report_on_its_audits_alone(capsys: pytest.CaptureFixture[str]) -> None:
    done = built(capsys, "--template", "To the board", "--each", "-o", "teams", "--json")
    assert [each["report"] for each in done.document["reports"]] == [
        "teams/to-the-board-north.pdf",
        "teams/to-the-board-south.pdf",
    ]
    south = text("teams/to-the-board-south.pdf")
    assert "South: Hearing children" in south
    assert "3 audits" in south
    assert "North" not in south


REFUSED = [
    (["--template", "Nowhere"], 1, "No report template in this file is called “Nowhere”."),
    (["--template-file", "none.json"], 1, "“none.json” could not be read"),
    (["--template-file", "answers.json"], 1, "“name” is missing"),
    (["--template", "To the board", "--threshold", "3"], 2, "--profile published only"),
    (["--template", "To the board", "--from", "2027-01-01"], 1, "no completed audit matches"),
    (["--template", "To the board", "--tool", "x"], 2, "unrecognized arguments"),
    ([], 2, "one of the arguments --template --template-file is required"),
]


@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: " ".join(refused[0][:3]))
def test_what_cannot_be_made_is_told_and_nothing_written(
    work: Path, capsys: pytest.CaptureFixture[str], refused: tuple[list[str], int, str]
) -> None:
    arguments, code, words = refused
    before = snapshot(work)
    done = built(capsys, *arguments, "-o", "n.pdf")
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert snapshot(work) == before


@pytest.mark.parametrize(
    ("more", "words"),
    [(["--profile", "published"], "cannot be published"), (["--where", "team=North"], "take the")],
)
def test_reports_on_each_team_are_internal_and_choose_the_teams(
    work: Path, capsys: pytest.CaptureFixture[str], more: list[str], words: str
) -> None:
    done = built(capsys, "--template", "To the board", "--each", "-o", "teams", *more)
    assert done.code == 1
    assert words in done.err
    assert not (work / "teams").exists()


@pytest.mark.usefixtures("work")
def test_the_example_in_the_documentation_is_a_template(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    example = (
        page.partition("## A report template")[2].partition("```json\n")[2].partition("```")[0]
    )
    Path("d.json").write_text(example.replace("childs-voice", "thresholds"), "utf-8")
    done = built(capsys, "--template-file", "d.json", "-o", "d.pdf", "--where", "service=",
                 "--to", "2026-12-31")  # fmt: skip
    assert (done.code, done.err) == (0, "Wrote d.pdf: 6 audits.\n")
    assert "does not have these sections any more" in text("d.pdf")
