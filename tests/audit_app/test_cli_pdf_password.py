"""A password on a PDF: from a file, a variable or a prompt, strong, and never an argument."""

import json
from pathlib import Path

import pikepdf
import pytest

from tests.commands import Done, run_here

SECRET = "harbour violin cobalt ninety"


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


def report(capsys: pytest.CaptureFixture[str], *options: str) -> Done:
    return run_here(capsys, "report", "thematic", "--db", "x.audit", "-o", "x.pdf", *options)


def opens_with(path: Path, password: str) -> bool:
    try:
        with pikepdf.open(path, password=password) as pdf:
            return bool(pdf.encryption.R == 6)
    except pikepdf.PasswordError:
        return False


def test_a_report_is_locked_by_a_file_or_a_variable(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (work / "secret.txt").write_text(SECRET)
    assert report(capsys, "--pdf-password-file", "secret.txt").code == 0
    assert opens_with(work / "x.pdf", SECRET)
    assert not opens_with(work / "x.pdf", "")
    monkeypatch.setenv("AUDIT_APP_PDF_PASSWORD", SECRET[::-1])
    assert report(capsys, "--pdf-password").code == 0
    assert opens_with(work / "x.pdf", SECRET[::-1])


def test_a_variable_alone_locks_nothing(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_APP_PDF_PASSWORD", SECRET)
    assert report(capsys).code == 0
    with pikepdf.open(work / "x.pdf") as pdf:
        assert not pdf.is_encrypted


def test_a_version_of_an_audit_is_locked_too(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "secret.txt").write_text(SECRET)
    options = ("--print", 1, "-o", "a.pdf", "--pdf-password-file", "secret.txt")
    assert run_here(capsys, "history", "C-1", "--db", "x.audit", *options).code == 0
    assert opens_with(work / "a.pdf", SECRET)


def merge(capsys: pytest.CaptureFixture[str], *options: str) -> Done:
    (Path.cwd() / "secret.txt").write_text(SECRET)
    return run_here(capsys, "merge", "x.audit", "--into", "all.audit", *options)


def test_every_report_of_a_merge_is_locked(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = ("--report", "a.pdf", "--report", "b.PDF")
    assert merge(capsys, *reports, "--pdf-password-file", "secret.txt").code == 0
    assert opens_with(work / "a.pdf", SECRET)
    assert opens_with(work / "b.PDF", SECRET)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--pdf-password-file", "secret.txt"], 2),
        (["--report", "a.pdf", "--report", "a.csv", "--pdf-password-file", "secret.txt"], 2),
        (["--report", "a.html", "--pdf-password-file", "secret.txt"], 2),
        (["--report", "a.pdf", "--pdf-password-file", "gone.txt"], 1),
    ],
)
def test_nothing_is_merged_where_its_report_could_not_be_locked(
    work: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: int
) -> None:
    done = merge(capsys, *options)
    assert done.code == code, done.err
    assert not (work / "all.audit").exists()


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--pdf-password-file", "weak.txt"], 1, "This passphrase is too weak."),
        (["--pdf-password-file", "gone.txt"], 1, "cannot be read"),
        (["--pdf-password"], 1, "Give it with --pdf-password-file FILE"),
        (["--pdf-password", SECRET], 2, "unrecognized arguments"),
    ],
)
def test_no_report_is_written_without_a_password_that_holds(
    work: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    code: int,
    sentence: str,
) -> None:
    (work / "weak.txt").write_text("password1")
    done = report(capsys, *options)
    assert (done.code, sentence in done.err) == (code, True), done.err
    assert not (work / "x.pdf").exists()
