"""`report trend` and `report agreement`: targets, changes, and what is refused."""

import json
from pathlib import Path

import pypdfium2
import pytest

from tests.commands import Done, run_here

pytestmark = pytest.mark.usefixtures("work")


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A folder with a database of audits in three quarters, two of them of one case."""
    monkeypatch.chdir(tmp_path)
    audits = [_audit(month, number) for month in (2, 5, 8) for number in range(4)]
    audits.append({**audits[0], "auditor": "auditor-02", "overall": "inadequate"})
    Path("answers.json").write_text(json.dumps({"tool": "thresholds", "audits": audits}))
    assert run_here(capsys, "record", "answers.json", "--db", "x.audit").code == 0
    return tmp_path


def _audit(month: int, number: int) -> dict[str, object]:
    overall = "good" if number < month // 2 else "inadequate"
    return {"case": f"C-{month}{number}", "auditor": "auditor-01", "overall": overall,
            "audited_on": f"2026-{month:02}-10", "attributes": {"team": "North"}}  # fmt: skip


def report(capsys: pytest.CaptureFixture[str], kind: str, *arguments: str) -> Done:
    return run_here(capsys, "report", kind, "--db", "x.audit", "-o", "r.pdf", *arguments)


def text() -> str:
    document = pypdfium2.PdfDocument("r.pdf")
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def test_a_trend_stands_against_its_target(capsys: pytest.CaptureFixture[str]) -> None:
    done = report(capsys, "trend", "--target", "2026-03-31=35%", "--target", "30/09/2026=60%")
    assert (done.code, done.err) == (0, "Wrote r.pdf: 13 audits.\n")
    assert "31/03/2026 Not met 2026 Q1 35% 20%" in text()
    assert "30/09/2026 Met 2026 Q3 60% 100%" in text()


def test_targets_come_from_a_file_too(capsys: pytest.CaptureFixture[str]) -> None:
    Path("steps.txt").write_text("# agreed in March\n2026-03-31 = 15%\n", "utf-8")
    assert report(capsys, "trend", "--targets", "steps.txt").code == 0
    assert "31/03/2026 Met 2026 Q1 15% 20%" in text()


def test_the_line_starts_anew_at_a_known_change(capsys: pytest.CaptureFixture[str]) -> None:
    done = report(capsys, "trend", "--change", "2026-05-01=New front door", "--every", "month")
    assert done.code == 0
    assert "Practice changed on 01/05/2026: New front door." in text()
    assert "May 2026" in text()


def test_what_a_trend_cannot_be_made_of_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.txt").write_text("2026-03-31=15%\nsoon\n", "utf-8")
    Path("pdf.txt").write_bytes(b"%PDF-\xff\xfe")
    refused = [
        (["--target", "soon=60%"], 2, "is not a day and a share, such as 2026-09-30=60%"),
        (["--target", "2026-09-30=60%", "--target", "2026-09-30=70%"], 2,
         "there are two targets for 30/09/2026"),
        (["--change", "2026-05-01"], 2, "is not a day and what changed"),
        (["--chart", "pie"], 2, "invalid choice"),
        (["--profile", "published", "--every", "month"], 1, "Published lines are by quarter."),
        (["--targets", "bad.txt"], 1, "“bad.txt”, line 2: “soon” is not a day and a share"),
        (["--targets", "pdf.txt"], 1, "“pdf.txt” is not a text file"),
        (["--targets", "none.txt"], 1, "“none.txt” could not be read"),
        (["--of", "moon"], 1, "called “moon”"),
    ]  # fmt: skip
    for options, code, sentence in refused:
        done = report(capsys, "trend", *options)
        assert done.code == code, options
        assert sentence in done.err, options
    assert not Path("r.pdf").exists()


def test_agreement_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    done = report(capsys, "agreement", "--json")
    assert (done.code, done.document) == (0, {"report": "r.pdf", "audits": 13})
    assert "1 case audited twice, none moderated" in text()
    assert "auditor-01 and auditor-02" in text()


def test_agreement_of_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    done = report(capsys, "agreement", "--from", "2026-08-01")
    assert done.code == 1
    assert "There is no agreement to report" in done.err
    assert report(capsys, "agreement", "--profile", "published").code == 2
