"""The parts of an audit tool: sections, themes, parties, and what an amendment says."""

from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, field_validator

from forms.questions import Expression, Question, QuestionId
from forms.scales import Code, Version
from forms.wording import Growing, LanguageCode, LongText, ShortText, Translated

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
