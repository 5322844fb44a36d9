"""`tools import` and `tools export`: audit tools to and from Excel workbooks."""

import io
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from exports.xlsform import tool_workbook
from forms.tool_files import builtin_tool, builtin_tool_ids, read_tool
from forms.xlsform import import_workbook
from tests.commands import run_here


def workbook(**sheets: list[list[str]]) -> bytes:
    file = io.BytesIO()
    with Workbook(file) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
    return file.getvalue()


GOOD = workbook(
    survey=[
        ["type", "name", "label"],
        ["select_one yn", "seen", "Was the child seen?"],
        ["geopoint", "place", "Where?"],
    ],
    choices=[["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]],
    settings=[["form_title", "form_id"], ["Visits", "visits"]],
)
BAD = workbook(survey=[["type", "name", "label"], ["select_one gone", "seen", "Seen?"]])


@pytest.mark.parametrize("tool_id", builtin_tool_ids())
def test_every_built_in_tool_comes_back_equal(tool_id: str) -> None:
    tool = builtin_tool(tool_id)
    imported = import_workbook(tool_workbook(tool), "form.xlsx")
    assert imported.report[1:] == ((), (), ())
    assert imported.tool == tool
    assert imported.tool.hash == tool.hash


def test_an_import_writes_a_tool_and_tells_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form, target = tmp_path / "form.xlsx", tmp_path / "tool.yaml"
    form.write_bytes(GOOD)
    done = run_here(capsys, "tools", "import", form, "-o", target, "--json")
    assert done.code == 0
    report = done.document
    assert report["accepted"] == 2
    assert ("survey", 3) in [(line["sheet"], line["row"]) for line in report["degraded"]]
    assert report["refused"] == []
    tool = read_tool(target.read_bytes(), "tool.yaml")
    assert (tool.id, tool.title) == ("visits", "Visits")
    assert [question.kind for question in tool.questions.values()] == ["one_of", "inert"]


def test_a_refused_workbook_is_told_by_row_and_column_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form, target = tmp_path / "form.xlsx", tmp_path / "tool.yaml"
    form.write_bytes(BAD)
    done = run_here(capsys, "tools", "import", form, "-o", target)
    assert done.code == 1
    assert done.out.startswith(f"refused: {form}!survey:2:A: ")
    assert "nothing was written" in done.err
    assert not target.exists()


def test_a_workbook_is_checked_like_a_tool_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(BAD)
    done = run_here(capsys, "tools", "check", form)
    assert done.code == 1
    assert done.out.startswith(f"{form}!survey:2:1: ")
    form.write_bytes(GOOD)
    assert run_here(capsys, "tools", "check", form).code == 0
    assert "Was the child seen?" in run_here(capsys, "tools", "show", form).out


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0"])
def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(content)
    done = run_here(capsys, "tools", "import", form, "-o", tmp_path / "t.yaml", "--json")
    assert done.code == 1
    assert len(done.document["refused"]) == 1


def test_a_missing_workbook_is_known_trouble(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run_here(capsys, "tools", "import", tmp_path / "gone.xlsx", "-o", tmp_path / "t")
    assert done.code == 1
    assert "cannot be read" in done.err


def test_an_export_writes_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "form.xlsx"
    done = run_here(capsys, "tools", "export", "dip-sample", "-o", target, "--json")
    assert (done.code, done.document["tool"]) == (0, "dip-sample")
    assert import_workbook(target.read_bytes(), "form.xlsx").tool == builtin_tool("dip-sample")


@pytest.mark.parametrize("name", ["audits.audit", "folder"])
def test_an_export_replaces_nothing_but_a_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    target = tmp_path / name
    if name == "folder":
        target.mkdir()
    else:
        target.write_bytes(b"SQLite format 3\0")
    assert run_here(capsys, "tools", "export", "thresholds", "-o", target).code == 1
    assert target.is_dir() or target.read_bytes() == b"SQLite format 3\0"
