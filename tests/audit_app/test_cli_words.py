"""`words`: frequent words by theme, and where auditors wrote what somebody looks for."""

import json
from pathlib import Path

import pytest

from tests.commands import run_here


@pytest.fixture
def database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    """A database with three audits, two of which praise an advocate."""
    monkeypatch.chdir(tmp_path)
    told = ("the advocate came early", "the advocate listened", "the plan was late")
    audits = [
        {"case": f"C-{n}", "auditor": "auditor-01", "audited_on": "2026-04-02", "overall": "good",
         "strengths": text}
        for n, text in enumerate(told)
    ]  # fmt: skip
    Path("answers.json").write_text(json.dumps({"tool": "thresholds", "audits": audits}))
    assert run_here(capsys, "record", "answers.json", "--db", "x.audit").code == 0
    return "x.audit"


def test_frequent_words_are_counted_strengths_and_improvements_apart(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run_here(capsys, "words", "--db", database)
    assert done.out.splitlines() == [
        "Whole audits",
        "  Word      Strengths  Improvements",
        "  advocate          2             0",
    ]
    assert "may be a name" in done.err
    (theme,) = run_here(capsys, "words", "--db", database, "--json").document["themes"]
    assert theme["terms"] == [
        {"term": "advocate", "audits": 2, "strengths": 2, "improvements": 0}
    ]  # fmt: skip


def test_texts_are_found_with_their_audits(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run_here(capsys, "words", "--db", database, "--search", "early advocate")
    assert "Strengths — Good" in done.out
    assert "    the advocate came early" in done.out
    assert done.err == "Found in 1 text of 1 audit.\n"
    document = run_here(
        capsys, "words", "--db", database, "--search", "advocate", "--json"
    ).document
    assert (document["number"], document["audits"]) == (2, 2)


def test_words_together_need_words_to_look_for(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run_here(capsys, "words", "--db", database, "--together")
    assert (done.code, done.out) == (2, "")
    assert "give the words to look for" in done.err
