"""The audit tool: what is asked, on which scales, and what a grade may not exceed."""

from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, field_validator

from forms.canonical import content_hash
from forms.scales import Code, LongText, Scale, ShortText, Strict

ToolId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}(\.[0-9]{1,4}){0,2}$")]
Expression = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]

Share = Annotated[float, Field(ge=0, le=1)]

QuestionKind = Literal["graded", "one_of", "several_of", "number", "date", "text"]


class Theme(Strict):
    """A heading under which a report gathers questions and evidence from several sections."""

    id: Code
    title: ShortText


class Choice(Strict):
    """One answer of a `one_of` or `several_of` question."""

    code: Code
    label: ShortText


class Limit(Strict):
    """A limiting rule: while one of these answers stands, the suggested grade is capped."""

    answers: Annotated[tuple[Code, ...], Field(min_length=1)]
    cap: Code
    """The best grade, of the tool's grade scale, that may still be suggested."""
    reason: ShortText
    """Completes “At most …, because …” for the auditor."""


class Question(Strict):
    """One thing asked of a case file. Its id is permanent across versions of the tool."""

    id: QuestionId
    kind: QuestionKind
    label: Label
    guidance: LongText = ""
    """What good looks like."""
    theme: Code | None = None
    scale: Code | None = None
    choices: tuple[Choice, ...] = ()
    required: bool = True
    relevant: Expression = ""
    """A rule over earlier answers; while it is false the question is hidden. Empty: always."""
    not_applicable: bool = False
    """Whether “not applicable” may be answered."""
    not_evidenced: bool = True
    """Whether “not evidenced on file” may be answered."""
    evidence: Literal["none", "optional", "required"] = "optional"
    weight: Annotated[float, Field(ge=0, le=100)] = 1
    limits: tuple[Limit, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    """Whether a number must be a whole one."""
    unit: Annotated[str, StringConstraints(max_length=40)] = ""
    earliest: date | None = None
    latest: date | Literal["today"] | None = None
    max_length: Annotated[int, Field(ge=1, le=20_000)] = 4_000


class Section(Strict):
    """A group of questions that is graded as one."""

    id: QuestionId
    title: ShortText
    guidance: LongText = ""
    graded: bool = True
    """Whether the section ends in a grade on the tool's grade scale."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=500)]


class Suggestion(Strict):
    """From which share of the possible points a section is suggested each grade, best first."""

    cuts: Annotated[tuple[Share, ...], Field(min_length=1)] = (0.9, 0.7, 0.45)

    @field_validator("cuts")
    @classmethod
    def _fall(cls, cuts: tuple[float, ...]) -> tuple[float, ...]:
        if any(lower >= higher for higher, lower in pairwise(cuts)):
            raise ValueError("the shares must fall from grade to grade, best first")
        return cuts


class AuditTool(Strict):
    """One version of an audit tool, whole: every scale it uses stands in it."""

    id: ToolId
    version: Version
    title: ShortText
    purpose: LongText = ""
    credit: LongText = ""
    look_back_months: Annotated[int, Field(ge=1, le=240)]
    """How far back in the file the auditor reads."""
    grade_scale: Code = "ofsted"
    """The scale of the section grades and of the overall grade."""
    grade_guidance: LongText = ""
    suggestion: Suggestion = Suggestion()
    themes: tuple[Theme, ...] = ()
    scales: tuple[Scale, ...]
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=100)]

    @cached_property
    def hash(self) -> str:
        """The content hash: two tools are the same tool only if this is equal."""
        return content_hash(self.model_dump(mode="json"))

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its id, in order."""
        return {item.id: item for section in self.sections for item in section.questions}

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


class ToolSummary(BaseModel):
    """What a list of tools shows of one."""

    id: str
    version: str
    title: str
    purpose: str
    hash: str
    questions: int
    sections: int
