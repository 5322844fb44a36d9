"""Figures as plain lines of text, for people who read them on a terminal."""

from collections.abc import Iterator, Sequence

from exports.figures.report_data import Distribution, Figures, QuestionFigures, Share
from exports.figures.wording import amount


def figures_in_words(figures: Figures) -> list[str]:
    """Return the figures as lines: scope, overall grade, sections, questions, groups, quarters."""
    return [
        *_scope(figures),
        *_block("Overall", [("Overall grade", figures.overall)]),
        *_block("Sections", [(each.title, each) for each in figures.sections]),
        *_block("Questions", [(each.label, each) for each in figures.questions]),
        *_block("Groups", [(each.value or "Not recorded", each.overall) for each in figures.by]),
        *_block("Quarters", [(each.period, each.overall) for each in figures.trend]),
        *(f"  {each.period}: {each.broken_by}" for each in figures.trend if each.broken_by),
    ]


def share_in_words(share: Share) -> str:
    """Return `68.4% good (39 of 57, 95% interval 55.5–79.0%)`."""
    if share.share is None or share.low is None or share.high is None:
        return "no grades"
    interval = f"{share.low:.1%}–{share.high:.1%}".replace("%–", "–")
    return f"{share.share:.1%} good ({share.count} of {share.n}, 95% interval {interval})"


def _scope(figures: Figures) -> Iterator[str]:
    scope = figures.scope
    tool = f"{scope.tool}, " if scope.tool else ""
    audits = amount(scope.audits, "audit", "audits")
    cases = amount(scope.cases, "case", "cases")
    yield f"{tool}{audits} of {cases}"
    if scope.conflicts_left_out:
        audits = amount(scope.conflicts_left_out, "audit is", "audits are")
        yield f"{audits} left out: two versions differ and wait to be settled"


def _block(title: str, lines: Sequence[tuple[str, Distribution]]) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield title
    for name, figures in lines:
        yield f"  {name}"
        yield f"    {_told(figures)}"


def _told(figures: Distribution) -> str:
    counts = ", ".join(f"{code} {number}" for code, number in figures.counts.items() if number)
    parts = [share_in_words(figures.good_or_better)] if figures.good_or_better else []
    if isinstance(figures, QuestionFigures) and figures.numbers and figures.numbers.n:
        numbers = figures.numbers
        parts.append(f"median {numbers.median}, from {numbers.lowest} to {numbers.highest}")
    return "; ".join([*parts, *([counts] if counts else [])]) or "no answers"
