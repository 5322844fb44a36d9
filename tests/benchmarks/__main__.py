"""Prints every benchmark as a ratio to a named floor that was measured in the same run.

`uv run python -m tests.benchmarks [PART …]`. Ratios, not seconds: machines are noisy and differ.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(wanted: list[str]) -> None:
    parts = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    for part in parts:
        if wanted and part.removeprefix("bench_") not in wanted:
            continue
        for name, ratio, aim in import_module(f"tests.benchmarks.{part}").measure():
            verdict = "within" if ratio <= aim else "ABOVE"
            sys.stdout.write(f"{ratio:8.2f}  {verdict:6} aim {aim:<5g} {name}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
