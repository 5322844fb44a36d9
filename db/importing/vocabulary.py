"""The codes that a field of an audit can be counted under, as its tool knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from db.coding import HIDDEN, UNGRADED, WRITTEN
from forms.findings import State, split_key

if TYPE_CHECKING:
    from forms.tools import AuditTool

_STATES = frozenset(get_args(State))


def words_of(tool: AuditTool, field: str) -> frozenset[str]:
    """Return every code that a field can have. Raises KeyError where audits have no such field."""
    group, _, name = field.partition(".")
    match group, name:
        case "overall", "":
            return frozenset((*tool.grades.codes, UNGRADED))
        case "strengths" | "improvements", "":
            return frozenset((WRITTEN,))
        case "section", _ if any(section.id == name for section in tool.sections):
            return frozenset((*tool.grades.codes, UNGRADED, HIDDEN))
        case "finding", _:
            return _STATES.union(tool.codes_of(tool.questions[split_key(name)[0]]))
    raise KeyError(field)
