"""Periods: what they are called, and which one comes before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.figures.reports.periods import Period

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "name", "before"),
    [
        ("2026-04-01", "2026-06-30", "2026 Q2", "2026 Q1"),
        ("2026-01-01", "2026-03-31", "2026 Q1", "2025 Q4"),
        ("2026-03-01", "2026-03-31", "March 2026", "February 2026"),
        ("2024-02-01", "2024-02-29", "February 2024", "January 2024"),
        ("2026-01-01", "2026-12-31", "2026", "2025"),
        ("2026-02-01", "2026-04-30", "01/02/2026 to 30/04/2026", "01/11/2025 to 31/01/2026"),
        ("2026-04-06", "2026-04-12", "06/04/2026 to 12/04/2026", "30/03/2026 to 05/04/2026"),
        ("2026-02-01", "2026-02-27", "01/02/2026 to 27/02/2026", "05/01/2026 to 31/01/2026"),
        ("2026-04-02", "2026-04-02", "02/04/2026 to 02/04/2026", "01/04/2026 to 01/04/2026"),
    ],
)
def test_a_period_has_a_name_and_one_before_it(
    first: str, last: str, name: str, before: str
) -> None:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    earlier = period.before()
    assert (period.name, earlier.name if earlier else None) == (name, before)


def test_before_the_first_day_there_is_nothing() -> None:
    assert Period(date.min, date(1, 12, 31)).before() is None
    assert Period(date(1, 1, 5), date(1, 2, 20)).before() is None


@given(DAYS, st.integers(0, 800))
def test_the_period_before_ends_the_day_before_and_is_as_long(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days))
    before = period.before()
    assert before is not None
    assert before.last == first - timedelta(days=1)
    if period.whole_months:
        assert before.whole_months == period.whole_months
    else:
        assert before.last - before.first == period.last - period.first


@given(DAYS)
def test_a_quarter_holds_its_day_and_three_months(day: date) -> None:
    quarter = Period.quarter_of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter.whole_months == 3
    assert quarter.name == f"{day.year} Q{(day.month + 2) // 3}"
