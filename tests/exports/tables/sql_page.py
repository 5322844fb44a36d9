"""Runs the SQL of `docs/beyond-one-laptop.md` over exported Parquet files, as the page says."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import duckdb

from exports.tables.exporting import Wanted, export_tables
from tests.exports.making import Cabinet

PAGE = (Path(__file__).parents[3] / "docs" / "beyond-one-laptop.md").read_text("utf-8")
QUERIES = dict(re.findall(r"```sql (\w+)\n(.+?)```", PAGE, re.DOTALL))
TABLES = ("audits", "findings", "sections", "tools", "questions", "codes")

Key = tuple[str, ...]


class Answers(NamedTuple):
    """What the queries of the page give; every row by its first columns."""

    overall: dict[Key, Key]
    by_team: dict[Key, Key]
    trend: dict[Key, Key]
    sections: dict[Key, Key]
    answers: dict[Key, Key]
    questions: dict[Key, Key]
    several: dict[Key, Key]
    numbers: dict[Key, Key]


_KEYS = {"overall": 1, "trend": 3, "answers": 3, "several": 3}


@contextmanager
def region(files: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open all folders of files with the views of the page."""
    with duckdb.connect() as database:
        for table in TABLES:
            database.execute(
                f"CREATE VIEW {table}_of_files AS SELECT * FROM "
                f"read_parquet('{files}/*/{table}.parquet', union_by_name = true)"
            )
        database.execute(QUERIES["views"])
        yield database


@contextmanager
def exported(cabinet: Cabinet) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the Parquet files of all audits."""
    with TemporaryDirectory() as folder:
        export_tables(cabinet.store, Wanted("parquet", Path(folder) / "authority"))
        with region(Path(folder)) as database:
            yield database


def asked(files: Path) -> Answers:
    """Run every query over all folders of files."""
    with region(files) as database:
        found = {}
        for name in Answers._fields:
            rows, keys = database.execute(QUERIES[name]).fetchall(), _KEYS.get(name, 2)
            found[name] = {row[:keys]: row[keys:] for row in rows}
            assert len(found[name]) == len(rows)
        return Answers(**found)
