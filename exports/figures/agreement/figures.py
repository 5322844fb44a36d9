"""All figures of agreement in one scope: double audits and moderations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from db.reading import AuditScope, scope_totals, tools_in_scope
from db.second_opinions import SharedCase, double_audited, moderated
from db.store import ReadingStore
from exports.figures.agreement.agreement_data import (
    AgreementFigures,
    Consistency,
    PairAgreement,
    QuestionAgreement,
    SectionAgreement,
    TeamAgreement,
)
from exports.figures.agreement.agreements import Look, agreement, look_at
from exports.figures.agreement.reading import Item, Opinions, read_opinions
from exports.figures.agreement.words import limit_sentences, method_sentences, summary_sentences
from exports.figures.combining import CombinedTool, version_names
from exports.figures.facts import tools_of
from exports.figures.fields import check_fields
from exports.figures.report_data import Scope


class AgreementRead(NamedTuple):
    """Figures of agreement, and what they were worked out from.

    `disputed` counts the moderations that the service does not accept.
    """

    figures: AgreementFigures
    tools: Sequence[CombinedTool]
    moderations: Opinions
    disputed: int


def work_out_agreement(store: ReadingStore, scope: AuditScope) -> AgreementFigures:
    """Return how far people agree who graded the same cases, from one state of the file.

    The cases are those that an audit in scope is about; the other audits of such a case count
    even where they are not in scope themselves, so that a scope of one auditor holds the agreement
    with the others. Several versions of a tool are put together as in `figures`.

    Raises AuditAppError where a field to filter by is unknown, StoreTrouble for known trouble.
    """
    with store.snapshot():
        return read_agreement(store, scope).figures


def read_agreement(store: ReadingStore, scope: AuditScope) -> AgreementRead:
    """Return the same with what it was worked out from, within a snapshot of the caller's."""
    check_fields(store, scope)
    doubles, second = double_audited(store, scope), moderated(store, scope)
    tools = tools_of(store, scope, _used(store, scope, [*doubles, *second]))
    audits = read_opinions(store, doubles, tools)
    moderations = read_opinions(store, second, tools)
    described = _scope(store, scope, tools)
    figures = AgreementFigures(
        scope=described,
        double_audits=_consistency(audits, moderation=False),
        moderations=_consistency(moderations, moderation=True),
        limits=limit_sentences(described, audits, moderations),
        method=method_sentences(),
    )
    return AgreementRead(figures, tools, moderations, sum(each.disputed for each in second))


def most_dividing(questions: Sequence[QuestionAgreement]) -> list[QuestionAgreement]:
    """Return questions with what divides people most first, those nobody answered twice last.

    Equal ones stay in the tool's order.
    """
    return sorted(
        questions,
        key=lambda each: (not each.apart.cases, -(each.apart.low or 0), -(each.apart.mean or 0)),
    )


def _used(store: ReadingStore, scope: AuditScope, cases: Sequence[SharedCase]) -> list[str]:
    """Return the versions in scope, and those of opinions from beyond it."""
    beyond = sorted({opinion.tool for case in cases for opinion in case.opinions})
    return list(dict.fromkeys([*tools_in_scope(store, scope), *beyond]))


def _scope(store: ReadingStore, scope: AuditScope, tools: Sequence[CombinedTool]) -> Scope:
    totals = scope_totals(store, scope)
    one = tools[0].newest.id if len(tools) == 1 else scope.tool_id
    used = set(tools_in_scope(store, scope))
    versions = [each for tool in tools for each in tool.versions if each.hash in used]
    names = version_names(versions)
    return Scope(
        tool=one,
        versions=[f"{'' if one else f'{each.id} '}{names[each.hash]}" for each in versions],
        from_=scope.audited_from,
        to=scope.audited_to,
        where=dict(scope.where),
        audits=totals.audits,
        cases=totals.cases,
        conflicts_left_out=totals.conflicts_left_out,
    )


def _consistency(opinions: Opinions, *, moderation: bool) -> Consistency:
    look = look_at(opinions, moderation=moderation)
    whole = look.levels(opinions.whole)
    questions = most_dividing(list(_questions(opinions.items, moderation=moderation)))
    return Consistency(
        **dict(whole),
        gradings=opinions.gradings,
        people=opinions.people,
        by_section=list(_sections(opinions.items, moderation=moderation)),
        by_question=questions,
        by_pair=_pairs(opinions, look),
        by_team=_teams(opinions, look),
        summary=summary_sentences(opinions, whole, questions, moderation=moderation),
    )


def _sections(items: Sequence[Item], *, moderation: bool) -> Iterator[SectionAgreement]:
    for item in items:
        if item.level == "section":
            found = agreement(item.tally, moderation=moderation)
            yield SectionAgreement(**dict(found), tool=item.tool, id=item.id, title=item.title)


def _questions(items: Sequence[Item], *, moderation: bool) -> Iterator[QuestionAgreement]:
    for item in items:
        if item.level == "question":
            yield QuestionAgreement(
                **dict(agreement(item.tally, moderation=moderation)),
                tool=item.tool,
                section=item.section,
                id=item.id,
                label=item.title,
                kind=item.kind,
            )


def _pairs(opinions: Opinions, look: Look) -> list[PairAgreement]:
    """Return each two people who graded the same cases, those with most cases first."""
    ordered = sorted(opinions.pairs.items(), key=lambda each: (-each[1].cases, each[0]))
    return [PairAgreement(graders=two, **dict(look.levels(group))) for two, group in ordered]


def _teams(opinions: Opinions, look: Look) -> list[TeamAgreement]:
    """Return each team by its name, “not recorded” last."""
    teams = sorted(opinions.teams, key=lambda team: (not team, team.casefold(), team))
    return [TeamAgreement(team=team, **dict(look.levels(opinions.teams[team]))) for team in teams]
