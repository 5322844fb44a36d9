"""What a tool can be followed over time by: its overall grade, its sections, its questions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.store import ReadingStore
    from exports.figures.combining import CombinedTool
    from forms.scales import Scale
    from ui.lanes import Progress

OVERALL = ("", "Overall grades")


def load_measures(
    store: "ReadingStore", _progress: "Progress", tool_id: str
) -> list[tuple[str, str]]:
    """Return the measures of the audits with a tool, as (id, label), the overall grade first."""
    from db.reading import tools_in_scope
    from db.scopes import AuditScope
    from exports.figures.facts import tools_of

    scope = AuditScope(tool_id)
    used = tools_in_scope(store, scope)
    tools = tools_of(store, scope, used) if used else []
    return [OVERALL, *(each for tool in tools for each in _measures(tool))]


def _measures(tool: "CombinedTool") -> Iterator[tuple[str, str]]:
    for section in tool.sections:
        if section.graded:
            yield section.section.id, f"Section: {section.section.title}"
        for question in section.questions:
            if question.scale is not None and _has_good(question.scale):
                yield question.question.id, f"Question: {question.question.label}"


def _has_good(scale: "Scale") -> bool:
    return any(point.good for point in scale.points)
