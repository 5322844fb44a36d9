"""Reports as web pages: by the ending of the file or by --format, and never over another file."""

import json
from pathlib import Path

import pytest

from tests.commands import Done, run_here


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A folder with a database of one audit."""
    monkeypatch.chdir(tmp_path)
    audit = {"case": "C-1", "auditor": "auditor-01", "overall": "good", "audited_on": "2026-03-02"}
    Path("answers.json").write_text(json.dumps({"tool": "thresholds", "audits": [audit]}))
    assert run_here(capsys, "record", "answers.json", "--db", "x.audit").code == 0
    return tmp_path


def report(capsys: pytest.CaptureFixture[str], target: str, *options: str) -> Done:
    return run_here(capsys, "report", "thematic", "--db", "x.audit", "-o", target, *options)


def test_the_ending_or_the_format_makes_a_web_page(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(capsys, "x.html").code == 0
    page = (work / "x.html").read_bytes()
    assert page.startswith(b"<!doctype html>")
    assert (work / "x.html").stat().st_mode & 0o777 == 0o600
    assert report(capsys, "page", "--format", "html").code == 0
    assert (work / "page").read_bytes() == page
    assert report(capsys, "x.html", "--format", "pdf").code == 1, "a page is no PDF to replace"
    assert (work / "x.html").read_bytes() == page


def test_an_older_page_is_replaced_and_no_other_file(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "x.html").write_text("<!doctype html><p>An older one.")
    assert report(capsys, "x.html").code == 0
    (work / "notes.html").write_text("My notes.")
    done = report(capsys, "notes.html")
    assert (done.code, "is not a web page" in done.err) == (1, True)
    assert (work / "notes.html").read_text() == "My notes."


def test_a_web_page_cannot_have_a_password(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = report(capsys, "x.html", "--pdf-password")
    assert (done.code, "only a PDF can be locked" in done.err) == (2, True)
    assert not (work / "x.html").exists()


def test_a_merge_is_told_on_a_web_page_too(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--into", "all.audit", "--report", "merge.html")
    assert run_here(capsys, "merge", "x.audit", *options).code == 0
    page = (work / "merge.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "<h1" in page
