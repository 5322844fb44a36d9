"""Cycles: no rule waits for an answer that waits for the rule."""

from collections.abc import Collection, Iterator

from forms.evaluation.dependencies import GROUP, cycles, dependencies, sources
from forms.rules import parse_rule
from forms.source import Path
from forms.tool_checks.fault import Checked, Fault
from forms.tool_checks.mending import without
from forms.tool_checks.rule_places import PlacedRule, rules_of


def check_cycles(checked: Checked, unreadable: Collection[Path]) -> Iterator[Fault]:
    """Yield a fault for each circle of rules, at its first rule; unreadable rules are left out."""
    tool = without(checked.tool, unreadable)
    depends = dependencies(tool.sections)
    for cycle in cycles(depends):
        if fault := _fault(Checked(tool), cycle, depends.keys()):
            yield fault


def _fault(checked: Checked, cycle: tuple[str, ...], known: Collection[str]) -> Fault | None:
    """Return the fault of a cycle, at the first rule in it that names the one before.

    A section that has the id of the one it stands in is a circle without a rule, told elsewhere.
    """
    source_of = dict(zip(cycle, (cycle[-1], *cycle[:-1]), strict=True))
    for placed in rules_of(checked):
        node = _node(checked, placed)
        if node not in source_of or not _is_worked_out(placed):
            continue
        rule = parse_rule(placed.source)
        if source_of[node] in sources(rule, known):
            name = source_of[node].removeprefix(GROUP)
            return Fault(placed.path, _sentence(node, source_of), rule.places[name])
    return None


def _node(checked: Checked, placed: PlacedRule) -> str:
    if placed.about:
        return placed.about.question.id
    path = placed.path[:-2] if placed.field == "count" else placed.path[:-1]
    return next((GROUP + group.id for place, group in checked.groups if place == path), "")


def _is_worked_out(placed: PlacedRule) -> bool:
    """Whether others may wait for what the rule comes to."""
    if placed.field == "calculation":
        return placed.about is not None and placed.about.question.kind == "calculated"
    return placed.field in ("relevant", "count")


def _sentence(start: str, source_of: dict[str, str]) -> str:
    """Say the circle from its start: a depends on b, which depends on a."""
    names = [start]
    while (following := source_of[names[-1]]) != start:
        names.append(following)
    shown = [f"“{name.removeprefix(GROUP)}”" for name in (*names, start)]
    return f"goes round in a circle: {shown[0]} depends on {', which depends on '.join(shown[1:])}"
