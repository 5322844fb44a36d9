"""Importing a workbook of 1,000 questions, against pyxform converting the same one."""

import io
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

from pyxform.xls2xform import convert

from exports.xlsform import tool_workbook
from forms.xlsform import import_workbook
from tests.benchmarks.large_tool import calculating_tool

QUESTIONS = 1_000
_TIMES = 5


def measure() -> Iterator[tuple[str, float, float]]:
    """Yield (name, ratio, aim)."""
    content = tool_workbook(calculating_tool(QUESTIONS))
    floor = _seconds(lambda: convert(io.BytesIO(content), file_type=".xlsx"))
    whole = _seconds(lambda: import_workbook(content, "form.xlsx"))
    yield (
        f"importing a workbook of {QUESTIONS:,} questions / pyxform converting it",
        whole / floor,
        1,
    )


def _seconds(work: Callable[[], object]) -> float:
    took = []
    for _ in range(_TIMES):
        begun = perf_counter()
        work()
        took.append(perf_counter() - begun)
    return median(took)
