"""What each part of a tool is worked out from, by name: the order to do it in, and its cycles."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from forms.rules import Rule, parse_rule
from forms.tools import Question, Section, Subsection

GROUP = "/"
"""Stands before the ids of sections, so that a question may have the same id."""


def cell_rules(part: Section | Subsection | Question) -> list[Rule]:
    """Return the rules that decide whether a part is shown, how often and what it holds.

    The others (required, constraint, choice filter, limits, concerns) are only read off: nothing
    depends on what they come to. Raises RuleError.
    """
    sources = [part.relevant]
    if isinstance(part, Question):
        sources.append(part.calculation if part.kind == "calculated" else "")
    elif part.repeat:
        sources.append(part.repeat.count)
    return [parse_rule(source) for source in sources if source]


def dependencies(sections: Iterable[Section]) -> dict[str, frozenset[str]]:
    """Return for every section and question, in form order, what it is worked out from.

    Sections stand under their id with `GROUP` before it. A part depends on the section it stands
    in, and on every question and section that its rules name; unknown names are left out.
    Raises RuleError.
    """
    parts = list(_parts(sections))
    known = {node for node, _, _ in parts}
    return {
        node: frozenset(
            {parent} - {""} | {each for rule in cell_rules(part) for each in sources(rule, known)}
        )
        for node, parent, part in parts
    }


def sources(rule: Rule, known: Collection[str]) -> Iterator[str]:
    """Yield the nodes that a rule names: questions, and sections where no question is so called."""
    for name in sorted(rule.names):
        if name in known:
            yield name
        elif GROUP + name in known:
            yield GROUP + name


def cycles(depends: Mapping[str, Collection[str]]) -> list[tuple[str, ...]]:
    """Return parts that depend on themselves: each cycle by its members, each after its source.

    Every part that could never be worked out lies on one of the cycles or depends on one.
    """
    return _walked(depends)[1]


def in_order(depends: Mapping[str, Collection[str]]) -> list[str]:
    """Return every part after those it depends on, otherwise in the order they came in."""
    return _walked(depends)[0]


def _walked(depends: Mapping[str, Collection[str]]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Visit every part after its sources, without recursion: chains may be thousands long."""
    order: dict[str, None] = {}
    found: list[tuple[str, ...]] = []
    in_cycle: set[str] = set()
    for start in depends:
        path: dict[str, Iterator[str]] = {}
        following: str | None = start
        while following is not None:
            path.setdefault(following, iter(sorted(depends.get(following, ()))))
            at = following
            following = next((each for each in path[at] if each not in order), None)
            if following is not None and following in path:
                names = list(path)
                cycle = tuple(names[names.index(following) :])[::-1]
                if in_cycle.isdisjoint(cycle):
                    found.append(cycle)
                    in_cycle.update(cycle)
                following = at
            elif following is None:
                del path[at]
                order[at] = None
                following = next(reversed(path), None)
            if start in order:
                break
    return list(order), found


def _parts(
    sections: Iterable[Section],
) -> Iterator[tuple[str, str, Section | Subsection | Question]]:
    """Yield node, the node it stands in ("" for none) and the part itself, in form order."""
    for section in sections:
        outer = GROUP + section.id
        yield outer, "", section
        for question in section.questions:
            yield question.id, outer, question
        for nested in section.sections:
            inner = GROUP + nested.id
            yield inner, outer, nested
            for question in nested.questions:
                yield question.id, inner, question
