"""`--profile published` and `quotes`: what leaves the service, chosen on the command line."""

import json
from pathlib import Path

import pytest

from tests.commands import run_here
from tests.exports.documents.reading import texts

WORDS = "The child was seen alone every week, in a place of her own choosing."


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A folder with forty audits of one tool, two of them inadequate, one with words."""
    monkeypatch.chdir(tmp_path)
    audits = [
        {"case": f"C-{n}", "auditor": "auditor-01", "audited_on": f"2026-0{1 + n % 6}-02",
         "overall": "inadequate" if n < 2 else "good", "attributes": {"team": "NS"[n % 2]},
         "strengths": WORDS if n == 7 else ""}
        for n in range(40)
    ]  # fmt: skip
    Path("answers.json").write_text(json.dumps({"tool": "thresholds", "audits": audits}))
    assert run_here(capsys, "record", "answers.json", "--db", "x.audit").code == 0
    return tmp_path


@pytest.mark.usefixtures("work")
def test_published_figures_show_c_for_small_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    done = run_here(capsys, "figures", "--db", "x.audit", "--profile", "published", "--json")
    found = json.loads(done.out)
    assert found["scope"]["audits"] == 40
    assert found["overall"]["counts"]["inadequate"] == "c"
    assert found["overall"]["counts"]["outstanding"] == 0
    assert found["overall"]["good_or_better"] == {
        "count": "c", "n": 40, "share": None, "low": None, "high": None
    }  # fmt: skip
    lines = run_here(capsys, "figures", "--db", "x.audit", "--profile", "published").out
    assert "inadequate c" in lines
    loose = run_here(capsys, "figures", "--db", "x.audit", "--profile", "published", "--json",
                     "--threshold", "1")  # fmt: skip
    assert json.loads(loose.out)["overall"]["counts"]["inadequate"] == 2


@pytest.mark.usefixtures("work")
def test_a_crossing_is_published_with_the_figures_it_stands_beside(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["figures", "--db", "x.audit", "--by", "team", "--profile", "published"]
    found = json.loads(run_here(capsys, *asked, "--measure", "overall", "--json").out)
    crossing = found["crossing"]
    assert crossing["scope"] == found["scope"]
    assert crossing["total"]["counts"] == found["overall"]["counts"]
    assert [row["total"]["counts"] for row in crossing["rows"]] == [
        group["overall"]["counts"] for group in found["by"]
    ]
    assert "c" in crossing["rows"][0]["total"]["counts"].values()
    lines = run_here(capsys, *asked, "--and", "quarter").out
    assert "Overall grade, by team and quarter" in lines
    assert "inadequate c" in lines


@pytest.mark.usefixtures("work")
def test_quotations_are_listed_and_published_by_id(capsys: pytest.CaptureFixture[str]) -> None:
    (quote,) = json.loads(run_here(capsys, "quotes", "--db", "x.audit", "--json").out)
    assert quote["text"] == WORDS
    assert run_here(capsys, "quotes", "--db", "x.audit").out.startswith(f"{quote['id']}  Overall")
    report = ["report", "thematic", "--db", "x.audit", "--profile", "published", "-o", "x.pdf"]
    assert run_here(capsys, *report).code == 0
    assert WORDS not in _words()
    assert run_here(capsys, *report, "--quote", quote["id"]).code == 0
    assert WORDS in _words()


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("kind", [["overview"], ["team", "--team", "N"], ["trend"]])
def test_further_kinds_are_published_from_the_threshold_asked_for(
    capsys: pytest.CaptureFixture[str], kind: list[str]
) -> None:
    report = ["report", *kind, "--db", "x.audit", "-o", "x.pdf", "--profile", "published"]
    assert run_here(capsys, *report, "--threshold", "3").code == 0
    assert "Published: small numbers suppressed" in _words()
    assert "“c” stands for a number from 1 to 3" in _words()
    assert run_here(capsys, *report, "--quote", "x").code == 2


def _words() -> str:
    return " ".join(" ".join(texts(Path("x.pdf").read_bytes())).split())


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--profile", "published", "--by", "auditor"], "could name a case or a person"),
        (["--profile", "published", "--where", "case=C-1"], "could name a case or a person"),
        (["--threshold", "5"], "go with --profile published only"),
        (["--profile", "published", "--threshold", "11"], "from 1 to 10"),
        (["--profile", "published", "--by", "team", "--and", "month"], "could name a case"),
    ],
)
def test_what_does_not_go_with_publishing_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    done = run_here(capsys, "figures", "--db", "x.audit", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
