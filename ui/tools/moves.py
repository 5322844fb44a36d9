"""What the dialog that moves drafts asks of the database; each runs as a job."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from forms.errors import AuditAppError
from ui.lanes import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.moving import DraftRow
    from db.store import ReadingStore, Store
    from forms.tools import AuditTool
    from forms.versions.moving import MovePlan


class PlannedMove(NamedTuple):
    """A draft, the version it is made with, and what moving it would make of its answers."""

    draft: "DraftRow"
    old: "AuditTool"
    plan: "MovePlan"

    @property
    def counts(self) -> dict[str, int]:
        """How many answers are kept, converted and set aside."""
        outcomes = [line.outcome for line in self.plan.lines]
        return {name: outcomes.count(name) for name in ("kept", "converted", "set_aside")}


class Moved(NamedTuple):
    """How many drafts were moved, and why others were not: case and sentence."""

    drafts: int
    refused: list[tuple[str, str]]


def plan_moves(
    store: "ReadingStore",
    progress: Progress,
    new: "AuditTool",
    older: "Sequence[AuditTool]",
    today: date,
) -> list[PlannedMove]:
    """Plan the move of every draft that is made with one of the older versions."""
    from db.drafts import load_draft
    from db.moving import drafts_on
    from db.projection import read_audit
    from db.tools import tools_by_id
    from forms.versions.moving import plan_move

    known = tools_by_id(store, new.id)
    waiting = [(draft, tool) for tool in older for draft in drafts_on(store, tool.hash)]
    planned = []
    for done, (draft, tool) in enumerate(waiting):
        progress(done, len(waiting), "Looking at drafts")
        audit = read_audit(store, load_draft(store, draft.uid).fields)
        planned.append(PlannedMove(draft, tool, plan_move(audit, tool, new, today, known)))
    return planned


def move_all(
    store: "Store", progress: Progress, new: "AuditTool", moves: "Sequence[PlannedMove]"
) -> Moved:
    """Move drafts as planned, each whole or not at all; one that changed since stays."""
    from db.moving import move_draft

    refused = []
    for done, move in enumerate(moves):
        progress(done, len(moves), "Moving drafts")
        try:
            move_draft(store, move.draft.uid, new, move.plan)
        except AuditAppError as error:
            refused.append((move.draft.case or "No case reference", str(error)))
    return Moved(len(moves) - len(refused), refused)
