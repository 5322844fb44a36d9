"""Exporting tables: memory and time a finding in a large database against a small one.

4,000 audits by default; for a workbook of 1.6 million findings
`uv run python -m tests.benchmarks.bench_export 36000 xlsx`.
"""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from db.opening import create_store
from tests.benchmarks.merge_files import Maker

AUDITS = 4_000
_SMALLER = 8
_AT_ONCE = 500
_MIB = 1024

_EXPORT = """
import resource, sys, time
from pathlib import Path
from db.opening import open_reading
from exports.tables.exporting import Wanted, export_tables
database, kind, target = sys.argv[1:]
with open_reading(Path(database)) as store:
    if kind in ("xlsx", "parquet"):
        import pyarrow.parquet, xlsxwriter
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    made = export_tables(store, Wanted(kind, Path(target)))
    spent = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(made.rows["findings"], spent, peak, peak - before)
"""


class Run(NamedTuple):
    """An export: how many findings, processor seconds, and peak memory in KiB."""

    findings: int
    seconds: float
    peak: int
    grown: int


def measure(
    audits: int = AUDITS, kinds: Sequence[str] = ("xlsx", "csv", "json", "parquet")
) -> Iterator[tuple[str, float, float]]:
    """Yield (name, ratio, aim) for each format, as soon as it was measured."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        small, large = folder / "small.audit", folder / "large.audit"
        _fill(small, audits // _SMALLER)
        _fill(large, audits)
        for kind in kinds:
            yield from _compared(kind, folder, small, large)


def _fill(path: Path, audits: int) -> None:
    maker = Maker()
    with create_store(path) as store:
        for start in range(0, audits, _AT_ONCE):
            each = range(start, min(start + _AT_ONCE, audits))
            maker._add(store, [maker._revision(1, number) for number in each])


def _compared(kind: str, folder: Path, small: Path, large: Path) -> list[tuple[str, float, float]]:
    few, many = (_run(path, kind, folder / f"{path.stem}.{kind}.out") for path in (small, large))
    told = f"{many.findings:,} findings as {kind}: {many.seconds:.0f} s, {many.peak // _MIB} MiB"
    each = (many.seconds / many.findings) / (few.seconds / few.findings)
    return [
        (f"{told}; memory / of {few.findings:,}", many.peak / few.peak, 1.3),
        ("  time a finding / of the small one", each, 1.2),
    ]


def _run(database: Path, kind: str, target: Path) -> Run:
    command = [sys.executable, "-c", _EXPORT, str(database), kind, str(target)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    findings, seconds, peak, grown = done.stdout.split()
    return Run(int(findings), float(seconds), int(peak), int(grown))


if __name__ == "__main__":
    _audits, *_kinds = sys.argv[1:] or [str(AUDITS)]
    for _name, _ratio, _aim in measure(int(_audits), *([_kinds] if _kinds else [])):
        sys.stdout.write(f"{_ratio:8.2f}  aim {_aim:<5g} {_name}\n")
        sys.stdout.flush()
