"""Questions: every kind that may be asked of a case file, and what hangs on an answer."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, field_validator

from forms.scales import Code
from forms.wording import LongText, ShortText, Translated

QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Expression = Annotated[str, StringConstraints(strip_whitespace=True, max_length=8_000)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]

QuestionKind = Literal[
    "graded",
    "one_of",
    "several_of",
    "ranked",
    "number",
    "date",
    "time",
    "short_text",
    "text",
    "note",
    "calculated",
    "acknowledgement",
    "evidence_file",
    "inert",
]
"""`text` is long text, `short_text` one line; `note`, `calculated` and `inert` take no answer.
`inert` is what another form program asks and an audit cannot use, such as a place on a map."""

CHOICE_KINDS = frozenset({"one_of", "several_of", "ranked"})
UNANSWERED_KINDS = frozenset({"note", "calculated", "inert"})
"""Kinds that nobody answers: they are never required and never a gap."""


_TAKEN = frozenset({"name", "label", "value", "caption", "list_name", "list", "media", "image"})
_TAKEN |= {"audio", "video", "big_image", "order"}


class Choice(Translated):
    """One answer of a question that offers choices."""

    TRANSLATABLE: ClassVar = ("label",)
    LATER: ClassVar = frozenset({"score", "columns"})

    code: Code
    label: ShortText
    score: float | None = None
    """What a calculation may make of the choice."""
    columns: dict[QuestionId, Annotated[str, StringConstraints(max_length=300)]] = Field(
        default_factory=dict
    )
    """Further facts about the choice, for choice filters: `{region: north}`."""

    @field_validator("columns")
    @classmethod
    def _leave_the_choices_own_names(cls, columns: dict[str, str]) -> dict[str, str]:
        taken = sorted(name for name in columns if name in _TAKEN or name.startswith("audit_"))
        if taken:
            raise ValueError(f"“{taken[0]}” means something else in a list of choices")
        return columns


class Limit(Translated):
    """A limiting rule: while one of these answers stands, the suggested grade is capped."""

    TRANSLATABLE: ClassVar = ("reason",)
    LATER: ClassVar = frozenset({"when"})

    answers: tuple[Code, ...] = ()
    cap: Code
    """The best grade, of the tool's grade scale, that may still be suggested."""
    reason: ShortText
    """Completes “At most …, because …” for the auditor."""
    when: Expression = ""
    """A rule that sets the limit off, beside the answers."""


class Escalation(Translated):
    """An answer that raises a safeguarding concern: somebody must be told now."""

    TRANSLATABLE: ClassVar = ("reason",)

    answers: tuple[Code, ...] = ()
    when: Expression = ""
    """A rule that raises the concern, beside the answers."""
    reason: ShortText
    """Completes “Raise a safeguarding concern, because …”."""


class Question(Translated):
    """One thing asked of a case file. Its id is permanent across versions of the tool."""

    TRANSLATABLE: ClassVar = (
        "label",
        "hint",
        "guidance",
        "unit",
        "constraint_message",
        "required_message",
    )
    LATER: ClassVar = frozenset(
        {
            "hint",
            "required_when",
            "required_message",
            "constraint",
            "constraint_message",
            "calculation",
            "choice_filter",
            "default",
            "read_only",
            "standards",
            "agencies",
            "roles",
            "escalates",
            "was",
        }
    )

    id: QuestionId
    kind: QuestionKind
    label: Label
    hint: LongText = ""
    """A line under the question that is always shown."""
    guidance: LongText = ""
    """What good looks like; shown when asked for."""
    theme: Code | None = None
    scale: Code | None = None
    choices: tuple[Choice, ...] = ()
    choice_filter: Expression = ""
    """A rule over a choice's own columns and other answers; a choice is shown while it is true."""
    required: bool = True
    required_when: Expression = ""
    """A rule that makes an answer required while it is true; `required` is then not looked at."""
    required_message: LongText = ""
    relevant: Expression = ""
    """A rule over other answers; while it is false the question is hidden. Empty: always."""
    constraint: Expression = ""
    """A rule over the answer itself, `.`, and other answers; while it is false the answer is a
    problem."""
    constraint_message: LongText = ""
    calculation: Expression = ""
    """What a calculated question holds; on other kinds, the answer proposed while none is given."""
    default: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    """The answer that a new audit begins with, as a file would hold it."""
    read_only: bool = False
    not_applicable: bool = False
    """Whether “not applicable” may be answered."""
    not_evidenced: bool = True
    """Whether “not evidenced on file” may be answered."""
    evidence: Literal["none", "optional", "required"] = "optional"
    weight: Annotated[float, Field(ge=0, le=100)] = 1
    limits: tuple[Limit, ...] = ()
    escalates: tuple[Escalation, ...] = ()
    standards: tuple[Code, ...] = ()
    """The ids of the tool's standards that the question refers to."""
    agencies: tuple[Code, ...] = ()
    """Only audits of these agencies answer it; empty: all."""
    roles: tuple[Code, ...] = ()
    """Only audits of staff in these roles answer it; empty: all."""
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    """Whether a number must be a whole one."""
    unit: Annotated[str, StringConstraints(max_length=40)] = ""
    earliest: date | None = None
    latest: date | Literal["today"] | None = None
    max_length: Annotated[int, Field(ge=1, le=20_000)] = 4_000
    was: Annotated[str, StringConstraints(max_length=80)] = ""
    """What another form program calls the kind of an inert question."""

    @property
    def answerable(self) -> bool:
        """Whether somebody answers it."""
        return self.kind not in UNANSWERED_KINDS
