"""Where the rules of a tool stand, each with what it is about."""

from collections.abc import Iterator
from typing import NamedTuple

from forms.source import Path
from forms.tool_checks.fault import Checked, PlacedQuestion

ON_QUESTIONS = (
    "relevant",
    "required_when",
    "constraint",
    "calculation",
    "choice_filter",
)


class PlacedRule(NamedTuple):
    """A rule with its path; `about` is the question it stands on, if any."""

    path: Path
    source: str
    about: PlacedQuestion | None = None

    @property
    def field(self) -> str:
        """The name of the field that holds it."""
        return str(self.path[-1])


def rules_of(checked: Checked) -> Iterator[PlacedRule]:
    """Yield every rule of a tool that is not empty, in form order."""
    for at, limit in enumerate(checked.tool.limits):
        if limit.when:
            yield PlacedRule(("limits", at, "when"), limit.when)
    for path, group in checked.groups:
        if group.relevant:
            yield PlacedRule((*path, "relevant"), group.relevant)
        if group.repeat and group.repeat.count:
            yield PlacedRule((*path, "repeat", "count"), group.repeat.count)
    for placed in checked.questions:
        yield from _on_question(placed)


def _on_question(placed: PlacedQuestion) -> Iterator[PlacedRule]:
    path, question = placed
    for name in ON_QUESTIONS:
        source = getattr(question, name)
        if source:
            yield PlacedRule((*path, name), source, placed)
    for at, limit in enumerate(question.limits):
        if limit.when:
            yield PlacedRule((*path, "limits", at, "when"), limit.when, placed)
    for at, escalation in enumerate(question.escalates):
        if escalation.when:
            yield PlacedRule((*path, "escalates", at, "when"), escalation.when, placed)
