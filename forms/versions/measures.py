"""What answers and grades measure: what must be equal before they may be counted together."""

from collections.abc import Mapping

from forms.questions import Question
from forms.scales import Scale
from forms.tools import AuditTool

Measure = tuple[object, ...]
"""Compared only: equal measures count the same codes in the same way."""

_ALIKE = {"short_text": "text"}
"""Kinds whose answers are counted as those of another kind."""


def scale_measure(scale: Scale) -> Measure:
    """Return what a scale's counts depend on; labels and descriptors may change freely."""
    return tuple((point.code, point.value is not None, point.good) for point in scale.points)


def question_measure(tool: AuditTool, question: Question) -> Measure:
    """Return what the counts of a question's answers depend on: kind, unit and scale."""
    scale = tool.scale_of(question)
    return (counted_kind(question), question.unit, scale_measure(scale) if scale else ())


def counted_kind(question: Question) -> str:
    """Return the kind under which a question's answers are counted."""
    return _ALIKE.get(question.kind, question.kind)


def carries_over(
    old: AuditTool, new: AuditTool, question_id: str, codes: Mapping[str, str]
) -> bool:
    """Return whether answers to the old question can be counted as answers to the new one.

    They can where both are of one kind and, if graded, the scale counts alike or every old code
    is mapped to a code of the new scale. Both tools must ask the question.
    """
    was, now = old.questions[question_id], new.questions[question_id]
    if counted_kind(was) != counted_kind(now):
        return False
    before, after = old.scale_of(was), new.scale_of(now)
    if before is None or after is None:
        return before is after
    if scale_measure(before) == scale_measure(after) and not codes:
        return True
    return mapped_wholly(old, new, question_id, codes)


def mapped_wholly(
    old: AuditTool, new: AuditTool, question_id: str, codes: Mapping[str, str]
) -> bool:
    """Return whether every code that could be answered before has a code of the new question."""
    asked, offered = old.questions[question_id], new.questions[question_id]
    if not codes:
        return False
    return codes.keys() >= old.codes_of(asked).keys() and set(codes.values()) <= set(
        new.codes_of(offered)
    )
