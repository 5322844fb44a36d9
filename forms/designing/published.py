"""The ids and codes of a published version: answers are stored under them, so they stay."""

from collections.abc import Mapping
from typing import NamedTuple

from forms.tools import AuditTool

_LISTS = ("themes", "standards", "agencies", "roles")


class Published(NamedTuple):
    """The names that an amendment must leave as they are; by default none."""

    ids: frozenset[str] = frozenset()
    """Of sections, nested sections and questions."""
    answers: Mapping[str, frozenset[str]] = {}
    """Question → codes of its own answers."""
    points: Mapping[str, frozenset[str]] = {}
    """Scale → codes of its points."""
    listed: Mapping[str, frozenset[str]] = {}
    """`themes`, `standards`, `agencies`, `roles` → ids."""


def published_names(tool: AuditTool | None) -> Published:
    """Return what the amended version has fixed; nothing where none is amended."""
    if tool is None:
        return Published()
    return Published(
        frozenset((*tool.questions, *tool.groups)),
        {
            question.id: frozenset(choice.code for choice in question.choices)
            for question in tool.questions.values()
        },
        {scale.id: frozenset(scale.codes) for scale in tool.scales},
        {name: frozenset(each.id for each in getattr(tool, name)) for name in _LISTS},
    )
