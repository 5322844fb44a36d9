"""A report's figures put into words and charts for the window; made beside it, and Qt-free.

Nothing is worked out here: numbers come from the report, their wording from the room that
draws it on paper, so that window and paper say the same.
"""

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from exports.charts.bars import Segment
    from exports.figures.report_data import Distribution, QuestionFigures, ReportData
    from forms.scales import Scale


class Drawing(Protocol):
    """What the window knows of a drawing: its size in points."""

    width: float
    height: float


class Chart(NamedTuple):
    """A drawing as SVG with its own size, and what it shows in words."""

    svg: bytes
    width: float
    height: float
    words: str


class ShareWords(NamedTuple):
    """A share, its 95% interval and its count, such as `68%`, `55–79%`, `39 of 57`."""

    share: str
    interval: str
    counted: str


class BoardRow(NamedTuple):
    """One line of a table; a heading has nothing but its label.

    `answers` stands where a question has no scale to chart; `counts` tells every number of the
    chart in words.
    """

    label: str
    note: str = ""
    chart: Chart | None = None
    answers: str = ""
    share: ShareWords | None = None
    counts: str = ""
    is_heading: bool = False


class BoardTable(NamedTuple):
    """A table of shares: its title, the headings of its first two columns, its rows."""

    title: str
    about: str
    charted: str
    rows: list[BoardRow]


class Board(NamedTuple):
    """Everything the page of figures shows, ready to be shown.

    `attention` are the questions with the lowest share of good answers.
    """

    title: str
    told: str
    headline: ShareWords
    headline_of: str
    is_hidden: bool
    """Whether there is a share that is not published."""
    share_chart: Chart
    grades_chart: Chart
    legend: list[tuple[Chart, str]]
    facts: list[tuple[str, str]]
    limits: list[str]
    attention: list[tuple[str, ShareWords]]
    sections: BoardTable
    questions: BoardTable
    groups: list[BoardTable]
    trend: BoardTable
    trend_chart: Chart | None
    breaks: list[str]


_BAR = (190.0, 13.0)
_WIDE_BAR = (262.0, 18.0)
_SHARE_BAR = (190.0, 12.0)
_SHORT_BAR = (104.0, 13.0)
_TREND = (430.0, 190.0)
_QUARTER = 46.0  # the least width that keeps the names of quarters apart
_CHIP = 9.0
_TOO_LONG = 10**6


def make_board(report: "ReportData") -> Board:
    """Return what the page shows of a report."""
    from exports.charts.bars import share_bar
    from exports.charts.of_figures import scale_segments
    from exports.charts.words import describe_share
    from exports.documents import wording

    overall = report.figures.overall
    share = overall.good_or_better
    values = (share.share, share.low, share.high) if share else (None, None, None)
    hidden = bool(share and share.published and share.n != 0)
    scope = report.figures.scope
    segments = scale_segments(overall, report.grades)
    audits = wording.amount(scope.audits, "audit", "audits")
    cases = wording.amount(scope.cases, "case", "cases")
    people = wording.amount(report.auditors, "auditor", "auditors")
    return Board(
        title=report.tool_title,
        told=f"{audits} of {cases} by {people}, {wording.period_text(report)}",
        headline=_share_words(overall),
        headline_of=f"of audits {report.grades.good_label}",
        is_hidden=share is not None and wording.is_hidden(share),
        share_chart=_chart(
            share_bar(*values, *_SHARE_BAR), describe_share(*values, published=hidden)
        ),
        grades_chart=_spread(overall, report.grades, _WIDE_BAR),
        legend=[
            (_chip(each), f"{each.label} {wording.number_text(each.number)}") for each in segments
        ],
        facts=_facts(report),
        limits=list(report.limits),
        attention=[(each.label, _share_words(each)) for each in report.attention],
        sections=_sections(report),
        questions=_questions(report),
        groups=_groups(report),
        trend=_quarters(report),
        trend_chart=_trend(report),
        breaks=_breaks(report),
    )


def _share_words(figures: "Distribution") -> ShareWords:
    from exports.documents import wording

    share = figures.good_or_better
    return ShareWords(
        wording.share_text(share), wording.interval_text(share), wording.count_text(share)
    )


def _facts(report: "ReportData") -> list[tuple[str, str]]:
    from exports.documents import wording

    scope = report.figures.scope
    return [
        ("Audit tool", f"{report.tool_title}, version {', '.join(report.tool_versions)}"),
        ("Period", wording.period_text(report)),
        ("Audits", wording.number_text(scope.audits)),
        ("Cases", wording.number_text(scope.cases)),
        ("Auditors", wording.number_text(report.auditors)),
        ("Audited twice", wording.number_text(report.double_audits)),
        ("Left out, in conflict", wording.number_text(scope.conflicts_left_out)),
        ("Scope", wording.scope_text(scope)),
    ]


def _sections(report: "ReportData") -> BoardTable:
    rows = [
        _row(section.figures.title, section.figures, report.grades) for section in report.sections
    ]
    return BoardTable("Sections", "Section", "Grades", rows)


def _questions(report: "ReportData") -> BoardTable:
    rows: list[BoardRow] = []
    for section in report.sections:
        rows.append(BoardRow(section.figures.title, is_heading=True))
        rows += [_question(report, question) for question in section.questions]
    return BoardTable("Questions", "Question", "Answers", rows)


def _question(report: "ReportData", question: "QuestionFigures") -> BoardRow:
    from exports.documents import wording

    states = wording.counts_text(question, {})
    scale = report.scales.get(question.scale or "")
    if scale is not None:
        return _row(question.label, question, scale)._replace(note=states)
    answers = wording.choices_text(question) if question.choices else wording.given_text(question)
    count = ShareWords(wording.NOTHING, "", wording.number_text(question.n))
    return BoardRow(question.label, states, None, answers, count, answers)


def _groups(report: "ReportData") -> list[BoardTable]:
    return [
        BoardTable(
            table.title,
            table.title,
            "Overall grades",
            [
                _row(group.value or "Not recorded", group.overall, report.grades)
                for group in table.groups
            ],
        )
        for table in report.groups
    ]


def _quarters(report: "ReportData") -> BoardTable:
    from exports.charts.of_figures import period_name

    points = report.figures.trend
    rows = [
        _row(period_name(point), point.overall, point.scale or report.grades, _SHORT_BAR)
        for point in points
    ]
    return BoardTable("Over time", "Quarter", "Overall grades", rows)


def _trend(report: "ReportData") -> Chart | None:
    from exports.charts.of_figures import trend_marks
    from exports.charts.trend import trend_chart
    from exports.charts.words import describe_trend

    marks = trend_marks(report.figures.trend)
    if not marks:
        return None
    width, height = _TREND
    width = max(width, _QUARTER * len(marks))
    return _chart(trend_chart(marks, width, height), describe_trend(marks))


def _breaks(report: "ReportData") -> list[str]:
    from exports.charts.of_figures import period_name

    return [
        f"{period_name(point)}: {point.broken_by}"
        for point in report.figures.trend
        if point.broken_by
    ]


def _row(
    label: str, figures: "Distribution", scale: "Scale", bar: tuple[float, float] = _BAR
) -> BoardRow:
    from exports.documents import wording

    return BoardRow(
        label=label,
        chart=_spread(figures, scale, bar),
        share=_share_words(figures),
        counts=wording.counts_text(figures, wording.point_labels(scale)),
    )


def _spread(figures: "Distribution", scale: "Scale", size: tuple[float, float]) -> Chart:
    from exports.charts.bars import distribution_bar
    from exports.charts.of_figures import scale_segments
    from exports.charts.words import describe_distribution

    segments = scale_segments(figures, scale)
    return _chart(distribution_bar(segments, *size, figures.n), describe_distribution(segments))


def _chip(segment: "Segment") -> Chart:
    """Draw one part of a bar alone; its number is too long to be written in it."""
    from exports.charts.bars import distribution_bar

    alone = segment._replace(number=_TOO_LONG)
    return _chart(distribution_bar([alone], _CHIP, _CHIP), segment.label)


def _chart(drawing: Drawing, words: str) -> Chart:
    from exports.charts.svg import to_svg

    return Chart(to_svg(drawing).encode("utf-8"), drawing.width, drawing.height, words)
