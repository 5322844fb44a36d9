"""The audit tool: what is asked of whom, on which scales, and what became of it since."""

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import Field

from forms.canonical import canonical_bytes
from forms.questions import Choice, Escalation, Expression, Label, Limit, Question, QuestionId
from forms.scales import Code, Scale, Version
from forms.tool_parts import (
    Amendment,
    Language,
    Origin,
    Party,
    Repeat,
    Section,
    Standard,
    Subsection,
    Suggestion,
    Theme,
    ToolId,
    Verdict,
)
from forms.wording import LongText, ShortText, Translated

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
