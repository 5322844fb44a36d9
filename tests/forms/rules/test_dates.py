"""Dates in rules compare and count in days, as ODK has them."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.rules import PlainAnswers, as_number, as_text, parse_rule

AROUND = PlainAnswers(
    {"visit": date(2026, 3, 2), "later": date(2026, 3, 30), "none": "", "written": "2026-03-02"},
    today=date(2026, 4, 1),
)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("today() - ${visit} > 28", True),
        ("today() - ${later} > 28", False),
        ("today() - ${none} > 28", False),
        ("${visit} < ${later}", True),
        ("${visit} = ${written}", True),
        ("${visit} = '2026-03-02'", True),
        ("'2026-03-03' > ${visit}", True),
        ("${written} < '2026-03-03'", True),
        ("${visit} <= today()", True),
        ("${visit} >= today() - 30", True),
        ("${visit} + 28 = ${later}", True),
        ("date(${visit} + 28) = ${later}", True),
        ("${visit} != ''", True),
        ("${none} != ''", False),
        ("${visit} = ''", False),
        ("${visit} = 'soon'", False),
        ("${none} <= today()", False),
        ("now() >= today()", True),
        ("'2026-02-30' = ${visit}", False),
        ("'2026-02-30' < today()", False),
        ("${visit}", True),
    ],
)
def test_dates_compare_as_days(rule: str, expected: bool) -> None:
    assert parse_rule(rule).holds(AROUND) is expected


@given(st.dates())
def test_a_day_survives_being_a_number_and_a_text(day: date) -> None:
    around = PlainAnswers({"day": day})
    assert parse_rule("date(number(${day}))").value(around) == day
    assert parse_rule("date(string(${day}))").value(around) == day


@given(st.dates(), st.dates())
def test_days_between_dates(one: date, other: date) -> None:
    around = PlainAnswers({"one": one, "other": other})
    assert parse_rule("${one} - ${other}").value(around) == (one - other).days


def test_a_moment_counts_by_the_clock_on_the_wall() -> None:
    summer = timezone(timedelta(hours=1))
    moment = datetime(2026, 6, 1, 18, 0, tzinfo=summer)
    assert as_number(moment) == as_number(date(2026, 6, 1)) + 0.75
    assert as_text(moment) == "2026-06-01T18:00:00.000+01:00"
    assert as_number("2026-06-01T18:00:00.000+01:00") == as_number(moment)


def test_a_rule_that_looks_at_the_clock_says_so() -> None:
    assert parse_rule("${visit} > today() - 7").uses_clock
    assert parse_rule("if(true(), 1, now())").uses_clock
    assert not parse_rule("${today} = 'today()'").uses_clock
