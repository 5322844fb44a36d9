"""How the figures of a report are put into words. Nothing is worked out here."""

from datetime import date
from typing import Final

from exports.charts.numbers import HIDDEN, interval, percent
from exports.charts.of_figures import NOT_EVIDENCED_LABEL
from exports.figures.report_data import (
    Count,
    Distribution,
    NumberSummary,
    QuestionFigures,
    ReportData,
    Scope,
    Share,
)
from forms.scales import Scale

STATES: Final = {
    "not_evidenced": NOT_EVIDENCED_LABEL,
    "not_applicable": "Not applicable",
    "unanswered": "Not answered",
    "hidden": "Not asked",
}
"""The four ways of having no judgement, as people read them."""

NOTHING: Final = "–"
_DOT: Final = "\u00a0· "
_SHORT: Final = 24
_GLUE: Final = "\u00a0"


def day(value: date | None) -> str:
    """Return a date as people here write it."""
    return value.strftime("%d/%m/%Y") if value else NOTHING


def share_text(share: Share | None) -> str:
    """Return `68%`, a dash where nothing was graded, or `c` where the share is not published."""
    if share is not None and is_hidden(share):
        return HIDDEN
    if share is None or share.share is None:
        return NOTHING
    return percent(share.share, fine=share.published)


def is_hidden(share: Share) -> bool:
    """Return whether there is a share that is not published."""
    return share.published and share.share is None and share.n != 0


def interval_text(share: Share | None) -> str:
    """Return `55–79%`, or nothing where nothing was graded."""
    if share is None or share.low is None or share.high is None:
        return ""
    return interval(share.low, share.high, fine=share.published)


def interval_words(share: Share | None) -> str:
    """Return `95% interval 55–79%`, or that the share is not published."""
    if share is not None and is_hidden(share):
        return "share not published"
    return f"95% interval {interval_text(share) or NOTHING}"


def graded_text(share: Share, good: str) -> str:
    """Return `68% (39 of 57 good or better; 95% interval 55–79%).`, or what may be told of it."""
    if is_hidden(share):
        return f"{count_text(share)} {good}; the share is not published."
    said = f"{count_text(share)} {good}; {interval_words(share)}"
    return f"{share_text(share)} ({said})."


def count_text(share: Share | None) -> str:
    """Return `39 of 57`."""
    return f"{share.count} of {share.n}" if share else NOTHING


def amount(number: Count, one: str, many: str) -> str:
    """Return `1 audit`, `57 audits`, or `c audits` where a number is not published."""
    return f"{number_text(number)} {one if number == 1 else many}"


def number_text(number: Count) -> str:
    """Return `1,057`, or `c` where it is not published."""
    return number if isinstance(number, str) else f"{number:,}"


def period_text(report: ReportData) -> str:
    """Return the days between which the audits were done, or were asked for."""
    return days_text(report.figures.scope, report.first_audited, report.last_audited)


def days_text(scope: Scope, first_audited: date | None, last_audited: date | None) -> str:
    """Return the days that a scope asks for, at an open end those of its audits."""
    first, last = scope.from_ or first_audited, scope.to or last_audited
    if first is None and last is None:
        return "No audits"
    return f"{day(first)} to {day(last)}"


def scope_text(scope: Scope) -> str:
    """Return which audits were asked for: all of them, or those that the filters let through."""
    if not scope.where:
        return "All completed audits"
    filters = (f"{_words(field)}: {value}" for field, value in scope.where.items())
    return f"Only completed audits with {'; '.join(filters)}"


def _words(field: str) -> str:
    return field.replace("_", " ")


def counts_text(figures: Distribution, labels: dict[str, str]) -> str:
    """Return every code with its count, then the states that occur."""
    states = {state: label for state, label in STATES.items() if figures.counts.get(state)}
    return _listed(figures, {**labels, **states})


def given_text(question: QuestionFigures) -> str:
    """Return what was answered where there are neither codes nor numbers to count."""
    if question.numbers is not None:
        return range_text(question)
    return _GIVEN.get(question.kind, "Answered in words")


_GIVEN = {
    "time": "Times of day",
    "acknowledgement": "Acknowledged",
    "evidence_file": "Files and documents named",
    "calculated": "Worked out for each audit",
}


def choices_text(question: QuestionFigures) -> str:
    """Return every choice with its count."""
    return _listed(question, question.choices)


def choice_share(question: QuestionFigures, code: str) -> str:
    """Return how many of those who answered gave an answer, as `54%`."""
    count, n = question.counts.get(code, 0), question.n
    if isinstance(count, str) or isinstance(n, str):
        return HIDDEN
    return percent(count / n, fine=question.published) if n else NOTHING


def answered_text(question: QuestionFigures) -> str:
    """Return what the shares of a choice are shares of, then the states that occur."""
    how = {"several_of": ", several choices each", "ranked": ", shown by what was ranked first"}
    states = counts_text(question, {})
    answered = f"{number_text(question.n)} answered{how.get(question.kind, '')}"
    return f"{answered}{_DOT + states if states else ''}"


def _listed(figures: Distribution, labels: dict[str, str]) -> str:
    return _DOT.join(
        f"{_unbroken(label)}{_GLUE}{figures.counts.get(code, 0)}" for code, label in labels.items()
    )


def _unbroken(label: str) -> str:
    """Keep a short label on one line with its count."""
    return label.replace(" ", _GLUE) if len(label) <= _SHORT else label


def point_labels(scale: Scale) -> dict[str, str]:
    """Return the label of each code of a scale, best first."""
    return {point.code: point.label for point in scale.points}


def range_text(question: QuestionFigures) -> str:
    """Return where the numbers or dates given to a question lie."""
    return numbers_text(question.numbers, question.unit, published=question.published)


def numbers_text(numbers: NumberSummary | None, unit: str = "", *, published: bool = False) -> str:
    """Return where numbers or dates lie; published, only their middle."""
    if numbers is None or numbers.n == 0:
        return "No answers"
    unit = f" {unit}" if unit else ""
    if published:
        shown = numbers.median is not None
        return f"Median {_value(numbers.median)}{unit}" if shown else "Median not published"
    return (
        f"Median {_value(numbers.median)}{unit}, "
        f"from {_value(numbers.lowest)} to {_value(numbers.highest)}"
    )


def _value(value: float | str | None) -> str:
    if isinstance(value, str):
        return day(date.fromisoformat(value))
    return NOTHING if value is None else f"{value:g}"
