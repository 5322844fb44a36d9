"""Agreement of random audits equals SQL over their Parquet export."""

from collections.abc import Iterator
from datetime import date

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings
from hypothesis import strategies as st

from db.reading import AuditScope
from exports.figures.agreement.agreement_data import Agreement, Consistency
from exports.figures.agreement.figures import work_out_agreement
from forms.audits import Audit
from tests.exports.making import HEARD, OFSTED, SEEN, Cabinet, a_tool, an_audit, memory_cabinet
from tests.exports.tables.sql_page import exported

Files = list[list[tuple[str | None, str | None]]]

GRADES = OFSTED.codes
TWICE = a_tool(sections={"contact": (SEEN, HEARD.model_copy(update={"relevant": ""}))})
PAIRED = """
WITH given AS (
  SELECT {case} AS file, a.auditor AS who, list_position({codes}, {code}) AS grade
  FROM {rows}
), graded AS (
  SELECT * FROM given WHERE grade IS NOT NULL
  QUALIFY count(*) OVER (PARTITION BY file) > 1
), pairs AS (
  SELECT file, one.grade AS one, other.grade AS other, one.who < other.who AS is_first,
         1 / (count(*) OVER (PARTITION BY file, one.who)) AS weight
  FROM graded AS one JOIN graded AS other USING (file) WHERE one.who <> other.who
)
"""
"""Grades that two people gave the same file, each pair both ways round."""
SHARES = """
SELECT count(*), avg(alike), avg(near) FROM (
  SELECT file, avg(CAST(one = other AS INTEGER)) AS alike,
         avg(CAST(abs(one - other) <= 1 AS INTEGER)) AS near
  FROM pairs GROUP BY file)
"""
ALPHA = """
, totals AS (SELECT one AS grade, sum(weight) AS n FROM pairs GROUP BY one),
  distances AS (
    SELECT low.grade AS low, high.grade AS high,
           pow((SELECT sum(n) FROM totals WHERE grade BETWEEN low.grade AND high.grade)
               - (low.n + high.n) / 2, 2) AS far, low.n * high.n AS expected
    FROM totals AS low JOIN totals AS high ON low.grade < high.grade
  )
SELECT 1 - (SELECT sum(n) - 1 FROM totals)
  * (SELECT coalesce(sum(weight * far), 0) FROM pairs JOIN distances ON low = one AND high = other)
  / (SELECT sum(expected * far) FROM distances)
"""
"""Krippendorff's alpha for ordinal data, as in his “Computing Krippendorff's alpha” (2011)."""
KAPPA = """
, firsts AS (SELECT one, other FROM pairs WHERE is_first)
SELECT 1 - (SELECT avg(pow(one - other, 2)) FROM firsts)
  / (SELECT avg(pow(a.one - b.other, 2)) FROM firsts AS a CROSS JOIN firsts AS b)
"""
"""Cohen's kappa with quadratic weights: what two people differ by, of what chance would."""


def _check_agreement(database: DuckDBPyConnection, found: Agreement, paired: str) -> None:
    cases, exact, near = database.execute(paired + SHARES).fetchall()[0]
    assert (found.cases, found.exact.cases) == (cases, cases)
    assert found.exact.share == pytest.approx(exact, abs=1e-9)
    assert found.within_one
    assert found.within_one.share == pytest.approx(near, abs=1e-9)
    if found.alpha.value is not None:
        alpha = database.execute(paired + ALPHA).fetchall()[0][0]
        assert found.alpha.value == pytest.approx(alpha, abs=1e-9)
    if found.kappa.value is not None and found.kappa_form == "cohen":
        kappa = database.execute(paired + KAPPA).fetchall()[0][0]
        assert found.kappa.value == pytest.approx(kappa, abs=1e-9)


def _check_doubles(cabinet: Cabinet, found: Consistency) -> None:
    codes = str(list(GRADES))
    with exported(cabinet) as database:
        for figures, code, rows in (
            (found.overall, "a.overall", "audits AS a"),
            (
                found.by_section[0],
                "s.code",
                "sections AS s JOIN audits AS a USING (audit)",
            ),
            (
                next(each for each in found.by_question if each.id == "heard"),
                "f.code",
                "(SELECT * FROM findings WHERE question = 'heard') AS f "
                "JOIN audits AS a USING (audit)",
            ),
        ):
            paired = PAIRED.format(case="lower(a.case)", codes=codes, code=code, rows=rows)
            _check_agreement(database, figures, paired)


def _doubly(drawn: Files) -> Iterator[Audit]:
    for case, people in enumerate(drawn):
        for person, (grade, heard) in enumerate(people):
            sections = {"contact": grade} if grade and case % 3 else {}
            yield an_audit(
                {"heard": heard},
                case=f"{'Cc'[person % 2]}-{case}",
                auditor=f"auditor-{person}",
                overall=grade,
                sections=sections,
                audited_on=date(2026, 4 + person % 3, 1 + case),
            )


GIVEN = st.sampled_from([*GRADES, None])
ANSWERED = st.sampled_from([*GRADES, None, "not_evidenced"])
FILES = st.integers(2, 4).flatmap(
    lambda most: st.lists(
        st.lists(st.tuples(GIVEN, ANSWERED), min_size=1, max_size=most), min_size=1, max_size=9
    )
)
"""Of each file, the overall grade and the answer that each person gave."""


def _check(drawn: Files) -> None:
    with memory_cabinet() as cabinet:
        cabinet.add(TWICE, *_doubly(drawn))
        found = work_out_agreement(cabinet.store, AuditScope("voice")).double_audits
        if found.cases:
            _check_doubles(cabinet, found)


@settings(max_examples=4, deadline=None)
@given(FILES)
def test_agreement_is_what_sql_makes_of_the_grades(drawn: Files) -> None:
    _check(drawn)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(FILES)
def test_agreement_of_many_random_files_is_what_sql_makes_of_it(drawn: Files) -> None:
    _check(drawn)
