"""What holds for every kind of report: paper and web say the same, and only what its data hold."""

from collections.abc import Iterator
from datetime import date
from math import floor

import pytest
from pydantic import BaseModel

from exports.reports.catalogue import EVERY_KIND
from exports.reports.kinds import Profile, ReportKind
from tests.exports.documents.html.reading import charts, parsed, words
from tests.exports.documents.numbers import Numbers, numbers_in
from tests.exports.documents.reading import texts
from tests.exports.making import Cabinet
from tests.exports.reports.samples import a_service, worked_out

EVERY = [
    pytest.param(kind, profile, id=f"{kind.name}, {profile}")
    for kind in EVERY_KIND
    for profile in kind.profiles
]
FIXED = numbers_in("0 1 0% 25% 50% 75% 100% 95% 20 12 2")
"""What is always there: axes, the level of intervals, words on how to read them."""


@pytest.fixture(scope="module")
def stored() -> Iterator[Cabinet]:
    with a_service() as cabinet:
        yield cabinet


def numbers_of(value: object) -> Iterator[str]:
    """Yield every way in which a number of some data may be written."""
    if isinstance(value, BaseModel):
        yield from numbers_of(value.model_dump())
    elif isinstance(value, dict):
        yield from numbers_of([*value, *value.values()])
        yield from _parts(value)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from numbers_of(each)
    elif isinstance(value, date):
        yield value.strftime("%d/%m/%Y")
    elif isinstance(value, str):
        yield from (value, _as_day(value))
    elif isinstance(value, int | float):
        yield from (f"{value:g}", f"{value:.2f}", *_as_share(float(value)))


def _as_share(value: float) -> Iterator[str]:
    """Yield a fraction as a percentage, as the end of an interval, and in percentage points."""
    for rounded in (floor(100 * value + 0.5), floor(100 * abs(value) + 0.5), int(100 * value)):
        yield from (f"{rounded}%", str(rounded))
    yield from (f"{100 * abs(value):.1f}%", f"{100 * abs(value):.1f}")


def _parts(value: dict[str, object]) -> Iterator[str]:
    """Yield what part of its answers each choice has."""
    counts, n = value.get("counts"), value.get("n")
    if isinstance(counts, dict) and isinstance(n, int) and n:
        for count in counts.values():
            if isinstance(count, int):
                yield from (f"{floor(100 * count / n + 0.5)}%", f"{100 * count / n:.1f}%")


def _as_day(value: str) -> str:
    try:
        return date.fromisoformat(value[:10]).strftime("%d/%m/%Y")
    except ValueError:
        return ""


@pytest.mark.parametrize(("kind", "profile"), EVERY)
def test_no_number_is_on_a_page_that_is_not_in_its_data(
    kind: ReportKind, profile: Profile, stored: Cabinet
) -> None:
    report = worked_out(kind, stored, profile)
    assert report.draw_page is not None
    page = parsed(report.draw_page())
    said = numbers_in([words(page), *(f"{a} {b}" for a, b in charts(page))])
    known = numbers_in(numbers_of(report.data))
    assert {*said} - {*known} - {*FIXED} == set()


@pytest.mark.parametrize(("kind", "profile"), EVERY)
def test_paper_and_web_say_the_same_numbers(
    kind: ReportKind, profile: Profile, stored: Cabinet
) -> None:
    report = worked_out(kind, stored, profile)
    assert report.draw_page is not None
    page, pages = parsed(report.draw_page()), texts(report.draw())
    web = numbers_in([words(page), *(inside for _, inside in charts(page))])
    assert {*web} - {*numbers_in(pages)} == set()
    over = numbers_in(pages) - web
    running = numbers_in([pages[-1]])
    assert {each for each in over if not _is_furniture(each, running, len(pages))} == set()


def _is_furniture(number: str, running: Numbers, pages: int) -> bool:
    """Whether a number is that of a page, or repeated at the edge of each."""
    return number in running or (number.isdigit() and int(number) <= pages)


@pytest.mark.parametrize(("kind", "profile"), EVERY)
def test_the_same_data_make_the_same_bytes(
    kind: ReportKind, profile: Profile, stored: Cabinet
) -> None:
    one, other = worked_out(kind, stored, profile), worked_out(kind, stored, profile)
    assert one.draw() == other.draw()
    assert one.draw_page is not None
    assert other.draw_page is not None
    assert one.draw_page() == other.draw_page()
