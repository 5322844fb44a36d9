"""`tools check` over a folder names every fault of every file in one run."""

from pathlib import Path

import pytest

from exports.xlsform import write_tool_workbook
from forms.tool_files import builtin_tool
from tests.commands import run_here

FOLDER = Path(__file__).parents[1] / "forms" / "broken_tools"


def test_one_run_over_a_folder_tells_every_fault(capsys: pytest.CaptureFixture[str]) -> None:
    done = run_here(capsys, "tools", "check", FOLDER)
    expected = [
        f"{path.with_suffix('.yaml')}:{line}"
        for path in sorted(FOLDER.glob("*.expected"))
        for line in path.read_text("utf-8").splitlines()
    ]
    assert done.code == 1
    assert done.out.splitlines() == expected
    assert len(expected) > 100


def test_a_workbook_is_checked_as_it_would_be_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = tmp_path / "sound.xlsx"
    write_tool_workbook(builtin_tool("thresholds"), sound)
    assert run_here(capsys, "tools", "check", sound).code == 0
    torn = tmp_path / "torn.xlsx"
    torn.write_bytes(sound.read_bytes()[:200])
    done = run_here(capsys, "tools", "check", torn, sound, tmp_path / "missing.xlsx")
    assert done.code == 1
    assert [line.partition(":")[0] for line in done.out.splitlines()] == [
        str(torn),
        str(tmp_path / "missing.xlsx"),
    ]
