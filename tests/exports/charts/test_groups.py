"""A chart of groups: a line for each, its parts where they stand, all of it in words."""

from datetime import date

import pytest

from db.reading import AuditScope
from exports.charts.groups import WIDTH, fitted
from exports.charts.of_crossing import CrossingChart, Place, crossing_chart, describe_crossing
from exports.charts.svg import to_svg
from exports.charts.unchecked import Circle, String
from exports.figures.crossing import cross
from exports.figures.crossing_data import Crossing
from tests.exports.making import SEEN, Cabinet, a_tool, an_audit

TOOL = a_tool()


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    grades = ["good"] * 9 + ["inadequate"] * 3
    for number, grade in enumerate(grades):
        attributes = {"team": "North", "plan_type": "early help"}
        cabinet.add(
            TOOL, an_audit({"place": "home"}, overall=grade, case=f"C-{number}",
                           attributes=attributes),
        )  # fmt: skip
    cabinet.add(TOOL, an_audit({"place": "school"}, attributes={"team": "South <b>&"}))
    return cabinet


def _crossing(cabinet: Cabinet, measure: str = "overall", *fields: str) -> Crossing:
    return cross(cabinet.store, AuditScope("voice"), measure, *(fields or ("team",)))


def _texts(chart: CrossingChart) -> list[str]:
    return [each.text for each in chart.drawing.contents if isinstance(each, String)]


def test_every_group_has_its_share_count_and_interval(filled: Cabinet) -> None:
    chart = crossing_chart(_crossing(filled))
    texts = _texts(chart)
    assert {"North", "75%", "9 of 12", "100%", "1 of 1, few"} <= set(texts)
    assert chart.words[0] == (
        "North: 75% good, 9 of 12, 95% interval 46–91%. Good 9, Inadequate 3."
    )
    assert chart.words[1].endswith("95% interval 20–100%; few. Good 1.")
    assert chart.places == [Place(0, None), Place(1, None), Place(None, None)]


def test_few_answers_are_marked_by_an_open_dot(filled: Cabinet) -> None:
    chart = crossing_chart(_crossing(filled))
    dots = [each for each in chart.drawing.contents if isinstance(each, Circle)]
    colours = [each.fillColor.hexval() for each in dots]
    assert [each == "0xffffff" for each in colours] == [False, True, False]


def test_parts_stand_where_they_are_drawn(filled: Cabinet) -> None:
    north = crossing_chart(_crossing(filled)).spots[0]
    (good_from, good_to, good), (bad_from, bad_to, bad) = north.parts
    assert (good, bad) == ("good", "inadequate")
    assert good_to == pytest.approx(bad_from)
    assert (good_to - good_from) / (bad_to - bad_from) == pytest.approx(3)


def test_two_fields_stand_under_headings_with_all_of_each(filled: Cabinet) -> None:
    chart = crossing_chart(_crossing(filled, "overall", "team", "plan_type"))
    assert chart.places == [
        None, Place(0, 0), Place(0, None), None, Place(1, 1), Place(1, None), Place(None, None)
    ]  # fmt: skip
    assert chart.words[0] == "North:"
    tops = [each.top for each in chart.spots]
    assert tops == sorted(tops)
    assert chart.spots[-1].bottom <= chart.drawing.height


def test_choices_have_bars_without_a_share(filled: Cabinet) -> None:
    chart = crossing_chart(_crossing(filled, "question:place"))
    assert chart.words[0] == "North: At home 12; n 12."
    assert "0%" not in _texts(chart)


def test_periods_have_their_line_above(cabinet: Cabinet) -> None:
    for month in (1, 4, 7):
        cabinet.add(TOOL, an_audit(audited_on=date(2026, month, 1)))
    crossing = _crossing(cabinet, "overall", "quarter")
    chart = crossing_chart(crossing)
    assert _texts(chart).count("2026 Q1") == 2
    assert "Over time: 2026 Q1: 100% of 1;" in describe_crossing(chart, crossing)
    plain = crossing_chart(_crossing(cabinet, "overall", "team"))
    assert chart.spots[0].top > plain.spots[0].top + 100


def test_a_period_that_starts_anew_is_cut_off_and_says_so(cabinet: Cabinet) -> None:
    changed = a_tool("voice", "2.0", {"contact": (SEEN,)})
    cabinet.add(TOOL, an_audit(audited_on=date(2026, 1, 5)))
    cabinet.add(changed, an_audit(audited_on=date(2026, 4, 5)))
    for fields in (("version", "quarter"), ("quarter",), ("quarter", "team")):
        crossing = _crossing(cabinet, "overall", *fields)
        assert any(each.broken_by for each in (*crossing.rows, *crossing.columns))
        told = [each for each in crossing_chart(crossing).words if "Not comparable" in each]
        assert told
        assert "2026 Q2" in told[0]


def test_any_text_is_cut_to_one_line_and_written_safely(filled: Cabinet) -> None:
    long = "Long\nname " * 40
    assert fitted("short", WIDTH) == "short"
    cut = fitted(long, 100)
    assert cut.endswith("…")
    assert "\n" not in cut
    svg = to_svg(crossing_chart(_crossing(filled)).drawing)
    assert "South &lt;b&gt;&amp;" in svg
