"""Periods that people ask for by name."""

from datetime import date

import pytest

from ui.audits.period import Days, named_days
from ui.audits.words import count_text, day_text, moment_text


@pytest.mark.parametrize(
    ("name", "today", "days"),
    [
        ("this_quarter", date(2026, 11, 21), Days(date(2026, 10, 1), date(2026, 12, 31))),
        ("this_quarter", date(2026, 3, 31), Days(date(2026, 1, 1), date(2026, 3, 31))),
        ("last_quarter", date(2026, 2, 1), Days(date(2025, 10, 1), date(2025, 12, 31))),
        ("last_12_months", date(2026, 11, 21), Days(date(2025, 11, 22), date(2026, 11, 21))),
        ("last_12_months", date(2028, 2, 29), Days(date(2027, 3, 1), date(2028, 2, 29))),
        ("all", date(2026, 11, 21), Days()),
        ("between", date(2026, 11, 21), Days()),
    ],
)
def test_a_named_period_has_these_days(name, today, days):
    assert named_days(name, today) == days


def test_dates_are_written_as_people_here_write_them():
    assert day_text("2026-04-02") == "02/04/2026"
    assert day_text("") == ""
    assert moment_text("") == ""
    assert moment_text("2026-04-02T10:00:00.000000Z").startswith("02/04/2026 ")


def test_the_count_says_how_many_of_how_many():
    assert count_text(312, 1204, narrowed=True) == "312 of 1,204 audits"
    assert count_text(1204, 1204, narrowed=False) == "1,204 audits"
    assert count_text(1, None, narrowed=True) == "1 audit"
