"""From every number of a crossing back to exactly the audits that it counts."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.reading import AuditScope
from exports.figures.behind import audits_of_cell
from exports.figures.crossing import cross
from exports.figures.crossing_data import CrossingCell
from forms.errors import AuditAppError
from tests.exports.figures.test_figures_recounted import audits
from tests.exports.making import SEEN, Cabinet, a_tool, an_audit, memory_cabinet

EVERY = AuditScope()
TOOL = a_tool()
MEASURES = ["overall", "section:contact", "question:seen", "question:heard", "question:place"]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(audits(TOOL), min_size=1, max_size=6),
    st.sampled_from(MEASURES),
    st.sampled_from([("team", "quarter"), ("auditor", "overall"), ("month", "team")]),
)
def test_behind_every_number_stand_as_many_audits(
    made: list, measure: str, fields: tuple[str, str]
) -> None:
    with memory_cabinet() as cabinet:
        cabinet.add(TOOL, *made)
        by, across = fields
        crossing = cross(cabinet.store, EVERY, measure, by, across)

        def check(cell: CrossingCell, group: dict[str, str]) -> None:
            for code, number in {None: cell.n, **cell.counts}.items():
                behind = audits_of_cell(cabinet.store, EVERY, measure, group, code)
                assert len(behind) == number, (group, code)

        check(crossing.total, {})
        for row in crossing.rows:
            check(row.total, {by: row.value})
            for column, cell in zip(crossing.columns, row.cells, strict=True):
                check(cell, {by: row.value, across: column.value})


def test_what_is_not_evidenced_stands_behind_n_and_what_is_not_applicable_does_not(
    cabinet: Cabinet,
) -> None:
    for answer in ("yes", "not_evidenced", "not_applicable", None, "unclear"):
        cabinet.add(TOOL, an_audit({"seen": answer}))
    counted = cross(cabinet.store, EVERY, "question:seen", "team").total
    found = {
        code: len(audits_of_cell(cabinet.store, EVERY, "question:seen", {}, code))
        for code in (None, *counted.counts)
    }
    assert found == {None: counted.n, **counted.counts}
    assert found[None] == 2


def test_a_theme_leads_to_the_audits_with_such_an_answer(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit({"seen": "yes", "heard": "inadequate"}))
    cabinet.add(TOOL, an_audit({"seen": "no"}))
    cabinet.add(TOOL, an_audit({"seen": "not_applicable"}))
    found = {
        code: len(audits_of_cell(cabinet.store, EVERY, "theme:voice", {}, code))
        for code in (None, "good_or_better", "other")
    }
    assert found == {None: 2, "good_or_better": 1, "other": 2}


def test_what_was_left_out_as_another_measure_stands_behind_no_number(cabinet: Cabinet) -> None:
    old = a_tool("voice", "1.0", {"contact": (SEEN,)})
    asked_otherwise = SEEN.model_copy(update={"scale": "ofsted"})
    new = a_tool("voice", "2.0", {"contact": (asked_otherwise,)})
    cabinet.add(old, an_audit({"seen": "yes"}, audited_on=date(2026, 1, 5)))
    cabinet.add(new, an_audit({"seen": "good"}, audited_on=date(2026, 4, 5)))
    counted = cross(cabinet.store, EVERY, "question:seen", "quarter").total
    assert counted.n == 1
    assert len(audits_of_cell(cabinet.store, EVERY, "question:seen", {})) == 1
    assert not audits_of_cell(cabinet.store, EVERY, "question:seen", {"quarter": "2026-Q1"})


def test_a_filter_narrows_what_stands_behind(cabinet: Cabinet) -> None:
    for team, grade in (("North", "good"), ("North", "inadequate"), ("South", "good")):
        cabinet.add(TOOL, an_audit(overall=grade, attributes={"team": team}))
    north = AuditScope(where={"team": "North"})
    assert len(audits_of_cell(cabinet.store, north, "overall", {"team": "North"}, "good")) == 1
    assert audits_of_cell(cabinet.store, north, "overall", {"team": "South"}) == []


def test_a_field_that_is_not_there_is_told(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit())
    with pytest.raises(AuditAppError, match="teem"):
        audits_of_cell(cabinet.store, EVERY, "overall", {"teem": "North"})
