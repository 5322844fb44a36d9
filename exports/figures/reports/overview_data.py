"""Every number and word of the overview, complete before it is drawn."""

from __future__ import annotations

from datetime import date

from exports.figures.comparing import Comparison
from exports.figures.complete import Complete
from exports.figures.report_data import Count, Distribution, Profile, Scope, Share
from forms.scales import Scale


class TopConcern(Complete):
    """The question with the lowest share of good answers."""

    label: str
    share: Share


class ToolOverview(Complete):
    """All audits with one tool: their overall grades, what changed, what to look at first.

    `changed` tells `change` in few words, whose own are a whole sentence.
    `concern` is None where no question was answered often enough, or all were answered well.
    """

    tool: str
    title: str
    versions: list[str]
    audits: Count
    cases: Count
    grades: Scale
    overall: Distribution
    change: Comparison
    changed: str
    concern: TopConcern | None


class OverviewData(Complete):
    """Several tools on one page, by title; each is compared with itself alone.

    `period` names the period of the figures. `compared` says in one sentence which periods stand
    side by side in every `change`. Of `tool_count` tools those used most are shown.
    """

    profile: Profile = "internal"
    title: str
    period: str
    scope: Scope
    as_at: date | None
    auditors: Count
    double_audits: Count
    tool_count: int
    tools: list[ToolOverview]
    compared: str
    notes: list[str]
    """What the reader must know; whole sentences, the weightiest first."""
