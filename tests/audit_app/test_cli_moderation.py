"""`moderate` and `dispute`."""

import json
from pathlib import Path
from typing import Any

import pytest

from db.opening import open_reading
from db.verifying import verify
from tests.audit_app.test_cli_merge import record
from tests.commands import Done, run_here, snapshot

GIVEN: dict[str, Any] = {"case": "C-1", "auditor": "one", "audited_on": "2026-04-02"}


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A database with one audit of an auditor."""
    monkeypatch.chdir(tmp_path)
    record(capsys, "all.audit", {"C-1": "good"})
    return tmp_path


def answers(*audits: dict[str, Any], tool: str = "thresholds") -> None:
    Path("moderated.json").write_text(json.dumps({"tool": tool, "audits": audits}))


def moderate(capsys: pytest.CaptureFixture[str], *more: str, by: str = "lead") -> Done:
    command = ("moderate", "C-1", "--db", "all.audit", "--answers", "moderated.json", "--by", by)
    return run_here(capsys, *command, *more, "--json")


def dispute(capsys: pytest.CaptureFixture[str], *more: str) -> Done:
    return run_here(capsys, "dispute", "C-1", "--db", "all.audit", "--json", *more)


def overall(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    done = run_here(capsys, "figures", "--db", "all.audit", "--tool", "thresholds", "--json")
    counts: dict[str, int] = done.document["overall"]["counts"]
    return {code: count for code, count in counts.items() if count}


def test_a_moderation_is_sealed_and_counts_and_agreement_knows_both(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers({**GIVEN, "overall": "inadequate", "overall_reason": "No decision is recorded."})
    done = moderate(capsys, "--reason", "No decision on file.")
    assert done.code == 0
    made = done.document
    assert (made["moderator"], made["blind"]) == ("lead", False)
    assert made["changed"] == [
        {"field": "overall", "label": "Overall grade", "before": "Good", "after": "Inadequate"}
    ]
    assert overall(capsys) == {"inadequate": 1}
    history = run_here(capsys, "history", "C-1", "--db", "all.audit")
    assert "No decision on file." in history.out
    assert "lead" in history.out
    agreed = run_here(capsys, "agreement", "--db", "all.audit", "--json").document
    assert agreed["moderations"]["cases"] == 1
    with open_reading(Path("all.audit")) as store:
        assert verify(store).problems == []


def test_what_the_file_leaves_out_stays_as_the_auditor_had_it(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers({**GIVEN, "auditor": "lead", "strengths": "Quick decisions."})
    assert moderate(capsys).document["changed"] == []
    assert overall(capsys) == {"good": 1}


def test_blind_takes_no_grade_over(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers({**GIVEN, "strengths": "Quick decisions."})
    before = snapshot(work)
    done = moderate(capsys, "--blind", "--reason", "Seen otherwise.")
    assert done.code == 1
    assert "Overall grade" in done.err
    assert snapshot(work) == before
    answers({**GIVEN, "overall": "good", "overall_reason": "Decided within a day."})
    assert moderate(capsys, "--blind").document["blind"] is True


def test_every_problem_is_told_at_once_and_nothing_is_written(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(
        {**GIVEN, "case": "C-2", "audited_on": "2026-04-03", "auditor": "two", "overall": "good"},
        {**GIVEN, "case": "C-3"},
    )
    before = snapshot(work)
    done = moderate(capsys, "--blind")
    told = " ".join(each["message"] for each in done.document["problems"])
    assert done.code == 1
    for part in ("a second audit", "“case”", "“audited_on”", "“auditor”"):
        assert part in told
    assert snapshot(work) == before


def test_a_changed_grade_without_a_reason_is_refused_with_its_place(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers({**GIVEN, "overall": "inadequate", "overall_reason": "No decision."})
    done = moderate(capsys)
    assert done.code == 1
    assert "moderated.json:1:35: 1 grade is changed; say why with --reason" in done.err


def test_another_tool_is_refused(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers(GIVEN, tool="childs-voice")
    done = moderate(capsys)
    assert (done.code, "another tool" in done.err) == (1, True)


def test_nobody_moderates_the_own_audit(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers({**GIVEN, "overall": "good"})
    done = moderate(capsys, by="One ")
    assert (done.code, "You audited this case yourself" in done.err) == (1, True)


def test_a_moderation_is_disputed_once_and_settled_by_another(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ("--by", "service", "--reason", "The decision is in the other folder.")
    refused = dispute(capsys, *said)
    assert (refused.code, "was moderated" in refused.err) == (1, True)
    answers({**GIVEN, "overall": "inadequate", "overall_reason": "No decision is recorded."})
    assert moderate(capsys, "--reason", "No decision on file.").code == 0
    done = dispute(capsys, *said)
    assert (done.code, done.document["by"]) == (0, "service")
    assert overall(capsys) == {"inadequate": 1}
    assert dispute(capsys, *said).code == 1
    answers({**GIVEN, "overall": "good", "overall_reason": "It was found."})
    assert moderate(capsys, "--reason", "It was found.", by="panel").code == 0
    assert overall(capsys) == {"good": 1}


def test_people_read_what_changed_in_lines(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers({**GIVEN, "overall": "inadequate", "overall_reason": "No decision is recorded."})
    command = ("moderate", "C-1", "--db", "all.audit", "--answers", "moderated.json")
    done = run_here(capsys, *command, "--by", "lead", "--reason", "No decision on file.")
    assert done.out == "Overall grade: Good → Inadequate\n"
    assert "1 grade changed" in done.err
