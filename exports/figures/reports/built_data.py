"""Every number and word of a report from a template, complete before it is drawn."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from exports.figures.complete import Complete
from exports.figures.crossing_data import Crossing
from exports.figures.funnel_data import FunnelData
from exports.figures.report_data import Profile, ReportData
from exports.figures.reports.agreed_data import AgreedData
from exports.figures.reports.logos import Picture
from exports.figures.reports.over_time_data import Every, Series, StepFigures
from exports.figures.reports.strictness_data import StrictnessData
from exports.figures.reports.tool_report import ToolReport
from exports.figures.terms_data import TermsData


class _Shown(Complete):
    title: str
    """Its heading."""
    comment: str
    """What whoever made the report says of it, as plain text; "" for nothing."""


class ShownText(_Shown):
    """Words of its own: all of them are the comment."""

    part: Literal["text"] = "text"


class ShownSummary(_Shown):
    """The main figures on one page, from the figures that all parts share."""

    part: Literal["summary"] = "summary"


class ShownSections(_Shown):
    """Sections by id in the tool's order; `missing` tells of those that are gone, or is ""."""

    part: Literal["sections"] = "sections"
    sections: list[str]
    questions: bool
    missing: str


class ShownComparison(_Shown):
    """The overall grades by one field: the group table of that field."""

    part: Literal["comparison"] = "comparison"
    field: str


class ShownTrend(_Shown):
    """The overall grades by quarter."""

    part: Literal["trend"] = "trend"


class ShownWords(_Shown):
    """What auditors wrote, by theme."""

    part: Literal["words"] = "words"


class ShownView(_Shown):
    """A crossing; `about` says which audits it is on where these are not the report's.

    `told` is its headline, then whether two groups or periods differ; `care` is what to read with
    care. Both are whole sentences.
    """

    part: Literal["view"] = "view"
    crossing: Crossing
    about: str
    told: list[str]
    care: list[str]


class ShownFunnel(_Shown):
    """Groups of audits beside one another in a funnel plot."""

    part: Literal["funnel"] = "funnel"
    funnel: FunnelData


class ShownTarget(_Shown):
    """One measure over time against its target; `limits` are whole sentences."""

    part: Literal["target"] = "target"
    every: Every
    main: Series
    steps: list[StepFigures]
    limits: list[str]


class ShownTerms(_Shown):
    """The words that auditors used often, by theme."""

    part: Literal["terms"] = "terms"
    terms: TermsData


class ShownStrictness(_Shown):
    """How strictly auditors graded."""

    part: Literal["strictness"] = "strictness"
    strictness: StrictnessData


class ShownAgreement(_Shown):
    """How far people agree who graded the same cases."""

    part: Literal["agreement"] = "agreement"
    agreed: AgreedData


class NotShown(_Shown):
    """A part that could not be made, and why, as one sentence or more."""

    part: Literal["not_shown"] = "not_shown"
    reason: str


ShownPart = Annotated[
    ShownText
    | ShownSummary
    | ShownSections
    | ShownComparison
    | ShownTrend
    | ShownWords
    | ShownView
    | ShownFunnel
    | ShownTarget
    | ShownTerms
    | ShownStrictness
    | ShownAgreement
    | NotShown,
    Field(discriminator="part"),
]


class BuiltReport(ToolReport):
    """A report from a template: its cover, and its parts in the order chosen.

    `figures` holds what the parts share that a thematic report has too, worked out once and only
    as far as a part asks for it; published, all of it was published together. Internal reports may
    name auditors where a part is about them; no report names a case or a worker.
    """

    profile: Profile
    logo: Picture | None
    figures: ReportData
    parts: list[ShownPart]
