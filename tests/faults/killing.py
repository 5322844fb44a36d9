"""Kills the program at random moments of its work and looks what is left: `kill -9`, many times.

`python -m tests.faults.killing [COUNT] [SEED]` prints how many kills it did, and the first promise
that was broken, if any. POSIX only: it forks, so that a kill takes a tenth of a second.
"""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from shutil import copytree, rmtree
from tempfile import TemporaryDirectory

from db.verifying import verify
from tests.faults.works import WORKS, Work, reopened

AFTER_THE_END = 4
"""How long a work is given at most before it is killed, in lengths of the whole work.

It goes slower in a new process, and some are to be killed after their end."""


class Broken(Exception):
    """A promise was broken: which work, at which kill."""


def kill_often(count: int, seed: int, folder: Path) -> Iterator[bool]:
    """Kill each work in turn, `count` times in all; yields whether it was in the middle of it."""
    chance = Random(seed)
    victims = {name: _Victim(work, folder / name) for name, work in WORKS.items()}
    for number in range(count):
        name = [*victims][number % len(victims)]
        try:
            yield victims[name].kill_once(chance)
        except Exception as error:
            raise Broken(f"{name}, kill {number} of seed {seed}: {error!r}") from error


class _Victim:
    """One work, begun again from the same files before each kill."""

    def __init__(self, work: Work, folder: Path) -> None:
        self._work = work
        self._start, self._run = folder / "start", folder / "run"
        self._start.mkdir(parents=True)
        work.prepare(self._start / "own.audit")
        self._steps, self._lasts = self._measure()

    def kill_once(self, chance: Random) -> bool:
        """Do the work in a process of its own, kill it, and check what was promised."""
        path = self._fresh()
        child, told = _forked(self._work, path)
        time.sleep(chance.uniform(0, self._lasts * AFTER_THE_END))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status):
            raise AssertionError("the work failed by itself")
        return len(self._checked(path, told)) < self._steps

    def _checked(self, path: Path, told: int) -> set[str]:
        """Return what was acknowledged, once it is seen to be there."""
        with os.fdopen(told, encoding="utf-8") as lines:
            acknowledged = {line.rstrip("\n") for line in lines if line.endswith("\n")}
        with reopened(path) as store:
            problems = verify(store).problems
            held = self._work.holds(store)
        if problems:
            raise AssertionError(problems)
        if not acknowledged <= held:
            raise AssertionError(f"lost: {acknowledged - held}")
        return acknowledged

    def _fresh(self) -> Path:
        rmtree(self._run, ignore_errors=True)
        copytree(self._start, self._run)
        return self._run / "own.audit"

    def _measure(self) -> tuple[int, float]:
        """Return how many things the whole work acknowledges, and how many seconds it takes."""
        path, told = self._fresh(), set[str]()
        started = time.monotonic()
        self._work.do(path, told.add)
        return len(told), time.monotonic() - started


def _forked(work: Work, path: Path) -> tuple[int, int]:
    """Begin the work in a child; returns its number and where its acknowledgements are read."""
    told, tell = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        return child, told
    os.close(told)
    code = 1
    try:
        work.do(path, lambda done: _say(tell, done))
        code = 0
    except BaseException as error:  # noqa: BLE001 -- a process of its own has nobody to raise to
        sys.stderr.write(f"{error!r}\n")
    finally:
        os._exit(code)


def _say(tell: int, done: str) -> None:
    os.write(tell, f"{done}\n".encode())


def main(count: int, seed: int) -> int:
    with TemporaryDirectory() as folder:
        try:
            killed = list(kill_often(count, seed, Path(folder)))
        except Broken as broken:
            sys.stdout.write(f"{broken}\n")
            return 1
    sys.stdout.write(
        f"{len(killed)} kills (seed {seed}), {sum(killed)} of them in the middle: nothing "
        "acknowledged was lost.\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in [*sys.argv[1:], "500", "1"][:2])))
