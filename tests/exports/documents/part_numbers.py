"""Every number that a chapter of its own must show, counted from its data alone.

How numbers are written is said anew, so that a slip in the drawing does not pass for the truth.
"""

from collections.abc import Iterator
from math import floor

from exports.figures.funnel_data import FunnelData, FunnelGroup
from exports.figures.reports.strictness_data import StrictnessData
from exports.figures.strictness import AuditorStrictness
from exports.figures.terms_data import TermsData, TermsOfTheme


def whole(share: float) -> str:
    """Return a fraction as a whole percentage without its sign."""
    return str(floor(100 * share + 0.5))


def percentage(share: float, published: bool = False) -> str:
    return f"{100 * share:.1f}%" if published else f"{whole(share)}%"


def funnel_said(data: FunnelData) -> Iterator[str]:
    """Yield what the chapter of a funnel says outside its chart; the title heads a column."""
    funnel = data.funnel
    yield from funnel.words
    yield from data.limits
    if funnel.limits:
        yield f"95% 99.8% {data.good}"  # below the chart
        yield f"{data.title} 95% 99.8%"
    for group in funnel.groups:
        yield from _group(group)


def _group(group: FunnelGroup) -> Iterator[str]:
    share, limits = group.share, group.limits
    assert share.share is not None
    assert share.low is not None
    assert share.high is not None
    fine = share.published
    low = f"{100 * share.low:.1f}" if fine else str(floor(100 * share.low + 1e-9))
    yield f"{group.name} {percentage(share.share, fine)} {low}–{percentage(share.high, fine)}"
    yield f"{share.count} of {share.n}"
    for ends in ((limits.low_95, limits.high_95), (limits.low_998, limits.high_998)):
        yield " ".join(percentage(end, fine) for end in ends).replace("%", "", 1)
    beyond = {"inside": "", "beyond_95": "95%", "beyond_998": "99.8%"}
    yield beyond[group.stands]


def funnel_described(data: FunnelData) -> str:
    """Return what describes the chart of a funnel."""
    funnel = data.funnel
    if not funnel.limits:
        return ""
    inside = sum(group.side is None for group in funnel.groups)
    outside = " ".join(group.name for group in funnel.groups if group.side)
    share = percentage(funnel.overall.share or 0, funnel.overall.published)
    largest = max(group.limits.n for group in funnel.groups)
    return (
        f"{len(funnel.groups)} 95% 99.8% {share} {funnel.overall.n:,} {data.good} {largest:,} "
        f"{inside} {outside}"
    )


def funnel_axes(data: FunnelData) -> str:
    """Return what may be written in the chart of a funnel without being in what describes it."""
    return " ".join(f"{each:,}" for each in data.funnel.marks)


def strictness_said(data: StrictnessData) -> Iterator[str]:
    """Yield what the chapter of strictness says outside its charts."""
    if data.found.auditors:
        yield f"{data.warning} 95% {whole(data.reach)}"
    yield data.good if data.found.auditors else ""
    for each in data.found.auditors:
        yield f"{each.auditor} {each.share.count} of {each.share.n} {_expected(each)}"
        yield f"{percentage(each.share.share or 0)} {_difference(each)}"
    yield from (*data.found.words, *data.limits)


def strictness_described(data: StrictnessData) -> Iterator[str]:
    """Yield what describes the charts of strictness."""
    for each in data.found.auditors:
        yield f"{_difference(each)} 95%"


def _expected(each: AuditorStrictness) -> str:
    assert each.expected is not None
    n = int(each.share.n)
    return f"{percentage(each.expected / n)} {each.expected:.1f} of {n}"


def _difference(each: AuditorStrictness) -> str:
    found = each.difference
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    return " ".join(_points(end) for end in (found.value, found.low, found.high))


def _points(difference: float) -> str:
    size = abs(difference)
    if size < 1e-11:
        return "0"
    return whole(size) if size >= 0.005 else f"{max(100 * size, 0.1):.1f}"


def terms_said(data: TermsData) -> Iterator[str]:
    """Yield what the chapter of terms says outside its charts."""
    for theme in data.themes:
        yield from _theme(theme)
    yield from data.limits if data.themes else ()


def _theme(theme: TermsOfTheme) -> Iterator[str]:
    yield f"{theme.title} {theme.audits:,} {theme.strengths:,} {theme.improvements:,}"
    for each in theme.terms:
        yield f"{each.term} {each.strengths:,} {each.improvements:,}"
    yield f"{theme.left_out:,}" if theme.left_out else ""


def terms_described(data: TermsData) -> Iterator[str]:
    """Yield what describes the charts of terms."""
    for theme in data.themes:
        for each in theme.terms:
            yield f"{each.strengths:,} {each.improvements:,}"
