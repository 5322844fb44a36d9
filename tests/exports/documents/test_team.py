"""A team's report: every number of its data and no other, whole whatever anybody wrote."""

from collections.abc import Callable, Iterator

import pytest

from exports.documents.team import team_bytes, team_page
from exports.figures.report_data import Distribution, QuestionFigures
from exports.figures.reports.team_data import Beside, TeamData, TeamQuestion
from tests.exports.documents.further_samples import alone, sample_team, without_words
from tests.exports.documents.html.reading import charts, parsed, words
from tests.exports.documents.numbers import Numbers, numbers_in
from tests.exports.documents.reading import texts
from tests.exports.documents.test_overview import written
from tests.exports.documents.test_thematic import HOSTILE


def same(report: TeamData) -> TeamData:
    return report


def difference(beside: Beside | TeamQuestion) -> str:
    """Return the range of a difference as whole points."""
    comparison = beside.comparison
    if comparison is None or comparison.low is None or comparison.high is None:
        return ""
    sizes = (100 * abs(each) for each in (comparison.low, comparison.high))
    return " ".join(f"{size:.1f}" if 0 < size < 0.5 else str(int(size + 0.5)) for size in sizes)


def said(report: TeamData) -> Iterator[str]:
    """Yield everything that holds a number, from the data alone."""
    scope, overall = report.scope, report.overall
    yield f"{report.team} {report.tool_title} {scope.audits} {scope.cases} {report.auditors}"
    yield f"{report.other_audits} {report.other_teams} 06/01/2025 to 26/06/2026 30/06/2026"
    yield f"{written(overall.team.good_or_better)} {written(overall.others.good_or_better)}"
    yield f"{overall.comparison.words} {report.small} 95% 0 to 100%"
    for section in report.sections:
        grades = section.grades
        yield f"{section.title} {grades.comparison.words} {difference(grades)}"
        yield f"{written(grades.team.good_or_better)} {written(grades.others.good_or_better)}"
        yield counts(grades.team)
        for question in section.questions:
            yield from asked(question)
    for point in (*report.talk_about, *report.going_well):
        yield f"{point.section} {point.question.comparison.words}"
        yield from (quote.text for quote in point.quotes)
    for quote in (*report.strengths, *report.improvements):
        yield f"{quote.text} {quote.about} {quote.answer}"
    for trend in report.trend if len(report.trend) > 1 else []:
        yield f"{trend.period} {written(trend.overall.good_or_better)} {trend.broken_by}"
    yield from (*report.limits, *report.method)
    for note in report.notes:
        yield f"{note.title} {note.text} {note.source}"


def asked(question: TeamQuestion) -> Iterator[str]:
    figures = question.figures
    yield f"{figures.label} {counts(figures)} {difference(question)}"
    yield f"{written(figures.good_or_better)} {written(question.others.good_or_better)}"
    if figures.scale is None:
        yield f"{figures.n} {' '.join(figures.choices.values())} {figures.unit} {lying(figures)}"


def counts(figures: Distribution) -> str:
    states = ("not_applicable", "not_evidenced", "unanswered", "hidden")
    return " ".join(
        str(number) for code, number in figures.counts.items() if number or code not in states
    )


def lying(figures: QuestionFigures) -> str:
    numbers = figures.numbers
    if numbers is None:
        return ""
    ends = (numbers.lowest, numbers.median, numbers.highest)
    return " ".join(
        "/".join(reversed(end.split("-"))) if isinstance(end, str) else f"{end:g}" for end in ends
    )


def pages_of(count: int) -> Numbers:
    return numbers_in(map(str, range(1, count + 1)))


@pytest.mark.parametrize("change", [same, alone, without_words])
def test_every_number_of_the_data_is_told_and_no_other(
    change: Callable[[TeamData], TeamData],
) -> None:
    report = change(sample_team())
    expected = set(numbers_in(said(report)))
    page = parsed(team_page(report))
    assert set(numbers_in(words(page))) == expected
    drawn = {number for _, text in charts(page) for number in numbers_in(text)}
    pages = texts(team_bytes(report))
    on_paper = set(numbers_in(pages))
    assert expected - on_paper == set()
    assert on_paper - expected - drawn - set(pages_of(len(pages))) == set()


@pytest.mark.parametrize("change", [same, alone, without_words])
def test_the_first_page_is_for_the_team_and_stays_one(
    change: Callable[[TeamData], TeamData],
) -> None:
    pages = texts(team_bytes(change(sample_team())))
    assert "of audits good or better" in pages[0]
    assert "In this report" in pages[1]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_is_told_and_the_first_page_stays_one(text: str) -> None:
    pages = texts(team_bytes(sample_team(text)))
    assert "In this report" in pages[1]
    assert "Method and limits" in "".join(pages)


def test_what_is_clearly_higher_or_lower_is_said_so() -> None:
    report = sample_team()
    verdicts = {
        question.comparison.verdict
        for section in report.sections
        for question in section.questions
        if question.comparison
    }
    found = " ".join(" ".join(texts(team_bytes(report))).split())
    assert ("Clearly higher" in found) == ("higher" in verdicts)
    assert ("Clearly lower" in found) == ("lower" in verdicts)
    assert verdicts & {"higher", "lower"}


def test_a_chart_says_both_shares_with_their_intervals() -> None:
    question = sample_team().talk_about[0].question
    described = [alternative for alternative, _ in charts(parsed(team_page(sample_team())))]
    own, others = question.figures.good_or_better, question.others.good_or_better
    ends = [
        f"{each.share:.0%}, 95% interval {int(100 * each.low)}–{each.high:.0%}"
        for each in (own, others)
    ]
    assert f"This team: {ends[0]}; All other teams: {ends[1]}." in described


def test_the_same_data_make_the_same_bytes() -> None:
    once = team_bytes(sample_team())
    team_bytes(sample_team(HOSTILE["arabic"]))
    assert team_bytes(sample_team()) == once
