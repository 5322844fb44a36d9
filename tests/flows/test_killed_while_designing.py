"""Killed while a tool is being designed: every version the window called saved is there."""

import json
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from db.opening import open_reading
from db.tool_drafts import list_tool_drafts, load_tool_draft
from db.verifying import verify
from tests.flows.tool_typist import labels

ROOT = Path(__file__).parents[2]


def design_until_killed(folder: Path, seed: int) -> list[list[object]]:
    """Let someone design, kill the program at a random moment; returns all it had said."""
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.flows.tool_typist", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typist.stdout is not None
    with typist:
        try:
            lines = []
            while not any("saved" in line for line in lines):
                lines.append(next(typist.stdout))
            lines += islice(typist.stdout, Random(seed).randint(0, 40))
        finally:
            typist.send_signal(signal.SIGKILL)
        lines += typist.stdout
    return [json.loads(line) for line in lines if line.endswith("\n")]


@pytest.mark.slow
def test_no_version_of_a_tool_that_was_called_saved_is_lost(tmp_path: Path) -> None:
    begun = set()
    for seed in range(3):
        said = design_until_killed(tmp_path, seed)
        edits = [rest[0] for what, *rest in said if what == "edit"]
        begun |= {rest[0] for what, *rest in said if what == "begun"}
        last_saved = max(at for at, (what, *_) in enumerate(said) if what == "saved")
        acknowledged = sum(what == "edit" for what, *_ in said[:last_saved])
        with open_reading(tmp_path / "data" / "my-audits.audit") as store:
            assert verify(store).ok
            (row,) = list_tool_drafts(store)
            kept = labels(load_tool_draft(store, row.uid).data)
        assert kept in edits[acknowledged - 1 :]
    assert len(begun) == 1, "each session went on with the same draft"
