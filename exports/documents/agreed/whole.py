"""Double audits, or moderations, from the whole to its parts."""

from __future__ import annotations

from exports.documents.agreed.moved import moves
from exports.documents.agreed.tables import beyond_chance, levels, pairs, questions, sections, teams
from exports.documents.blocks.block import Block
from exports.documents.blocks.text import bullet_list
from exports.documents.chapters import Headed
from exports.figures.reports.agreed_data import AgreedData, AgreedPart


def one_part(report: AgreedData, part: AgreedPart, headed: Headed, where: str) -> list[Block]:
    """Return double audits or moderations from the whole to its parts; `where` ends the heads."""
    found = part.figures
    return [
        *bullet_list(found.summary),
        *levels(found, headed(f"Overall grades, sections and questions{where}", 2)),
        *(moves(part, headed("What became of the auditor’s grade", 2)) if part.moves else []),
        *beyond_chance(found, headed(f"Beyond chance{where}", 2)),
        *(sections(found, headed(f"Section by section{where}", 2)) if found.by_section else []),
        *questions(report, part, headed(f"Questions{where}, what divides people most first", 2)),
        *teams(found, headed(f"Teams{where}", 2)),
        *pairs(part, headed(f"Pairs of people{where}", 2)),
    ]
