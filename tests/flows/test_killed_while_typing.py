"""Killed in the middle of a word: everything the window called saved is there after the restart."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice, takewhile
from pathlib import Path
from random import Random

import pytest

from db.opening import open_reading
from db.sealing import open_audit
from db.verifying import verify
from forms.evaluation import evaluate

ROOT = Path(__file__).parents[2]
Said = list[object]


def type_until_killed(folder: Path, seed: int) -> list[Said]:
    """Let someone type, kill the program at a random moment; returns all that it had said.

    Not before the place was kept for the first time: until then there is nowhere to return to.
    """
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.flows.typist", str(folder), str(seed)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typist.stdout is not None
    with typist:
        try:
            voice = heard(typist.stdout)
            said = list(takewhile(lambda each: each[0] != "kept", voice))
            said += islice(voice, Random(seed).randint(0, 60))
        finally:
            typist.send_signal(signal.SIGKILL)
        return said + list(heard(typist.stdout))


def heard(lines: Iterator[str]) -> Iterator[Said]:
    """Yield what is said, to the last line that was still said whole."""
    for line in lines:
        if line.endswith("\n"):
            yield json.loads(line)


def acknowledged(said: list[Said]) -> dict[str, list[object]]:
    """Return, by field, the last value that was called saved, and every later one."""
    values: dict[str, list[object]] = {}
    first: dict[str, int] = {}
    for what, *rest in said:
        if what == "edit":
            values.setdefault(str(rest[0]), []).append(rest[1])
        elif what == "saved":
            first |= {field: len(given) - 1 for field, given in values.items()}
    return {field: values[field][at:] for field, at in first.items()}


def places(said: list[Said]) -> list[Said]:
    """Return the last place that was kept, and every later one."""
    kept = max((at for at, (what, *_) in enumerate(said) if what == "kept"), default=0)
    return [rest[-2:] for what, *rest in said[kept:] if what in ("kept", "at", "back")]


def kill_again_and_again(folder: Path, seeds: range) -> None:
    """Each session returns to the place of the one before, unless an answer since hides it."""
    where: list[Said] = []
    hidden: set[object] = set()
    uid = ""
    for seed in seeds:
        said = type_until_killed(folder, seed)
        back = next(rest for what, *rest in said if what == "back")
        assert not uid or back[0] == uid
        assert not where or back[1:] in where or hidden & {stop for _, stop in where}, back
        uid, where = str(back[0]), places(said)
        with open_reading(folder / "data" / "my-audits.audit") as store:
            assert verify(store).ok
            opened = open_audit(store, uid)
        fields = opened.audit.to_fields()
        states = evaluate(opened.tool, opened.audit, date.today()).states
        hidden = {stop for stop, state in states.items() if state == "hidden"}
        for field, values in acknowledged(said).items():
            assert fields.get(field) in values, field


def test_nothing_that_was_called_saved_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, range(3))


@pytest.mark.slow
def test_nothing_is_lost_however_often_the_program_is_killed(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, range(100, 130))
