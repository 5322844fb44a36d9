"""What an outsider tries on the command line, from graded audits to figures and a PDF."""

import json
from pathlib import Path

import pypdfium2
import pytest

from db.opening import open_reading
from tests.commands import Done, run_apart, run_here, snapshot

PLANS = ("child in need", "child protection")


def an_audit(number: int, overall: str | None) -> dict[str, object]:
    """An audit as people have it: who, which case, when, how good; here and there a team."""
    audit: dict[str, object] = {
        "case": f"C-{number:04}",
        "auditor": f"auditor-{number % 4:02}",
        "audited_on": f"2026-{1 + number % 6:02}-{1 + number % 28:02}",
    }
    if overall:
        audit["overall"] = overall
    if number % 3:
        audit["attributes"] = {"team": "North" if number % 2 else "South",
                               "plan_type": PLANS[number % 2]}  # fmt: skip
    return audit


def answers(folder: Path, grades: list[str | None], name: str = "answers.json") -> Path:
    """Write a file of thresholds audits with these overall grades."""
    audits = [an_audit(number, grade) for number, grade in enumerate(grades)]
    path = folder / name
    path.write_text(json.dumps({"tool": "thresholds", "version": "1.0", "audits": audits}))
    return path


def published() -> list[str | None]:
    """60 audits of which 57 could be graded and 39 are good or better."""
    return [*["outstanding"] * 9, *["good"] * 30, *["requires_improvement"] * 12,
            *["inadequate"] * 6, None, None, None]  # fmt: skip


def figures(capsys: pytest.CaptureFixture[str], database: Path, *more: object) -> Done:
    return run_here(capsys, "figures", "--db", database, "--json", *more)


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def revisions(database: Path) -> int:
    with open_reading(database) as store:
        return store.number("SELECT count(*) FROM revision")


def test_the_published_thresholds_audit_comes_out_as_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "thresholds.audit"
    done = run_here(capsys, "record", answers(tmp_path, published()), "--db", database, "--json")
    assert (done.code, done.document["new"], done.document["audits"]) == (0, 60, 60)
    document = figures(capsys, database, "--tool", "thresholds").document
    share = document["overall"]["good_or_better"]
    assert (share["count"], share["n"], document["overall"]["n"]) == (39, 57, 57)
    assert round(share["share"], 3) == 0.684
    assert (round(share["low"], 3), round(share["high"], 3)) == (0.555, 0.790)
    assert document["scope"]["audits"] == 60
    assert document["overall"]["counts"]["good"] == 30
    target = tmp_path / "thresholds.pdf"
    assert run_here(capsys, "report", "thematic", "--db", database, "-o", target).code == 0
    text = pdf_text(target)
    assert "68%" in text
    assert "55–79%" in text


@pytest.mark.parametrize(
    ("good", "of", "share"),
    [(19, 20, (0.95, 0.76, 0.99)), (9, 9, (1.0, 0.70, 1.0)), (7, 20, (0.35, 0.18, 0.57))],
)
def test_other_published_results(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    good: int,
    of: int,
    share: tuple[float, ...],
) -> None:
    grades: list[str | None] = [*["good"] * good, *["inadequate"] * (of - good)]
    database = tmp_path / "x.audit"
    assert run_here(capsys, "record", answers(tmp_path, grades), "--db", database).code == 0
    found = figures(capsys, database).document["overall"]["good_or_better"]
    assert (found["count"], found["n"]) == (good, of)
    assert tuple(round(found[name], 2) for name in ("share", "low", "high")) == share


def test_recording_again_adds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, database = answers(tmp_path, published()), tmp_path / "x.audit"
    run_here(capsys, "record", file, "--db", database)
    before = snapshot(tmp_path)
    again = run_here(capsys, "record", file, "--db", database, "--json")
    counts = [again.document[name] for name in ("new", "updated", "identical")]
    assert (again.code, counts) == (0, [0, 0, 60])
    assert revisions(database) == 60
    assert snapshot(tmp_path) == before


def test_a_corrected_row_is_a_new_version_of_its_audit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "x.audit"
    run_here(capsys, "record", answers(tmp_path, ["good", "good"]), "--db", database)
    corrected = answers(tmp_path, ["good", "inadequate"], "corrected.json")
    done = run_here(capsys, "record", corrected, "--db", database, "--json")
    assert (done.document["updated"], done.document["identical"]) == (1, 1)
    assert revisions(database) == 3
    overall = figures(capsys, database).document["overall"]
    assert (overall["n"], overall["counts"]["inadequate"]) == (2, 1)


def test_merged_files_give_the_figures_of_one_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every = published()
    run_here(capsys, "record", answers(tmp_path, every), "--db", tmp_path / "one.audit")
    audits = [an_audit(number, grade) for number, grade in enumerate(every)]
    parts = []
    for part in range(3):
        file = tmp_path / f"{part}.json"
        file.write_text(json.dumps({"tool": "thresholds", "audits": audits[part::3]}))
        parts.append(tmp_path / f"part-{part}.audit")
        assert run_here(capsys, "record", file, "--db", parts[-1]).code == 0
    merged = tmp_path / "merged.audit"
    assert run_here(capsys, "merge", *parts, "--into", merged).code == 0
    for more in ((), ("--by", "team"), ("--where", "team=North"), ("--from", "2026-03-01")):
        alike = [figures(capsys, each, *more) for each in (merged, tmp_path / "one.audit")]
        assert alike[0].document == alike[1].document


def test_the_same_data_make_the_same_pdf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "x.audit"
    run_here(capsys, "record", answers(tmp_path, published()), "--db", database)
    for name in ("a.pdf", "b.pdf"):
        command = ("report", "thematic", "--db", database, "-o", tmp_path / name)
        assert run_here(capsys, *command).code == 0
    copy = tmp_path / "copy.audit"
    run_here(capsys, "backup", database, "-o", copy)
    run_here(capsys, "report", "thematic", "--db", copy, "-o", tmp_path / "c.pdf")
    contents = {(tmp_path / name).read_bytes() for name in ("a.pdf", "b.pdf", "c.pdf")}
    assert len(contents) == 1


@pytest.mark.slow
def test_two_demos_of_one_seed_are_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = []
    for name in ("first", "second"):
        done = run_here(
            capsys, "demo", "--no-window", "--out", tmp_path / name,
            "--audits", 12, "--auditors", 3, "--seed", 7, "--json",
        )  # fmt: skip
        assert done.code == 0
        made.append(done.document)
    for document in made:
        assert len(document["databases"]) == 3
        for database in [*document["databases"], document["merged"]]:
            verdict = run_here(capsys, "verify", database, "--json")
            assert (verdict.code, verdict.document["ok"]) == (0, True)
    told = [figures(capsys, Path(str(document["merged"])), "--by", "team") for document in made]
    assert told[0].document == told[1].document
    pdfs = [
        {path.name: path.read_bytes() for path in (tmp_path / name).glob("*.pdf")}
        for name in ("first", "second")
    ]
    assert len(pdfs[0]) == 3
    assert pdfs[0] == pdfs[1]
    assert {path.suffix for path in (tmp_path / "first").iterdir()} == {".audit", ".pdf"}


def test_the_main_job_runs_as_a_program_of_its_own(tmp_path: Path) -> None:
    file, database = answers(tmp_path, published()), tmp_path / "x.audit"
    recorded = run_apart("record", file.name, "--db", "x.audit", "--json", folder=tmp_path)
    assert (recorded.code, recorded.document["new"]) == (0, 60)
    counted = run_apart("figures", "--db", database, "--json")
    assert counted.document["overall"]["good_or_better"]["count"] == 39
    report = run_apart("report", "thematic", "--db", database, "-o", tmp_path / "x.pdf")
    assert (report.code, report.out) == (0, "")
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")
