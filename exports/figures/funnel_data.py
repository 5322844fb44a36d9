"""A funnel plot, complete before it is drawn: groups of audits about the share of all of them."""

from __future__ import annotations

from typing import Literal

from exports.figures.complete import Complete
from exports.figures.counts import Count, Share
from exports.figures.method_notes import MethodNote
from exports.figures.methods import Method

Stands = Literal["inside", "beyond_95", "beyond_998"]
Side = Literal["above", "below"]


class FunnelLimits(Complete):
    """The funnel at one size: between which shares a group with n audits lies by chance."""

    n: int
    low_998: float
    low_95: float
    high_95: float
    high_998: float


class FunnelGroup(Complete):
    """One group: its share with interval, the funnel at its size, and where it stands to it."""

    name: str
    share: Share
    limits: FunnelLimits
    stands: Stands
    side: Side | None
    words: str


class Funnel(Complete):
    """Groups by name, the share of all of them, and the funnel about it from the smallest n on.

    `left_out` names groups without a graded audit. Without two groups `limits` is empty. `marks`
    are the round numbers of audits to write beside the axis.
    """

    overall: Share
    groups: list[FunnelGroup]
    limits: list[FunnelLimits]
    marks: list[int]
    left_out: list[str]
    words: list[str]
    method: Method = "funnel"


class FunnelData(Complete):
    """A funnel of the overall grades by one field, as any report can hold it.

    `title` is the field as people call it, `one` and `many` what its groups are: team and teams.
    `good` is what the share is of, such as “good or better”. `not_recorded` audits have no value
    in the field and stand in no group, nor in the share of all. `limits` are whole sentences.
    """

    field: str
    title: str
    one: str
    many: str
    good: str
    funnel: Funnel
    not_recorded: Count
    limits: list[str]
    notes: list[MethodNote]
