"""From every figure to the note on its method: on paper, with its page, and on the web."""

from io import BytesIO

import pikepdf
import pytest

from exports.documents.thematic import thematic_bytes, thematic_page
from exports.figures.report_data import ReportData
from tests.exports.documents.html.reading import parsed
from tests.exports.documents.reading import texts
from tests.exports.documents.sample_report import sample_report

SHARE = "A share and its interval"
BREAK = "Where a line starts anew"


@pytest.fixture(scope="module")
def report() -> ReportData:
    return sample_report()


@pytest.fixture(scope="module")
def paper(report: ReportData) -> bytes:
    return thematic_bytes(report)


def links(pdf: bytes) -> list[tuple[str, int]]:
    """Return what each link outside the contents is for, and the page it leads to, from 1."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = {page.objgen: place for place, page in enumerate(document.pages, 1)}
        for page in document.pages:
            for link in page.get("/Annots", []):
                found.append((str(link.Contents), pages[link.Dest[0].objgen]))
    return [each for each in found if SHARE in each[0] or BREAK in each[0]]


def page_of(paper: bytes, title: str) -> int:
    """Return the page where a note stands, from 1: the last that names it."""
    lines = [page.splitlines() for page in texts(paper)]
    return max(place for place, page in enumerate(lines, 1) if title in map(str.strip, page))


def test_links_lead_to_the_page_where_the_note_stands(paper: bytes) -> None:
    found = links(paper)
    assert len(found) > 20
    for words, page in found:
        assert page == page_of(paper, BREAK if BREAK in words else SHARE)


def test_the_page_that_a_line_names_is_the_note_s(paper: bytes) -> None:
    for title in (SHARE, BREAK):
        pages = [page for page in texts(paper) if f"Method: {title}" in page]
        assert pages
        assert all(f", page {page_of(paper, title)}" in page for page in pages)


def test_paper_and_web_lead_from_the_same_figures(report: ReportData, paper: bytes) -> None:
    page = parsed(thematic_page(report))
    notes = {each.get("id") for each in page.iter("h4") if each.text in {SHARE, BREAK}}
    assert len(notes) == 2
    leads = [link for link in page.iter("a") if link.get("href")[1:] in notes]
    assert len(leads) == len(links(paper))


def test_every_table_of_shares_and_every_chart_leads_to_a_note(report: ReportData) -> None:
    page = parsed(thematic_page(report))
    for table in page.iter("table"):
        if "%" in table.text_content():
            assert table.findall("thead/tr/th/a")
    for chart in page.findall(".//figure[@class='chart']"):
        # The line that leads on stands below a chart, or on the same panel.
        on_panel = chart.xpath("ancestor::div[contains(@class, 'panel')]")
        assert (on_panel or [chart.getnext()])[0].findall(".//a")


def test_a_report_without_a_broken_line_has_no_note_on_it(report: ReportData) -> None:
    whole = [each.model_copy(update={"broken_by": None}) for each in report.figures.trend]
    figures = report.figures.model_copy(update={"trend": whole})
    changes = {"figures": figures, "notes": report.notes[:1]}
    page = parsed(thematic_page(report.model_copy(update=changes)))
    assert BREAK not in page.text_content()
