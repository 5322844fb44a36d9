"""kill -9 at random moments of typing, sealing, merging, undoing, migrating and the rest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks, to be quick")


def _kill(count: int, seed: int, *, least: int) -> None:
    """Kill in a process of its own, which has no threads when it forks.

    At least so many kills must meet work half done: on a busy machine few of a few do.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", str(count), str(seed)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    in_the_middle = int(done.stdout.split()[4])
    assert in_the_middle >= least, done.stdout


def test_a_few_kills_lose_nothing_acknowledged() -> None:
    _kill(9, seed=1, least=1)


@pytest.mark.slow
def test_hundreds_of_kills_lose_nothing_acknowledged() -> None:
    _kill(540, seed=2, least=135)
