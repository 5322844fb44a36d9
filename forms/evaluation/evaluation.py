"""An audit read through the rules of its tool: what is shown, asked, wrong, suggested, raised."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from time import monotonic

from forms.audits import Audit
from forms.evaluation.board import Board
from forms.evaluation.gaps import Gap
from forms.evaluation.given import Given
from forms.evaluation.grades import SuggestedGrade
from forms.evaluation.layout import InOrder, Layout
from forms.evaluation.ledger import Ledger, Progress
from forms.evaluation.parts import parts_of
from forms.evaluation.standing import NOT_A_QUESTION, Concern, Standing
from forms.findings import Answer, Finding, State, finding_key
from forms.tools import AuditTool

_EMPTY = Finding()


class Evaluation:
    """What a tool's rules say of an audit on a day.

    Finding keys name a question, with `#` and the number of the instance where it stands in a
    repeat. Raises RuleError where the tool has a rule that cannot be read, TooMuchWork where the
    monotonic clock passes `until`, at the start or when more is asked.
    """

    def __init__(self, tool: AuditTool, audit: Audit, today: date, until: float = math.inf) -> None:
        self.tool = tool
        self.today = today
        given = self._given = Given(audit)
        self._board = Board(
            parts_of(tool), given.findings, given.attributes, given.instances, today, until=until
        )
        self._layout = Layout(self._board)

    @cached_property
    def _ledger(self) -> Ledger:
        return Ledger(self._board, self._given, self._layout)

    @property
    def audit(self) -> Audit:
        """The audit as it stands."""
        return self._given.audit

    @property
    def keys(self) -> tuple[str, ...]:
        """Every finding key in the order of the form, hidden ones and notes included."""
        return self._layout.keys

    @property
    def states(self) -> Mapping[str, State]:
        """Finding key → state, of questions that are answered or calculated, in order."""
        return InOrder(self._layout.keys, self._board.states)

    @property
    def calculated(self) -> Mapping[str, Answer]:
        """Finding key → what a calculated question comes to, where it comes to anything."""
        return InOrder(self._layout.keys, self._board.results)

    @property
    def to_keep(self) -> dict[str, Answer]:
        """Finding key → what a `once()` calculation came to that the audit does not hold yet.

        Such a value stands from the first time it is worked out, so it must be saved as the
        finding's answer when it appears.
        """
        board = self._board
        return {
            key: board.results[key]
            for part in board.parts.keeping
            for number in board.places(part)
            if (key := part.key(number)) in board.results
            and board.results[key] != self.finding(key).answer
        }

    @property
    def gaps(self) -> list[Gap]:
        """Everything that must be mended before the audit can be completed, in order."""
        gaps = self._ledger.gaps.by_field
        return [gaps[field] for field in self._layout.fields if field in gaps]

    @property
    def overall_suggestion(self) -> SuggestedGrade:
        """The overall grade that sections and limiting rules suggest."""
        return self._ledger.judging.overall

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """The safeguarding concerns that answers raise, in order."""
        return self._ledger.set_off.concerns

    def finding(self, key: str) -> Finding:
        """Return the finding the audit holds, an empty one where it holds none."""
        return self._given.findings.get(key, _EMPTY)

    def state(self, key: str) -> State | None:
        """Return the state of a question; None where nobody answers it, or it is not there."""
        return self._board.states.get(key)

    def shown(self, key_or_group: str, instance: int | None = None) -> bool:
        """Return whether a question, or a section (or one of its instances), is shown.

        A nested section of a repeating one is shown, as a whole, while it is in any instance.
        """
        group = self._board.parts.groups.get(key_or_group)
        if group is None or key_or_group in self._board.parts.questions:
            key = finding_key(key_or_group, instance)
            return self._board.shown.get(key, False)
        shown, node = self._board.shown, group.key(instance or 0)
        if node in shown or instance:
            return shown.get(node, False)
        return any(shown[group.key(number)] for number in self._board.places(group))

    def instances(self, group_id: str) -> tuple[int, ...]:
        """Return the instance numbers of a repeating section, in order. Raises KeyError."""
        return self._board.instances[group_id]

    def required(self, key: str) -> bool:
        """Return whether a question must be answered now."""
        return self._standing(key).required

    def problem(self, key: str) -> str:
        """Return a sentence on what is wrong with an answer, "" if nothing is."""
        return self._standing(key).problem

    def choices(self, key: str) -> tuple[str, ...]:
        """Return the codes that a question offers now, in the order of the tool."""
        return self._standing(key).choices

    def proposal(self, key: str) -> Answer:
        """Return the answer that a calculation proposes while none is given."""
        return self._standing(key).proposal

    def gap(self, field: str) -> Gap | None:
        """Return the gap that is mended in a field, such as `finding.seen_alone`."""
        return self._ledger.gaps.by_field.get(field)

    def progress(self, place: str) -> Progress:
        """Return how far a section, the particulars or the overall judgement is."""
        return self._ledger.progress(place)

    def suggestion(self, section_id: str) -> SuggestedGrade:
        """Return the grade that a section's answers suggest. Raises KeyError."""
        return self._ledger.judging.sections[section_id]

    def _standing(self, key: str) -> Standing:
        return self._ledger.standings.get(key, NOT_A_QUESTION)


def evaluate(tool: AuditTool, audit: Audit, today: date, seconds: float = math.inf) -> Evaluation:
    """Read an audit through its tool's rules, from scratch. Raises RuleError.

    Raises TooMuchWork where that takes longer than so many seconds, now or later on.
    """
    return Evaluation(tool, audit, today, monotonic() + seconds)
