"""Every number of a report is on its pages as its data have it, and no other number is."""

from collections import Counter
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from db.reading import AuditScope
from exports.documents.thematic import thematic_bytes, thematic_page
from exports.figures.report_data import Distribution, QuestionFigures, ReportData
from exports.figures.thematic import thematic_report
from forms.scales import Scale
from tests.exports.documents.every_document import nothing_at_all, one_audit, published_report
from tests.exports.documents.html.reading import charts, parsed, words
from tests.exports.documents.numbers import (
    Numbers,
    axis_numbers,
    edge_numbers,
    foot_numbers,
    numbers_described,
    numbers_in,
    numbers_said,
)
from tests.exports.documents.reading import texts
from tests.exports.documents.sample_report import distribution, sample_report
from tests.exports.documents.test_thematic_layout import ODD
from tests.exports.making import DAY, Cabinet, a_tool, an_audit

GRADES = ("outstanding", "good", "good", "good", "requires_improvement", "inadequate")


def ordinary(report: ReportData) -> ReportData:
    return report


REPORTS = [ordinary, one_audit, nothing_at_all, *ODD]
Change = Callable[[ReportData], ReportData]


def wrong_on_page(report: ReportData) -> Numbers:
    """Return the numbers that a web page has too many or too few."""
    page = parsed(thematic_page(report))
    said = wrong(numbers_in(words(page)), numbers_said(report) + foot_numbers(report))
    described = numbers_in(alternative for alternative, _ in charts(page))
    written = wrong_in_charts(page, axis_numbers(report))
    return said + wrong(described, numbers_described(report)) + written


def wrong_in_charts(page: object, axes: Numbers) -> Numbers:
    """Return what is written in charts, but neither at their axes nor in what describes them."""
    found = Counter[str]()
    for alternative, written in charts(page):
        over = numbers_in(written) - numbers_in(alternative)
        over = over - axes if " of " in alternative else over
        found += Counter({each: often for each, often in over.items() if each != "c"})
    return found


def wrong_on_paper(report: ReportData) -> Numbers:
    """Return the numbers that a PDF has too many or too few, page numbers of links apart."""
    page, pages = parsed(thematic_page(report)), texts(thematic_bytes(report))
    expected = numbers_said(report) + numbers_in(written for _, written in charts(page))
    for place in range(2, len(pages) + 1):
        expected += edge_numbers(report) + numbers_in(f"{place} of {len(pages)}")
    found = numbers_in(pages)
    over, under = _without_repeated_heads(found - expected), expected - found
    leads = len(page.xpath("//nav//a | //p[@class='method']/a"))
    is_page = [each.isdigit() and int(each) <= len(pages) for each in over]
    return under if over.total() == leads and all(is_page) else under + over


def _without_repeated_heads(over: Numbers) -> Numbers:
    """Leave out the heads of a funnel's table where they are repeated on a further page."""
    pages = min(over["95%"], over["99.8%"])
    return over - Counter({"95%": pages, "99.8%": pages})


def wrong(found: Numbers, expected: Numbers) -> Numbers:
    return (found - expected) + (expected - found)


@pytest.mark.parametrize("change", REPORTS)
def test_a_web_page_has_every_number_of_its_data_and_no_other(change: Change) -> None:
    assert not wrong_on_page(change(sample_report()))


@pytest.mark.parametrize("change", REPORTS)
def test_a_pdf_has_every_number_of_its_data_and_no_other(change: Change) -> None:
    assert not wrong_on_paper(change(sample_report()))


def test_a_report_of_stored_audits_has_their_numbers(cabinet: Cabinet) -> None:
    answers = ({"seen": "yes", "heard": "good"}, {"seen": "no", "place": "home", "visits": 4})
    told = {"seen": "She was seen alone 3 times in 12 weeks, and the drawings are on the file."}
    for place in range(12):
        day = DAY.replace(month=1 + place)
        team = "North 2" if place % 2 else "South"
        audit = an_audit(answers[place % 2], told, case=f"C-{place}", audited_on=day)
        cabinet.add(a_tool(), audit.model_copy(update={"attributes": {"team": team}}))
    report = thematic_report(cabinet.store, AuditScope("voice"))
    assert [note.method for note in report.notes] == ["wilson", "terms"]
    assert not wrong_on_page(report)
    assert not wrong_on_paper(report)


def test_a_published_report_has_the_numbers_that_are_published(cabinet: Cabinet) -> None:
    report = published_report(cabinet)
    assert "c" in numbers_said(report)
    assert not wrong_on_page(report)
    assert not wrong_on_paper(report)


def published(value: Any) -> Any:
    """Return a report, or a part of one, as if no count of it were small enough to be hidden."""
    if isinstance(value, BaseModel):
        changes = {name: published(each) for name, each in value}
        if "published" in type(value).model_fields:
            changes["published"] = True
        return value.model_copy(update=changes)
    if isinstance(value, list):
        return [published(each) for each in value]
    return {key: published(each) for key, each in value.items()} if type(value) is dict else value


def all_good(report: ReportData, audits: int = 43) -> ReportData:
    """Return a report with a share of which little could be wider."""
    section = report.sections[0]
    widest = distribution(report.grades, [audits, 0, 0, 0])
    figures = section.figures.model_copy(update=dict(widest))
    best = section.model_copy(update={"figures": figures})
    question = report.attention[0].model_copy(update={"good_or_better": widest.good_or_better})
    return report.model_copy(
        update={
            "sections": [best, *report.sections[1:]],
            "strongest": [section.figures.id],
            "attention": [question, *report.attention[1:]],
        }
    )


def certain(report: ReportData) -> ReportData:
    """Return a report with the widest interval that there is: 100.0–100.0%."""
    return all_good(report, 9_999)


@pytest.mark.parametrize("change", [ordinary, one_audit, all_good, certain])
def test_percentages_with_a_decimal_have_room_too(change: Change) -> None:
    report = published(change(sample_report()))
    assert not wrong_on_page(report)
    assert not wrong_on_paper(report)


@st.composite
def reports(draw: st.DrawFn) -> ReportData:
    """A small report whose every count is drawn, and with numbers in its words."""
    number = st.integers(0, 9_999) | st.integers(0, 12)
    label = st.sampled_from(["Seen within 10 days?", "Section 47", "Read", "12 of 15, or 80%"])

    def spread(scale: Scale) -> Distribution:
        return distribution(scale, [draw(number) for _ in scale.points])

    def asked(question: QuestionFigures) -> QuestionFigures:
        states = {name: draw(number) for name in ("not_applicable", "unanswered", "hidden")}
        scale = report.scales.get(question.scale or "")
        changes: dict[str, object] = {"label": draw(label)}
        if scale is not None:
            drawn = spread(scale)
            missing = draw(number) if draw(st.booleans()) else 0
            changes |= dict(drawn) | {"counts": {**drawn.counts, **states}}
            changes["counts"]["not_evidenced"] = missing
        return question.model_copy(update=changes)

    report = sample_report()
    sections = [
        section.model_copy(
            update={
                "figures": section.figures.model_copy(
                    update={**dict(spread(report.grades)), "title": draw(label)}
                ),
                "questions": [asked(question) for question in section.questions],
            }
        )
        for section in report.sections[:2]
    ]
    groups = [
        table.model_copy(
            update={
                "groups": [
                    group.model_copy(update={"overall": spread(report.grades)})
                    for group in table.groups[: draw(st.integers(0, 4))]
                ]
            }
        )
        for table in report.groups
    ]
    trend = [
        point.model_copy(update={"overall": spread(report.grades)})
        for point in report.figures.trend[: draw(st.integers(0, 6))]
    ]
    overall = {"overall": spread(report.grades), "trend": trend}
    scope = {"audits": draw(number), "cases": draw(number), "where": {"team": draw(label)}}
    overall["scope"] = report.figures.scope.model_copy(update=scope)
    return report.model_copy(
        update={
            "sections": sections,
            "groups": groups,
            "figures": report.figures.model_copy(update=overall),
            "attention": sections[0].questions[:2],
            "auditors": draw(number),
            "double_audits": draw(number),
        }
    )


@settings(max_examples=10, deadline=None)
@given(reports())
def test_a_web_page_of_any_data_has_their_numbers(report: ReportData) -> None:
    assert not wrong_on_page(report)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(reports())
def test_a_pdf_of_any_data_has_their_numbers(report: ReportData) -> None:
    assert not wrong_on_paper(report)
    assert not wrong_on_paper(published(report))


def off_by_one(text: str) -> str:
    """Return a text whose last digit is another one."""
    for place in range(len(text) - 1, -1, -1):
        if text[place].isdigit():
            return f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"
    return text


WORDING = "exports.documents.wording"
SLIPS = [
    f"{WORDING}.count_text",
    f"{WORDING}.share_text",
    f"{WORDING}.interval_text",
    f"{WORDING}.counts_text",
    f"{WORDING}.number_text",
    f"{WORDING}.choice_share",
    f"{WORDING}.range_text",
    f"{WORDING}.day",
    "exports.documents.thematic.results.period_name",
    "exports.documents.thematic.results.describe_distribution",
    "exports.documents.thematic.opening.describe_share",
    "exports.documents.thematic.results.describe_trend",
]


@pytest.mark.parametrize("name", SLIPS)
def test_a_number_that_is_written_wrongly_is_found(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = sample_report()
    module, _, function = name.rpartition(".")
    right = getattr(import_module(module), function)
    monkeypatch.setattr(name, lambda *given, **how: off_by_one(right(*given, **how)))
    assert wrong_on_page(report)


@pytest.mark.parametrize("chart", ["bars", "trend"])
def test_a_number_that_is_drawn_wrongly_is_found(
    chart: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from exports.charts import shapes

    def slip(drawing: object, x: float, y: float, text: str, **look: object) -> None:
        shapes.label(drawing, x, y, off_by_one(text), **look)

    monkeypatch.setattr(f"exports.charts.{chart}.label", slip)
    assert wrong_on_page(sample_report())


@pytest.mark.parametrize("lost", ["39 of 57", "31–57%"])
def test_a_number_that_does_not_reach_the_paper_is_found(
    lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from exports.documents.canvas import PageCanvas

    draw = PageCanvas._draw_plain_block

    def slip(self: PageCanvas, texts: list[str], *where: object) -> None:
        draw(self, [text for text in texts if text.strip() != lost], *where)

    monkeypatch.setattr(PageCanvas, "_draw_plain_block", slip)
    assert wrong_on_paper(sample_report())
