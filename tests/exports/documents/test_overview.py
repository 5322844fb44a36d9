"""The overview: one page whatever it holds, every number of its data on it and no other."""

from collections.abc import Callable

import pytest

from exports.documents.overview import overview_bytes, overview_page
from exports.figures.report_data import Share
from exports.figures.reports.overview_data import OverviewData
from tests.exports.documents.further_samples import sample_overview
from tests.exports.documents.html.reading import charts, parsed, words
from tests.exports.documents.numbers import Numbers, numbers_in
from tests.exports.documents.reading import texts
from tests.exports.documents.test_thematic import HOSTILE


def written(share: Share | None) -> str:
    """Return a share as it is written: its percentage, its count and its interval."""
    if share is None or share.low is None or share.high is None:
        return ""
    low, high = int(100 * share.low + 1e-9), int(100 * share.high + 0.5)
    return f"{int(100 * share.share + 0.5)}% {share.count} of {share.n} {low}–{high}%"


def said(report: OverviewData) -> Numbers:
    """Return every number that the page must say outside its charts, from the data alone."""
    scope = report.scope
    parts = [report.period, f"{scope.audits} {scope.cases} {report.tool_count} {report.auditors}"]
    parts += [str(report.double_audits), *report.notes, *scope.where.values()]
    cards = len(report.tools) <= 2
    parts += [] if cards else [report.compared]
    for tool in report.tools:
        parts += [tool.title, written(tool.overall.good_or_better)]
        if cards:
            parts += ["95%", *map(str, tool.overall.counts.values()), tool.change.words]
        else:
            parts.append(tool.changed)
        parts += [str(tool.audits)] if 2 < len(report.tools) <= 7 else []
        parts += [f"{tool.title} {tool.change.words}"] if len(report.tools) == 3 else []
        if tool.concern:
            asked = tool.concern.share
            parts += [tool.concern.label, f"{written(asked).split('% ')[0]}%"]
            parts.append(f"{asked.count} of {asked.n}")
    return numbers_in(parts)


def edges(report: OverviewData) -> Numbers:
    """Return what stands in the running heads and the foot."""
    return numbers_in([report.title, report.period, f"{report.scope.audits} 30/06/2026"])


@pytest.mark.parametrize("tools", [1, 2, 3, 4, 7, 8, 10])
def test_every_number_of_the_data_is_on_the_page_and_no_other(tools: int) -> None:
    report = sample_overview(tools)
    page = parsed(overview_page(report))
    assert numbers_in(words(page)) == said(report) + edges(report)
    described = [alternative for alternative, _ in charts(page)]
    counts = [list(map(str, tool.overall.counts.values())) for tool in report.tools]
    assert numbers_in(described) == numbers_in(number for each in counts for number in each)
    on_paper = numbers_in(texts(overview_bytes(report)))
    in_charts = numbers_in(text for _, text in charts(page))
    assert on_paper == said(report) + edges(report) + in_charts + numbers_in("Page 1 of 1")


def filtered(report: OverviewData) -> OverviewData:
    scope = report.scope.model_copy(update={"where": {"team": "A team with a name " * 9}})
    return report.model_copy(update={"scope": scope, "notes": ["A note about the figures. " * 30]})


@pytest.mark.parametrize("tools", range(1, 11))
@pytest.mark.parametrize("change", [lambda report: report, filtered])
def test_it_is_one_page(tools: int, change: Callable[[OverviewData], OverviewData]) -> None:
    assert len(texts(overview_bytes(change(sample_overview(tools))))) == 1


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("tools", [2, 3, 10])
def test_it_is_one_page_whatever_it_says(tools: int, text: str) -> None:
    assert len(texts(overview_bytes(sample_overview(tools, text)))) == 1


def test_what_cannot_be_compared_is_not() -> None:
    found = " ".join(" ".join(texts(overview_bytes(sample_overview(4)))).split())
    assert "Not comparable the tool or its grades changed" in found


def test_the_same_data_make_the_same_bytes() -> None:
    once = overview_bytes(sample_overview())
    overview_bytes(sample_overview(10, "x"))
    assert overview_bytes(sample_overview()) == once
