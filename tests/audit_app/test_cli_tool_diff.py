"""`tools diff`: two versions side by side, from files, built in or in a database."""

from pathlib import Path

import pytest

from db.opening import create_store
from db.tool_versions import publish_tool
from db.tools import add_tool
from forms.tool_files import builtin_tool
from forms.versions.amending import amended, proposed
from tests.commands import run_here
from tests.db.making import MINI, mini_tool, stricter_tool


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_bytes(MINI)
    changed = MINI.replace(b'version: "1.0"', b'version: "1.1"').replace(
        b"How well?", b"How well was the child heard?"
    )
    new.write_bytes(changed.replace(b"look_back_months: 12", b"look_back_months: 6"))
    return old, new


def test_what_differs_is_told_with_what_it_probably_means(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    done = run_here(capsys, "tools", "diff", *files)
    assert done.code == 0
    for words in (
        "Mini, version 1.0",
        "2 differences",
        "look back months: 12 → 6",
        "First › How well was the child heard?",
        "label: How well? → How well was the child heard?",
        "q2        new measure  the look-back period changed from 12 to 6 months",
        "(grades)  new measure",
    ):
        assert words in done.out, words


def test_as_a_document_it_names_both_tools_every_change_and_a_proposal(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    document = run_here(capsys, "tools", "diff", *files, "--json").document
    assert (document["old"]["version"], document["new"]["version"]) == ("1.0", "1.1")
    assert document["old"]["hash"] == mini_tool().hash
    assert document["changes"] == [
        {"path": [], "kind": "changed", "what": "look_back_months", "before": "12", "after": "6",
         "question": None},
        {"path": ["First", "How well was the child heard?"], "kind": "changed", "what": "label",
         "before": "How well?", "after": "How well was the child heard?", "question": "q2"},
    ]  # fmt: skip
    assert document["questions"] == dict.fromkeys(["q1", "q2", "q3"], "new_measure")
    assert (document["grades"], document["map"]) == ("new_measure", None)


def test_a_tool_does_not_differ_from_itself(capsys: pytest.CaptureFixture[str]) -> None:
    done = run_here(capsys, "tools", "diff", "thresholds", "thresholds@1.0")
    assert (done.code, "no difference" in done.out) == (0, True)


def test_versions_in_a_database_are_found_and_their_map_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.audit"
    old = builtin_tool("thresholds")
    new = old.model_copy(update={"version": "1.1", "title": "Our thresholds"})
    with create_store(path) as store:
        publish_tool(store, amended(new, proposed(old, new)), "lead")
    names = ("thresholds@1.0", "thresholds@1.1")
    document = run_here(capsys, "tools", "diff", *names, "--db", path, "--json").document
    assert [change["what"] for change in document["changes"]] == ["title"]
    assert document["map"]["hash"] == old.hash


def test_two_tools_that_call_themselves_the_same_are_told_apart_by_hash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.audit"
    with create_store(path) as store:
        add_tool(store, mini_tool())
        add_tool(store, stricter_tool())
    done = run_here(capsys, "tools", "diff", "mini@1.0", "mini@1.0", "--db", path)
    assert (done.code, "Several audit tools" in done.err) == (1, True)
    names = [f"mini@{tool.hash[:8]}" for tool in (mini_tool(), stricter_tool())]
    done = run_here(capsys, "tools", "diff", *names, "--db", path)
    assert (done.code, "1 difference" in done.out) == (0, True)


@pytest.mark.parametrize("name", ["thresholds@9.9", "nothing@1.0", "nothing"])
def test_an_unknown_version_is_told_with_those_there_are(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run_here(capsys, "tools", "diff", name, "thresholds")
    assert (done.code, done.out) == (1, "")
    assert ("thresholds@1.0" in done.err) is name.startswith("thresholds")
