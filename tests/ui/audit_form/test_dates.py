"""Dates are read as people write them, and nothing else is taken for one."""

from datetime import date

import pytest

from ui.audit_form.dates import read_date, shown_date

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    ["3/4/2026", "03/04/26", "3.4.2026", "3-4-26", "3 4 2026", "030426", "03042026", "3 Apr 2026",
     "3rd April 26", "3apr26", " 3  April,  2026 ", "2026-04-03", "2026-4-3"],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert read_date(text, TODAY) == date(2026, 4, 3)


def test_today_and_yesterday_are_dates() -> None:
    assert read_date("Today", TODAY) == TODAY
    assert read_date("yesterday", TODAY) == date(2026, 11, 20)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31/02/2026", "13/13/2026", "3/4", "1/2/3", "99999999", "3 foo 2026", "٣/٤/٢٠٢٦x"],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read_date(text, TODAY) is None


def test_two_digits_of_a_year_mean_the_nearest_past_but_for_ten_years() -> None:
    assert read_date("1/1/36", TODAY) == date(2036, 1, 1)
    assert read_date("1/1/37", TODAY) == date(1937, 1, 1)


def test_a_date_is_shown_as_people_here_write_it() -> None:
    assert shown_date(date(2026, 4, 3)) == "03/04/2026"
