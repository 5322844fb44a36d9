"""Dates as people here write them, read forgivingly."""

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{4}|\d{2})")
_RUN = re.compile(r"(\d\d)(\d\d)(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ ./-]*([a-z]{3,9})\.?[ ,./-]*(\d{4}|\d{2})")
_DAYS_BACK = {"today": 0, "yesterday": 1}


def shown_date(day: date) -> str:
    """Return a date as dd/mm/yyyy."""
    return f"{day:%d/%m/%Y}"


def read_date(text: str, today: date) -> date | None:
    """Return the date that a text means, or nothing.

    Read are 3/4/26, 03.04.2026, 030426, 3 Apr 2026, 3rd April 26, 2026-04-03, today and
    yesterday. Two digits of a year mean the century that puts the date within the next ten
    years or before.
    """
    plain = " ".join(text.casefold().split())
    if plain in _DAYS_BACK:
        return today - timedelta(days=_DAYS_BACK[plain])
    if match := _ISO.fullmatch(plain):
        year, month, day = match.groups()
    elif match := _NUMBERS.fullmatch(plain) or _RUN.fullmatch(plain):
        day, month, year = match.groups()
    elif (match := _WORDS.fullmatch(plain)) and match[2][:3] in _MONTHS:
        day, year = match[1], match[3]
        month = str(_MONTHS.index(match[2][:3]) + 1)
    else:
        return None
    try:
        return date(_full_year(year, today), int(month), int(day))
    except ValueError:
        return None


def _full_year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    year = today.year // 100 * 100 + int(digits)
    return year - 100 if year > today.year + 10 else year
