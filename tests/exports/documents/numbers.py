"""Every number that a thematic report must show, counted from its data alone.

Nothing here is taken from the drawing: how numbers are written is said anew, so that a slip there
does not pass for the truth.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from math import floor

from exports.figures.report_data import (
    Distribution,
    QuestionFigures,
    ReportData,
    ReportSection,
    Share,
    ThemeWords,
)
from forms.scales import Scale
from tests.exports.documents.part_numbers import (
    funnel_axes,
    funnel_described,
    funnel_said,
    terms_described,
    terms_said,
)

Numbers = Counter[str]

_STATES = ("not_evidenced", "not_applicable", "unanswered", "hidden")
_NUMBER = re.compile(
    r"[0-9]{2}/[0-9]{2}/[0-9]{4}"
    r"|(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?%?"
    r"|(?<!\w)c(?!\w)"
)


def numbers_in(text: str | Iterable[str]) -> Numbers:
    """Return how often each number, percentage, date and hidden count stands in a text."""
    whole = text if isinstance(text, str) else "\n".join(text)
    return Counter(match.replace(",", "") for match in _NUMBER.findall(whole))


def numbers_said(report: ReportData) -> Numbers:
    """Return what a report shows in its words and tables, outside its charts."""
    return numbers_in(_said(report))


def numbers_described(report: ReportData) -> Numbers:
    """Return what the charts of a report show, as their alternative texts must say it."""
    return numbers_in(_described(report))


def axis_numbers(report: ReportData) -> Numbers:
    """Return what stands at the axes of charts without being told of them."""
    axes = numbers_in("0% 25% 50% 75% 100%")
    for funnel in report.funnels:
        axes += numbers_in(funnel_axes(funnel))
    return axes


def edge_numbers(report: ReportData) -> Numbers:
    """Return what stands at the edge of every page of the report, but for the page's number."""
    return numbers_in([report.title, _period(report)]) + foot_numbers(report)


def foot_numbers(report: ReportData) -> Numbers:
    """Return what stands at the foot of the report."""
    return numbers_in(f"{report.figures.scope.audits} {_day(report.as_at)}")


def headings(report: ReportData) -> Iterator[str]:
    """Yield the headings of a report that its contents list, where they may hold a number."""
    yield from (section.figures.title for section in report.sections)
    yield from (table.title for table in report.groups)
    yield from (theme.title for theme in report.themes)


def _said(report: ReportData) -> Iterator[str]:
    yield from _cover(report)
    yield from _summary(report)
    yield from headings(report)  # in the contents
    yield from headings(report)  # where they stand
    yield from _guide(report)
    yield from _overview(report)
    for section in report.sections:
        yield from _section(report, section)
    funnels = {each.field: each for each in report.funnels}
    for table in report.groups:
        yield table.title  # the head of the first column
        for group in table.groups:
            yield f"{group.value} {_share(group.overall.good_or_better)}"
            yield _count(group.overall.good_or_better)
        yield from funnel_said(funnels[table.field]) if table.field in funnels else ()
    yield from _trend(report)
    yield from _words(report)
    yield from terms_said(report.terms) if report.terms else ()
    yield from (*report.limits, *report.method)
    for note in report.notes:
        yield from (note.title, note.text, note.source)


def _cover(report: ReportData) -> Iterator[str]:
    scope = report.figures.scope
    yield report.title
    yield report.purpose.strip().split("\n")[0]
    yield f"{report.tool_title} {', '.join(report.tool_versions)}"
    yield _period(report)
    yield f"{scope.audits} {scope.cases} {report.auditors} {report.double_audits}"
    yield _where(report)
    yield _day(report.as_at)


def _summary(report: ReportData) -> Iterator[str]:
    scope, overall = report.figures.scope, report.figures.overall
    yield f"{scope.audits} {scope.cases} {report.auditors} {_period(report)} {_where(report)}"
    yield f"{_share(overall.good_or_better)} {_count(overall.good_or_better)}"
    yield "" if _is_hidden(overall.good_or_better) else "95%"
    yield _spread(overall, report.grades)  # beside the swatches
    known = {section.figures.id: section.figures for section in report.sections}
    for name in (*report.strongest[:3], *report.weakest[:3]):
        if name in known:
            yield f"{known[name].title} {_share(known[name].good_or_better)}"
    for question in report.attention[:5]:
        yield f"{question.label} {_share(question.good_or_better)}"
        yield _count(question.good_or_better)
    yield from report.limits[:2]


def _guide(report: ReportData) -> Iterator[str]:
    share = report.figures.overall.good_or_better
    if share is not None and share.share is not None:
        yield f"{_share(share)} 95% 50%"


def _overview(report: ReportData) -> Iterator[str]:
    yield "95%"
    for section in report.sections:
        share = section.figures.good_or_better
        yield section.figures.title
        if share is not None and share.n:
            yield f"{_share(share)} {_count(share)}"
    for point in report.grades.points:
        yield from (point.label, point.descriptor)  # what the grades mean
        yield point.label  # beside its swatch


def _section(report: ReportData, section: ReportSection) -> Iterator[str]:
    share = section.figures.good_or_better
    yield section.guidance
    if share is not None and share.n:
        yield _sentence(share)
        yield _counts(section.figures, report.grades)
    for question in section.questions:
        yield question.label
        yield " ".join(str(question.counts[each]) for each in _states(question))
        if question.n:
            yield from _answers(report, question)


def _answers(report: ReportData, question: QuestionFigures) -> Iterator[str]:
    scale = report.scales.get(question.scale or "")
    if scale is not None:
        yield _counts(question, scale)
        yield f"{_share(question.good_or_better)} {_count(question.good_or_better)}"
        return
    yield str(question.n)
    for code, label in question.choices.items():
        given = question.counts.get(code, 0)
        yield f"{label} {given}"
        known = isinstance(given, int) and isinstance(question.n, int)
        yield _percent(given / question.n, question.published) if known else "c"
    if question.numbers is not None and not question.choices and question.numbers.n != 0:
        numbers = question.numbers
        ends = () if question.published else (numbers.lowest, numbers.highest)
        for value in (numbers.median, *ends):
            shown = value is not None
            yield f"{_value(value)} {question.unit if shown and value == numbers.median else ''}"


def _trend(report: ReportData) -> Iterator[str]:
    yield "95%" if report.figures.trend else ""
    for point in report.figures.trend:
        share = point.overall.good_or_better
        yield f"{point.period} {_share(share)} {_count(share)}"
        if point.broken_by:
            yield f"{point.period}: {point.broken_by}"


def _words(report: ReportData) -> Iterator[str]:
    quotes = [*report.strengths, *report.improvements]
    for theme in report.themes:
        yield from _theme(theme)
        quotes += [*theme.strengths, *theme.improvements]
    for quote in quotes:
        yield f"{quote.text} {quote.about} {quote.answer}"


def _theme(theme: ThemeWords) -> Iterator[str]:
    if theme.share.n:
        yield _sentence(theme.share)
    if theme.left_out:
        yield str(theme.left_out)


def _described(report: ReportData) -> Iterator[str]:
    overall = report.figures.overall
    share = overall.good_or_better
    yield _described_spread(overall, report.grades)
    if share is not None and share.share is not None:
        yield _share(share)  # the example of a bar
    known = {section.figures.id: section.figures for section in report.sections}
    ends = [known[name] for name in (*report.strongest[:3], *report.weakest[:3]) if name in known]
    for each in (*ends, *report.attention[:5]):
        yield _described_share(each.good_or_better)
    for section in report.sections:
        share = section.figures.good_or_better
        if share is not None and share.n:
            yield _described_spread(section.figures, report.grades)
        for question in section.questions:
            scale = report.scales.get(question.scale or "")
            if question.n and scale is not None:
                yield _described_spread(question, scale)
    for table in report.groups:
        for group in table.groups:
            yield _described_spread(group.overall, report.grades)
            yield _described_share(group.overall.good_or_better)
    yield from map(funnel_described, report.funnels)
    yield from terms_described(report.terms) if report.terms else ()
    hidden = [_is_hidden(point.overall.good_or_better) for point in report.figures.trend]
    yield "c" if any(hidden) else ""
    for point in report.figures.trend:
        share = point.overall.good_or_better
        yield f"{point.period} {_percentage(share)} {share.n if share else 0}"
        yield _described_spread(point.overall, point.scale or report.grades)


def _described_spread(figures: Distribution, scale: Scale) -> str:
    """Return the counts of a bar, and “c” once more where it is told what that stands for."""
    spread = _spread(figures, scale)
    shown = spread if any(number not in {"0"} for number in spread.split()) else ""
    return f"{shown} c" if "c" in spread.split() else shown


def _described_share(share: Share | None) -> str:
    if _is_hidden(share):
        return "c"
    return f"{_share(share)} 95%" if share is not None and share.share is not None else ""


def _spread(figures: Distribution, scale: Scale) -> str:
    """Return the counts that a bar is made of."""
    codes = [point.code for point in scale.points if point.value is not None]
    codes += ["not_evidenced"] if figures.counts.get("not_evidenced") else []
    return " ".join(str(figures.counts.get(code, 0)) for code in codes)


def _counts(figures: Distribution, scale: Scale) -> str:
    """Return the counts of every point; those of states are said beside a question's label."""
    states = _states(figures) if not isinstance(figures, QuestionFigures) else []
    codes = [*(point.code for point in scale.points), *states]
    return " ".join(str(figures.counts.get(code, 0)) for code in codes)


def _states(figures: Distribution) -> list[str]:
    return [state for state in _STATES if figures.counts.get(state)]


def _is_hidden(share: Share | None) -> bool:
    return share is not None and share.published and share.share is None and share.n != 0


def _sentence(share: Share) -> str:
    """Return what a sentence says of a share: of one that is hidden only its counts."""
    return _count(share) if _is_hidden(share) else f"{_share(share)} {_count(share)} 95%"


def _share(share: Share | None) -> str:
    """Return a share and the ends of its interval."""
    if share is None or share.low is None or share.high is None:
        return "c" if _is_hidden(share) else ""
    low = f"{100 * share.low:.1f}" if share.published else str(floor(100 * share.low + 1e-9))
    return f"{_percentage(share)} {low}–{_percent(share.high, share.published)}"


def _percentage(share: Share | None) -> str:
    if share is None or share.share is None:
        return ""
    return _percent(share.share, share.published)


def _percent(share: float, published: bool) -> str:
    return f"{100 * share:.1f}%" if published else f"{floor(100 * share + 0.5)}%"


def _count(share: Share | None) -> str:
    return f"{share.count} of {share.n}" if share is not None else ""


def _period(report: ReportData) -> str:
    scope = report.figures.scope
    first, last = scope.from_ or report.first_audited, scope.to or report.last_audited
    return f"{_day(first)} to {_day(last)}"


def _where(report: ReportData) -> str:
    return " ".join(f"{field} {value}" for field, value in report.figures.scope.where.items())


def _day(value: date | None) -> str:
    return value.strftime("%d/%m/%Y") if value else ""


def _value(value: float | str | None) -> str:
    if value is None:
        return ""
    return _day(date.fromisoformat(value)) if isinstance(value, str) else f"{value:g}"
