"""Random audit tools: sections nested and repeated, every kind, rules over any other question."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple, TypeVar

from hypothesis import strategies as st

from forms.evaluation.dependencies import GROUP, cycles, dependencies
from forms.scales import Scale
from forms.tool_files import scale_library
from forms.tools import (
    AuditTool,
    Choice,
    Escalation,
    Limit,
    Party,
    Question,
    Repeat,
    Section,
    Standard,
    Subsection,
    Theme,
)

AGENCIES = (Party(id="care", title="Social care"), Party(id="police", title="Police"))
ROLES = (Party(id="worker", title="Worker"), Party(id="manager", title="Manager"))
KINDS = (
    "graded", "graded", "one_of", "several_of", "ranked", "number", "number", "date", "time",
    "short_text", "text", "note", "calculated", "calculated", "acknowledgement", "evidence_file",
    "inert",
)  # fmt: skip
CHOICES = tuple(
    Choice(code=code, label=code.upper(), score=at, columns={"place": place})
    for at, (code, place) in enumerate((("a", "north"), ("b", "south"), ("c", "north")))
)
_WITH_CHOICES = ("one_of", "several_of", "ranked")
_Each = TypeVar("_Each")
_Group = TypeVar("_Group", Section, Subsection)


class Asked(NamedTuple):
    """A question before it has rules: its kind, and the repeat it stands in ("" is none)."""

    id: str
    kind: str
    repeat: str


@st.composite
def tools(draw: st.DrawFn) -> AuditTool:
    """Return sound tools of up to three sections with a few questions each."""
    maker = _Maker(draw)
    sections = tuple(maker.section() for _ in range(draw(st.integers(1, 3))))
    maker.asked = list(_asked(sections))
    maker.groups = [group.id for section in sections for group in (section, *section.sections)]
    return _without_cycles(
        AuditTool(
            id="random",
            version="1.0",
            title="Random",
            look_back_months=12,
            themes=(Theme(id="voice", title="Voice"),),
            standards=(Standard(id="act", title="The Act"),),
            agencies=AGENCIES,
            roles=ROLES,
            limits=tuple(maker.limit() for _ in range(draw(st.integers(0, 2)))),
            scales=scales(),
            sections=tuple(maker.with_rules(section) for section in sections),
        )
    )


def scales() -> tuple[Scale, ...]:
    """Return the scales that the tools use."""
    library = scale_library()
    return library["ofsted"], library["yes_no"]


class _Maker:
    """Draws the parts of one tool: first what there is, then the rules over it."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.asked: list[Asked] = []
        self.groups: list[str] = []
        self._draw = draw
        self._numbers = count()

    def section(self) -> Section:
        repeat = self._repeat()
        return Section(
            id=f"g{next(self._numbers)}",
            title="Section",
            graded=self._draw(st.booleans()),
            repeat=repeat,
            questions=self._questions(),
            sections=tuple(
                Subsection(
                    id=f"g{next(self._numbers)}",
                    title="Nested",
                    repeat=None if repeat else self._repeat(),
                    questions=self._questions(),
                )
                for _ in range(self._draw(st.integers(0, 2)))
            ),
        )

    def limit(self, answers: tuple[str, ...] = (), repeat: str = "") -> Limit:
        cap = self._draw(st.sampled_from(scales()[0].codes))
        when = "" if answers else self._condition(repeat)
        return Limit(answers=answers, cap=cap, reason="it says so", when=when)

    def with_rules(self, section: Section) -> Section:
        repeat = section.id if section.repeat else ""
        nested = tuple(self._group(part, repeat) for part in section.sections)
        return self._group(section, repeat).model_copy(update={"sections": nested})

    def _group(self, group: _Group, outer: str) -> _Group:
        inside = outer or (group.id if group.repeat else "")
        changes: dict[str, object] = {
            "relevant": self._seldom(lambda: self._condition(inside)),
            "agencies": self._party("care"),
            "roles": self._party("worker"),
            "questions": tuple(self._question(each, inside) for each in group.questions),
        }
        if group.repeat:
            rule = self._seldom(lambda: self._calculation(""))
            changes["repeat"] = group.repeat.model_copy(update={"count": rule})
        return group.model_copy(update=changes)

    def _question(self, question: Question, repeat: str) -> Question:
        def condition() -> str:
            return self._condition(repeat)

        changes: dict[str, object] = {
            "relevant": self._seldom(condition),
            "agencies": self._party("police"),
            "roles": self._party("manager"),
        }
        if question.kind == "calculated":
            changes["calculation"] = self._calculation(repeat)
        elif question.answerable:
            changes |= {
                "required_when": self._seldom(condition),
                "constraint": self._seldom(lambda: f". != '' and {condition()}"),
                "calculation": self._seldom(lambda: self._calculation(repeat)),
                "limits": self._some(lambda: self.limit(_codes(question), repeat)),
                "escalates": self._some(lambda: Escalation(when=condition(), reason="it does")),
            }
        if question.kind in _WITH_CHOICES:
            filtered = "place = 'north' or " + condition()
            changes["choice_filter"] = self._seldom(lambda: filtered)
        return question.model_copy(update=changes)

    def _questions(self) -> tuple[Question, ...]:
        return tuple(
            Question(
                id=f"q{next(self._numbers)}",
                kind=kind,
                label="What?",
                scale="yes_no" if kind == "graded" else None,
                choices=CHOICES if kind in _WITH_CHOICES else (),
                calculation="1" if kind == "calculated" else "",
                required=self._draw(st.booleans()),
                not_applicable=kind not in ("note", "calculated", "inert"),
                weight=self._draw(st.sampled_from([1, 0.1, 2.5])) if kind == "graded" else 1,
                evidence=self._draw(st.sampled_from(["none", "optional", "required"]))
                if kind == "graded"
                else "none",
            )
            for kind in self._draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4))
        )

    def _repeat(self) -> Repeat | None:
        if self._draw(st.integers(0, 2)) < 2:
            return None
        return Repeat(each="visit", minimum=self._draw(st.integers(0, 2)), maximum=4)

    def _seldom(self, make: Callable[[], str]) -> str:
        return make() if self._draw(st.integers(0, 2)) == 2 else ""

    def _some(self, make: Callable[[], _Each]) -> tuple[_Each, ...]:
        return (make(),) if self._draw(st.integers(0, 2)) == 2 else ()

    def _party(self, name: str) -> tuple[str, ...]:
        return (name,) if self._draw(st.integers(0, 9)) == 9 else ()

    def _condition(self, repeat: str) -> str:
        every = [text for each in self.asked for text in _about(each, repeat)]
        every += [f"count(${{{group}}}) > 1" for group in self.groups]
        every += ["today() > '2026-01-01'"] + ["position(..) = 1"] * bool(repeat)
        one = st.sampled_from(every)
        shape = self._draw(st.sampled_from(["{}", "not({})", "{} and {}", "{} or {}"]))
        return shape.format(self._draw(one), self._draw(one))

    def _calculation(self, repeat: str) -> str:
        names = [each.id for each in self.asked]
        shapes = [
            "${{{0}}}", "${{{0}}} * 2 + 1", "sum(${{{0}}})", "once(${{{0}}})", "count(${{{0}}})",
            "concat(${{{0}}}, '-', ${{{1}}})", "coalesce(${{{0}}}, ${{{1}}})",
            "if(${{{0}}} != '', ${{{1}}}, 'no')", "once(today())", "1 div 0", "1 = 1", "3",
        ]  # fmt: skip
        shapes += ["position(..)"] * bool(repeat)
        shapes += ["count(${{" + group + "}})" for group in self.groups]
        name = st.sampled_from(names)
        return self._draw(st.sampled_from(shapes)).format(self._draw(name), self._draw(name))


def _about(asked: Asked, repeat: str) -> list[str]:
    name = f"${{{asked.id}}}"
    texts = [f"{name} != ''", f"string-length({name}) > 2"]
    if asked.kind == "graded":
        texts += [f"{name} = 'no'", f"{name} = 'not_evidenced'"]
    elif asked.kind in _WITH_CHOICES:
        texts += [f"selected({name}, 'a')", f"count-selected({name}) > 1"]
    elif asked.kind in ("number", "calculated"):
        texts += [f"{name} > 3", f"{name} + 1 < 3", f"sum({name}) > 5"]
    elif asked.kind == "date":
        texts += [f"{name} < today()", f"today() - {name} > 28"]
    if asked.repeat:
        texts.append(f"indexed-repeat({name}, ${{{asked.repeat}}}, 1) != ''")
    if asked.repeat and asked.repeat == repeat:
        texts.append(f"indexed-repeat({name}, ${{{repeat}}}, position(..) - 1) != ''")
    return texts


def _codes(question: Question) -> tuple[str, ...]:
    if question.kind == "graded":
        return ("no", "not_evidenced")
    return ("a",) if question.choices else ()


def _asked(sections: tuple[Section, ...]) -> Iterator[Asked]:
    for section in sections:
        for group in (section, *section.sections):
            repeat = section.id if section.repeat else group.id if group.repeat else ""
            yield from (Asked(each.id, each.kind, repeat) for each in group.questions)


def _without_cycles(tool: AuditTool) -> AuditTool:
    """Take the rules away from parts that would depend on themselves."""
    while found := cycles(dependencies(tool.sections)):
        members = {node for cycle in found for node in cycle}
        sections = tuple(_freed(section, members) for section in tool.sections)
        tool = tool.model_copy(update={"sections": sections})
    return tool


def _freed(section: Section, members: set[str]) -> Section:
    nested = tuple(_group_freed(part, members) for part in section.sections)
    return _group_freed(section, members).model_copy(update={"sections": nested})


def _group_freed(group: _Group, members: set[str]) -> _Group:
    questions = tuple(
        each.model_copy(update={"relevant": "", "calculation": _plain(each)})
        if each.id in members
        else each
        for each in group.questions
    )
    changes: dict[str, object] = {"questions": questions}
    if GROUP + group.id in members:
        repeat = group.repeat.model_copy(update={"count": ""}) if group.repeat else None
        changes |= {"relevant": "", "repeat": repeat}
    return group.model_copy(update=changes)


def _plain(question: Question) -> str:
    return "1" if question.kind == "calculated" else question.calculation
