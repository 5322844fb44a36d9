"""What the codes of figures mean: which are good, and which leave the denominator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from exports.figures.facts import Facts
from exports.figures.report_data import Distribution
from forms.denominators import STATES
from forms.scales import Scale


class Meanings(NamedTuple):
    """The scales that figures stand on.

    `grades` is that of the overall grades, `sections` those of sections by tool, `questions` all
    that a question was ever answered on, newest first, by tool and question.
    """

    grades: Scale | None
    sections: Mapping[str, Scale]
    questions: Mapping[tuple[str, str], tuple[Scale, ...]]

    def scale_of(self, tool: str, question: str, figures: Distribution) -> Scale | None:
        """Return the scale that answers to a question were counted on; None if it is not known."""
        for scale in self.questions.get((tool, question), ()):
            if tuple(figures.counts) == (*scale.codes, *STATES):
                return scale
        return None


def meanings_of(facts: Facts) -> Meanings:
    """Return what the codes mean in figures of these facts."""
    return Meanings(
        grades=facts.grades,
        sections={tool.newest.id: tool.newest.grades for tool in facts.tools},
        questions={
            (tool.newest.id, question.question.id): tuple(
                each.scale for each in question.measures if each.scale
            )
            for tool in facts.tools
            for question in tool.questions
        },
    )
