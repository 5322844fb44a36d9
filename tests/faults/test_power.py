"""Power cut at any call to the disk, and any call failing: what was acknowledged is there."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import apsw
import pytest

import db.connecting
from db.verifying import verify
from forms.errors import AuditAppError
from tests.faults.disk import LOSSES, Disk, Loss, PowerCut
from tests.faults.running import on_disk, restart
from tests.faults.works import WORKS, Work, reopened

pytestmark = pytest.mark.filterwarnings(
    # a power cut is no exception that anything could be tidied up after
    "ignore::pytest.PytestUnraisableExceptionWarning"
)

FEW, MANY = 8, 60
"""How many points of a work the ordinary tests try, and the slow ones."""


class Bench:
    """Does one work again and again, each time from the same files, on a new disk."""

    def __init__(self, work: Work, folder: Path) -> None:
        self.work = work
        self._start = folder / "start"
        self._folder = folder
        self._runs = 0
        self._start.mkdir()
        work.prepare(self._start / "own.audit")

    def run(self, disk: Disk) -> tuple[Path, list[str], BaseException | None]:
        """Return the database, what was acknowledged, and what stopped the work."""
        self._runs += 1
        path = self._folder / f"run-{self._runs}" / "own.audit"
        copytree(self._start, path.parent)
        told: list[str] = []
        try:
            with on_disk(disk):
                self.work.do(path, told.append)
        except (AuditAppError, PowerCut) as stopped:
            return path, told, stopped
        finally:
            disk.unregister()
        return path, told, None

    def calls(self) -> int:
        """Return how many calls to the disk the whole work takes."""
        disk = Disk()
        assert self.run(disk)[2] is None
        return disk.calls

    def check(self, path: Path, told: list[str]) -> None:
        """What was acknowledged is there, and the file is sound."""
        with reopened(path) as store:
            report = verify(store)
            assert report.problems == []
            assert set(told) <= self.work.holds(store)


ON_A_STICK = ("typing", "sealing", "merging", "erasing")
"""Works that are tried without a write-ahead log too, as on a stick or a network share."""


OFTEN = ("typing", "sealing", "merging", "migrating", "typing on a stick")
"""Works that the ordinary tests try; the slow ones try all."""
EVERY = [*WORKS, *(f"{name} on a stick" for name in ON_A_STICK)]


@pytest.fixture(
    params=[pytest.param(name, marks=[] if name in OFTEN else pytest.mark.slow) for name in EVERY]
)
def bench(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    name = request.param.removesuffix(" on a stick")
    if name != request.param:
        monkeypatch.setattr("db.connecting._WITH_LOG", db.connecting._WITHOUT_LOG)
    return Bench(WORKS[name], tmp_path)


def _some(calls: int, most: int = FEW) -> Iterator[int]:
    """Return points of a work, evenly spread; all of them where it takes few calls."""
    return iter(range(1, calls + 1, max(1, round(calls / most))))


def _cut(bench: Bench, at: int, losses: tuple[Loss, ...] = LOSSES) -> None:
    disk = Disk(seed=at)
    disk.cut_at = at
    path, told, stopped = bench.run(disk)
    assert isinstance(stopped, PowerCut)
    for loss in losses:
        left = restart(disk, loss, path, path.parent / f"after-{loss}")
        bench.check(left, told)


def test_a_power_cut_loses_nothing_acknowledged(bench: Bench) -> None:
    for at in _some(bench.calls()):
        _cut(bench, at)


@pytest.mark.slow
def test_a_power_cut_at_many_calls_loses_nothing_acknowledged(bench: Bench) -> None:
    for at in _some(bench.calls(), MANY):
        _cut(bench, at)


def _fail(bench: Bench, at: int, error: type[apsw.Error], *, for_ever: bool) -> bool:
    """Return whether the failure stopped the work: what only tidies up may fail unnoticed."""
    disk = Disk()
    disk.fail_at, disk.fail_for_ever, disk.error = at, for_ever, error
    path, told, stopped = bench.run(disk)
    assert stopped is None or isinstance(stopped, AuditAppError)
    bench.check(path, told)
    return stopped is not None


FAILURES = [(apsw.IOError, False), (apsw.IOError, True), (apsw.FullError, False),
            (apsw.FullError, True)]  # fmt: skip


@pytest.mark.parametrize(("error", "for_ever"), FAILURES)
def test_a_failing_disk_is_told_and_loses_nothing(
    bench: Bench, error: type[apsw.Error], for_ever: bool
) -> None:
    stopped = [_fail(bench, at, error, for_ever=for_ever) for at in _some(bench.calls())]
    assert any(stopped)


@pytest.mark.slow
@pytest.mark.parametrize(("error", "for_ever"), FAILURES)
def test_many_calls_to_the_disk_may_fail(
    bench: Bench, error: type[apsw.Error], for_ever: bool
) -> None:
    several = _some(bench.calls(), MANY)
    stopped = [_fail(bench, at, error, for_ever=for_ever) for at in several]
    assert any(stopped)


def test_the_bench_sees_a_setting_that_loses_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `synchronous = NORMAL` a log is not synced at each commit: the tests above must fail."""
    weaker = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL")
    bench = Bench(WORKS["typing"], tmp_path)
    monkeypatch.setattr("db.connecting._WITH_LOG", weaker)
    lost = 0
    for at in range(1, bench.calls()):
        try:
            _cut(bench, at, ("dropped",))
        except AssertionError:
            lost += 1
    assert lost
