"""Audits over time on paper and on the web: every number of the data, and no other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import floor

import pytest

from exports.documents.over_time import over_time_bytes, over_time_page
from exports.figures.report_data import Share
from exports.figures.reports.asked import OverTime
from exports.figures.reports.over_time_data import OverTimeData, Series
from tests.exports.documents.html.reading import charts, parsed, words
from tests.exports.documents.numbers import Numbers, numbers_in
from tests.exports.documents.reading import texts
from tests.exports.documents.structure import faults
from tests.exports.documents.test_thematic import HOSTILE
from tests.exports.line_samples import STEADY, STEPS, a_change, over_time, plain_tool

LONGEST_LABEL = 300
AXIS = numbers_in("0% 25% 50% 75% 100%")

TARGET = OverTime(steps=STEPS)


@dataclass(frozen=True)
class Sample:
    """What a report is made from."""

    good: tuple[int | None, ...] = STEADY
    asked: OverTime = TARGET
    label: str = "Was the child seen?"
    n: int = 8

    def report(self) -> OverTimeData:
        return made_once(self)


@cache
def made_once(sample: Sample) -> OverTimeData:
    """Return a report; to seal a hundred audits takes longer than to draw them."""
    tool = plain_tool(sample.label)
    return over_time(sample.good, sample.asked, tool, n=sample.n)


SAMPLES = {
    "ordinary": Sample(),
    "a question": Sample(asked=OverTime(of="seen", steps=STEPS), label="Seen in 10 days?"),
    "months and a change": Sample(asked=OverTime(every="month", changes=(a_change(),))),
    "single values": Sample(asked=OverTime(chart="xmr")),
    "few": Sample(good=(3, 4, 5, 4, 6, 5), asked=OverTime()),
    "one": Sample(good=(1,), asked=OverTime(), n=1),
    "gaps": Sample(good=(3, None, 4, None, None, 8, 5), asked=OverTime(steps=STEPS)),
    "years": Sample(good=(3, 5, 4, 6) * 12, asked=OverTime(changes=(a_change(),))),
}


def percent(value: float | None) -> str:
    return "" if value is None else f"{floor(100 * value + 0.5)}%"


def share(found: Share | None) -> str:
    if found is None or found.share is None or found.low is None or found.high is None:
        return ""
    return f"{percent(found.share)} {floor(100 * found.low + 1e-9)} {percent(found.high)}"


def count(found: Share | None) -> str:
    return f"{found.count} {found.n}" if found else ""


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def said(report: OverTimeData) -> Numbers:
    """Return every number that the report must say outside its charts, from the data alone."""
    return numbers_in(_said(report))


def _said(report: OverTimeData) -> Iterator[str]:
    scope, main = report.scope, report.main
    yield f"{report.title} {report.tool_title} {scope.audits} {scope.cases} {days(report)}"
    if main.latest is not None:
        newest = main.points[main.latest]
        yield f"{share(newest.share)} {count(newest.share)} {newest.name} 95%"
    yield from report.headline[:5]
    for each in report.steps:
        yield f"{day(each.step.by)} {percent(each.step.value)} {each.held}"
        yield f"{share(each.share)} {count(each.share)}"
    yield from (each.title for each in charted(report))  # in the contents
    yield "95%"
    for each in charted(report):
        yield from _series(each)
    for each in report.others:
        point = each.points[each.latest or 0]
        yield f"{each.title} {each.section} {each.told} {point.name}"
        yield f"{share(point.share)} {count(point.share)}"
    yield from (*report.limits, *report.method)
    for note in report.notes:
        yield from (note.title, note.text, note.source)


def _series(series: Series) -> Iterator[str]:
    yield f"{series.title} {series.section} {series.good} 95%"
    yield from series.chart.words
    for point, line in zip(series.points, series.chart.points, strict=True):
        yield f"{point.name} {share(point.share)} {count(point.share)}"
        yield f"{percent(line.centre)} {percent(line.target)}"
        yield f"{percent(line.low)} {percent(line.high)}"


def charted(report: OverTimeData) -> list[Series]:
    return [report.main, *report.sections, *report.questions]


def days(report: OverTimeData) -> str:
    return f"{day(report.first_audited)} {day(report.last_audited)}"


def foot(report: OverTimeData) -> str:
    return f"{report.scope.audits} {day(report.as_at)}"


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_every_number_of_the_data_is_in_the_report_and_no_other(sample: Sample) -> None:
    report = sample.report()
    page, pages = parsed(over_time_page(report)), texts(over_time_bytes(report))
    edges = numbers_in([report.title, days(report), foot(report)])
    assert numbers_in(words(page)) == said(report) + edges

    expected = said(report) + numbers_in(text for _, text in charts(page))
    for place in range(1, len(pages) + 1):
        expected += edges + numbers_in(f"{place} of {len(pages)}")
    found = numbers_in(pages)
    leads = len(page.xpath("//nav//a | //p[@class='method']/a"))
    over = found - expected
    over.pop("95%", None)  # heads of tables that go on
    assert not expected - found
    assert over.total() == leads  # the pages that contents and methods lead to
    assert all(each.isdigit() and int(each) <= len(pages) for each in over)


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_chart_shows_nothing_that_its_table_has_not(sample: Sample) -> None:
    report = sample.report()
    several = [report.main, *charted(report)]
    for series, (_, text) in zip(several, charts(parsed(over_time_page(report))), strict=True):
        table = numbers_in(_series(series)) + AXIS
        assert set(numbers_in(text)) <= set(table)


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_its_tags_are_whole_and_its_bytes_the_same(sample: Sample) -> None:
    data = over_time_bytes(sample.report())
    assert faults(data) == []
    assert over_time_bytes(sample.report()) == data


def called(report: OverTimeData, text: str) -> OverTimeData:
    """Return the report with a text in place of every name, and with a target in many steps."""
    series = {"title": text, "section": text, "good": text[:LONGEST_LABEL]}
    main = report.main.model_copy(update=series)
    scope = report.scope.model_copy(update={"where": {"team": text}})
    names = {"title": text, "tool_title": text, "main": main, "scope": scope}
    more = {"steps": report.steps * 5, "headline": [text] * 9, "others": [main] * 3}
    return report.model_copy(update={**names, **more, "sections": [main]})


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_is_drawn_and_the_contents_are_not_pushed_far(text: str) -> None:
    data = over_time_bytes(called(SAMPLES["ordinary"].report(), text))
    assert faults(data) == []
    assert "In this report" in "".join(texts(data)[1:3])


def test_a_number_that_is_written_wrongly_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    report = SAMPLES["ordinary"].report()
    monkeypatch.setattr("exports.documents.over_time.charts._limits", lambda _: "17%–76%")
    page = parsed(over_time_page(report))
    edges = numbers_in([report.title, days(report), foot(report)])
    assert numbers_in(words(page)) != said(report) + edges
