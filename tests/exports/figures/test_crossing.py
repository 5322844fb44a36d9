"""A measure by one field or two: counts, margins, order, breaks, and what is left out."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.reading import AuditScope
from exports.figures.crossing import cross
from exports.figures.crossing_data import Crossing
from forms.errors import AuditAppError
from forms.scales import Scale, ScalePoint
from tests.exports.figures import recounting
from tests.exports.figures.recounting import Graded
from tests.exports.figures.test_figures_recounted import audits
from tests.exports.making import (
    HEARD,
    OFSTED,
    SEEN,
    Cabinet,
    a_tool,
    an_audit,
    memory_cabinet,
)

EVERY = AuditScope()
TOOL = a_tool()


def _good(crossing: Crossing) -> dict[str, list[tuple[int, int]]]:
    """Row → good and n: of its margin, then of each cell."""
    return {
        row.value: [
            (int(each.good_or_better.count), int(each.n))
            for each in (row.total, *row.cells)
            if each.good_or_better
        ]
        for row in crossing.rows
    }


def test_a_measure_by_two_fields_has_cells_and_margins(cabinet: Cabinet) -> None:
    for team, plan, answer in (
        ("North", "child in need", "yes"),
        ("North", "child in need", "no"),
        ("North", "early help", "yes"),
        ("South", "child in need", "not_applicable"),
    ):
        attributes = {"team": team, "plan_type": plan}
        cabinet.add(TOOL, an_audit({"seen": answer}, attributes=attributes))
    cabinet.add(TOOL, an_audit({"seen": "yes"}))
    crossing = cross(cabinet.store, EVERY, "question:seen", "team", "plan_type")
    assert [column.value for column in crossing.columns] == ["early help", "child in need", ""]
    assert _good(crossing) == {
        "North": [(2, 3), (1, 1), (1, 2), (0, 0)],
        "South": [(0, 0), (0, 0), (0, 0), (0, 0)],
        "": [(1, 1), (0, 0), (0, 0), (1, 1)],
    }
    assert [column.total.n for column in crossing.columns] == [1, 2, 1]
    assert [row.total.audits for row in crossing.rows] == [3, 1, 1]
    assert (crossing.total.n, crossing.total.audits, crossing.scope.audits) == (4, 5, 5)
    assert crossing.rows[-1].title == "Not recorded"
    assert crossing.rows[1].total.counts["not_applicable"] == 1
    share = crossing.total.good_or_better
    assert share is not None
    assert (share.low, share.high) == pytest.approx((0.3006, 0.9544), abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(audits(TOOL), min_size=1, max_size=8), st.sampled_from(["team", "auditor", "quarter"])
)
def test_every_cell_is_a_plain_recount_of_its_audits(made: list, by: str) -> None:
    with memory_cabinet() as cabinet:
        cabinet.add(TOOL, *made)
        crossing = cross(cabinet.store, EVERY, "question:heard", by, "overall")
        grades = cross(cabinet.store, EVERY, "section:contact", by)
    counted = [Graded(TOOL, audit) for audit in made if audit.status != "void"]

    def value(each: Graded) -> str:
        if by == "quarter":
            return recounting.quarter(each.audit.audited_on or date.min)
        return {"auditor": each.audit.auditor}.get(by) or each.audit.attributes.get(by, "")

    assert {row.value for row in crossing.rows} >= set(map(value, counted))
    for row in crossing.rows:
        of_row = [each for each in counted if value(each) == row.value]
        _same(row.total, recounting.question(TOOL, HEARD, of_row))
        assert row.total.audits == len(of_row)
        for column, cell in zip(crossing.columns, row.cells, strict=True):
            both = [each for each in of_row if (each.audit.overall or "") == column.value]
            _same(cell, recounting.question(TOOL, HEARD, both))
            assert cell.audits == len(both)
    _same(crossing.total, recounting.question(TOOL, HEARD, counted))
    for row in grades.rows:
        of_row = [each for each in counted if value(each) == row.value]
        _same(row.total, recounting.section(OFSTED, "contact", of_row))


def _same(found: object, expected: dict) -> None:
    dumped = found.model_dump()  # type: ignore[attr-defined]
    dumped["good_or_better"].pop("published", None)
    assert dumped["counts"] == expected["counts"]
    assert dumped["n"] == expected["n"]
    assert dumped["good_or_better"] == pytest.approx(expected["good_or_better"], abs=1e-9)


def test_a_theme_counts_its_judged_questions_together(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit({"seen": "yes", "heard": "inadequate"}))
    cabinet.add(TOOL, an_audit({"seen": "no", "heard": None}))
    crossing = cross(cabinet.store, EVERY, "theme:voice", "quarter")
    assert crossing == cross(cabinet.store, EVERY, "theme:The child’s voice", "quarter").model_copy(
        update={"measure": "theme:voice"}
    )
    assert crossing.label == "The child’s voice"
    assert crossing.total.counts == {
        "good_or_better": 1, "other": 2, "not_applicable": 0, "not_evidenced": 0,
        "unanswered": 0, "hidden": 1,
    }  # fmt: skip
    assert (crossing.total.n, crossing.total.audits) == (3, 2)
    assert "tend to be alike" in crossing.limits[0]


def test_numbers_have_their_median_and_choices_are_counted(cabinet: Cabinet) -> None:
    for team, visits in (("North", 2), ("North", 9), ("North", 4), ("South", 7)):
        answers = {"visits": visits, "methods": ("play", "art")}
        cabinet.add(TOOL, an_audit(answers, attributes={"team": team}))
    numbers = cross(cabinet.store, EVERY, "question:visits", "team")
    north = numbers.rows[0].total.numbers
    assert north is not None
    assert (north.n, north.lowest, north.median, north.highest) == (3, 2, 4, 9)
    methods = cross(cabinet.store, EVERY, "question:methods", "team")
    assert (methods.rows[0].total.counts["play"], methods.rows[0].total.counts["talk"]) == (3, 0)
    assert methods.choices == {"play": "Play", "talk": "Talking", "art": "Drawing"}


def test_periods_stand_in_order_with_those_between(cabinet: Cabinet) -> None:
    for day in (date(2026, 5, 1), date(2025, 10, 2), date(2025, 12, 24)):
        cabinet.add(TOOL, an_audit(audited_on=day))
    cabinet.add(TOOL, an_audit(audited_on=None))
    quarters = cross(cabinet.store, EVERY, "overall", "quarter")
    assert [(row.title, row.total.n) for row in quarters.rows] == [
        ("2025 Q4", 2), ("2026 Q1", 0), ("2026 Q2", 1), ("Not recorded", 1)
    ]  # fmt: skip
    months = cross(cabinet.store, EVERY, "overall", "month")
    assert len(months.rows) == 9
    assert [row.title for row in months.rows[:3]] == ["Oct 2025", "Nov 2025", "Dec 2025"]


def test_a_new_measure_breaks_periods_and_leaves_the_old_answers_out(cabinet: Cabinet) -> None:
    stricter = Scale(
        id="yes_no",
        title="Yes, partly or no",
        points=(
            ScalePoint(code="yes", label="Yes", value=1, good=True, symbol="✓"),
            ScalePoint(code="partly", label="Partly", value=0.5, symbol="–"),
            ScalePoint(code="no", label="No", value=0, symbol="✕"),
        ),
    )
    old = a_tool("voice", "1.0", {"contact": (SEEN,)})
    new = a_tool("voice", "2.0", {"contact": (SEEN,)}, scales=(OFSTED, stricter))
    cabinet.add(old, an_audit({"seen": "yes"}, audited_on=date(2026, 1, 5)))
    cabinet.add(new, an_audit({"seen": "partly"}, audited_on=date(2026, 4, 5)))
    seen = cross(cabinet.store, EVERY, "question:seen", "version", "quarter")
    assert seen.total.n == 1
    assert [row.total.n for row in seen.rows] == [0, 1]
    assert seen.limits == [
        "1 answer is left out: in version 1.0 the question measured something else."
    ]
    overall = cross(cabinet.store, EVERY, "overall", "quarter")
    assert [row.broken_by for row in overall.rows] == [
        None, "The audit tool changed from version 1.0 to version 2.0."
    ]  # fmt: skip


def test_agencies_are_called_what_their_tool_calls_them(cabinet: Cabinet) -> None:
    tool = a_tool(agencies=({"id": "police", "title": "Police"}, {"id": "gp", "title": "Doctor"}))
    for agency in ("gp", "police"):
        cabinet.add(tool, an_audit(attributes={"agency": agency}))
    crossing = cross(cabinet.store, EVERY, "overall", "agency")
    assert [(row.value, row.title) for row in crossing.rows] == [
        ("police", "Police"), ("gp", "Doctor")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "by", "across", "sentence"),
    [
        ("question:nothing", "team", None, "has no question “nothing”. There are: seen"),
        ("section:record2", "team", None, "has no graded section “record2”"),
        ("theme:x", "team", None, "has no theme with judged questions “x”"),
        ("overal", "team", None, "“overal” is no measure"),
        ("overall", "teem", None, "No audit has a field “teem”"),
        ("overall", "team", "team", "two different fields"),
    ],
)
def test_what_is_not_there_is_told(
    cabinet: Cabinet, measure: str, by: str, across: str | None, sentence: str
) -> None:
    cabinet.add(TOOL, an_audit())
    with pytest.raises(AuditAppError, match=sentence):
        cross(cabinet.store, EVERY, measure, by, across)


def test_a_question_needs_one_tool(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit())
    cabinet.add(a_tool("other"), an_audit())
    with pytest.raises(AuditAppError, match="those of one audit tool"):
        cross(cabinet.store, EVERY, "question:seen", "team")
    assert cross(cabinet.store, AuditScope("voice"), "question:seen", "team").scope.audits == 1
    assert cross(cabinet.store, EVERY, "overall", "team").total.n == 2


def test_an_empty_database_is_told(cabinet: Cabinet) -> None:
    with pytest.raises(AuditAppError, match="no audits"):
        cross(cabinet.store, EVERY, "overall", "team")


def test_a_table_nobody_reads_is_refused(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.figures.crossing._MOST_CELLS", 3)
    for number in range(2):
        attributes = {"team": f"Team {number}"}
        cabinet.add(TOOL, an_audit(case=f"C-{number}", attributes=attributes))
    with pytest.raises(AuditAppError, match="too many cells"):
        cross(cabinet.store, EVERY, "overall", "team", "case")


def test_void_audits_and_conflicts_are_left_out_and_told(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit(), an_audit(status="void"))
    cabinet.add_in_conflict(TOOL, an_audit(overall="good"), an_audit(overall="inadequate"))
    crossing = cross(cabinet.store, EVERY, "overall", "team")
    assert (crossing.total.n, crossing.scope.conflicts_left_out) == (1, 1)
    assert "1 audit is left out because two versions differ" in crossing.limits[-1]
