"""Every number and word about agreement, complete before anything is drawn."""

from __future__ import annotations

from typing import Literal

from exports.figures.agreement.estimates import Complete, Estimate
from exports.figures.agreement.shares import AgreedShare, Apart
from exports.figures.report_data import Scope


class Moved(Complete):
    """What moderation did to grades: how many of `n` it made better, left, or made worse."""

    n: int
    better: int
    same: int
    worse: int


class Agreement(Complete):
    """How far people agree on one thing that they judged in the same cases.

    All but `said_alike` and `apart` look at answers on the scale alone. `said_alike` counts every
    answer that was given, “not applicable” and “not evidenced” too, and `apart` takes each of
    these to be as far as can be from any other.

    `kappa` and `ac2` are quadratic-weighted and `alpha` is ordinal where the answers have an
    order; else all are unweighted, and there is neither `within_one` nor `ac2`. `kappa_form` is
    `cohen` for two people or roles that are always the same, else `fleiss`. `moved` stands for
    moderations alone. `warning` says where there are too few cases.
    """

    cases: int
    pairs: int
    graders: int
    exact: AgreedShare
    within_one: AgreedShare | None
    said_alike: AgreedShare
    apart: Apart
    kappa: Estimate
    kappa_form: Literal["cohen", "fleiss"]
    alpha: Estimate
    ac1: Estimate
    ac2: Estimate | None
    moved: Moved | None
    warning: str | None


class SectionAgreement(Agreement):
    """Agreement on the grades of one section."""

    tool: str
    id: str
    title: str


class QuestionAgreement(Agreement):
    """Agreement on the answers to one question."""

    tool: str
    section: str
    id: str
    label: str
    kind: str


class Levels(Complete):
    """Whole files, sections and questions apart from one another.

    `sections` and `questions` are the share of all pairs of section grades and of answers that
    are alike, `agreed` of `pairs`. Their interval is that of so many cases, not answers: answers
    of one case hang together.
    """

    cases: int
    overall: Agreement
    sections: AgreedShare
    questions: AgreedShare


class TeamAgreement(Levels):
    """The cases of one team; "" is not recorded, or recorded differently."""

    team: str


class PairAgreement(Levels):
    """The cases that the same two people graded; of a moderation auditor and moderator."""

    graders: tuple[str, str]


class Consistency(Levels):
    """All cases that several people graded, in every way of looking at them.

    `gradings` is how many times they were graded, `people` by how many people. `by_question`
    begins with what divides people most: ranked by the lower end of the interval of `apart`, so
    that a question counts as dividing only as far as the cases prove it.
    """

    gradings: int
    people: int
    by_section: list[SectionAgreement]
    by_question: list[QuestionAgreement]
    by_pair: list[PairAgreement]
    by_team: list[TeamAgreement]
    summary: list[str]


class AgreementFigures(Complete):
    """All figures of agreement in one scope: the document that `agreement --json` prints.

    `double_audits` says how far auditors agree who did not know of one another's grades,
    `moderations` how far moderators kept the auditor's.
    """

    scope: Scope
    double_audits: Consistency
    moderations: Consistency
    limits: list[str]
    method: list[str]
