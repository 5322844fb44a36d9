"""How far people agree with one tool: the report’s figures, worked out and not yet drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from db.reading import AuditScope, scope_totals
from db.store import ReadingStore
from exports.figures.agreement.agreement_data import Consistency
from exports.figures.agreement.figures import AgreementRead, read_agreement
from exports.figures.agreement.reading import Opinions
from exports.figures.combining import CombinedTool
from exports.figures.fields import check_fields
from exports.figures.method_notes import notes_on
from exports.figures.methods import Method
from exports.figures.reports.agreed_data import AgreedData, AgreedPart, GradeMoves
from exports.figures.reports.agreed_words import to_do_sentences
from exports.figures.reports.scopes import day_of, unnamed
from exports.figures.reports.strictly import read_strictness
from exports.figures.reports.strictness_data import StrictnessData
from exports.figures.thematic import only_tool
from forms.errors import AuditAppError

_PAIRS: Final = 40
"""How many pairs of people are told one by one."""


def agreed_report(store: ReadingStore, scope: AuditScope) -> AgreedData:
    """Return the report on agreement with one tool, from one state of the file.

    Raises AuditAppError where no case was graded by two people, where there are no audits, or
    audits with several tools, or where a field to filter by is unknown.
    """
    with store.snapshot():
        check_fields(store, scope)
        chosen = replace(scope, tool_id=only_tool(store, scope))
        read = read_agreement(store, chosen)
        if not (read.figures.double_audits.cases or read.figures.moderations.cases):
            raise AuditAppError(
                "There is no agreement to report: in this selection no case was audited by two "
                "people with this tool in one quarter, and no audit was moderated by a second "
                "person. Choose a longer period or fewer filters."
            )
        return _report(store, chosen, read)


def _report(store: ReadingStore, scope: AuditScope, read: AgreementRead) -> AgreedData:
    totals, figures = scope_totals(store, scope), read.figures
    tool = next(each for each in read.tools if each.newest.id == scope.tool_id)
    strictly = read_strictness(store, scope)
    return AgreedData(
        title=f"{tool.newest.title}: how far people agree",
        tool_title=tool.newest.title,
        tool_versions=figures.scope.versions,
        scope=unnamed(figures.scope),
        first_audited=day_of(totals.first_audited),
        last_audited=day_of(totals.last_audited),
        as_at=day_of(totals.newest_sealed),
        grades=tool.newest.grades,
        sections={each.section.id: each.section.title for each in tool.sections},
        double_audits=_part(figures.double_audits, []),
        moderations=_part(figures.moderations, grade_moves(tool, read.moderations)),
        strictness=strictly if strictly.found.auditors else None,
        to_do=to_do_sentences(figures.double_audits, figures.moderations, read.disputed),
        limits=figures.limits,
        method=figures.method,
        notes=notes_on(_methods(strictly)),
    )


def _methods(strictly: StrictnessData) -> list[Method]:
    methods: list[Method] = ["wilson", "agreement"]
    return [*methods, strictly.found.method] if strictly.found.auditors else methods


def _part(found: Consistency, moves: Sequence[GradeMoves]) -> AgreedPart | None:
    """Return a part with what is told of it one by one; None where nobody graded a case again."""
    if not found.cases:
        return None
    asked = [each for each in found.by_question if each.said_alike.cases]
    kept = {"by_pair": found.by_pair[:_PAIRS], "by_question": asked}
    return AgreedPart(
        figures=found.model_copy(update=kept),
        pairs_left_out=max(0, len(found.by_pair) - _PAIRS),
        questions_left_out=len(found.by_question) - len(asked),
        moves=list(moves),
    )


def grade_moves(tool: CombinedTool, moderations: Opinions) -> list[GradeMoves]:
    """Return what became of each overall grade, best first, as far as both are on the scale."""
    points = [point for point in tool.newest.grades.points if point.value is not None]
    overall = [each for each in moderations.items if each.level == "overall"]
    pairs = next(each.tally.pairs for each in overall if each.tool == tool.newest.id)
    moves = []
    for first, point in enumerate(points):
        became = {each.label: pairs[first, after] for after, each in enumerate(points)}
        moves.append(GradeMoves(grade=point.label, n=sum(became.values()), became=became))
    return moves
