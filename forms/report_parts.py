"""The parts that a report is put together from: what each shows, of which audits, with what said.

A part holds no figures. They are worked out when the report is made, of the audits there are then.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from forms.audits import AttributeName
from forms.explore_views import ExploreView
from forms.findings import Written
from forms.wording import Strict

Heading = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
MeasureId = Annotated[str, StringConstraints(max_length=200)]
"""The id of a section or question; "" for the overall grade."""

_MOST_STEPS: Final = 60


class _Part(Strict):
    title: Heading = ""
    """Its heading; "" for the one that such a part usually has."""
    comment: Written = ""
    """What whoever made the report says of it, above its figures."""


class Introduction(_Part):
    """The introduction of the report; its words are the template's, so that they merge alone."""

    part: Literal["introduction"] = "introduction"


class Recommendations(_Part):
    """The recommendations of the report; its words are the template's."""

    part: Literal["recommendations"] = "recommendations"


class OwnWords(_Part):
    """Further words of its own: all of them are the comment."""

    part: Literal["own_words"] = "own_words"


class Summary(_Part):
    """The main figures on one page."""

    part: Literal["summary"] = "summary"


class Sections(_Part):
    """The sections of the tool, with or without the figures of their questions."""

    part: Literal["sections"] = "sections"
    only: Annotated[tuple[MeasureId, ...], Field(max_length=500)] = ()
    """Ids of the sections shown, in the tool's order; none named: all of them."""
    questions: bool = True


class Comparison(_Part):
    """The overall grades by one field, such as team."""

    part: Literal["comparison"] = "comparison"
    by: AttributeName = "team"


class Trend(_Part):
    """The overall grades by quarter."""

    part: Literal["trend"] = "trend"


class Words(_Part):
    """What auditors wrote, by theme."""

    part: Literal["words"] = "words"


class View(_Part):
    """What somebody set up in Explore: a measure by one field or two, of the audits it is about."""

    part: Literal["view"] = "view"
    view: ExploreView


class Funnel(_Part):
    """The groups of a field beside one another in a funnel plot, in place of a league table."""

    part: Literal["funnel"] = "funnel"
    by: AttributeName = "team"


class Terms(_Part):
    """The terms that auditors used often, by theme."""

    part: Literal["terms"] = "terms"


class Strictness(_Part):
    """How strictly auditors graded; for internal use alone."""

    part: Literal["strictness"] = "strictness"


class Agreement(_Part):
    """How far auditors agree on the cases that two of them graded; for internal use alone."""

    part: Literal["agreement"] = "agreement"


class TargetStep(Strict):
    """A share, as a fraction, that is to be reached by a day."""

    by: date
    share: Annotated[float, Field(ge=0, le=1)]


class DatedChange(Strict):
    """A day from which practice is known to be another, and what changed."""

    day: date
    what: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class Target(_Part):
    """One measure over time, charted against a target in dated steps."""

    part: Literal["target"] = "target"
    of: MeasureId = ""
    every: Literal["quarter", "month"] = "quarter"
    steps: Annotated[tuple[TargetStep, ...], Field(max_length=_MOST_STEPS)] = ()
    changes: Annotated[tuple[DatedChange, ...], Field(max_length=_MOST_STEPS)] = ()
    chart: Literal["run", "xmr", "p"] | None = None
    """None where the number of points decides."""


ReportPart = Annotated[
    Introduction
    | Recommendations
    | OwnWords
    | Summary
    | Sections
    | Comparison
    | Trend
    | Words
    | View
    | Funnel
    | Terms
    | Strictness
    | Agreement
    | Target,
    Field(discriminator="part"),
]

INTERNAL_ONLY: Final = ("strictness", "agreement", "terms")
"""Parts that a published report cannot have: they are about persons, or in words of cases."""

PartName = Literal[
    "introduction",
    "recommendations",
    "own_words",
    "summary",
    "sections",
    "comparison",
    "trend",
    "words",
    "view",
    "funnel",
    "terms",
    "strictness",
    "agreement",
    "target",
]

PART_TITLES: Final[dict[PartName, str]] = {
    "introduction": "Introduction",
    "recommendations": "Recommendations",
    "own_words": "Your own words",
    "summary": "Summary",
    "sections": "Results by section",
    "comparison": "Comparison",
    "trend": "Over time",
    "words": "What auditors wrote",
    "view": "A view from Explore",
    "funnel": "Funnel plot",
    "terms": "Frequent terms",
    "strictness": "How strictly auditors graded",
    "agreement": "Agreement between auditors",
    "target": "Trend against target",
}
"""What people call a part: its heading, where it has none of its own."""
