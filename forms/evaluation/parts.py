"""A tool made ready to be worked out: its rules read, its parts in order, who depends on whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from forms.evaluation.dependencies import GROUP, dependencies, in_order, sources
from forms.findings import finding_key
from forms.rules import Rule, parse_rule
from forms.scales import ScalePoint
from forms.tools import AuditTool, Limit, Question, Section, Subsection

ONCE = (0,)
"""The one place of a part that stands in no repeat; instances count from 1."""


class Edge(NamedTuple):
    """Something that depends on a part. `wide`: on all its instances, not only its own."""

    part: Part
    wide: bool


@dataclass(eq=False, slots=True)
class Part:
    """A section or question: what it stands in, and what depends on it.

    `repeat` is the id of the repeating section it is in, for the repeating section itself its
    own; `rank` its place in the order of working out. `dependants` are worked out again when it
    changes, `readers` (questions) and `limit_readers` (rules of the tool itself, by their place)
    only read again. `children` are the parts that stand directly in a section.
    """

    node: str
    id: str
    place: str
    repeat: str
    parent: Part | None
    relevant: Rule | None
    agencies: frozenset[str]
    roles: frozenset[str]
    rank: int = 0
    dependants: list[Edge] = field(default_factory=list)
    readers: list[Edge] = field(default_factory=list)
    limit_readers: list[int] = field(default_factory=list)
    nodes: dict[int, str] = field(default_factory=dict)

    def key(self, number: int) -> str:
        """Return what an instance of the part is kept under: for a question its finding key."""
        known = self.nodes.get(number)
        if known is None:
            known = self.nodes[number] = finding_key(self.node, number or None)
        return known

    def cell_rules(self) -> list[Rule]:
        """Return the rules that decide whether the part is shown, how often, what it holds."""
        return [self.relevant] if self.relevant else []

    def is_for(self, attributes: Mapping[str, str]) -> bool:
        """Whether an audit with these attributes answers the part."""
        return (not self.agencies or attributes.get("agency") in self.agencies) and (
            not self.roles or attributes.get("role") in self.roles
        )


@dataclass(eq=False, slots=True)
class GroupPart(Part):
    """A section or nested section. `each_alone`: its instances are shown one by one."""

    group: Section | Subsection = field(kw_only=True)
    count: Rule | None = None
    each_alone: bool = False
    children: list[Part] = field(default_factory=list)
    inside: list[QuestionPart] = field(default_factory=list)

    def cell_rules(self) -> list[Rule]:
        """Return the rules that decide which instances there are and which are shown."""
        return [rule for rule in (self.relevant, self.count) if rule]

    @property
    def repeats(self) -> bool:
        """Whether it is answered once for each of something."""
        return self.repeat == self.id

    @property
    def nested(self) -> list[GroupPart]:
        """The sections that stand directly in it."""
        return [child for child in self.children if isinstance(child, GroupPart)]


@dataclass(eq=False, slots=True)
class QuestionPart(Part):
    """A question with its rules read."""

    question: Question = field(kw_only=True)
    calculation: Rule | None = None
    proposal: Rule | None = None
    required_when: Rule | None = None
    constraint: Rule | None = None
    choice_filter: Rule | None = None
    limits: tuple[tuple[Limit, Rule | None], ...] = ()
    escalates: tuple[Rule | None, ...] = ()
    codes: tuple[str, ...] = ()
    points: dict[str, ScalePoint] = field(default_factory=dict)
    each: str = ""

    def cell_rules(self) -> list[Rule]:
        """Return the rules that decide whether it is shown and what it holds."""
        return [rule for rule in (self.relevant, self.calculation) if rule]

    def read_rules(self) -> Iterator[Rule]:
        """Yield the rules that are only read off: nothing depends on what they come to."""
        rules = (self.proposal, self.required_when, self.constraint, self.choice_filter)
        hanging = (*(rule for _, rule in self.limits), *self.escalates)
        yield from (rule for rule in (*rules, *hanging) if rule)


class Parts:
    """All parts of one tool. Raises RuleError where a rule cannot be read."""

    def __init__(self, tool: AuditTool) -> None:
        self.tool = tool
        self.questions: dict[str, QuestionPart] = {}
        self.groups: dict[str, GroupPart] = {}
        for section in tool.sections:
            self._add_section(section)
        self.limits = tuple((limit, _read(limit.when)) for limit in tool.limits)
        every: dict[str, Part] = {**{p.node: p for p in self.groups.values()}, **self.questions}
        self.ranked = [every[node] for node in in_order(dependencies(tool.sections))]
        for rank, part in enumerate(self.ranked):
            part.rank = rank
        self._connect(every)
        self.partial = [part for part in self.ranked if part.agencies or part.roles]
        self.keeping = [
            part
            for part in self.questions.values()
            if part.calculation and part.calculation.uses_before
        ]

    def _add_section(self, section: Section) -> None:
        outer = self._group(section, None, section.id)
        for question in section.questions:
            self._question(question, outer)
        for nested in section.sections:
            inner = self._group(nested, outer, section.id)
            for question in nested.questions:
                self._question(question, inner)

    def _group(
        self, group: Section | Subsection, parent: GroupPart | None, place: str
    ) -> GroupPart:
        relevant = _read(group.relevant)
        part = GroupPart(
            node=GROUP + group.id,
            id=group.id,
            place=place,
            repeat=group.id if group.repeat else parent.repeat if parent else "",
            parent=parent,
            relevant=relevant,
            agencies=frozenset(group.agencies),
            roles=frozenset(group.roles),
            group=group,
            count=_read(group.repeat.count) if group.repeat else None,
            each_alone=bool(relevant and relevant.uses_position),
        )
        self.groups[group.id] = part
        if parent:
            parent.children.append(part)
        return part

    def _question(self, question: Question, parent: GroupPart) -> None:
        scale = self.tool.scale_of(question)
        calculation = _read(question.calculation)
        calculated = question.kind == "calculated"
        repeat = self.tool.groups[parent.repeat].repeat if parent.repeat else None
        part = QuestionPart(
            node=question.id,
            id=question.id,
            place=parent.place,
            repeat=parent.repeat,
            parent=parent,
            relevant=_read(question.relevant),
            agencies=frozenset(question.agencies),
            roles=frozenset(question.roles),
            question=question,
            calculation=calculation if calculated else None,
            proposal=None if calculated else calculation,
            required_when=_read(question.required_when),
            constraint=_read(question.constraint),
            choice_filter=_read(question.choice_filter, options=True),
            limits=tuple((limit, _read(limit.when)) for limit in question.limits),
            escalates=tuple(_read(each.when) for each in question.escalates),
            codes=tuple(self.tool.codes_of(question)),
            points={point.code: point for point in scale.points} if scale else {},
            each=repeat.each if repeat else "",
        )
        self.questions[question.id] = part
        parent.children.append(part)
        for group in (parent, parent.parent):
            if isinstance(group, GroupPart):
                group.inside.append(part)

    def _connect(self, every: Mapping[str, Part]) -> None:
        for part in (*self.groups.values(), *self.questions.values()):
            for rule in part.cell_rules():
                for name in sources(rule, every):
                    every[name].dependants.append(Edge(part, _is_wide(rule, every[name])))
                if rule.uses_position and part.repeat:
                    self.groups[part.repeat].dependants.append(Edge(part, wide=True))
        for part in self.questions.values():
            for rule in part.read_rules():
                for name in sources(rule, every):
                    every[name].readers.append(Edge(part, _is_wide(rule, every[name])))
        for at, (_, when) in enumerate(self.limits):
            for name in sources(when, every) if when else ():
                every[name].limit_readers.append(at)


def parts_of(tool: AuditTool) -> Parts:
    """Return the parts of a tool; worked out once for the tools that were used last."""
    return _parts_of(_Same(tool))


class _Same:
    """A tool known by identity: its content hash takes longer than most evaluations."""

    def __init__(self, tool: AuditTool) -> None:
        self.tool = tool

    def __hash__(self) -> int:
        return id(self.tool)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.tool is other.tool


@lru_cache(maxsize=16)
def _parts_of(same: _Same) -> Parts:
    return Parts(same.tool)


def _read(source: str, *, options: bool = False) -> Rule | None:
    return parse_rule(source, options=options) if source else None


def _is_wide(rule: Rule, source: Part) -> bool:
    """Whether a rule also reads other instances of its own repeat: sections count in all."""
    return isinstance(source, GroupPart) or "indexed-repeat" in rule.source
