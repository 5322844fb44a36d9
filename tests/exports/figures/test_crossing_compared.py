"""Two groups, or the last two periods, of a crossing are told apart only where they differ."""

from datetime import date

from db.reading import AuditScope
from exports.figures.crossing import cross
from exports.figures.crossing_compared import compared
from tests.exports.making import SEEN, Cabinet, a_tool, an_audit

EVERY = AuditScope()
TOOL = a_tool()


def _add(cabinet: Cabinet, team: str, good: int, weak: int, day: date = date(2026, 1, 5)) -> None:
    for grade, number in (("good", good), ("inadequate", weak)):
        audits = [an_audit(overall=grade, attributes={"team": team}, audited_on=day)] * number
        cabinet.add(TOOL, *audits)


def test_two_groups_are_compared_with_the_interval_of_the_difference(cabinet: Cabinet) -> None:
    _add(cabinet, "North", 9, 1)
    _add(cabinet, "South", 1, 9)
    words, *_ = compared(cross(cabinet.store, EVERY, "overall", "team"))
    assert "North" in words
    assert "90%" in words
    assert "between +37 and +92 points" in words


def test_of_more_groups_none_is_picked_out(cabinet: Cabinet) -> None:
    for team in ("North", "South", "East"):
        _add(cabinet, team, 1, 1)
    assert compared(cross(cabinet.store, EVERY, "overall", "team")) == []


def test_groups_that_hardly_differ_are_not_told_apart(cabinet: Cabinet) -> None:
    _add(cabinet, "North", 2, 1)
    _add(cabinet, "South", 1, 2)
    words, *cautions = compared(cross(cabinet.store, EVERY, "overall", "team"))
    assert words.startswith("No clear difference")
    assert cautions


def test_the_last_two_periods_with_audits_are_compared(cabinet: Cabinet) -> None:
    _add(cabinet, "North", 1, 2, date(2025, 10, 1))
    _add(cabinet, "North", 1, 2, date(2026, 1, 1))
    _add(cabinet, "North", 2, 1, date(2026, 7, 1))
    words, *_ = compared(cross(cabinet.store, EVERY, "overall", "quarter"))
    assert "2026 Q3" in words
    assert "2026 Q1" in words
    assert "2025" not in words


def test_periods_across_a_break_are_not_compared(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit(audited_on=date(2026, 1, 5)))
    changed = a_tool("voice", "2.0", {"contact": (SEEN,)})
    cabinet.add(changed, an_audit(audited_on=date(2026, 4, 5)))
    words, *_ = compared(cross(cabinet.store, EVERY, "overall", "quarter"))
    assert "The audit tool changed" in words
