"""A report from a template on paper and web: the numbers of its data, its parts, its logo."""

from collections.abc import Iterator
from io import BytesIO
from math import floor

import pikepdf
import pytest
from PIL import Image

from exports.documents.built import built_bytes, built_page
from exports.figures.crossing_data import Crossing, CrossingCell
from exports.figures.report_data import ReportData
from exports.figures.reports.built_data import (
    BuiltReport,
    ShownComparison,
    ShownFunnel,
    ShownPart,
    ShownSections,
    ShownSummary,
    ShownTerms,
    ShownTrend,
    ShownView,
    ShownWords,
)
from exports.figures.suppression.publishing import Publication
from forms.explore_views import ExploreView
from forms.report_parts import Introduction, OwnWords, Sections, Summary, Target, View
from tests.exports.built_samples import LOGOS, TEAMS, VIEWS, a_logo, a_template, built
from tests.exports.documents.html.reading import charts, parsed, words
from tests.exports.documents.numbers import (
    foot_numbers,
    numbers_described,
    numbers_in,
    numbers_said,
)
from tests.exports.documents.reading import texts
from tests.exports.documents.sample_report import sample_report
from tests.exports.documents.structure import faults
from tests.exports.reports.test_every_kind import FIXED, numbers_of

NO = {"comment": ""}


def with_the_parts_of(report: ReportData) -> BuiltReport:
    """Return a report from a template that shows all that a thematic report does."""
    parts: list[ShownPart] = [
        ShownSummary(title="Summary", **NO),
        ShownSections(
            title="Results", **NO, sections=[each.figures.id for each in report.sections],
            questions=True, missing="",
        ),
        *(ShownComparison(title=f"By {each.title}", **NO, field=each.field)
          for each in report.groups),
        *(ShownFunnel(title=f"{each.title}s", **NO, funnel=each) for each in report.funnels),
        ShownTrend(title="Over time", **NO),
        ShownWords(title="Words", **NO),
        *([ShownTerms(title="Terms", **NO, terms=report.terms)] if report.terms else []),
    ]  # fmt: skip
    return BuiltReport(
        **{name: getattr(report, name) for name in (
            "title", "tool_title", "tool_versions", "first_audited", "last_audited", "as_at",
            "limits", "method", "notes", "profile",
        )},
        scope=report.figures.scope, logo=None, figures=report, parts=parts,
    )  # fmt: skip


def test_parts_say_the_numbers_that_the_thematic_report_says() -> None:
    report = sample_report()
    page = parsed(built_page(with_the_parts_of(report)))
    expected = numbers_said(report) + foot_numbers(report)
    found = numbers_in(words(page))
    assert found - expected == expected - found == {}
    described = numbers_in(alternative for alternative, _ in charts(page))
    assert described == numbers_described(report)


def percent(share: float, published: bool) -> str:
    return f"{100 * share:.1f}%" if published else f"{floor(100 * share + 0.5)}%"


def written(cell: CrossingCell) -> str:
    """Return how a cell of a crossing is written in its table."""
    share = cell.good_or_better
    counts = [n for code, n in cell.counts.items() if code not in STATES or n]
    said = " ".join(str(each) for each in counts)
    if share is None:
        return f"{said} {cell.n}"
    if share.share is None or share.low is None or share.high is None:
        return f"{said} {'c' if share.n else ''} {share.count} of {share.n}"
    fine = share.published
    low = f"{100 * share.low:.1f}" if fine else str(floor(100 * share.low + 1e-9))
    ends = f"{low}–{percent(share.high, fine)}"
    return f"{said} {percent(share.share, fine)} {ends} {share.count} of {share.n}"


STATES = ("not_evidenced", "not_applicable", "unanswered", "hidden")


def table_of(crossing: Crossing) -> Iterator[str]:
    """Yield every line of a crossing's table."""
    for row in crossing.rows:
        for column, cell in zip(crossing.columns, row.cells, strict=bool(crossing.across)):
            if cell.audits:
                yield f"{row.title} {column.title} {written(cell)}"
        yield f"{row.title} {written(row.total)}"
    for column in crossing.columns:
        yield f"{column.title} {written(column.total)}"
    yield written(crossing.total)


@pytest.mark.parametrize("publication", [None, Publication()], ids=["internal", "published"])
@pytest.mark.parametrize("view", [*VIEWS[:2], VIEWS[3]], ids=lambda view: view.view.measure)
def test_the_table_of_a_view_has_every_number_of_it_and_no_other(
    view: View, publication: Publication | None
) -> None:
    report = built(a_template(view), publication=publication)
    (part,) = report.parts
    assert isinstance(part, ShownView)
    (table,) = parsed(built_page(report)).xpath("//main//table")
    assert numbers_in("\n".join(table.itertext())) == numbers_in(table_of(part.crossing))


def test_a_view_tells_what_it_is_about_above_its_chart() -> None:
    view = ExploreView(tool="voice", measure="overall", where={"team": "North"})
    report = built(a_template(View(view=view, comment="Only one team.")))
    said = " ".join(words(parsed(built_page(report))).split())
    for told in ("Only one team.", "This part is on other audits than the report", "team North"):
        assert told in said


def test_a_long_chart_is_divided_and_each_piece_is_told_in_words() -> None:
    told = [said for said, _ in charts(parsed(built_page(built(a_template(VIEWS[0])))))]
    named = [sum(f"{team}:" in said for said in told) for team in TEAMS]
    assert named == [1, 1, 1, 1, 1, 2], "only the longest group goes on in the next piece"
    assert len(told) == len(TEAMS) + 1
    assert all(said.endswith("The table below has every number.") for said in told)


def test_headings_lead_from_the_contents_in_the_order_chosen() -> None:
    parts = (OwnWords(title="Last thanks", comment="x"), Summary(), Introduction(title="Hello"))
    page = parsed(built_page(built(a_template(*parts))))
    contents = [each.text_content() for each in page.xpath("//nav/ol/li/a")]
    assert contents == ["Last thanks", "Summary", "Hello", "Method and limits"]
    assert [each.text_content() for each in page.xpath("//main/h2")][1:] == contents


def test_own_words_comments_and_reasons_are_on_the_page() -> None:
    said = " ".join(" ".join(texts(built_bytes(built()))).split())
    for part in (
        "We audited cases of four teams.", "whether children were seen",
        "Read this first.", "Mark the end.", "1. Talk about it.", "To all.",
        "1 section that it names is not in the audit tool any more.",
        "nobody filled in the field “disability” in these audits.",
        "Practice changed on 01/10/2025: A new policy.",
    ):  # fmt: skip
        assert part in said, part


def test_how_to_read_figures_is_told_once() -> None:
    report = built(a_template(Sections(), Sections(), Target(), Target()))
    headings = [each.text_content() for each in parsed(built_page(report)).xpath("//main//h3")]
    for once in ("How to read the figures", "What the grades mean", "How to read the chart"):
        assert headings.count(once) == 1, once
    assert headings.count("Contact") == 2


def test_sections_without_questions_stand_side_by_side() -> None:
    report = built(a_template(Sections(questions=False)))
    page = parsed(built_page(report))
    assert "All sections" in words(page)
    assert "Was the child seen?" not in words(page)


def images_of(data: bytes) -> list[pikepdf.PdfImage]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [pikepdf.PdfImage(each) for page in pdf.pages for each in page.images.values()]


def test_a_logo_is_told_in_words_on_paper_and_on_the_web() -> None:
    report = built(a_template(OwnWords(comment="x"), logo=LOGOS["ordinary"]))
    with pikepdf.open(BytesIO(built_bytes(report))) as pdf:
        told = [str(each.Alt) for each in pdf.objects
                if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]  # fmt: skip
        assert told == ["Riverbank Council"]
    (image,) = parsed(built_page(report)).xpath("//img")
    assert image.get("alt") == "Riverbank Council"
    assert image.get("src").startswith("data:image/png;base64,")
    assert (image.get("width"), image.get("height")) == ("180", "72")


def test_a_logo_whose_words_show_nothing_is_still_told() -> None:
    report = built(a_template(OwnWords(comment="x"), logo=a_logo(LOGOS["tiny"].data, "\u200b")))
    (image,) = parsed(built_page(report)).xpath("//img")
    assert image.get("alt") == "Logo"
    assert faults(built_bytes(report)) == []


def test_a_page_may_show_pictures_only_where_it_brings_one() -> None:
    template = a_template(OwnWords(comment="x"))
    without = built_page(built(template)).decode()
    with_logo = built_page(built(template.model_copy(update={"logo": LOGOS["tiny"]}))).decode()
    assert "img-src" not in without
    assert "; img-src data:" in with_logo


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_is_never_larger_than_its_box_nor_blurred(name: str) -> None:
    report = built(a_template(OwnWords(comment="x"), logo=LOGOS[name]))
    with pikepdf.open(BytesIO(built_bytes(report))) as pdf:
        (box,) = [each.A.BBox for each in pdf.objects
                  if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]  # fmt: skip
        left, bottom, right, top = (float(each) for each in box)
    with Image.open(BytesIO(LOGOS[name].data)) as given:
        width, height = given.size
    assert right - left <= min(width, 170) + 0.01
    assert top - bottom <= min(height, 54) + 0.01
    assert (right - left) / (top - bottom) == pytest.approx(width / height, rel=0.12)


def test_published_no_number_is_on_a_page_that_is_not_in_its_data() -> None:
    report = built(publication=Publication())
    page = parsed(built_page(report))
    said = numbers_in([words(page), *(f"{told} {inside}" for told, inside in charts(page))])
    known = numbers_in(numbers_of(report))
    assert {*said} - {*known} - {*FIXED} == set()
