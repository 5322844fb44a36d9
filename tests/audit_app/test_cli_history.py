"""`history`, `retention` and `erase` as scripts use them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit_app.paths import user_paths
from db.backup_series import back_up_automatically, list_backups, store_uid
from db.drafts import save_field
from db.opening import create_store, open_reading, open_store
from db.sealing import complete_audit, reopen_audit, start_audit
from db.tool_versions import publish_tool, withdraw_tool
from tests.commands import Done, run_here
from tests.db.making import an_audit, mini_tool, ticking_clock

Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return lambda *arguments: run_here(capsys, *arguments)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two audits; the first was completed again with another grade."""
    path = tmp_path / "own.audit"
    with create_store(path, ticking_clock(datetime(2026, 5, 1, 9, tzinfo=UTC))) as store:
        first, second = (start_audit(store, mini_tool(), an_audit(case)) for case in ("C-1", "C-2"))
        complete_audit(store, first, "auditor-01")
        complete_audit(store, second, "auditor-01")
        reopen_audit(store, first, "qa-lead")
        save_field(store, first, "overall", "outstanding")
        complete_audit(store, first, "qa-lead")
    return path


def _uid(run: Run, database: Path, case: str) -> str:
    return str(run("history", case, "--db", database, "--json").document["audit"])


def test_a_history_is_told_in_words_and_as_json(run: Run, database: Path) -> None:
    said = run("history", "c-1", "--db", database)
    assert said.code == 0
    for words in ("Version 2  Completed by qa-lead", "Overall grade", "before: Good",
                  "after:  Outstanding", "Made here."):  # fmt: skip
        assert words in said.out
    told = run("history", "C-1", "--db", database, "--json").document
    first, second = told["versions"]
    assert second["parents"] == [first["hash"]]
    assert [(each["field"], each["after"]) for each in second["changes"]] == [
        ("overall", "Outstanding")
    ]


def test_versions_are_compared_and_printed_by_number(
    run: Run, database: Path, tmp_path: Path
) -> None:
    compared = run("history", "C-1", "--db", database, "--compare", 2, 1)
    assert "before: Outstanding" in compared.out
    target = tmp_path / "version.pdf"
    assert run("history", "C-1", "--db", database, "--print", 1, "-o", target).code == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert run("history", "C-1", "--db", database, "--print", 1).code == 2
    assert run("history", "C-1", "--db", database, "--compare", 1, 9).code == 1


def test_an_audit_that_is_not_there_or_not_one_is_a_known_problem(run: Run, database: Path) -> None:
    assert run("history", "C-9", "--db", database).code == 1
    with open_store(database) as store:
        complete_audit(store, start_audit(store, mini_tool(), an_audit("C-1")), "auditor-02")
    said = run("history", "C-1", "--db", database)
    assert said.code == 1
    assert "means 2 audits" in said.err


def test_what_is_past_its_time_is_listed(run: Run, database: Path) -> None:
    found = run("retention", "--db", database, "--before", "2027-01-01", "--json")
    assert '"case": "C-1"' in found.out
    assert run("retention", "--db", database, "--before", "2020-01-01", "--json").out == "[]\n"
    assert run("retention", "--db", database, "--before", "soon").code == 2


def test_nothing_is_erased_before_somebody_says_yes(run: Run, database: Path) -> None:
    uid = _uid(run, database, "C-1")
    before = database.read_bytes()
    said = run("erase", uid, "--db", database, "--reason", "Six years")
    assert said.code == 1
    assert "1 audit would be erased" in said.err
    assert database.read_bytes() == before


def test_an_erased_audit_is_gone_and_its_marker_is_listed(run: Run, database: Path) -> None:
    uid = _uid(run, database, "C-1")
    said = run("erase", uid, "--db", database, "--reason", "Six years", "--author", "officer",
               "--yes", "--json")  # fmt: skip
    assert said.document["audits"] == 1
    assert run("history", "C-1", "--db", database).code == 1
    listed = run("retention", "--db", database, "--erased")
    for words in (uid, "officer", "2 versions", "Six years"):
        assert words in listed.out
    assert run("verify", database).code == 0


def test_backups_that_hold_what_was_erased_are_counted_and_replaced(
    run: Run, database: Path
) -> None:
    folder = user_paths().data / "backups"
    with open_store(database) as store:
        back_up_automatically(store, folder, "opened")
    first, second = _uid(run, database, "C-1"), _uid(run, database, "C-2")
    told = run("erase", first, "--db", database, "--reason", "Six years", "--yes", "--json")
    assert told.document["backups"] == 1
    told = run("erase", second, "--db", database, "--reason", "Six years", "--yes", "--json",
               "--remove-backups")  # fmt: skip
    assert (told.document["backups"], told.document["backups_removed"]) == (0, 1)
    with open_reading(database) as store:
        left = list_backups(folder, store_uid(store))
    assert [row.audits for row in left] == [0]


def test_files_beside_that_hold_what_was_erased_are_named(run: Run, database: Path) -> None:
    aside = database.with_name(f"{database.stem}.replaced-2026-11-21-120000{database.suffix}")
    aside.touch()
    said = run("erase", _uid(run, database, "C-1"), "--db", database, "--reason", "Six years",
               "--yes", "--json")  # fmt: skip
    assert said.document["beside"] == [str(aside)]
    assert aside.name in said.err
    assert aside.exists()


@pytest.mark.slow  # a reader is waited for as long as SQLite waits
def test_traces_that_a_reader_kept_in_the_file_are_cleaned_when_asked_again(
    run: Run, database: Path
) -> None:
    uid = _uid(run, database, "C-1")
    with open_reading(database) as reader, reader.snapshot():
        assert reader.number("SELECT count(*) FROM revision") == 3
        said = run("erase", uid, "--db", database, "--reason", "Six years", "--yes")
        assert "Traces may be left" in said.err
    assert run("erase", "--db", database).code == 0
    assert run("verify", database).code == 0


def test_the_history_of_a_published_tool_is_told_by_its_name(run: Run, database: Path) -> None:
    with open_store(database) as store:
        publish_tool(store, mini_tool(), "qa-lead")
        withdraw_tool(store, mini_tool().hash, "manager", "The standard changed")
    said = run("history", "mini@1.0", "--db", database)
    assert "Version 1  Published by qa-lead" in said.out
    assert "Reason: The standard changed" in said.out
    assert run("history", f"mini@{mini_tool().hash}", "--db", database).out == said.out
    assert run("history", "mini@2.0", "--db", database).code == 1
