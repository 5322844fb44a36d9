"""Figures of agreement as plain text, for people who read them on a terminal."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from exports.figures.agreement.agreement_data import (
    Agreement,
    AgreementFigures,
    Consistency,
    Levels,
)
from exports.figures.agreement.estimates import Estimate
from exports.figures.agreement.shares import AgreedShare
from exports.figures.reports.strictness_data import StrictnessData

_NUMBERS = 45
"""Characters that the columns same, of, share, interval, alpha and AC take."""
_NARROWEST = 24

Row = tuple[str, AgreedShare, Agreement | None]


def agreement_in_words(figures: AgreementFigures, width: int) -> Iterator[str]:
    """Yield lines of at most `width` characters: what it means, then the tables."""
    parts = (("Double audits", figures.double_audits), ("Moderations", figures.moderations))
    for title, found in parts:
        yield title
        for sentence in found.summary:
            yield from wrap(sentence, width, initial_indent="  ", subsequent_indent="  ")
        if found.cases:
            yield from _Table(width).of(found)
        yield ""
    yield "Keep in mind"
    for sentence in figures.limits:
        yield from wrap(sentence, width, initial_indent="- ", subsequent_indent="  ")


def strictness_in_words(data: StrictnessData, width: int) -> Iterator[str]:
    """Yield lines of at most `width` characters on each auditor; nothing where nobody is told."""
    if not data.found.auditors:
        return
    yield from ("", "How strictly auditors grade")
    yield from wrap(data.warning, width, initial_indent="  ", subsequent_indent="  ")
    several = [*(each.words for each in data.found.auditors), *data.found.words, *data.limits]
    for sentence in several:
        yield from wrap(sentence, width, initial_indent="- ", subsequent_indent="  ")


class _Table:
    """Lays out rows: what was judged, how often alike, of how many, and beyond chance."""

    def __init__(self, width: int) -> None:
        self._label = max(width, _NARROWEST + _NUMBERS) - _NUMBERS

    def of(self, found: Consistency) -> Iterator[str]:
        """Yield the whole table of double audits or of moderations."""
        head = f"{'same':>6}{'of':>6}{'share':>6}{'95% interval':>13}{'alpha':>7}{'AC':>7}"
        yield from ("", f"{'':{self._label}}{head}")
        yield from self._rows(_levels(found))
        yield from self._titled("Sections", ((s.title, s.exact, s) for s in found.by_section))
        asked = [each for each in found.by_question if each.said_alike.cases]
        yield from self._titled(
            "Questions, what divides people most first",
            ((each.label, each.said_alike, each) for each in asked),
        )
        missing = len(found.by_question) - len(asked)
        if missing:
            yield f"  and {missing:,} that no two people answered of one case"
        yield from self._titled("Overall grade by team", _teams(found))
        yield from self._titled("Overall grade by pair of people", _pairs(found))

    def _titled(self, title: str, rows: Iterable[Row]) -> Iterator[str]:
        lines = list(self._rows(rows))
        if lines:
            yield from ("", title, *lines)

    def _rows(self, rows: Iterable[Row]) -> Iterator[str]:
        for label, share, beyond in rows:
            first, *rest = wrap(label, self._label - 4, break_long_words=True) or [""]
            yield f"  {first:{self._label - 2}}{_numbers(share, beyond)}".rstrip()
            yield from (f"  {line}" for line in rest)


def _levels(found: Levels) -> list[Row]:
    return [
        ("Overall grade", found.overall.exact, found.overall),
        ("All section grades together", found.sections, None),
        ("All answers together", found.questions, None),
    ]


def _teams(found: Consistency) -> Iterator[Row]:
    for each in found.by_team:
        yield each.team or "(not recorded)", each.overall.exact, each.overall


def _pairs(found: Consistency) -> Iterator[Row]:
    for each in found.by_pair:
        yield " and ".join(each.graders), each.overall.exact, each.overall


def _numbers(share: AgreedShare, beyond: Agreement | None) -> str:
    if share.share is None or share.low is None or share.high is None:
        return f"{'–':>6}{share.pairs:>6}"
    interval = f"{share.low:.0%}–{share.high:.0%}".replace("%–", "–")
    numbers = f"{share.agreed:>6,}{share.pairs:>6,}{share.share:>6.0%}{interval:>13}"
    if beyond is None:
        return numbers
    return f"{numbers}{_short(beyond.alpha):>7}{_short(beyond.ac2 or beyond.ac1):>7}"


def _short(found: Estimate) -> str:
    return "–" if found.value is None else f"{found.value:.2f}"
