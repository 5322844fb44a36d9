"""Figures as a table of plain text, for people who read them on a terminal."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from textwrap import wrap

from exports.figures.crossing_data import CrossingCell
from exports.figures.funnel_data import FunnelData
from exports.figures.report_data import (
    Distribution,
    Figures,
    QuestionFigures,
    Scope,
    SectionFigures,
    Share,
)
from exports.figures.wording import amount, counted

_NUMBERS = 34
"""Characters that the columns good, of, share and interval take."""
_NARROWEST = 24

Row = tuple[str, Distribution]


def figures_in_words(figures: Figures, by: str | None, width: int) -> Iterator[str]:
    """Yield lines of at most `width` characters: scope, overall, sections, questions, groups."""
    yield from scope_in_words(figures.scope)
    if not figures.scope.audits:
        yield "No completed audit matches."
        return
    table = FiguresTable(width)
    yield from table.head()
    yield from table.rows([("Overall grade", figures.overall)])
    yield from _by_tool("Sections", figures.sections, table)
    yield from _by_tool("Questions", figures.questions, table)
    if by:
        yield from ("", f"Overall grade by {by.replace('_', ' ')}")
        yield from table.rows((each.value or "(not recorded)", each.overall) for each in figures.by)
    if figures.trend:
        yield from ("", "Overall grade by quarter")
    for point in figures.trend:
        if point.broken_by:
            yield from wrap(f"--- {point.broken_by}", width)
        yield from table.rows([(point.period, point.overall)])


def funnel_in_words(data: FunnelData, width: int) -> Iterator[str]:
    """Yield lines of at most `width` characters on which groups lie further off than by chance."""
    yield from ("", f"{data.many.capitalize()} side by side")
    for sentence in (*data.funnel.words, *data.limits):
        yield from wrap(sentence, width, initial_indent="- ", subsequent_indent="  ")


def scope_in_words(scope: Scope) -> Iterator[str]:
    """Yield which audits figures speak of, and how many are left out."""
    cases = amount(scope.cases, "case", "cases")
    versions = f", version {' and '.join(scope.versions)}" if scope.tool and scope.versions else ""
    tool = f"{scope.tool}{versions}: " if scope.tool else ""
    yield f"{tool}{amount(scope.audits, 'audit', 'audits')} of {cases}"
    limits = [f"{name} {value or '(not recorded)'}" for name, value in scope.where.items()]
    limits += [f"from {scope.from_:%d/%m/%Y}"] if scope.from_ else []
    limits += [f"to {scope.to:%d/%m/%Y}"] if scope.to else []
    if limits:
        yield f"only {', '.join(limits)}"
    if scope.cohort:
        yield f"intervals speak of a cohort of {scope.cohort:,} cases alone"
    if scope.conflicts_left_out:
        left = amount(scope.conflicts_left_out, "audit is", "audits are")
        yield f"{left} left out: two versions differ and wait to be settled"


def _by_tool(
    title: str, parts: Iterable[SectionFigures | QuestionFigures], table: "FiguresTable"
) -> Iterator[str]:
    tools = [(tool, list(group)) for tool, group in groupby(parts, lambda part: part.tool)]
    for tool, group in tools:
        yield ""
        yield f"{title} of {tool}" if len(tools) > 1 else title
        yield from table.rows((_name(part), part) for part in group)


def _name(part: SectionFigures | QuestionFigures) -> str:
    return part.label if isinstance(part, QuestionFigures) else part.title


class FiguresTable:
    """Lays out rows: what is counted, then how many are good, of how many, share and interval."""

    def __init__(self, width: int) -> None:
        self._width = max(width, _NARROWEST + _NUMBERS)
        self._label = self._width - _NUMBERS

    def head(self) -> Iterator[str]:
        """Yield the head of the columns."""
        yield ""
        yield f"{'':{self._label}}{'good':>6}{'of':>6}{'share':>8}{'95% interval':>14}"

    def rows(self, rows: Iterable[Row]) -> Iterator[str]:
        """Yield each row with its label, its numbers, and the counts of its codes beneath."""
        for label, figures in rows:
            first, *rest = wrap(label, self._label - 4, break_long_words=True) or [""]
            yield f"  {first:{self._label - 2}}{_numbers(figures.good_or_better)}".rstrip()
            yield from (f"  {line}" for line in rest)
            yield from (f"      {line}" for line in wrap(_counts(figures), self._width - 6))
            for words in _over_time(figures):
                yield from (f"      {line}" for line in wrap(words, self._width - 6))


def _numbers(share: Share | None) -> str:
    if share is None:
        return ""
    if share.share is None or share.low is None or share.high is None:
        if share.published and share.n != 0:
            return f"{counted(share.count):>6}{counted(share.n):>6}{'c':>8}"
        return f"{'–':>6}{share.n:>6}"
    interval = f"{share.low:.1%}–{share.high:.1%}".replace("%–", "–")
    return f"{counted(share.count):>6}{counted(share.n):>6}{share.share:>8.1%}{interval:>14}"


def _over_time(figures: Distribution) -> Iterator[str]:
    """Yield the shares of a question by quarter, and why they break; one quarter is no line."""
    points = figures.trend if isinstance(figures, QuestionFigures) else []
    shares = [
        f"{'| ' if point.broken_by else ''}{point.period} {share.share:.1%} of {counted(share.n)}"
        for point in points
        if (share := point.good_or_better) and share.share is not None
    ]
    if len(shares) > 1:
        yield f"by quarter: {', '.join(shares)}"
        yield from (f"| {each.period}: {each.broken_by}" for each in points if each.broken_by)


def _counts(figures: Distribution) -> str:
    counts = [
        f"{code.replace('_', ' ')} {counted(number)}"
        for code, number in figures.counts.items()
        if number
    ]
    numbers = figures.numbers if isinstance(figures, QuestionFigures | CrossingCell) else None
    if numbers and numbers.n:
        unit = f" {figures.unit}" if isinstance(figures, QuestionFigures) and figures.unit else ""
        middle = f"median {_plain(numbers.median)}{unit}"
        if not figures.published:
            middle += f", from {_plain(numbers.lowest)} to {_plain(numbers.highest)}"
        counts.insert(0, middle)
    return ", ".join(counts) or "no answers"


def _plain(value: float | str | None) -> str:
    """Return a number without needless noughts, or a day as people write it."""
    if value is None:
        return "not published"
    if isinstance(value, str):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return f"{value:g}"
