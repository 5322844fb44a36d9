"""`export`: what goes out comes in again, what is said of it, and what is refused."""

import csv
import json
from pathlib import Path

import pytest

from db.keys import Protection
from db.opening import create_store
from tests.commands import Done, run_here, snapshot

SECRET = "unicorn-teapot-harvest-lagoon-quartz"
AUDITS = [
    {
        "case": "0001", "auditor": "auditor-01", "audited_on": "2026-03-02",
        "attributes": {"team": "North", "ward": "=East", "service": "'+44 A&E"},
        "findings": {
            "contact_decided_in_one_day": {"answer": "yes", "evidence": "=1+1\n“two”,\tthree"},
            "immediate_risk_acted_on": {"answer": "not_applicable"},
            "contact_source": {"answer": "police", "evidence": "'=guarded already"},
            "contact_received_on": {"answer": "2026-02-27"},
            "earlier_referrals_12_months": {"answer": 0},
            "learning_point": {"answer": "-a text that begins so, Ελληνικά, العربية, 😀"},
        },
        "sections": {"contact": "good"}, "overall": "good", "overall_reason": "@reason",
        "strengths": "%s", "improvements": "|pipe",
    },
    {"case": "C-0002", "auditor": "auditor-01", "audited_on": "2026-03-02"},
]  # fmt: skip


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A folder with a database of audits with two tools, recorded from files."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    other = {"case": "C-9", "auditor": "a", "audited_on": "2026-03-02", "overall": "good"}
    for tool, audits in (("thresholds", AUDITS), ("childs-voice", [other])):
        document = json.dumps({"tool": tool, "audits": audits})
        Path(f"{tool}.json").write_text(document, "utf-8")
        assert run_here(capsys, "record", f"{tool}.json", "--db", "x.audit").code == 0
    return folder


def export(capsys: pytest.CaptureFixture[str], *arguments: str) -> Done:
    return run_here(capsys, "export", *arguments, "--db", "x.audit")


def recorded(capsys: pytest.CaptureFixture[str], *files: str, db: str) -> tuple[int, ...]:
    done = run_here(capsys, "record", *files, "--db", db, "--json")
    assert done.code == 0, done.err
    return tuple(done.document[name] for name in ("new", "updated", "identical"))


@pytest.mark.usefixtures("work")
def test_what_goes_out_comes_in_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert export(capsys, "csv", "-o", "out").code == 0
    files = sorted(map(str, Path("out").glob("answers-*.csv")))
    assert [Path(each).name for each in files] == [
        "answers-childs-voice-1.0.csv", "answers-thresholds-1.0.csv"
    ]  # fmt: skip
    assert recorded(capsys, *files, db="x.audit") == (0, 0, 3)
    assert recorded(capsys, *files, db="fresh.audit") == (3, 0, 0)
    assert recorded(capsys, "thresholds.json", "childs-voice.json", db="fresh.audit") == (0, 0, 3)
    for kind in ("csv", "xlsx"):
        assert export(capsys, kind, "--tool", "thresholds", "-o", f"one.{kind}").code == 0
        assert recorded(capsys, f"one.{kind}", db="x.audit") == (0, 0, 2)


@pytest.mark.usefixtures("work")
def test_one_file_of_several_tools_says_what_cannot_be_done_with_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    done = export(capsys, "csv", "-o", "all.csv")
    assert "answers to 2 versions of audit tools" in done.err
    with Path("all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["case"], row["tool"]) for row in rows} == {
        ("0001", "thresholds"), ("C-0002", "thresholds"), ("C-9", "childs-voice")
    }  # fmt: skip
    assert export(capsys, "csv", "--tool", "thresholds", "-o", "all.csv").err.count("versions") == 0


@pytest.mark.usefixtures("work")
def test_json_says_what_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    document = export(capsys, "parquet", "--where", "team=North", "-o", "out", "--json").document
    assert document["audits"] == 1
    assert document["tables"]["audits"] == 1
    assert document["left_out"] == {"conflicts": 0, "void": 0}
    assert (document["export"], document["format"]) == ("out", "parquet")


def test_the_plain_export_of_a_protected_database_is_warned_of(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    create_store(work / "secret.audit", protection=Protection(SECRET)).close()
    (work / "pass").write_text(SECRET)
    secret = ("--db", "secret.audit", "--password-file", "pass")
    run_here(capsys, "record", "thresholds.json", *secret)
    done = run_here(capsys, "export", "json", *secret, "-o", "out.json")
    assert done.code == 0
    assert (
        "is protected by a passphrase; out.json is not, and holds what auditors wrote" in done.err
    )
    done = run_here(capsys, "export", "json", *secret, "-o", "out.json", "--without-text")
    assert "holds grades and case references" in done.err
    assert "passphrase" not in export(capsys, "json", "-o", "plain.json").err


REFUSED = [
    ("no target", ["csv"], 2, "say where to with -o PATH"),
    ("no such format", ["ods", "-o", "x"], 2, "invalid choice"),
    ("tool unknown", ["json", "--tool", "horoscope", "-o", "o.json"], 1, "holds no audits with"),
    ("another's file", ["xlsx", "-o", "thresholds.json"], 1, "is not a workbook"),
    ("another's folder", ["csv", "-o", "."], 1, "holds other files"),
    ("the database", ["json", "-o", "x.audit"], 1, "is not a JSON file; it is not replaced"),
    ("book's suffix", ["codebook", "-o", "book.txt"], 2, "must end in .csv or .xlsx"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_cannot_be_done_changes_nothing(
    work: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    before = snapshot(work)
    done = export(capsys, *arguments)
    assert (done.code, said in done.err) == (code, True), done.err
    assert snapshot(work) == before


@pytest.mark.usefixtures("work")
def test_the_codebook_is_printed_or_written(capsys: pytest.CaptureFixture[str]) -> None:
    lines = export(capsys, "codebook", "--tool", "thresholds").out.splitlines()
    assert "  overall (code): The overall grade." in lines
    assert "    inadequate = Inadequate, counts as not good" in lines
    assert "    not_applicable = Not applicable, leaves the denominator" in lines
    rows = json.loads(export(capsys, "codebook", "--json").out)
    assert {"audits", "findings", "codebook"} <= {row["table_name"] for row in rows}
    for name in ("book.csv", "book.xlsx"):
        assert export(capsys, "codebook", "-o", name).code == 0
        assert Path(name).stat().st_mode & 0o777 == 0o600
