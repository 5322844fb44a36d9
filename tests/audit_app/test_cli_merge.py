"""`merge`, `batches` and `unmerge`."""

import json
from pathlib import Path

import pytest

from tests.commands import Done, run_here, snapshot

COUNTS = dict.fromkeys(
    ("new", "updated", "identical", "joined", "conflicts", "set_aside", "erased"), 0
)


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A folder with the databases of two auditors, three and two audits in them."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name, cases in (("one", range(3)), ("two", range(5, 7))):
        record(capsys, f"{name}.audit", {f"C-{case}": "good" for case in cases}, auditor=name)
    return folder


def record(
    capsys: pytest.CaptureFixture[str], database: str, grades: dict[str, str], auditor: str = "one"
) -> None:
    audits = [
        {"case": case, "auditor": auditor, "audited_on": "2026-04-02", "overall": grade}
        for case, grade in grades.items()
    ]
    Path("answers.json").write_text(json.dumps({"tool": "thresholds", "audits": audits}))
    assert run_here(capsys, "record", "answers.json", "--db", database).code == 0


def merge(capsys: pytest.CaptureFixture[str], *arguments: str) -> Done:
    return run_here(capsys, "merge", *arguments, "--json")


def audits(capsys: pytest.CaptureFixture[str], database: str) -> int:
    return int(run_here(capsys, "verify", database, "--json").document["audits"])


def test_merging_brings_all_and_again_adds_nothing(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = merge(capsys, "one.audit", "two.audit", "--into", "all.audit")
    assert first.code == 0
    assert first.document["audits"] == {**COUNTS, "new": 5}
    assert first.document["files"][0].keys() >= {"path", "sha256", "status", "reason"}
    assert first.document["batch"]
    before = snapshot(work)
    again = merge(capsys, "one.audit", "two.audit", "--into", "all.audit")
    assert again.code == 0
    assert again.document["batch"] is None
    assert {file["status"] for file in again.document["files"]} == {"already"}
    assert snapshot(work) == before


def test_audits_that_are_there_already_are_identical(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merge(capsys, "one.audit", "--into", "all.audit")
    record(capsys, "one.audit", {"C-9": "good"})
    document = merge(capsys, "one.audit", "--into", "all.audit").document
    assert document["audits"] == {**COUNTS, "new": 1, "identical": 3}


def test_a_correction_is_an_update_and_two_are_a_conflict(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merge(capsys, "one.audit", "--into", "all.audit")
    record(capsys, "one.audit", {"C-1": "inadequate"})
    document = merge(capsys, "one.audit", "--into", "all.audit").document
    assert document["audits"]["updated"] == 1
    record(capsys, "all.audit", {"C-1": "outstanding"})
    record(capsys, "one.audit", {"C-1": "good"})
    done = merge(capsys, "one.audit", "--into", "all.audit")
    assert (done.code, done.document["audits"]["conflicts"]) == (0, 1)
    assert "1 audit has two versions that differ" in done.err
    scope = run_here(capsys, "figures", "--db", "all.audit", "--json").document["scope"]
    assert (scope["audits"], scope["conflicts_left_out"]) == (2, 1)


def test_recording_over_a_conflict_is_refused_and_changes_nothing(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merge(capsys, "one.audit", "--into", "all.audit")
    record(capsys, "all.audit", {"C-1": "outstanding"})
    record(capsys, "one.audit", {"C-1": "inadequate"})
    merge(capsys, "one.audit", "--into", "all.audit")
    before = snapshot(work)
    done = run_here(capsys, "record", "answers.json", "--db", "all.audit", "--json")
    assert done.code == 1
    assert "settle the conflict first" in done.document["error"]
    assert snapshot(work) == before


@pytest.mark.parametrize("existing", [False, True])
def test_a_dry_run_says_the_same_and_changes_nothing(
    work: Path, capsys: pytest.CaptureFixture[str], existing: bool
) -> None:
    if existing:
        merge(capsys, "two.audit", "--into", "all.audit")
    before = snapshot(work)
    dry = merge(capsys, "one.audit", "two.audit", "--into", "all.audit", "--dry-run")
    assert snapshot(work) == before
    assert (dry.code, dry.document["batch"]) == (0, None)
    assert "nothing was changed" in dry.err
    real = merge(capsys, "one.audit", "two.audit", "--into", "all.audit")
    assert dry.document["audits"] == real.document["audits"]
    assert dry.document["files"] == real.document["files"]


def test_a_merge_is_listed_and_taken_back(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    merge(capsys, "one.audit", "--into", "all.audit")
    second = merge(capsys, "two.audit", "--into", "all.audit").document["batch"]
    listed = json.loads(run_here(capsys, "batches", "--db", "all.audit", "--json").out)
    assert [len(listed), listed[0]["batch"]] == [2, second]
    assert [file["name"] for file in listed[0]["files"]] == ["two.audit"]
    shown = run_here(capsys, "batches", "--db", "all.audit").out.splitlines()
    assert [line.split()[-1] for line in shown] == ["two.audit", "one.audit"]
    undone = run_here(capsys, "unmerge", second, "--db", "all.audit", "--json")
    assert (undone.code, undone.document) == (0, {"batch": second, "revisions": 2})
    assert audits(capsys, "all.audit") == 3
    assert merge(capsys, "two.audit", "--into", "all.audit").document["audits"]["new"] == 2


def test_an_unknown_or_built_on_batch_is_not_taken_back(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = merge(capsys, "one.audit", "--into", "all.audit").document["batch"]
    record(capsys, "all.audit", {"C-1": "inadequate"})
    before = snapshot(work)
    unknown = run_here(capsys, "unmerge", "nonsense", "--db", "all.audit")
    built_on = run_here(capsys, "unmerge", batch, "--db", "all.audit", "--json")
    assert (unknown.code, built_on.code) == (1, 1)
    assert "no such merge" in unknown.err
    assert "later work builds on" in built_on.document["error"]
    assert snapshot(work) == before


def test_refused_files_are_told_and_the_others_go_on(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "letter.audit").write_text("Dear all")
    done = merge(capsys, "letter.audit", "one.audit", "gone.audit", "--into", "all.audit")
    assert done.code == 0
    assert [file["status"] for file in done.document["files"]] == ["refused", "merged", "refused"]
    assert "letter.audit was refused: " in done.err
    assert audits(capsys, "all.audit") == 3


def test_where_every_file_is_refused_no_database_is_made(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "letter.audit").write_text("Dear all")
    before = snapshot(work)
    done = merge(capsys, "letter.audit", "gone.audit", "--into", "all.audit")
    assert (done.code, done.document["batch"]) == (1, None)
    assert snapshot(work) == before


def test_a_database_is_not_merged_into_itself(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(work)
    done = merge(capsys, "one.audit", "--into", "./one.audit")
    assert (done.code, done.document["files"][0]["status"]) == (1, "refused")
    assert snapshot(work) == before


def test_sources_are_never_changed(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(work)
    merge(capsys, "one.audit", "two.audit", "--into", "all.audit")
    after = snapshot(work)
    del after["all.audit"]
    assert after == before


def test_people_see_a_table_and_how_to_take_it_back(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run_here(capsys, "merge", "one.audit", "two.audit", "--into", "all.audit")
    assert done.out.splitlines() == [
        "one.audit  merged",
        "two.audit  merged",
        "",
        "new        5",
        "updated    0",
        "identical  0",
        "joined     0",
        "conflicts  0",
        "set aside  0",
        "erased     0",
    ]
    assert "audit-app unmerge" in done.err


def test_the_report_is_written_as_a_pdf_and_as_a_table(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = ("--report", "merge.pdf", "--report", "merge.csv")
    done = merge(capsys, "one.audit", "two.audit", "--into", "all.audit", *reports)

    assert done.code == 0
    assert done.document["audits"]["new"] == 5
    assert Path("merge.pdf").read_bytes().startswith(b"%PDF")
    assert Path("merge.csv").read_text("utf-8-sig").count("C-") == 5
    assert merge(capsys, "one.audit", "--into", "all.audit", "--report", "merge.txt").code == 2
