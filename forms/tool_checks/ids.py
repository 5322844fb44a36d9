"""Ids: each names one thing of its sort, and none that every audit has already."""

from collections.abc import Iterator
from typing import Protocol

from forms.evaluation.gaps import CASE, OVERALL
from forms.source import Path
from forms.tool_checks.fault import Checked, Fault, doubles

MOST_QUESTIONS = 5_000
META = "meta"
"""What XLSForm calls a form's own facts: no question of a workbook may have this name."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def check_ids(checked: Checked) -> Iterator[Fault]:
    """Check the ids of questions, sections and everything that a tool lists."""
    tool = checked.tool
    groups = [((*path, "id"), group.id) for path, group in checked.groups]
    yield from doubles((((*path, "id"), each.id) for path, each in checked.questions), "question")
    yield from doubles(iter(groups), "section")
    for path, each in checked.questions:
        if each.id == META:
            yield Fault((*path, "id"), f"“{META}” is a name that XLSForm keeps; choose another id")
    for path, name in groups:
        if name in (CASE, OVERALL):
            yield Fault(path, f"“{name}” is the name of a part every audit has; choose another id")
    yield from doubles(_listed(("themes",), tool.themes), "theme")
    yield from doubles(_listed(("standards",), tool.standards), "standard")
    yield from doubles(_listed(("agencies",), tool.agencies), "agency")
    yield from doubles(_listed(("roles",), tool.roles), "role")
    yield from doubles(_listed(("scales",), tool.scales), "scale")
    if len(checked.questions) > MOST_QUESTIONS:
        yield Fault(("sections",), f"more than {MOST_QUESTIONS:,} questions; make two tools of it")


def _listed(path: Path, entries: tuple[_Named, ...]) -> Iterator[tuple[Path, str]]:
    return (((*path, index, "id"), entry.id) for index, entry in enumerate(entries))
