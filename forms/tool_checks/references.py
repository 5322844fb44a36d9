"""What questions and sections refer to: themes, standards, agencies and roles of the tool."""

from collections.abc import Iterator

from forms.source import Path
from forms.tool_checks.fault import Checked, Fault, unknown
from forms.tools import Question, Section, Subsection


def check_references(checked: Checked) -> Iterator[Fault]:
    """Check that everything referred to stands in the tool."""
    tool = checked.tool
    themes = frozenset(theme.id for theme in tool.themes)
    standards = frozenset(standard.id for standard in tool.standards)
    for path, question in checked.questions:
        if question.theme and question.theme not in themes:
            known = ", ".join(sorted(themes)) or "none"
            message = f"“{question.theme}” is not one of the tool's themes ({known})"
            yield Fault((*path, "theme"), message)
        if question.standards:
            place = (*path, "standards")
            yield from unknown(place, question.standards, standards, "standards")
    agencies = frozenset(agency.id for agency in tool.agencies)
    roles = frozenset(role.id for role in tool.roles)
    parts: tuple[tuple[Path, Question | Section | Subsection], ...]
    parts = (*checked.groups, *checked.questions)
    for path, part in parts:
        if part.agencies:
            yield from unknown((*path, "agencies"), part.agencies, agencies, "agencies")
        if part.roles:
            yield from unknown((*path, "roles"), part.roles, roles, "roles")
