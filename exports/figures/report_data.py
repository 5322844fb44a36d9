"""Every number and word of a report, complete before anything is drawn."""

from datetime import date
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from exports.figures.counts import Count, Share, known
from exports.figures.funnel_data import FunnelData
from exports.figures.method_notes import MethodNote
from exports.figures.terms_data import TermsData
from forms.scales import Scale

__all__ = ["Count", "Share", "known"]

Profile = Literal["internal", "published"]
"""For whom figures are: everything, or without small numbers, persons and single cases."""

CLASSIFIED: Final[dict[Profile, str]] = {
    "internal": "Internal: do not publish",
    "published": "Published: small numbers suppressed",
}
"""What stands on every page of a document."""


class _Complete(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Distribution(_Complete):
    """How often each code was given; `n` is the denominator of `good_or_better`.

    `counts` holds every code of the scale, best first, then for questions the four states
    `not_applicable`, `not_evidenced`, `unanswered` and `hidden`. `good_or_better` is None where
    the answers have no good or bad (choices, numbers, dates, text).
    """

    counts: dict[str, Count]
    n: Count
    good_or_better: Share | None
    published: bool = Field(default=False, exclude=True)


class NumberSummary(_Complete):
    """Where the numbers or dates given to a question lie; dates are ISO text.

    Published, `lowest` and `highest` are None, and `median` of few: they tell of single cases.
    """

    n: Count
    lowest: float | str | None
    median: float | str | None
    highest: float | str | None


class AnswerPoint(Distribution):
    """The answers given to one question in one quarter, such as 2026-Q1."""

    period: str
    broken_by: str | None = Field(default=None, alias="break")
    """Why this quarter must not be compared with the one before; None where it may."""


class SectionFigures(Distribution):
    """The grades given to one section."""

    tool: str
    id: str
    title: str


class QuestionFigures(Distribution):
    """The answers given to one question."""

    tool: str
    section: str
    id: str
    label: str
    kind: str
    scale: str | None
    theme: str | None
    choices: dict[str, str] = Field(default_factory=dict)
    """Code → label of questions with choices; of a ranked one `counts` has who is ranked first."""
    numbers: NumberSummary | None = None
    unit: str = ""
    trend: list[AnswerPoint] = Field(default_factory=list)


class GroupFigures(_Complete):
    """The overall grades of the audits that share one value of a field; "" is not recorded."""

    value: str
    overall: Distribution


class TrendPoint(_Complete):
    """The overall grades of one quarter, such as 2026-Q1."""

    period: str
    overall: Distribution
    broken_by: str | None = Field(default=None, alias="break")
    """Why this quarter must not be compared with the one before; None where it may."""
    scale: Scale | None = Field(default=None, exclude=True)
    """What they stand on where it is not the scale of the other grades: of an earlier version."""


class Scope(_Complete):
    """Which audits the figures speak of, and how many were left out."""

    tool: str | None
    versions: list[str]
    from_: date | None = Field(alias="from")
    to: date | None
    where: dict[str, str]
    audits: Count
    cases: Count
    conflicts_left_out: Count
    cohort: int | None = Field(default=None, exclude_if=lambda size: size is None)
    """How many cases the audits were drawn from, where intervals speak of these alone."""


class Figures(_Complete):
    """All figures of one scope: the document that `figures --json` prints."""

    scope: Scope
    overall: Distribution
    sections: list[SectionFigures]
    questions: list[QuestionFigures]
    by: list[GroupFigures]
    trend: list[TrendPoint]


class GroupTable(_Complete):
    """The overall grades broken down by one field, such as team."""

    field: str
    title: str
    groups: list[GroupFigures]


class Quote(_Complete):
    """A piece of evidence or comment as an auditor wrote it; never names a case or a person."""

    text: str
    about: str
    """The question's label, or "Overall"."""
    answer: str
    """The label of the answer or grade the words stand beside."""


class ThemeWords(_Complete):
    """What auditors wrote under one theme, good answers and weak ones apart."""

    id: str
    title: str
    share: Share
    """Good answers of all graded answers under this theme."""
    strengths: list[Quote]
    improvements: list[Quote]
    left_out: int
    """How many further pieces of evidence exist that are not quoted; published 0, not told."""


class ReportSection(_Complete):
    """One section of the tool with its questions."""

    figures: SectionFigures
    guidance: str
    questions: list[QuestionFigures]


class ReportData(_Complete):
    """A thematic report, complete. Drawing adds nothing to it and works nothing out.

    `strongest` and `weakest` name sections by id, best or worst first; they hold only sections
    with at least one graded audit and are disjoint. `attention` names the questions with the
    lowest share of good answers. `as_at` is the day the newest audit in scope was sealed, so
    that the same data make the same document on any day. Published, `first_audited` and
    `last_audited` are the ends of whole months, as the days are those of single cases.
    """

    profile: Profile = "internal"
    title: str
    tool_title: str
    tool_versions: list[str]
    purpose: str
    look_back_months: int
    as_at: date | None
    first_audited: date | None
    last_audited: date | None
    auditors: Count
    double_audits: Count
    figures: Figures
    grades: Scale
    scales: dict[str, Scale]
    sections: list[ReportSection]
    strongest: list[str]
    weakest: list[str]
    attention: list[QuestionFigures]
    groups: list[GroupTable]
    funnels: list[FunnelData] = Field(default_factory=list)
    """Groups beside one another, of fields that have enough of them."""
    themes: list[ThemeWords]
    strengths: list[Quote]
    """Overall strengths as auditors wrote them."""
    improvements: list[Quote]
    """Overall areas for improvement as auditors wrote them."""
    terms: TermsData | None = None
    """Which words auditors used; never in what is published."""
    limits: list[str]
    """What the reader must know before relying on the figures; whole sentences."""
    method: list[str]
    """How the figures were made; whole sentences."""
    notes: list[MethodNote] = Field(default_factory=list)
    """What the methods are that its figures were made by; each figure leads to its note."""
