"""One tool's audits over time against a dated target, worked out and not yet drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from db.counting import fact_counts
from db.reading import AuditScope
from db.store import ReadingStore
from exports.figures.facts import Facts, read_facts
from exports.figures.fields import check_fields
from exports.figures.figures import figures_of
from exports.figures.method_notes import notes_on
from exports.figures.methods import Method
from exports.figures.report_data import Figures
from exports.figures.reports.asked import OverTime
from exports.figures.reports.measures import Measures
from exports.figures.reports.over_time_data import Every, OverTimeData, Series, StepFigures
from exports.figures.reports.over_time_published import publish_lines
from exports.figures.reports.over_time_words import headline, limits_over_time, method_over_time
from exports.figures.reports.scopes import day_of, unnamed
from exports.figures.reports.target_steps import step_figures
from exports.figures.sentences import limit_sentences, method_sentences
from exports.figures.suppression.publishing import (
    Publication,
    c_sentence,
    check_publishable,
    first_of_month,
    last_of_month,
    publishing_sentences,
)
from exports.figures.thematic import only_tool
from exports.figures.wording import some
from forms.errors import AuditAppError

_CHARTED: Final = 6
"""How many questions have a chart of their own."""
_SIGNALS: Final = ("better", "worse", "neither")


def over_time_report(
    store: ReadingStore,
    scope: AuditScope,
    asked: OverTime,
    publication: Publication | None = None,
) -> OverTimeData:
    """Return the report of one tool's audits over time, from one state of the file.

    The report names no case, no auditor and no worker. With a `publication` it is fit to be
    published. Raises AuditAppError where there are no audits, or audits with several tools, where
    a field to filter by or the measure asked for is unknown, or for what may not be published.
    """
    with store.snapshot():
        check_fields(store, scope)
        if publication:
            _check_publishable(scope, asked)
        facts = read_facts(store, replace(scope, tool_id=only_tool(store, scope)))
        lines = facts_by(store, facts, asked.every)
        figures = figures_of(store, facts)
    measures = Measures(lines, facts.tools[0], changes_by_period(asked), asked.chart)
    if publication:
        return _published(facts, figures, asked, measures, publication)
    return _report(facts, figures, asked, _chosen(measures, asked))


def _check_publishable(scope: AuditScope, asked: OverTime) -> None:
    check_publishable(scope)
    if asked.every != "quarter":
        raise AuditAppError(
            "Published lines are by quarter. Months hold so few audits that hardly any could be "
            "shown, and beside a line by quarter they would tell what that hides."
        )


def facts_by(store: ReadingStore, facts: Facts, every: Every) -> Facts:
    """Return facts whose periods are quarters, as they were read, or months."""
    if every == "quarter":
        return facts
    by_month: dict[str, dict[tuple[str, str], Counter[str]]] = {}
    for (period,), tool, field, code, audits, _ in fact_counts(store, facts.scope, ("month",)):
        month = by_month.setdefault(period, {})
        month.setdefault((tool, field), Counter())[code] += audits
    return replace(facts, by_quarter=by_month)


class _Chosen(NamedTuple):
    """The measure in front, then the other grades, then the other questions."""

    main: Series
    sections: list[Series]
    questions: list[Series]


def _report(facts: Facts, figures: Figures, asked: OverTime, chosen: _Chosen) -> OverTimeData:
    tool, totals, main = facts.tools[0], facts.totals, chosen.main
    steps = step_figures(main, asked.steps)
    charted, others = _split(chosen.questions)
    return OverTimeData(
        title=f"{tool.newest.title} over time: {main.title if main.id else main.title.lower()}",
        tool_title=tool.newest.title,
        tool_versions=figures.scope.versions,
        scope=unnamed(figures.scope),
        first_audited=day_of(totals.first_audited),
        last_audited=day_of(totals.last_audited),
        as_at=day_of(totals.newest_sealed),
        every=asked.every,
        main=main,
        steps=steps,
        headline=headline(main),
        sections=chosen.sections,
        questions=charted,
        others=others,
        limits=[
            *line_limits(facts, asked, main, steps),
            *limit_sentences(facts, tool, figures),
        ],
        method=[*method_over_time(asked.every), *method_sentences(tool)],
        notes=notes_on(line_methods([main, *chosen.sections, *charted], steps)),
    )


def _published(
    facts: Facts, figures: Figures, asked: OverTime, measures: Measures, publication: Publication
) -> OverTimeData:
    """Return a report without small numbers, in which all that is told comes from what is shown."""
    tool, chosen = measures.tool, _chosen(measures, asked)
    several = [chosen.main, *chosen.sections, *chosen.questions]
    lines = publish_lines(measures.facts, unnamed(figures.scope), several, publication)
    shown = _chosen(measures._replace(published=lines.shares), asked)
    overall = figures.overall.model_copy(update={"published": True})
    told = figures.model_copy(update={"scope": lines.scope, "overall": overall})
    report = _report(facts, told, asked, shown)
    publishing = publishing_sentences(publication.threshold, quoted=False)
    return report.model_copy(
        update={
            "profile": "published",
            "first_audited": first_of_month(report.first_audited),
            "last_audited": last_of_month(report.last_audited),
            "limits": [
                c_sentence(publication.threshold),
                *line_limits(facts, asked, shown.main, report.steps, published=True),
                *limit_sentences(facts, tool, told, lines.double_audits),
            ],
            "method": [*method_over_time(asked.every), *method_sentences(tool, publishing)],
        }
    )


def _chosen(measures: Measures, asked: OverTime) -> _Chosen:
    """Return all measures of a tool. Raises AuditAppError where the one in front is none."""
    tool = measures.tool
    grades = [measures.overall(asked.steps if not asked.of else ())]
    questions: list[Series] = []
    for section in tool.sections:
        steps = asked.steps if section.section.id == asked.of else ()
        grades += [measures.section(section, steps)] if section.graded else []
        for each in section.questions:
            steps = asked.steps if each.question.id == asked.of else ()
            questions += measures.question(section, each, steps)
    everything = {each.id: each for each in [*questions, *grades]}
    main = everything.get(asked.of)
    if main is None:
        raise AuditAppError(
            f"“{tool.newest.title}” has no section that is graded, and no question with good "
            f"answers, called “{asked.of}”. “audit-app tools show” lists the ids of a tool."
        )
    return _Chosen(main, _measured(grades, main), _measured(questions, main))


def _measured(several: Sequence[Series], main: Series) -> list[Series]:
    """Return all but the measure in front, and without those that nobody measured."""
    return [each for each in several if each is not main and each.latest is not None]


def _split(questions: Sequence[Series]) -> tuple[list[Series], list[Series]]:
    """Return the questions that are charted, those for the worse first, and all others."""
    found = [each for each in questions if each.pattern in _SIGNALS]
    charted = sorted(found, key=lambda each: each.pattern != "worse")[:_CHARTED]
    return charted, [each for each in questions if each not in charted]


def line_limits(
    facts: Facts,
    asked: OverTime,
    main: Series,
    steps: Sequence[StepFigures],
    *,
    published: bool = False,
) -> Iterator[str]:
    """Yield what a reader must know of a line before relying on it.

    Published, how many audits are on no chart is not told: no table shows it.
    """
    periods = [point.period for point in main.chart.points]
    newest = facts.totals.newest_sealed[:10]
    yield from limits_over_time(main, steps, asked.every, periods, newest)
    yield from _undated(facts, published)
    yield from _outside(asked, periods)


def changes_by_period(asked: OverTime) -> Mapping[str, str]:
    """Return period → what changed in it, as a sentence."""
    found: dict[str, str] = {}
    for change in sorted(asked.changes, key=lambda each: each.day):
        period = _period_of(change.day, asked.every)
        told = change.what.strip()
        told = f"{told}{'' if told.endswith(('.', '!', '?')) else '.'}"
        said = f"Practice changed on {change.day:%d/%m/%Y}: {told}"
        found[period] = f"{found[period]} {said}" if period in found else said
    return found


def _undated(facts: Facts, published: bool) -> Iterator[str]:
    """Yield how many audits are in no period, because nobody said when they were done."""
    counts = facts.by_quarter.get("", {})
    audits = sum(sum(codes.values()) for (_, field), codes in counts.items() if field == "overall")
    if audits:
        have = some(audits, "audit has", "audits have", published)
        yield f"{have} no date and {'is' if audits == 1 and not published else 'are'} on no chart."


def _outside(asked: OverTime, periods: Sequence[str]) -> Iterator[str]:
    """Yield a sentence on each change that no line can start anew at."""
    for change in asked.changes:
        if _period_of(change.day, asked.every) not in periods[1:]:
            yield (
                f"The change of {change.day:%d/%m/%Y} lies outside the {asked.every}s shown, or in "
                "the first of them: no line starts anew there."
            )


def _period_of(day: date, every: Every) -> str:
    if every == "month":
        return f"{day:%Y-%m}"
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def line_methods(several: Sequence[Series], steps: Sequence[StepFigures]) -> Iterator[Method]:
    """Yield the methods that lines, and what is told of them, were made by."""
    yield "wilson"
    for each in several:
        if each.is_drawn:
            yield each.chart.method
        yield from (signal.method for signal in each.chart.signals)
        if any(point.anew for point in each.points):
            yield "rebasing"
    if steps:
        yield "targets"
