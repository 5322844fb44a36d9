"""The report on agreement on paper and on the web: every number of the data, and no other."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from math import floor

import pikepdf
import pytest

from exports.documents.agreed import agreed_bytes, agreed_page
from exports.figures.agreement.agreement_data import Consistency, Levels
from exports.figures.agreement.estimates import Estimate
from exports.figures.agreement.shares import AgreedShare
from exports.figures.reports.agreed_data import AgreedData, AgreedPart
from forms.scales import ScalePoint
from forms.tools import AuditTool
from tests.exports.documents.html.reading import charts, parsed, words
from tests.exports.documents.numbers import Numbers, numbers_in
from tests.exports.documents.part_numbers import strictness_said
from tests.exports.documents.reading import texts
from tests.exports.documents.structure import faults
from tests.exports.documents.test_thematic import HOSTILE
from tests.exports.line_samples import MODERATED, agreed, plain_tool
from tests.exports.making import OFSTED, YES_NO


def many_grades() -> AuditTool:
    """A tool that grades from 1 to 10."""
    points = [
        ScalePoint(
            code=f"p{value}", label=f"Step {value}", value=value / 10, good=value > 5, symbol="•"
        )
        for value in range(10, 0, -1)
    ]
    known = [
        each.model_copy(update={"code": code})
        for each, code in zip(points, (point.code for point in OFSTED.points), strict=False)
    ]
    scale = OFSTED.model_copy(update={"points": (*known, *points[4:])})
    return plain_tool(scales=(scale, YES_NO))


SAMPLES = {
    "ordinary": agreed,
    "double audits only": lambda: agreed(6, ()),
    "moderations only": lambda: agreed(0, MODERATED),
    "one": lambda: agreed(1, ()),
    "many grades": lambda: agreed(5, MODERATED, many_grades()),
    "a number in a question": lambda: agreed(5, (), plain_tool("Seen in 10 days?")),
}


def percent(value: float | None) -> str:
    return "" if value is None else f"{floor(100 * value + 0.5)}%"


def share(found: AgreedShare) -> str:
    if found.share is None or found.low is None or found.high is None:
        return f"{found.agreed} {found.pairs}"
    ends = f"{floor(100 * found.low + 1e-9)} {percent(found.high)}"
    return f"{percent(found.share)} {ends} {found.agreed} {found.pairs}"


def whole(found: AgreedShare) -> str:
    return f"{percent(found.share)} {found.agreed} {found.pairs}"


def coefficient(found: Estimate) -> str:
    known = [each for each in (found.value, found.low, found.high) if each is not None]
    return " ".join(f"{abs(each):.2f}" for each in known)


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def days(report: AgreedData) -> str:
    return f"{day(report.first_audited)} {day(report.last_audited)}"


def edges(report: AgreedData) -> Numbers:
    return numbers_in([report.title, days(report), f"{report.scope.audits} {day(report.as_at)}"])


def said(report: AgreedData) -> Numbers:
    """Return every number that the report must say outside its charts, from the data alone."""
    return numbers_in(_said(report))


def _said(report: AgreedData) -> Iterator[str]:
    parts = [each for each in (report.double_audits, report.moderations) if each]
    first = parts[0].figures
    yield f"{report.title} {report.tool_title} {days(report)}"
    yield " ".join(str(each.figures.cases) for each in parts)
    yield f"{share(first.overall.exact)} 95%"
    warned = first.overall.warning
    yield from [each for each in first.summary if each != warned][:4]
    yield warned or ""
    for each in [each for each in first.by_question if each.apart.mean][:3]:
        yield f"{each.label} {share(each.said_alike)}"
    yield from report.to_do
    yield GUIDE
    for part in parts:
        yield from _part(part)
    yield from strictness_said(report.strictness) if report.strictness else ()
    yield from (*report.limits, *report.method)
    for note in report.notes:
        yield from (note.title, note.text, note.source)


GUIDE = "0 1 1 0 0 AC1 AC2 AC2 AC1"
"""The ends of the scales that are explained, and the names of coefficients."""


def _part(part: AgreedPart) -> Iterator[str]:
    found = part.figures
    yield from found.summary
    near = found.overall.within_one
    for each in (found.overall.exact, *([near] if near else []), found.sections, found.questions):
        yield share(each)
    yield "AC1 AC2 95%"
    overall = found.overall
    for each in (overall.alpha, overall.kappa, overall.ac1, overall.ac2):
        yield coefficient(each) if each else ""
    yield from _moves(part)
    for each in found.by_section:
        if each.exact.pairs:
            yield f"{share(each.exact)} {coefficient(each.alpha)}"
            yield f"{each.within_one.agreed} {each.within_one.pairs}" if each.within_one else ""
    for each in found.by_question:
        apart = each.apart
        yield f"{each.label} {share(each.said_alike)} {coefficient(each.ac2 or each.ac1)}"
        yield f"{apart.mean:.2f} {apart.low:.2f} {apart.high:.2f}"
    yield from _groups(found)
    yield str(part.pairs_left_out or "") + " " + str(part.questions_left_out or "")


def _moves(part: AgreedPart) -> Iterator[str]:
    for each in part.moves:
        if len(part.moves) <= 5:
            yield f"{each.grade} {each.n} {' '.join(map(str, each.became.values()))}"
        else:
            yield from (
                f"{each.grade} {to} {number}" for to, number in each.became.items() if number
            )


def _groups(found: Consistency) -> Iterator[str]:
    for each in found.by_team:
        yield f"{each.team} {_levels(each)}"
    for each in found.by_pair:
        yield f"{' '.join(each.graders)} {_levels(each)}"


def _levels(found: Levels) -> str:
    parts = f"{whole(found.sections)} {whole(found.questions)}"
    return f"{found.cases} {share(found.overall.exact)} {parts}"


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_every_number_of_the_data_is_in_the_report_and_no_other(make) -> None:
    report = make()
    page, pages = parsed(agreed_page(report)), texts(agreed_bytes(report))
    assert numbers_in(words(page)) == said(report) + edges(report)

    expected = said(report) + numbers_in(text for _, text in charts(page))
    expected += numbers_in(str(number) for number in range(1, len(report.to_do) + 1))
    for place in range(1, len(pages) + 1):
        expected += edges(report) + numbers_in(f"{place} of {len(pages)}")
    found = numbers_in(pages)
    over = found - expected
    assert not expected - found
    leads = page.xpath("//nav//a | //p[@class='method']/a")
    assert over.total() == len(leads)  # the pages of contents and methods
    assert all(each.isdigit() and int(each) <= len(pages) for each in over)


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_its_tags_are_whole_and_its_bytes_the_same(make) -> None:
    data = agreed_bytes(make())
    assert faults(data) == []
    assert agreed_bytes(make()) == data


def called(report: AgreedData, text: str) -> AgreedData:
    """Return the report with a text in place of every name, and with 60 teams."""
    part = report.double_audits
    assert part is not None
    found = part.figures
    changes = {
        "by_question": [
            each.model_copy(update={"label": text, "section": "s"}) for each in found.by_question
        ],
        "by_section": [each.model_copy(update={"title": text}) for each in found.by_section],
        "by_team": [each.model_copy(update={"team": text[:99]}) for each in found.by_team] * 30,
        "by_pair": [
            each.model_copy(update={"graders": (text[:99], text[:99])}) for each in found.by_pair
        ],
    }
    named = part.model_copy(update={"figures": found.model_copy(update=changes)})
    names = {"title": text, "tool_title": text, "sections": {"s": text}}
    return report.model_copy(update={**names, "double_audits": named})


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_and_many_teams_are_drawn(text: str) -> None:
    assert faults(agreed_bytes(called(agreed(6, ()), text))) == []


def test_no_grader_is_named_in_the_metadata() -> None:

    with pikepdf.open(BytesIO(agreed_bytes(agreed()))) as pdf:
        told = f"{dict(pdf.docinfo)} {pdf.Root.Metadata.read_bytes().decode()}"
    assert "auditor-" not in told
