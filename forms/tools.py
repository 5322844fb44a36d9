"""The audit tool: what is asked of whom, on which scales, and what became of it since."""

import hashlib
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, field_validator

from forms.canonical import canonical_bytes
from forms.questions import Choice, Escalation, Expression, Label, Limit, Question, QuestionId
from forms.scales import Code, Scale, Version
from forms.wording import Growing, LanguageCode, LongText, ShortText, Translated

__all__ = [
    "Amendment",
    "AuditTool",
    "Choice",
    "Escalation",
    "Expression",
    "Label",
    "Language",
    "Limit",
    "Origin",
    "Party",
    "Question",
    "QuestionId",
    "Repeat",
    "Section",
    "Standard",
    "Subsection",
    "Suggestion",
    "Theme",
    "ToolId",
    "Verdict",
    "Version",
]

ToolId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Share = Annotated[float, Field(ge=0, le=1)]

Verdict = Literal["same", "reworded", "new_measure", "withdrawn"]
"""What an amendment made of a question: whether its answers can be compared with those before."""


class Theme(Translated):
    """A heading under which a report gathers questions and evidence from several sections."""

    TRANSLATABLE: ClassVar = ("title",)

    id: Code
    title: ShortText


class Standard(Translated):
    """A standard, duty or policy that questions refer to."""

    TRANSLATABLE: ClassVar = ("title",)

    id: Code
    title: ShortText
    reference: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    """Where it is written: a section of an act, a page of a policy."""


class Party(Translated):
    """An agency or a role that some parts of the tool are for."""

    TRANSLATABLE: ClassVar = ("title",)

    id: Code
    title: ShortText


class Language(Growing):
    """A language the tool is written in, by its code and its own name."""

    code: LanguageCode
    title: ShortText


class Repeat(Translated):
    """A section that is answered once for each of something."""

    TRANSLATABLE: ClassVar = ("each",)

    each: ShortText
    """Of what: “brother or sister”, “visit”, “plan”."""
    minimum: Annotated[int, Field(ge=0, le=200)] = 1
    maximum: Annotated[int, Field(ge=1, le=200)] = 20
    count: Expression = ""
    """A rule that says how many there are; otherwise the auditor adds and removes them."""


class _Group(Translated):
    """What sections and nested sections have in common."""

    TRANSLATABLE: ClassVar = ("title", "guidance")
    LATER: ClassVar = frozenset({"relevant", "repeat", "agencies", "roles"})

    id: QuestionId
    title: ShortText
    guidance: LongText = ""
    relevant: Expression = ""
    """A rule; while it is false everything in the section is hidden."""
    repeat: Repeat | None = None
    agencies: tuple[Code, ...] = ()
    """Only audits of these agencies answer it; empty: all."""
    roles: tuple[Code, ...] = ()
    """Only audits of staff in these roles answer it; empty: all."""


class Subsection(_Group):
    """A section inside a section; it has no grade of its own."""

    questions: Annotated[tuple[Question, ...], Field(max_length=2_000)] = ()


class Section(_Group):
    """A group of questions that is graded as one. Its nested sections come after its questions."""

    LATER: ClassVar = _Group.LATER | {"sections"}

    graded: bool = True
    """Whether the section ends in a grade on the tool's grade scale."""
    questions: Annotated[tuple[Question, ...], Field(max_length=2_000)] = ()
    sections: Annotated[tuple[Subsection, ...], Field(max_length=100)] = ()

    @property
    def every_question(self) -> tuple[Question, ...]:
        """Its own questions, then those of its nested sections."""
        nested = (question for part in self.sections for question in part.questions)
        return (*self.questions, *nested)


class Suggestion(Growing):
    """From which share of the possible points a section is suggested each grade, best first."""

    cuts: Annotated[tuple[Share, ...], Field(min_length=1)] = (0.9, 0.7, 0.45)

    @field_validator("cuts")
    @classmethod
    def _fall(cls, cuts: tuple[float, ...]) -> tuple[float, ...]:
        if any(lower >= higher for higher, lower in pairwise(cuts)):
            raise ValueError("the shares must fall from grade to grade, best first")
        return cuts


class Amendment(Growing):
    """What a published version says of the one it amends: the comparability map.

    A question that neither map names is the same measure, unless it is new.
    """

    version: Version
    hash: Hash
    """The content hash of the version that was amended."""
    questions: dict[QuestionId, Verdict] = Field(default_factory=dict)
    grades: Literal["same", "new_measure"] = "same"
    """Whether section grades and the overall grade can be compared with those before."""
    codes: dict[QuestionId, dict[Code, Code]] = Field(default_factory=dict)
    """Question → old code → new code, where a scale or choices changed and answers were mapped."""
    note: LongText = ""
    """Why the tool was amended."""


class Origin(Growing):
    """The tool that this one was forked from, in credit."""

    id: ToolId
    version: Version
    title: ShortText
    hash: Hash


class AuditTool(Translated):
    """One version of an audit tool, whole: every scale it uses stands in it."""

    TRANSLATABLE: ClassVar = ("title", "purpose", "credit", "grade_guidance")
    LATER: ClassVar = frozenset(
        {"languages", "standards", "agencies", "roles", "limits", "amends", "origin"}
    )

    id: ToolId
    version: Version
    title: ShortText
    purpose: LongText = ""
    credit: LongText = ""
    languages: tuple[Language, ...] = ()
    """The languages it is written in, that of the plain words first; empty: English."""
    look_back_months: Annotated[int, Field(ge=1, le=240)]
    """How far back in the file the auditor reads."""
    grade_scale: Code = "ofsted"
    """The scale of the section grades and of the overall grade."""
    grade_guidance: LongText = ""
    suggestion: Suggestion = Suggestion()
    themes: tuple[Theme, ...] = ()
    standards: tuple[Standard, ...] = ()
    agencies: tuple[Party, ...] = ()
    """The agencies that each audit the same child; an audit says which one it is of, in its
    attribute `agency`."""
    roles: tuple[Party, ...] = ()
    """The roles that some parts are for; an audit says whose work it is of, in `role`."""
    limits: tuple[Limit, ...] = ()
    """Limiting rules over several answers, by `when`."""
    scales: tuple[Scale, ...]
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=200)]
    amends: Amendment | None = None
    origin: Origin | None = None

    def __hash__(self) -> int:
        """A tool may be a key: its parts cannot all be hashed, its content can."""
        return hash(self.hash)

    @cached_property
    def hash(self) -> str:
        """The content hash: two tools are the same tool only if this is equal."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def content(self) -> bytes:
        """The canonical JSON that the tool is stored and sent as."""
        return canonical_bytes(self.model_dump(mode="json"))

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its id, in order, nested ones included."""
        return {item.id: item for section in self.sections for item in section.every_question}

    @cached_property
    def length(self) -> int:
        """How many questions somebody answers: not notes, nor what is worked out."""
        return sum(question.answerable for question in self.questions.values())

    @cached_property
    def groups(self) -> dict[str, Section | Subsection]:
        """Every section and nested section by its id, in order."""
        return {group.id: group for group in self._groups()}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """Question id → the (outer) section it stands in."""
        return {item.id: section for section in self.sections for item in section.every_question}

    @cached_property
    def repeat_of(self) -> dict[str, str]:
        """Question id → the id of the section, or nested section, whose repeat it is in."""
        found: dict[str, str] = {}
        for section in self.sections:
            if section.repeat:
                found |= {item.id: section.id for item in section.every_question}
            for part in section.sections:
                if part.repeat:
                    found |= {item.id: part.id for item in part.questions}
        return found

    @cached_property
    def scales_by_id(self) -> dict[str, Scale]:
        """Every scale by its id."""
        return {scale.id: scale for scale in self.scales}

    @property
    def grades(self) -> Scale:
        """The scale of the section grades and of the overall grade."""
        return self.scales_by_id[self.grade_scale]

    @property
    def name(self) -> str:
        """Title and version, as people say it."""
        return f"{self.title}, version {self.version}"

    def scale_of(self, question: Question) -> Scale | None:
        """Return the scale a graded question is answered on; nothing for other kinds."""
        return self.scales_by_id.get(question.scale) if question.scale else None

    def codes_of(self, question: Question) -> dict[str, str]:
        """Return code → label of every answer that may be chosen, without the reserved ones."""
        scale = self.scale_of(question)
        options = scale.points if scale else question.choices
        return {option.code: option.label for option in options}

    def _groups(self) -> Iterator[Section | Subsection]:
        for section in self.sections:
            yield section
            yield from section.sections
