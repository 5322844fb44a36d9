"""What can be crossed: the overall grade, a section, a question, or the questions of a theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from exports.figures.answers import answer_distribution, number_summary
from exports.figures.breaks import break_sentence
from exports.figures.combining import CombinedQuestion, CombinedTool, MeasuredGrades, version_names
from exports.figures.facts import Facts, measured_on
from exports.figures.report_data import Distribution, NumberSummary, known
from exports.figures.shares import graded, share_of
from exports.figures.wording import amount, listed, some
from forms.denominators import STATES
from forms.errors import AuditAppError
from forms.scales import Scale

_NOT_JUDGED = frozenset({"not_applicable", "unanswered", "hidden"})


class Measured(Protocol):
    """A measure of the audits in a scope, over the versions of its tool that measure the same."""

    @property
    def label(self) -> str:
        """What people call it."""

    @property
    def kind(self) -> str:
        """A kind of question, `grade` or `theme`."""

    @property
    def scale(self) -> Scale | None:
        """What it is judged on."""

    @property
    def choices(self) -> dict[str, str]:
        """Code → label where it has no scale."""

    @property
    def fields(self) -> list[str]:
        """The fields that it is counted from."""

    def distribution(self, facts: Facts) -> Distribution:
        """Return the answers that these facts hold."""

    def numbers(self, facts: Facts) -> NumberSummary | None:
        """Return where the numbers or dates that these facts hold lie."""

    def broken_by(self, before: Facts, now: Facts) -> str | None:
        """Return why one period must not be compared with the one before; None where it may."""

    def limits(self, facts: Facts, *, published: bool) -> Iterator[str]:
        """Yield what is left out of all facts of the scope, and what to read with care.

        Of published figures without numbers, as tables do not show these.
        """


class MeasuredGrade(NamedTuple):
    """The overall grade, or that of a section, on one scale."""

    label: str
    scale: Scale
    field: str
    versions: frozenset[str]
    tools: list[CombinedTool]
    kind: str = "grade"

    @property
    def choices(self) -> dict[str, str]:
        """None: grades stand on a scale."""
        return {}

    @property
    def fields(self) -> list[str]:
        """The field of the grade."""
        return [self.field]

    def distribution(self, facts: Facts) -> Distribution:
        """Return the grades."""
        return graded(self.scale, facts.counted(self.versions, self.field))

    def numbers(self, facts: Facts) -> None:
        """Grades are no numbers."""

    def broken_by(self, before: Facts, now: Facts) -> str | None:
        """Return why the grades of one period must not be compared with those before."""
        old, new = (_answered(each, self.field, self.versions) for each in (before, now))
        return break_sentence(self.tools, old, new)

    def limits(self, facts: Facts, *, published: bool) -> Iterator[str]:
        """Tell how many grades are on another scale or mean something else."""
        every = frozenset(each.hash for tool in self.tools for each in tool.versions)
        others = every - self.versions
        codes = facts.counted(others, self.field)
        if left_out := sum(codes.values()) - sum(codes[each] for each in _NOT_JUDGED):
            grades = some(left_out, "grade is", "grades are", published)
            yield (
                f"{grades} left out: {_versions(self.tools, others)} measured something else, or "
                "on another scale."
            )
        if missing := facts.counted(self.versions, self.field)["unanswered"]:
            yield f"{some(missing, 'audit has', 'audits have', published)} no such grade."


class MeasuredAnswer(NamedTuple):
    """The answers to one question."""

    combined: CombinedQuestion
    tool: CombinedTool

    @property
    def label(self) -> str:
        """The question in the newest wording."""
        return self.combined.question.label

    @property
    def kind(self) -> str:
        """What kind of question it is."""
        return self.combined.question.kind

    @property
    def scale(self) -> Scale | None:
        """What it is judged on, if it is."""
        return self.combined.scale

    @property
    def choices(self) -> dict[str, str]:
        """What may be chosen."""
        return self.combined.newest.choices

    @property
    def fields(self) -> list[str]:
        """The field of the question."""
        return [self.combined.field]

    def distribution(self, facts: Facts) -> Distribution:
        """Return the answers, in the newest version's codes."""
        return answer_distribution(facts, self.combined.newest)

    def numbers(self, facts: Facts) -> NumberSummary | None:
        """Return where the numbers or dates that were answered lie."""
        return number_summary(self.kind, facts.given(self.combined.newest))

    def broken_by(self, before: Facts, now: Facts) -> str | None:
        """Return why the answers of one period must not be compared with those before."""
        newest = self.combined.newest.codes
        old, new = (_answered(each, self.combined.field, newest) for each in (before, now))
        return break_sentence([self.tool], old, new, self.combined.question.id)

    def limits(self, facts: Facts, *, published: bool) -> Iterator[str]:
        """Tell how many answers were given to the question while it measured something else."""
        others = self.combined.apart
        codes = facts.counted(others, self.combined.field)
        if left_out := sum(codes.values()) - sum(codes[each] for each in _NOT_JUDGED):
            yield (
                f"{some(left_out, 'answer is', 'answers are', published)} left out: in "
                f"{_versions([self.tool], others)} the question measured something else."
            )
        if self.combined.question.id in self.tool.newest.repeat_of:
            yield "The question is answered several times in one audit; n counts the answers."


class MeasuredTheme(NamedTuple):
    """The judged questions of a theme, their answers together."""

    label: str
    questions: list[MeasuredAnswer]
    kind: str = "theme"
    scale: Scale | None = None

    @property
    def choices(self) -> dict[str, str]:
        """What the counts of a theme are called."""
        return {"good_or_better": "Good answers", "other": "Other answers"}

    @property
    def fields(self) -> list[str]:
        """The fields of its questions."""
        return [field for each in self.questions for field in each.fields]

    def distribution(self, facts: Facts) -> Distribution:
        """Return good and other answers and the four states, of all its questions."""
        several = [each.distribution(facts) for each in self.questions]
        states = {state: sum(known(each.counts[state]) for each in several) for state in STATES}
        n = sum(known(each.n) for each in several)
        shares = [each.good_or_better for each in several if each.good_or_better]
        good = sum(known(each.count) for each in shares)
        counts = {"good_or_better": good, "other": n - good - states["not_evidenced"]}
        return Distribution(counts={**counts, **states}, n=n, good_or_better=share_of(good, n))

    def numbers(self, facts: Facts) -> None:
        """Judged answers are no numbers."""

    def broken_by(self, before: Facts, now: Facts) -> str | None:
        """Return the first reason that one of its questions has."""
        reasons = (each.broken_by(before, now) for each in self.questions)
        return next((reason for reason in reasons if reason), None)

    def limits(self, facts: Facts, *, published: bool) -> Iterator[str]:
        """Tell what is left out, and that answers of one audit are not independent."""
        several = amount(len(self.questions), "question", "questions")
        yield (
            f"The answers to {several} are counted together. Those of one audit tend to be alike, "
            "so the truth is less certain than the interval says."
        )
        for each in self.questions:
            found = each.limits(facts, published=published)
            yield from (f"“{each.label}”: {limit}" for limit in found)


def overall_measure(facts: Facts) -> MeasuredGrade:
    """Return the overall grade. Raises AuditAppError where there is no tool at all."""
    if facts.grades is None:
        raise AuditAppError("There are no audits, so there is nothing to count.")
    return MeasuredGrade("Overall grade", facts.grades, "overall", facts.graded_alike, facts.tools)


def measure_of(tool: CombinedTool, kind: str, name: str) -> Measured:
    """Return the section, question or theme of a tool. Raises AuditAppError where it has none."""
    if kind == "section":
        return _section(tool, name)
    if kind == "question":
        for question in tool.questions:
            if question.question.id == name:
                return MeasuredAnswer(question, tool)
        raise _unknown(tool, kind, name, [each.question.id for each in tool.questions])
    return _theme(tool, name)


def _section(tool: CombinedTool, name: str) -> MeasuredGrade:
    sections = {each.section.id: each for each in tool.sections if each.graded}
    if name not in sections:
        raise _unknown(tool, "graded section", name, list(sections))
    grades: MeasuredGrades = measured_on(tool, tool.newest.grades) or tool.grades[0]
    title = sections[name].section.title
    return MeasuredGrade(title, grades.scale, f"section.{name}", grades.versions, [tool])


def _theme(tool: CombinedTool, name: str) -> MeasuredTheme:
    titles = {theme.id: theme.title for version in tool.versions for theme in version.themes}
    found = next((each for each, title in titles.items() if name in (each, title)), None)
    questions = [
        MeasuredAnswer(each, tool)
        for each in tool.questions
        if each.scale and each.question.theme == found
    ]
    if found is None or not questions:
        raise _unknown(tool, "theme with judged questions", name, list(titles))
    return MeasuredTheme(titles[found], questions)


def _unknown(tool: CombinedTool, what: str, name: str, known: Sequence[str]) -> AuditAppError:
    there = f"There are: {listed(known)}." if known else "It has none."
    return AuditAppError(f"“{tool.newest.title}” has no {what} “{name}”. {there}")


def _answered(facts: Facts, field: str, versions: Iterable[str]) -> frozenset[str]:
    return frozenset(
        version
        for version in versions
        if facts.counts.get((version, field), {}).keys() - _NOT_JUDGED
    )


def _versions(tools: Sequence[CombinedTool], hashes: frozenset[str]) -> str:
    versions = [version for tool in tools for version in tool.versions]
    names = version_names(versions)
    several = len(tools) > 1
    found = [
        f"{each.title} {names[each.hash]}" if several else names[each.hash]
        for each in versions
        if each.hash in hashes
    ]
    return listed(found) if several else f"version{'s' if len(found) > 1 else ''} {listed(found)}"
