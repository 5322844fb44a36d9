"""Crossings and lines over time of random audits equal SQL over their Parquet export."""

from collections.abc import Iterator

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings
from hypothesis import strategies as st

from db.reading import AuditScope
from exports.figures.crossing import cross
from exports.figures.crossing_data import Crossing, CrossingCell
from exports.figures.facts import Facts, read_facts
from exports.figures.report_data import Distribution
from exports.figures.reports.over_time import facts_by
from exports.figures.trends import answer_points, trend_points
from forms.audits import Audit
from forms.tools import AuditTool
from tests.exports.figures.test_figures_recounted import gradings
from tests.exports.making import Cabinet, an_audit, memory_cabinet
from tests.exports.tables.sql_page import exported

VOICE = AuditScope("voice")
FIELDS = {
    "team": "coalesce(a.team, '')",
    "auditor": "a.auditor",
    "overall": "coalesce(a.overall, '')",
    "version": "a.version",
    "quarter": "coalesce(a.quarter, '')",
    "month": "strftime(a.audited_on, '%Y-%m')",
}
"""Each field that crossings are by, as SQL over the table of audits."""
Grading = tuple[list[AuditTool], list[tuple[AuditTool, Audit]]]
Cells = dict[tuple[str | None, str | None], tuple[object, ...]]
"""By the values of both fields, None for a margin."""


class Crossed:
    """The cells of crossings by two fields, counted by SQL."""

    def __init__(self, database: DuckDBPyConnection, by: str, across: str) -> None:
        self._database = database
        self._sets = "GROUP BY GROUPING SETS ((x, y), (x), (y), ())"
        self._fields = f"{FIELDS[by]} AS x, {FIELDS[across]} AS y"

    def cells(self, columns: str, rows: str) -> Cells:
        """Return columns that are worked out of rows, which are joined to audits as `a`."""
        found = self._database.execute(
            f"SELECT x, y, {columns} FROM (SELECT {self._fields}, r.* FROM {rows} AS r "
            f"JOIN audits_of_files AS a ON a.audit = r.audit) {self._sets}"
        ).fetchall()
        return {row[:2]: row[2:] for row in found}

    def counts(self, code: str, rows: str) -> dict[tuple[object, ...], int]:
        """Return how many rows have each code, by x, y and code."""
        found = self._database.execute(
            f"SELECT x, y, code, count(*) FROM (SELECT {self._fields}, {code} AS code "
            f"FROM {rows} AS r JOIN audits_of_files AS a ON a.audit = r.audit) "
            "GROUP BY GROUPING SETS ((x, y, code), (x, code), (y, code), (code))"
        ).fetchall()
        return {row[:3]: row[3] for row in found}


def every_cell(crossing: Crossing) -> Iterator[tuple[tuple[str | None, str | None], CrossingCell]]:
    yield (None, None), crossing.total
    for column in crossing.columns:
        yield (None, column.value), column.total
    for row in crossing.rows:
        yield (row.value, None), row.total
        for column, cell in zip(crossing.columns, row.cells, strict=True):
            yield (row.value, column.value), cell


_JUDGED = "count(good_or_better), coalesce(sum(CASE WHEN good_or_better THEN 1 ELSE 0 END), 0)"


def same_shares(crossing: Crossing, found: Cells) -> None:
    """Every cell and margin has the n and the good answers that SQL gives; none is missing."""
    shown = dict(every_cell(crossing))
    assert found.keys() <= shown.keys()
    for key, cell in shown.items():
        share = cell.good_or_better
        assert share
        assert (share.n, share.count) == found.get(key, (0, 0)), (crossing.measure, key)


def _check_crossings(cabinet: Cabinet, by: str, across: str) -> None:
    tools = read_facts(cabinet.store, VOICE).tools
    with exported(cabinet) as database:
        crossed = Crossed(database, by, across)

        def asked(measure: str) -> Crossing:
            return cross(cabinet.store, VOICE, measure, by, across)

        overall = asked("overall")
        same_shares(overall, crossed.cells(_JUDGED, "audits"))
        audits = crossed.cells("count(*)", "audits_of_files")
        assert {key: (cell.audits,) for key, cell in every_cell(overall)} == {
            key: audits.get(key, (0,)) for key, _ in every_cell(overall)
        }
        for section in tools[0].sections:
            rows = f"(SELECT * FROM sections WHERE section = '{section.section.id}')"
            same_shares(asked(f"section:{section.section.id}"), crossed.cells(_JUDGED, rows))
        themed = "(SELECT * FROM findings WHERE question IN ('seen', 'heard'))"
        same_shares(asked("theme:voice"), crossed.cells(_JUDGED, themed))
        for question in tools[0].questions:
            _check_question(crossed, asked(f"question:{question.question.id}"))


def _check_question(crossed: Crossed, crossing: Crossing) -> None:
    rows = f"(SELECT * FROM findings WHERE question = '{crossing.measure.partition(':')[2]}')"
    if crossing.scale:
        same_shares(crossing, crossed.cells(_JUDGED, rows))
    code = "r.code"
    if crossing.kind == "several_of":
        code = "unnest(CASE WHEN r.state = 'answered' THEN string_split(r.answer, ' ') "
        code += "ELSE [r.code] END)"
    codes = crossed.counts(code, rows)
    numbers = crossed.cells("count(number), min(number), median(number), max(number), min(day), "
                            "max(day)", rows)  # fmt: skip
    for key, cell in every_cell(crossing):
        for name, count in cell.counts.items():
            assert codes.get((*key, name), 0) == count, (crossing.measure, key, name)
        if crossing.kind == "number" and cell.numbers and cell.numbers.n:
            summary = (cell.numbers.n, cell.numbers.lowest, cell.numbers.median)
            assert (*summary, cell.numbers.highest) == numbers[key][:4]
        elif crossing.kind == "date" and cell.numbers and cell.numbers.n:
            ends = (cell.numbers.lowest, cell.numbers.highest)
            assert tuple(map(str, numbers[key][4:])) == ends
        elif crossing.kind in ("number", "date"):
            assert not any(numbers.get(key, ()))


def _put(cabinet: Cabinet, grading: Grading) -> None:
    for tool, audit in grading[1] or [(grading[0][0], an_audit())]:
        cabinet.add(tool, audit)
    cabinet.add(grading[0][0], an_audit(status="moderated"))


PAIRS = st.permutations(sorted(FIELDS)).map(lambda names: names[:2])


@settings(max_examples=4, deadline=None)
@given(gradings(), PAIRS)
def test_every_measure_by_two_fields_is_what_sql_counts(grading: Grading, two: list[str]) -> None:
    with memory_cabinet() as cabinet:
        _put(cabinet, grading)
        _check_crossings(cabinet, *two)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(gradings(), PAIRS)
def test_measures_of_many_random_audits_are_what_sql_counts(
    grading: Grading, two: list[str]
) -> None:
    with memory_cabinet() as cabinet:
        _put(cabinet, grading)
        _check_crossings(cabinet, *two)


def _lines(facts: Facts) -> Iterator[tuple[str, str, str, Distribution]]:
    """Yield table, name, period and figures of every point of every line."""
    (tool,) = facts.tools
    for section in tool.sections:
        name = section.section.id
        for point in trend_points(facts, tool.newest.grades, f"section.{name}"):
            yield "sections", name, point.period, point.overall
    for point in trend_points(facts, tool.newest.grades):
        yield "audits", "", point.period, point.overall
    for question in tool.questions:
        for answers in answer_points(facts, tool, question):
            yield "findings", question.question.id, answers.period, answers


def _check_lines(cabinet: Cabinet, every: str) -> None:
    """Of a period with several measures the newest is shown, where anybody answered it."""
    facts = facts_by(cabinet.store, read_facts(cabinet.store, VOICE), every)
    seen = set()
    with exported(cabinet) as database:
        for table, name, period, figures in _lines(facts):
            column = {"sections": "section", "findings": "question", "audits": "''"}[table]
            found = database.execute(
                f"SELECT r.measure, {_JUDGED.replace('good_or', 'r.good_or')} "
                f"FROM {table}_of_files AS r JOIN audits_of_files AS a USING (audit) "
                f"WHERE {column} = ? AND {FIELDS[every]} = ? GROUP BY r.measure",
                [name, period],
            ).fetchall()
            if share := figures.good_or_better:
                assert (share.n, share.count) in [row[1:] for row in found] or not share.n
                assert share.n or not any(row[1] for row in found)
                seen.add((table, name, period))
        for table, column in (("sections", "section"), ("findings", "question"), ("audits", "''")):
            judged = database.execute(
                f"SELECT DISTINCT '{table}', {column}, {FIELDS[every]} FROM {table}_of_files AS r "
                "JOIN audits_of_files AS a USING (audit) WHERE r.good_or_better IS NOT NULL"
            ).fetchall()
            assert seen >= set(judged)


@settings(max_examples=4, deadline=None)
@given(gradings(), st.sampled_from(["quarter", "month"]))
def test_lines_over_time_are_what_sql_counts(grading: Grading, every: str) -> None:
    with memory_cabinet() as cabinet:
        _put(cabinet, grading)
        _check_lines(cabinet, every)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(gradings(), st.sampled_from(["quarter", "month"]))
def test_many_lines_over_time_are_what_sql_counts(grading: Grading, every: str) -> None:
    with memory_cabinet() as cabinet:
        _put(cabinet, grading)
        _check_lines(cabinet, every)
