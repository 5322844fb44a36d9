"""Counting for figures, against polars, a plain GROUP BY and DuckDB's own file, of the same rows.

A store of 200,000 findings by default; `uv run python -m tests.benchmarks.bench_figures 1600000`
for the 1.6 million of a region, and `… 1600000 10000000` to hold a second store against the first.
The audits are invented ones, many times over, as they would stand in the file after a merge.
All by processor time, of all threads together, which other work on the machine disturbs least.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from unittest.mock import patch
from uuid import UUID

import duckdb
import polars
from pydantic import JsonValue

from audit_app.demo.building import LAST_DAY
from audit_app.demo.inventing import invent_audits
from audit_app.demo.service import invent_service
from db.connecting import connect
from db.counting import fact_counts
from db.merging import merge_files
from db.opening import create_store, open_reading
from db.projection import project
from db.reading import AuditScope
from db.revisions import FieldKeys, add_revision
from db.sealing import complete_audit, start_audit
from db.tallies import Tallies, rebuild
from db.tools import add_tool
from exports.figures.crossing import cross
from exports.figures.figures import work_out_figures
from exports.figures.thematic import thematic_report
from forms.audits import AUDIT_KIND
from forms.revisions import Revision
from forms.tool_files import builtin_tool
from tests.benchmarks.merge_files import TOOL, Maker

_MODELS = 400
_SEALED = "2026-11-01T09:00:00.000000Z"
_QUARTER = AuditScope(TOOL, date(2026, 4, 1), date(2026, 6, 30))
_SEALS, _FILES, _AUDITS = 40, 5, 200

_CHOSEN = (
    "WITH chosen AS MATERIALIZED (SELECT record, tool, CAST(substr(audited_on, 1, 4) AS INTEGER) "
    "* 4 + (CAST(substr(audited_on, 6, 2) AS INTEGER) - 1) / 3 AS quarter, "
    "coalesce(attributes ->> '$.team', '') AS team FROM current_audit "
    "WHERE status <> 'void' AND conflicts = 0 {period}) "
    "SELECT {columns} FROM chosen JOIN current_fact ON current_fact.record = chosen.record"
)
"""What belongs to an audit is worked out once for it: the quickest that was found."""
_SLICE = "AND audited_on BETWEEN '2026-04-01' AND '2026-06-30'"
_CUBE = ["tool", "quarter", "team", "field", "code"]
_COPIES = (
    "INSERT INTO record SELECT id + ?1, uid || '-' || ?1, kind FROM record WHERE id <= ?2",
    "INSERT INTO current_audit SELECT record + ?1, tool, status, conflicts, "
    "case_reference || '-' || ?1, case_key || '-' || ?1, auditor, audited_on, overall, attributes, "
    "sealed_at FROM current_audit WHERE record <= ?2",
    "INSERT INTO current_fact SELECT record + ?1, field, code, source FROM current_fact "
    "WHERE record <= ?2",
)


def measure(findings: int = 200_000, more: int = 0) -> Iterator[tuple[str, float, float]]:
    """Yield (name, ratio, aim)."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        bench = _Bench(folder, findings)
        yield from bench.ratios()
        if more:
            larger = _Bench(folder, more).counted()
            whole = more / findings
            for what, aim in (("slice", 2), ("figures of the slice", 2), ("cube", whole),
                              ("thematic report of the slice", whole)):  # fmt: skip
                ratio = larger[what] / bench.counted()[what]
                yield f"{what}, {more:,} findings / {findings:,}", ratio, aim
        yield _sealing(folder)
        yield _merging(folder)


class _Bench:
    """One store, and what it takes to count it in several ways."""

    def __init__(self, folder: Path, findings: int) -> None:
        self._path = folder / f"{findings}.audit"
        self._size = _fill(self._path, findings)

    def counted(self) -> dict[str, float]:
        """Return the seconds that the program takes."""
        every = AuditScope()
        with open_reading(self._path) as store:
            return {
                "slice": _least(lambda: fact_counts(store, _QUARTER, ("quarter",))),
                "cube": _least(lambda: fact_counts(store, every, ("quarter", "team"))),
                "figures of the slice": _least(lambda: work_out_figures(store, _QUARTER)),
                "a question by team and quarter": _least(
                    lambda: cross(store, every, "question:history_read", "team", "quarter")
                ),
                "thematic report of the slice": _least(lambda: thematic_report(store, _QUARTER), 3),
            }

    def ratios(self) -> Iterator[tuple[str, float, float]]:
        """Yield what it takes beside each floor."""
        seconds = self.counted()
        floors = [
            ("polars, loading and grouping", self._polars, 0.05, 0.5),
            ("plain GROUP BY", self._plainly, 0.05, 0.15),
            ("DuckDB's own file, query only", self._duckdb, 0.1, 1),
        ]
        for floor, counted, slice_aim, cube_aim in floors:
            of_slice, of_cube = counted(_SLICE), counted("")
            yield (
                f"slice of {self._size:,} findings / {floor}",
                seconds["slice"] / of_slice,
                slice_aim,
            )
            yield f"cube of the same / {floor}", seconds["cube"] / of_cube, cube_aim
            if counted == self._polars:
                for what in ("figures of the slice", "a question by team and quarter"):
                    whole = seconds[what] / (of_slice if "slice" in what else of_cube)
                    yield f"{what}, all it tells / {floor}", whole, 0.5

    def _polars(self, period: str) -> float:
        rows = _CHOSEN.format(period=period, columns=", ".join(_CUBE))
        with closing(connect(self._path)) as connection:
            return _least(
                lambda: polars.read_database(rows, connection).group_by(_CUBE).len(), times=2
            )

    def _plainly(self, period: str) -> float:
        rows = _CHOSEN.format(period=period, columns=", ".join([*_CUBE, "count(*)"]))
        with closing(connect(self._path)) as connection:
            return _least(
                lambda: connection.execute(f"{rows} GROUP BY 1, 2, 3, 4, 5").fetchall(), times=2
            )

    def _duckdb(self, period: str) -> float:
        """Query its own file of all facts, with one thread or with two, whichever takes less."""
        own = self._path.with_suffix(".duckdb")
        with duckdb.connect(str(own)) as database:
            if not database.execute("SHOW TABLES").fetchall():
                self._fill_duckdb(database)
            some = "WHERE quarter = 2026 * 4 + 1" if period else ""
            grouped = f"SELECT {', '.join(_CUBE)}, count(*) FROM fact {some} GROUP BY ALL"
            seconds = []
            for threads in (1, 2):
                database.execute(f"SET threads TO {threads}")
                seconds.append(_least(lambda: database.execute(grouped).fetchall()))
            return min(seconds)

    def _fill_duckdb(self, database: duckdb.DuckDBPyConnection) -> None:
        rows = _CHOSEN.format(period="", columns=", ".join(_CUBE))
        with closing(connect(self._path)) as connection:
            database.register("loaded", polars.read_database(rows, connection))
            database.execute("CREATE TABLE fact AS SELECT * FROM loaded")


def _fill(path: Path, findings: int) -> int:
    """Make a store of about so many findings; returns how many facts it has."""
    tool = builtin_tool(TOOL)
    invented = invent_audits(invent_service(1, 20), tool, _MODELS, 1, LAST_DAY)[:_MODELS]
    with create_store(path, lambda: datetime(2026, 11, 1, 9, tzinfo=UTC)) as store:
        with store.transaction():
            add_tool(store, tool)
            keys = FieldKeys(store)
            revisions = [_revision(each.audit.to_fields(), n) for n, each in enumerate(invented)]
            for revision in revisions:
                add_revision(store, revision, keys)
            project(store, [each.record for each in revisions], keys)
        audits = store.number("SELECT max(id) FROM record")
        each = sum(name.startswith("finding.") for one in revisions for name in one.fields)
        for copy in range(1, max(1, round(findings / each))):
            with store.transaction():
                for statement in _COPIES:
                    store.run(statement, (copy * audits, audits))
        rebuild(store)
        return store.number(
            "SELECT count(*) FROM current_fact JOIN field ON field.id = field "
            "WHERE name GLOB 'finding.*' AND code NOT IN ('unanswered', 'hidden')"
        )


def _revision(fields: dict[str, JsonValue], number: int) -> Revision:
    return Revision(
        kind=AUDIT_KIND,
        record=str(UUID(int=(7 << 76) | (2 << 62) | number)),
        tool=builtin_tool(TOOL).hash,
        author="auditor-01",
        sealed_at=_SEALED,
        act="completed",
        fields=fields,
    )


def _sealing(folder: Path) -> tuple[str, float, float]:
    """Complete audits with and without what figures are counted from, in turn."""
    seconds: dict[bool, list[float]] = {True: [], False: []}
    invented = invent_audits(invent_service(1, 3), builtin_tool(TOOL), _SEALS, 2, LAST_DAY)
    with create_store(folder / "sealing.audit") as store:
        uids = [start_audit(store, builtin_tool(TOOL), each.audit) for each in invented[:_SEALS]]
        for number, uid in enumerate(uids):
            tallied = number % 2 == 0
            with nullcontext() if tallied else _untallied():
                begun = process_time()
                complete_audit(store, uid, "auditor-01")
                seconds[tallied].append(process_time() - begun)
    ratio = median(seconds[True]) / median(seconds[False])
    return "completing an audit with the tally / without (processor time)", ratio, 1.3


def _merging(folder: Path) -> tuple[str, float, float]:
    """Merge files with and without what figures are counted from, in turn."""
    sources = [folder / f"auditor-{number}.audit" for number in range(_FILES)]
    for number, source in enumerate(sources):
        Maker().file(source, number, _AUDITS)
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for run in range(7):
        tallied = run % 2 == 0
        switched = nullcontext() if tallied else _untallied()
        with create_store(folder / f"merged-{run}.audit") as store, switched:
            begun = _processor_time()
            merge_files(store, sources)
            seconds[tallied].append(_processor_time() - begun)
    more = min(seconds[True][1:]) / min(seconds[False]) - 1
    return "what the tally adds to a merge / the merge (processor time)", more, 0.3


def _processor_time() -> float:
    """Of this process and of those that it waited for."""
    return sum(os.times()[:4])


def _untallied() -> AbstractContextManager[object]:
    nothing = {name: lambda *_: None for name in ("leave", "enter", "add", "write")}
    return patch.multiple(Tallies, **nothing)


def _least(work: Callable[[], object], times: int = 7) -> float:
    """Return the least seconds of processor time that it took."""
    seconds = []
    for _ in range(times):
        begun = process_time()
        work()
        seconds.append(process_time() - begun)
    return min(seconds)


if __name__ == "__main__":
    for name, ratio, aim in measure(*map(int, sys.argv[1:])):
        verdict = "within" if ratio <= aim else "ABOVE"
        sys.stdout.write(f"{ratio:8.3f}  {verdict:6} aim {aim:<5g} {name}\n")
        sys.stdout.flush()
