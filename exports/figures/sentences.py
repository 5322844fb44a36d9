"""What the reader must know before relying on the figures, and how they were made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from exports.figures.combining import CombinedTool, version_names
from exports.figures.facts import Facts
from exports.figures.report_data import Count, Figures, known
from exports.figures.wording import amount, listed, some

_FEW: Final = 20
_NAMED: Final = 3
"""How many questions a sentence names."""


def limit_sentences(
    facts: Facts, tool: CombinedTool, figures: Figures, double_audits: Count | None = None
) -> list[str]:
    """Return the limits of the figures as whole sentences, the weightiest first.

    Of published figures they tell no number but those that the figures show; `double_audits` is
    then given as it may be published.
    """
    published = figures.overall.published
    return [
        *_few_audits(figures),
        *_conflicts(figures),
        *_versions(facts, tool, published),
        *_broken_lines(figures),
        *_without_overall_grade(facts, published),
        *_unanswered(facts, tool, published),
        *_not_evidenced(figures),
        *_double_audits(facts.totals.double_audits if double_audits is None else double_audits),
        "Drafts and audits that were made void are not counted.",
        "The figures describe the audits that were done. How far they speak for all cases depends "
        "on how these cases were chosen.",
    ]


def method_sentences(tool: CombinedTool, publishing: Sequence[str] = ()) -> list[str]:
    """Return how the figures were made, as whole sentences.

    `publishing` says what was left out of published ones, and stands in place of how quotations
    are chosen.
    """
    names = version_names(tool.versions)
    marks = listed([f"version {names[each.hash]} ({each.hash[:12]})" for each in tool.versions])
    return [
        "Every completed audit in the period and selection on the cover is counted once.",
        *_repeats(tool),
        "A share is the number of good answers divided by the number of answers that could be "
        "judged. Which answers are good is set by the scale of the question; for grades it is "
        f"“{tool.newest.grades.good_label}”.",
        "Answers that are not applicable, not given or not asked are left out of that number. "
        "“Not evidenced on file” stays in it and counts as not good.",
        "The interval beside a share is its 95% Wilson score interval: the range in which the "
        "share would most likely lie if very many such cases were audited. The fewer the audits, "
        "the wider it is.",
        "The overall grade is the auditor’s judgement, not an average of the answers.",
        "Quarters are calendar quarters by the date of the audit. Where a version of the audit "
        "tool measures something else, or nobody said what it changed, the line over time is "
        "broken, because a change of the tool can move a share when practice has not changed.",
        *(publishing or [_QUOTED]),
        f"Audit tool: {tool.newest.title}, {marks}. The letters and digits in brackets are the "
        "tool’s fingerprint: any change to its content would change them.",
    ]


_QUOTED: Final = (
    "Quotations are chosen by a fixed rule: different questions first, nothing that resembles "
    "another quotation, and no text that holds a case reference or an auditor’s name. Long "
    "ones are cut at “…”."
)


def _repeats(tool: CombinedTool) -> Iterator[str]:
    """Tell of the parts of the tool that one audit answers several times."""
    several = [group.repeat for group in tool.newest.groups.values() if group.repeat]
    each = listed(list(dict.fromkeys(f"every {repeat.each}" for repeat in several)))
    if each:
        yield (
            f"Parts of the tool are answered once for {each} on the file; there n counts {each}, "
            "not every audit."
        )


def _few_audits(figures: Figures) -> Iterator[str]:
    audits = figures.scope.audits
    if isinstance(audits, str):
        yield "So few audits are counted that next to nothing can be published of them."
    elif audits < _FEW:
        only = amount(audits, "audit is", "audits are")
        yield (
            f"Only {only} counted, so one audit more or less can move a share by about "
            f"{round(100 / audits)} percentage points: read the interval with every share."
        )


def _conflicts(figures: Figures) -> Iterator[str]:
    left_out = figures.scope.conflicts_left_out
    if left_out:
        audits = amount(left_out, "audit is", "audits are")
        yield (
            f"{audits} left out because two versions of the same audit differ and nobody has "
            "settled yet which answers stand."
        )


def _versions(facts: Facts, tool: CombinedTool, published: bool) -> Iterator[str]:
    if len(tool.versions) == 1:
        return
    names = version_names(tool.versions)
    versions = listed([names[each.hash] for each in tool.versions])
    yield (
        f"The audits were made with versions {versions} of the audit tool, put together question "
        "by question in the newest wording: compare periods with care."
    )
    yield from _apart(tool, names)
    yield from _graded_apart(facts, tool, names, published)


def _apart(tool: CombinedTool, names: dict[str, str]) -> Iterator[str]:
    """Tell which answers are left out because a version changed what is measured."""
    apart = [question for question in tool.questions if question.apart]
    if apart:
        changed = amount(len(apart), "question is", "questions are")
        left_out = frozenset[str]().union(*(question.apart for question in apart))
        yield (
            f"{changed} answered in another way since a version changed, or measured anew: older "
            f"answers, given with {_versions_of(tool, left_out, names)}, are not counted."
        )


def _graded_apart(
    facts: Facts, tool: CombinedTool, names: dict[str, str], published: bool
) -> Iterator[str]:
    """Tell whose grades are left out because they mean something else."""
    others = frozenset(each.hash for each in tool.versions) - tool.graded_alike
    audits = sum(facts.counted(others, "overall").values())
    if audits:
        yield (
            f"{some(audits, 'audit was', 'audits were', published)} graded with "
            f"{_versions_of(tool, others, names)}, whose grades are another measure or stand on "
            "another scale; these grades are not counted."
        )


def _versions_of(tool: CombinedTool, hashes: frozenset[str], names: dict[str, str]) -> str:
    found = [names[each.hash] for each in tool.versions if each.hash in hashes]
    return f"{'version' if len(found) == 1 else 'versions'} {listed(found)}"


def _broken_lines(figures: Figures) -> Iterator[str]:
    """Tell where the lines of questions are broken, those with one reason together."""
    together: dict[tuple[str, str], list[str]] = {}
    for question in figures.questions:
        for point in question.trend:
            if point.broken_by:
                labels = together.setdefault((point.period, point.broken_by), [])
                labels.append(f"“{question.label}”")
    for (period, broken_by), labels in together.items():
        more = amount(len(labels) - _NAMED, "more question", "more questions")
        names = listed([*labels[:_NAMED], *([more] if len(labels) > _NAMED else [])])
        quarter = period.replace("-", " ")
        yield f"From {quarter}, do not compare with earlier answers: {names}. {broken_by}"


def _without_overall_grade(facts: Facts, published: bool) -> Iterator[str]:
    audits = facts.counted(facts.graded_alike, "overall")["unanswered"]
    if audits:
        have = some(audits, "audit has", "audits have", published)
        count = _counts(2 if published else audits)
        yield f"{have} no overall grade and {count} only by section and question."


def _counts(number: int) -> str:
    return "counts" if number == 1 else "count"


def _unanswered(facts: Facts, tool: CombinedTool, published: bool) -> Iterator[str]:
    missing = sum(
        facts.counted([version.hash], f"finding.{question.id}")["unanswered"]
        for version in tool.versions
        for question in version.questions.values()
        if question.required and question.answerable
    )
    if missing:
        yield (
            f"{some(missing, 'answer', 'answers', published)} to required questions "
            f"{'is' if missing == 1 and not published else 'are'} missing and left out of the "
            "shares."
        )


def _not_evidenced(figures: Figures) -> Iterator[str]:
    counts = [
        question.counts["not_evidenced"]
        for question in figures.questions
        if question.good_or_better
    ]
    if any(counts):
        published = figures.overall.published
        answers = 0 if published else sum(known(each) for each in counts)
        given = some(answers, "answer is", "answers are", published)
        yield (
            f"{given} “not evidenced on file”. These count as not good: the figures show "
            "what is recorded, and good work that nobody wrote down cannot be seen."
        )


def _double_audits(doubles: Count) -> Iterator[str]:
    if doubles:
        cases = amount(doubles, "case was", "cases were")
        yield (
            f"{cases} audited by more than one auditor in the same quarter; each of these audits "
            "is counted."
        )
