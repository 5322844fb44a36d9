"""`tools check` over a folder names every fault of every file in one run."""

from pathlib import Path

import pytest

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
