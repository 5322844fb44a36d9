"""`figures` and `report`: scopes, refusals, and what people see."""

import json
import os
from pathlib import Path

import pypdfium2
import pytest

from db.opening import create_store
from tests.commands import Done, run_here, snapshot

REFUSED = [
    ("tool unknown", ["--tool", "horoscope"], 1, "holds no audits with a tool “horoscope”. Its "
     "tools are: childs-voice (Child's voice), thresholds (Thresholds)."),
    ("tool unused", ["--tool", "management-oversight"], 1, "holds no audits with a tool"),
    ("field unknown", ["--where", "moon=full"], 1, "No audit has a field “moon”"),
    ("period backwards", ["--from", "2026-05-01", "--to", "2026-04-01"], 2,
     "--from 01/05/2026 is later than --to 01/04/2026"),
    ("field twice", ["--where", "team=North", "--where", "team=South"], 2, "is given twice"),
    ("no date", ["--from", "yesterday"], 2, "is not a date such as 2026-04-02"),
    ("date too large", ["--to", "1/1/99999999999999999999"], 2, "is not a date"),
    ("no equality", ["--where", "team"], 2, "is not FIELD=VALUE"),
]  # fmt: skip
IDS = [case[0] for case in REFUSED]


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A folder with a database of nine audits with two tools, in two teams and two quarters."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for tool, grades in (("thresholds", "ggggir"), ("childs-voice", "goi")):
        Path("answers.json").write_text(json.dumps({"tool": tool, "audits": _audits(grades)}))
        assert run_here(capsys, "record", "answers.json", "--db", "x.audit").code == 0
    return folder


def _audits(grades: str) -> list[dict[str, object]]:
    codes = {"o": "outstanding", "g": "good", "r": "requires_improvement", "i": "inadequate"}
    return [
        {"case": f"C-{number}", "auditor": "auditor-01", "overall": codes[grade],
         "audited_on": f"2026-0{3 + number % 2}-02", "attributes": {"team": "NS"[number % 2]}}
        for number, grade in enumerate(grades)
    ]  # fmt: skip


def figures(capsys: pytest.CaptureFixture[str], *arguments: str) -> Done:
    return run_here(capsys, "figures", "--db", "x.audit", *arguments)


def report(capsys: pytest.CaptureFixture[str], *arguments: str) -> Done:
    return run_here(capsys, "report", "thematic", "--db", "x.audit", *arguments)


@pytest.mark.usefixtures("work")
def test_scopes_choose_audits(capsys: pytest.CaptureFixture[str]) -> None:
    chosen: dict[tuple[str, ...], int] = {
        (): 9,
        ("--tool", "thresholds"): 6,
        ("--tool", "thresholds", "--where", "team=N"): 3,
        ("--where", "team=N", "--where", "auditor=auditor-01"): 5,
        ("--from", "2026-04-01"): 4,
        ("--to", "02/03/2026"): 5,
        ("--from", "2026-04-02", "--to", "2026-04-02"): 4,
        ("--where", "overall=good"): 5,
        ("--where", "team=Nowhere"): 0,
    }
    for options, count in chosen.items():
        done = figures(capsys, *options, "--json")
        assert (done.code, done.document["scope"]["audits"]) == (0, count), options


@pytest.mark.usefixtures("work")
def test_the_document_is_as_agreed(capsys: pytest.CaptureFixture[str]) -> None:
    document = figures(capsys, "--tool", "thresholds", "--by", "team", "--json").document
    assert document["scope"] == {
        "tool": "thresholds", "versions": ["1.0"], "from": None, "to": None, "where": {},
        "audits": 6, "cases": 6, "conflicts_left_out": 0,
    }  # fmt: skip
    overall = document["overall"]
    assert overall["counts"].keys() >= {"outstanding", "good", "requires_improvement"}
    assert overall["good_or_better"].keys() == {"count", "n", "share", "low", "high"}
    assert document["sections"][0].keys() >= {"id", "counts", "n", "good_or_better"}
    question = next(each for each in document["questions"] if each["id"] == "history_read")
    assert question.keys() >= {"id", "label", "counts", "n", "good_or_better"}
    assert question["counts"] == {
        "yes": 0, "partly": 0, "no": 0,
        "not_applicable": 0, "not_evidenced": 0, "unanswered": 6, "hidden": 0,
    }  # fmt: skip
    assert [each["value"] for each in document["by"]] == ["N", "S"]
    assert [each["period"] for each in document["trend"]] == ["2026-Q1", "2026-Q2"]
    assert document["trend"][0].keys() == {"period", "overall", "break"}


@pytest.mark.parametrize(("options", "code", "sentence"), [case[1:] for case in REFUSED], ids=IDS)
def test_a_scope_that_cannot_be_is_refused(
    work: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: int, sentence: str
) -> None:
    before = snapshot(work)
    for done in (
        figures(capsys, *options, "--json"),
        report(capsys, *options, "-o", "x.pdf", "--json"),
    ):
        assert (done.code, sentence in done.err) == (code, True), done.err
        assert (done.out == "") if code == 2 else sentence in done.document["error"]
    assert snapshot(work) == before


def test_an_empty_database_has_figures_but_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    create_store(tmp_path / "x.audit").close()
    done = figures(capsys, "--json")
    assert (done.code, done.document["overall"]["n"]) == (0, 0)
    assert figures(capsys).out == "0 audits of 0 cases\nNo completed audit matches.\n"
    none = figures(capsys, "--tool", "thresholds")
    assert (none.code, "It holds no audits at all yet." in none.err) == (1, True)
    nothing = report(capsys, "-o", "x.pdf")
    assert (nothing.code, "There is nothing to report" in nothing.err) == (1, True)


@pytest.mark.usefixtures("work")
def test_people_see_a_table_that_fits(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = figures(capsys, "--tool", "thresholds", "--by", "team").out.splitlines()
    assert lines[0] == "thresholds, version 1.0: 6 audits of 6 cases"
    assert lines[2].endswith("good    of   share  95% interval")
    overall = next(line for line in lines if "Overall grade " in line)
    assert overall.split()[2:] == ["4", "6", "66.7%", "30.0–90.3%"]
    assert "      good 4, requires improvement 1, inadequate 1" in lines
    assert "Overall grade by team" in lines
    assert max(map(len, lines)) <= 80
    monkeypatch.setenv("COLUMNS", "20")
    assert max(map(len, figures(capsys).out.splitlines())) <= 58


@pytest.mark.usefixtures("work")
def test_several_tools_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    told = figures(capsys).out
    assert "\nSections of thresholds\n" in told
    assert "\nQuestions of childs-voice\n" in told


@pytest.mark.usefixtures("work")
def test_a_report_is_about_one_tool(capsys: pytest.CaptureFixture[str]) -> None:
    several = report(capsys, "-o", "x.pdf")
    assert several.code == 1
    assert "Child's voice (childs-voice) and Thresholds (thresholds)" in several.err
    one = report(capsys, "--tool", "thresholds", "-o", "x.pdf", "--json")
    assert (one.code, one.document) == (0, {"report": "x.pdf", "audits": 6})
    with pypdfium2.PdfDocument(Path("x.pdf")) as document:
        assert len(document) > 3


def test_an_older_report_is_replaced_and_nothing_else(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "old.pdf").write_bytes(b"%PDF-1.4 of last year")
    assert report(capsys, "--tool", "thresholds", "-o", "old.pdf").code == 0
    assert (work / "old.pdf").stat().st_size > 10_000
    (work / "notes.txt").write_text("precious")
    (work / "link.pdf").symlink_to("x.audit")
    (work / "folder").mkdir()
    os.mkfifo(work / "pipe")
    before = snapshot(work)
    for name in ("x.audit", "link.pdf", "notes.txt", "folder", "pipe", "gone/x.pdf"):
        done = report(capsys, "--tool", "thresholds", "-o", name)
        assert done.code == 1, name
        assert done.err
    assert snapshot(work) == before


@pytest.mark.usefixtures("work")
def test_a_known_cohort_narrows_the_intervals_and_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plain = json.loads(figures(capsys, "--tool", "thresholds", "--json").out)
    narrow = json.loads(figures(capsys, "--tool", "thresholds", "--cohort", "6", "--json").out)
    assert "cohort" not in plain["scope"]
    assert narrow["scope"]["cohort"] == 6
    share = narrow["overall"]["good_or_better"]
    assert share["low"] == share["share"] == share["high"]
    assert plain["overall"]["good_or_better"]["low"] < share["low"]
    assert "a cohort of 6 cases alone" in figures(capsys, "--cohort", "6").out


@pytest.mark.usefixtures("work")
def test_a_cohort_smaller_than_the_sample_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    refused = figures(capsys, "--tool", "thresholds", "--cohort", "5")
    assert refused.code == 1
    assert "audits of 6 cases, more than the 5 of the cohort" in refused.err
    assert report(capsys, "--tool", "thresholds", "--cohort", "5", "-o", "x.pdf").code == 1
    assert figures(capsys, "--cohort", "many").code == 2


@pytest.mark.usefixtures("work")
def test_a_report_says_which_cohort_it_speaks_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(capsys, "--tool", "thresholds", "--cohort", "60", "-o", "x.pdf").code == 0
    with pypdfium2.PdfDocument("x.pdf") as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "6 cases of a cohort of 60 were audited" in " ".join(text.split())
    assert "When the whole cohort is known" in text


def test_five_teams_or_more_are_set_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    audits = [
        {"case": f"C-{team}-{place}", "auditor": "a", "audited_on": "2026-04-02",
         "overall": "good" if place < good else "inadequate", "attributes": {"team": team}}
        for team, good in (("A", 18), ("B", 17), ("C", 3), ("D", 18), ("E", 17))
        for place in range(20)
    ]  # fmt: skip
    Path("answers.json").write_text(json.dumps({"tool": "thresholds", "audits": audits}))
    assert run_here(capsys, "record", "answers.json", "--db", "x.audit").code == 0
    asked = ["figures", "--db", "x.audit", "--by"]
    found = run_here(capsys, *asked, "team", "--json").document["funnel"]
    stands = {each["name"]: each["side"] for each in found["funnel"]["groups"]}
    assert stands == {"A": None, "B": None, "C": "below", "D": None, "E": None}
    assert "Beyond the 99.8% limits, below: C." in run_here(capsys, *asked, "team").out
    published = run_here(capsys, *asked, "team", "--profile", "published", "--json").document
    assert "funnel" not in published  # three good audits are too few to be told
    for field in ("quarter", "auditor"):
        assert "funnel" not in run_here(capsys, *asked, field, "--json").document
