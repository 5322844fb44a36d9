"""`figures --measure … --by … --and …`: one measure by one field or two."""

import json

import pytest

from tests.audit_app.test_cli_figures import figures, work
from tests.commands import run_here

__all__ = ["work"]


@pytest.mark.usefixtures("work")
def test_a_crossing_comes_beside_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    plain = figures(capsys, "--tool", "thresholds", "--by", "team", "--json")
    crossed = figures(capsys, "--tool", "thresholds", "--by", "team", "--and", "quarter", "--json")
    document = json.loads(crossed.out)
    crossing = document.pop("crossing")
    assert document == json.loads(plain.out)
    assert (crossing["measure"], crossing["by"], crossing["and"]) == ("overall", "team", "quarter")
    assert [column["value"] for column in crossing["columns"]] == ["2026-Q1", "2026-Q2"]
    north, south = crossing["rows"]
    assert (north["value"], north["total"]["n"], north["total"]["audits"]) == ("N", 3, 3)
    assert [cell["n"] for cell in north["cells"]] == [3, 0]
    assert south["total"]["good_or_better"]["count"] == 2
    assert crossing["total"]["good_or_better"] == document["overall"]["good_or_better"]


@pytest.mark.usefixtures("work")
def test_people_read_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    done = figures(
        capsys, "--tool", "thresholds", "--by", "month", "--measure", "section:information"
    )
    assert "6 audits of 6 cases" in done.out
    assert ", by month" in done.out
    assert "  Mar 2026" in done.out
    assert "6 audits have no such grade." in done.out


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--measure", "overall"], 2, "say by which field with --by FIELD"),
        (["--and", "team"], 2, "say by which field with --by FIELD"),
        (["--by", "team", "--and", "team"], 1, "two different fields"),
        (["--by", "team", "--measure", "question:history_read"], 1, "those of one audit tool"),
        (["--tool", "thresholds", "--by", "team", "--measure", "question:x"], 1, "no question “x”"),
        (["--by", "team", "--measure", "mean"], 1, "“mean” is no measure"),
    ],
)
def test_what_cannot_be_crossed_is_told(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, sentence: str
) -> None:
    done = figures(capsys, *arguments)
    assert (done.code, done.out) == (code, "")
    assert sentence in done.err


def test_help_names_the_measures(capsys: pytest.CaptureFixture[str]) -> None:
    assert "theme:NAME" in run_here(capsys, "figures", "--help").out
