"""Web pages of reports: whole in one file, safe with any text, and readable by everybody."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise

import pytest
from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from exports.charts.palette import luminance
from exports.documents.html.blocks import BlockWriter
from exports.documents.html.page import draw_page
from exports.documents.merge_report import merge_report_page
from exports.documents.sealed_audit import audit_page
from exports.documents.thematic import thematic_bytes, thematic_page
from exports.figures.report_data import ReportData
from exports.figures.reports.single_audit import sealed_content
from exports.reports.catalogue import EVERY_KIND
from tests.exports.documents.every_document import nothing_at_all, one_audit, one_sealed
from tests.exports.documents.html.reading import charts, parsed, words
from tests.exports.documents.reading import texts
from tests.exports.documents.sample_report import sample_report
from tests.exports.documents.test_merge_report import OCCASION
from tests.exports.documents.test_thematic import HOSTILE
from tests.exports.documents.test_thematic_layout import ODD
from tests.exports.merge_samples import a_merge
from tests.exports.reports.samples import a_service, worked_out

VOID = {"img", "meta"}
LEAVES = {"rect", "circle", "line", "path"}
NAMES = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "main", "footer", "nav", "div",
    "p", "h1", "h2", "h3", "h4", "span", "strong", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "blockquote", "svg", "text", "img",
} | LEAVES  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "href", "id", "class", "tabindex", "role",
    "aria-label", "aria-labelledby", "aria-hidden", "scope", "colspan", "dir", "title", "width",
    "height", "viewbox", "focusable", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "d",
    "fill", "stroke", "stroke-width", "font-size", "font-weight", "text-anchor", "src", "alt",
    "start",
}  # fmt: skip


class Strict(HTMLParser):
    """A parser that forgives nothing: every tag is closed, every attribute there once."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.names: set[str] = set()
        self.attributes: Counter[str] = Counter()
        self.values: list[tuple[str, str, str]] = []
        self.feed(page.decode("utf-8"))
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        assert len({name for name, _ in attrs}) == len(attrs)
        self.attributes.update(name for name, _ in attrs)
        self.values += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in LEAVES
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, _: str) -> None:
        raise AssertionError("a page holds no comment")


@pytest.fixture(scope="module")
def page() -> bytes:
    return thematic_page(sample_report())


CHANGES = (one_audit, nothing_at_all, *ODD)
PAGES = (
    *(change.__name__ for change in CHANGES),
    "merge",
    "sealed",
    *(kind.name for kind in EVERY_KIND),
)


def every_page() -> Iterator[tuple[str, bytes]]:
    """Yield a page of every kind and of odd data, by name."""
    for change in CHANGES:
        yield change.__name__, thematic_page(change(sample_report()))
    yield "merge", merge_report_page(a_merge(), OCCASION)
    with one_sealed() as sealed:
        yield "sealed", audit_page(sealed_content(sealed))
    with a_service() as cabinet:
        for kind in EVERY_KIND:
            draw = worked_out(kind, cabinet).draw_page
            assert draw is not None, "every kind of report can be a web page"
            yield kind.name, draw()


@pytest.fixture(scope="module")
def every() -> dict[str, bytes]:
    drawn = dict(every_page())
    assert tuple(drawn) == PAGES
    return drawn


@pytest.mark.parametrize("which", PAGES)
def test_a_page_is_whole_and_leads_only_within_itself(every: dict[str, bytes], which: str) -> None:
    strict = Strict(every[which])
    assert strict.names <= NAMES
    assert set(strict.attributes) <= ATTRIBUTES
    ids = [value for _, name, value in strict.values if name == "id"]
    assert len(ids) == len(set(ids))
    for _, name, value in strict.values:
        if name == "href":
            assert value.startswith("#")
            assert value[1:] in ids
        if name == "src":
            assert value.startswith("data:image/png;base64,")
        if name == "aria-labelledby":
            assert set(value.split()) <= set(ids)


@pytest.mark.parametrize("which", PAGES)
def test_a_page_can_be_found_through_by_ear(every: dict[str, bytes], which: str) -> None:
    page = parsed(every[which])
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title").strip()
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [len(page.findall(f".//{name}")) for name in ("header", "main", "footer")] == [1, 1, 1]
    first = page.body[0]
    assert (first.get("class"), first.get("href")) == ("skip", f"#{page.find('.//main').get('id')}")
    for table in page.iter("table"):
        assert all(head.get("scope") == "col" for head in table.findall("thead/tr/th"))
        assert all(head.get("scope") == "row" for head in table.findall("tbody/tr/th"))
        spans = {sum(int(cell.get("colspan", 1)) for cell in row) for row in table.iter("tr")}
        assert len(spans) == 1
    for svg in page.iter("svg"):
        assert (svg.get("role") == "img" and svg.get("aria-label")) or svg.get("aria-hidden")
    assert all(image.get("alt") for image in page.iter("img"))


def test_a_page_may_do_nothing_and_fetch_nothing(page: bytes) -> None:
    tree = parsed(page)
    policy = tree.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    sheet = tree.find(".//style").text
    allowed = b64encode(sha256(sheet.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    )
    head = [each.get("http-equiv") or each.get("charset") for each in tree.iter("meta")]
    assert head[:2] == ["utf-8", "Content-Security-Policy"]
    assert not re.search(rb"https?:|//|url\(|@import|<script|expression|javascript", page)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_only_ever_text(text: str) -> None:
    data = thematic_page(sample_report(text))
    strict = Strict(data)
    assert strict.names <= NAMES
    assert set(strict.attributes) <= ATTRIBUTES
    assert all(value.startswith("#") for _, name, value in strict.values if name == "href")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e]", data.decode("utf-8"))


def test_markup_is_shown_as_it_was_typed() -> None:
    page = parsed(thematic_page(sample_report(HOSTILE["markup"])))
    assert page.find(".//h1").text == HOSTILE["markup"]
    quoted = [each.text for each in page.findall(".//blockquote/p")]
    assert quoted.count(HOSTILE["markup"]) == 3


def test_the_style_sheet_is_not_opened_by_a_text() -> None:
    data = thematic_page(sample_report("</style><script>alert(1)</script><style></style>"))
    assert data.count(b"<style") == data.count(b"</style>") == 1
    assert b"<script" not in data


@pytest.mark.parametrize("name", ["arabic", "hebrew"])
def test_text_from_right_to_left_is_set_so(name: str) -> None:
    page = parsed(thematic_page(sample_report(HOSTILE[name])))
    assert page.find(".//h1").get("dir") == "rtl"
    quoted = [each.get("dir") for each in page.findall(".//blockquote/p")]
    assert quoted.count("rtl") == 3
    assert page.find(".//h2").get("dir") is None


def test_the_same_data_make_the_same_bytes(page: bytes) -> None:
    thematic_page(sample_report(HOSTILE["arabic"]))
    assert thematic_page(sample_report()) == page


def bare_words(texts: list[str]) -> set[str]:
    """Return the different words, without what stands at their ends on the one medium alone."""
    whole = " ".join(texts).replace("\ufffe", "-")  # a hyphen at the end of a line
    return {word.strip(".,…") for word in whole.split()}


@pytest.mark.parametrize("change", [one_audit, nothing_at_all, *ODD])
def test_a_page_says_every_word_that_the_paper_says(change: object) -> None:
    report: ReportData = change(sample_report())
    page = parsed(thematic_page(report))
    shown = bare_words([words(page), *(text for _, text in charts(page))])
    printed = bare_words(texts(thematic_bytes(report)))
    furniture = {"Page", "page", "of", "•", ""}
    assert {word for word in printed if not word.isdigit()} - furniture <= shown


def test_a_block_that_nobody_can_write_is_no_silent_gap() -> None:
    class Strange(Flowable):
        """A block of a kind that pages do not know."""

    writer = BlockWriter([], below_title=False)
    with pytest.raises(TypeError, match="Strange"):
        list(writer.nodes([Strange()]))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(HexColor(each)) for each in (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours(sheet: str, place: int) -> dict[str, str]:
    """Return the colours of the style sheet's light (0), dark (1) or printed (2) looks."""
    looks = re.findall(r":root\{([^}]*)\}", sheet)
    found = dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", looks[0]))
    return found | dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", looks[place]))


@pytest.mark.parametrize("place", [0, 1, 2], ids=["light", "dark", "printed"])
def test_words_stand_out_from_their_ground(place: int) -> None:
    sheet = resources.files("resources").joinpath("styles", "document.css").read_text("utf-8")
    look = colours(sheet, place)
    for ink in ("ink", "soft", "accent"):
        for ground in ("page", "panel"):
            assert contrast(look[ink], look[ground]) >= 4.5
    assert contrast(look["on-band"], look["band"]) >= 4.5
    assert contrast(look["on-band-soft"], look["band"]) >= 4.5
    assert contrast(look["focus"], look["page"]) >= 3


def test_a_document_without_a_cover_has_its_running_heads_once() -> None:
    page = parsed(merge_report_page(a_merge(), OCCASION))
    assert page.find(".//header").text_content().count("Merge report") == 1
    assert page.find(".//main/h1").text == "Merge report"


def test_nothing_is_drawn_where_there_is_nothing() -> None:
    from exports.documents.base import DocumentFacts

    page = parsed(draw_page(DocumentFacts("Title", "", "left", "right", "foot"), []))
    assert page.find(".//main").text_content() == ""
