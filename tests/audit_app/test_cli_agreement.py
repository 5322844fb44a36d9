"""`agreement`: its document, its words and its refusals."""

import json
from pathlib import Path

import pytest

from tests.commands import run_here

pytestmark = pytest.mark.usefixtures("work")

REFUSED = [
    (["--tool", "horoscope"], 1, "holds no audits with a tool “horoscope”"),
    (["--where", "moon=full"], 1, "No audit has a field “moon”"),
    (["--from", "2026-05-01", "--to", "2026-04-01"], 2, "is later than --to"),
    (["--profile", "published"], 2, "invalid choice"),
]


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder with a database in which two auditors graded three cases, and one a fourth."""
    monkeypatch.chdir(tmp_path)
    grades = {"a": ["good", "good", "inadequate", "good"], "b": ["good", "outstanding", "good"]}
    audits = [
        {"case": f"C-{case}", "auditor": auditor, "overall": grade, "audited_on": "2026-04-02",
         "attributes": {"team": "North"}}
        for auditor, several in grades.items()
        for case, grade in enumerate(several)
    ]  # fmt: skip
    Path("answers.json").write_text(json.dumps({"tool": "thresholds", "audits": audits}))
    assert run_here(capsys, "record", "answers.json", "--db", "x.audit").code == 0


def test_the_document_holds_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    done = run_here(capsys, "agreement", "--db", "x.audit", "--tool", "thresholds", "--json")
    assert (done.code, done.err) == (0, "")
    assert list(done.document) == [
        "scope", "double_audits", "moderations", "limits", "method", "strictness"
    ]  # fmt: skip
    assert done.document["strictness"]["too_few"] == 2
    assert done.document["scope"]["audits"] == 7
    found = done.document["double_audits"]
    assert (found["cases"], found["gradings"], found["people"]) == (3, 6, 2)
    overall = found["overall"]
    assert {name: overall["exact"][name] for name in ("cases", "pairs", "agreed")} == {
        "cases": 3, "pairs": 3, "agreed": 1,
    }  # fmt: skip
    assert set(overall["kappa"]) == {"value", "error", "low", "high", "reason"}
    assert overall["within_one"]["agreed"] == 2
    assert [each["graders"] for each in found["by_pair"]] == [["a", "b"]]
    assert [each["team"] for each in found["by_team"]] == ["North"]
    assert done.document["moderations"]["cases"] == 0


def test_people_read_sentences_and_a_table_that_fits(capsys: pytest.CaptureFixture[str]) -> None:
    done = run_here(capsys, "agreement", "--db", "x.audit")
    assert done.code == 0
    text = " ".join(done.out.split())
    assert "Two auditors gave the same overall grade in 1 of 3 pairs of audits (33%," in text
    assert "Only 3 cases were graded by two people." in text
    assert "No audit in this selection was moderated by a second person." in text
    assert "a and b 1 3 33%" in text
    assert all(len(line) <= 100 for line in done.out.splitlines())


@pytest.mark.parametrize(("options", "code", "sentence"), REFUSED)
def test_what_is_wrong_is_told(
    capsys: pytest.CaptureFixture[str], options: list[str], code: int, sentence: str
) -> None:
    done = run_here(capsys, "agreement", "--db", "x.audit", *options)
    assert (done.code, done.out) == (code, "")
    assert sentence in done.err


def test_a_scope_without_double_audits_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    done = run_here(capsys, "agreement", "--db", "x.audit", "--to", "2025-01-01")
    assert done.code == 0
    assert "nothing can be said of how far auditors agree" in " ".join(done.out.split())


def test_auditors_with_enough_audits_are_told_beside_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    audits = [
        {"case": f"D-{auditor}-{place}", "auditor": auditor, "audited_on": "2026-05-02",
         "overall": "good" if place < good else "inadequate"}
        for auditor, good in (("a", 2), ("b", 18))
        for place in range(20)
    ]  # fmt: skip
    Path("more.json").write_text(json.dumps({"tool": "thresholds", "audits": audits}))
    assert run_here(capsys, "record", "more.json", "--db", "x.audit").code == 0
    done = run_here(capsys, "agreement", "--db", "x.audit")
    text = " ".join(done.out.split())
    assert "How strictly auditors grade This is no measure of a person." in text
    assert "a: 5 of 24 audits good or better (21%)" in text
    found = run_here(capsys, "agreement", "--db", "x.audit", "--json").document["strictness"]
    assert [each["verdict"] for each in found["found"]["auditors"]] == ["stricter", "milder"]
