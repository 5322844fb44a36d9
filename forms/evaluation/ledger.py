"""What follows from all answers together, kept up to date from change to change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from forms.evaluation.board import Board
from forms.evaluation.gaps import PARTICULARS, Gap, GapBook, particulars_gaps
from forms.evaluation.given import Given
from forms.evaluation.grades import Cap
from forms.evaluation.judging import Judging
from forms.evaluation.layout import Layout
from forms.evaluation.limiting import SetOff
from forms.evaluation.parts import GroupPart, QuestionPart
from forms.evaluation.standing import NOT_A_QUESTION, Standing, read_standing


class Progress(NamedTuple):
    """How far a section is: questions in view, those answered, and all that is still to do."""

    answered: int
    total: int
    to_do: int


@dataclass
class _Tally:
    """What the questions of one section come to. Points are in `grades.POINT`s."""

    earned: int = 0
    possible: int = 0
    answered: int = 0
    total: int = 0

    def count(self, standing: Standing, sign: int) -> None:
        self.earned += sign * standing.earned
        self.possible += sign * standing.possible
        self.answered += sign * standing.answered
        self.total += sign * standing.counts


class Ledger:
    """Standings of questions, and the gaps, grades and concerns that they add up to.

    Everything that changes is noted in the board's `changed`.
    """

    def __init__(self, board: Board, given: Given, layout: Layout) -> None:
        self.standings: dict[str, Standing] = {}
        self.gaps = GapBook(board.changed)
        self.set_off = SetOff(layout)
        self.judging = Judging(board, given, self.gaps, self.set_off)
        self._board = board
        self._given = given
        self._sections = {section.id: section for section in board.parts.tool.sections}
        self._tallies = {name: _Tally() for name in self._sections}
        for part in board.parts.questions.values():
            for number in board.places(part):
                self._read(part, number)
        self._read_limits(range(len(board.parts.limits)))
        self._read_repeats(board.parts.groups.values())
        self._read_particulars()
        self._judge(self._sections, judged_anew=True)

    def progress(self, place: str) -> Progress:
        """Return how far a section is; particulars and overall judgement have no questions."""
        tally = self._tallies.get(place, _Tally())
        return Progress(tally.answered, tally.total, self.gaps.to_do[place])

    def update(self, field: str) -> None:
        """Bring everything up to date after a field changed and the board was settled."""
        board = self._board
        group, _, name = field.partition(".")
        stale = {name} if group in ("section", "section_reason") else set()
        for part, number in board.unread:
            self._read(part, number)
            stale.add(part.place)
        self._read_limits(board.unread_limits)
        groups = [board.parts.groups[name] for name in board.changed & board.parts.groups.keys()]
        self._read_repeats(groups)
        if any(part.repeats for part in groups):
            self.set_off.stale = True  # which instance comes first may be another now
        stale.update(part.place for part in groups)
        if field in PARTICULARS:
            self._read_particulars()
        judged_anew = field in ("overall", "overall_reason")
        self._judge(stale & self._sections.keys(), judged_anew=judged_anew)

    def _read(self, part: QuestionPart, number: int) -> None:
        key = part.key(number)
        before = self.standings.pop(key, NOT_A_QUESTION)
        now = NOT_A_QUESTION
        if number in self._board.places(part):
            now = self.standings[key] = read_standing(self._board, part, number)
        if now == before:
            return
        self._board.changed.add(key)
        self.gaps.put(f"finding.{key}", now.gap)
        self.set_off.put(key, now.caps, now.concerns)
        tally = self._tallies[part.place]
        tally.count(before, -1)
        tally.count(now, 1)
        if (before.counts, before.answered) != (now.counts, now.answered):
            self._board.changed.add(part.place)

    def _read_limits(self, places: Iterable[int]) -> None:
        for at in places:
            limit, rule = self._board.parts.limits[at]
            applies = rule is not None and rule.holds(self._board.outside)
            self.set_off.put_by_tool(at, Cap(None, limit) if applies else None)

    def _read_repeats(self, groups: Iterable[GroupPart]) -> None:
        for part in groups:
            if part.repeats:
                message = self._repeat_message(part)
                field = f"instances.{part.id}"
                gap = Gap(part.place, field, part.group.title, message) if message else None
                self.gaps.put(field, gap)

    def _repeat_message(self, part: GroupPart) -> str:
        repeat, there = part.group.repeat, len(self._board.instances[part.id])
        if repeat is None or part.count or not self._board.shown[part.node]:
            return ""
        if there < repeat.minimum:
            return f"Answer this for at least {repeat.minimum} ({repeat.each})."
        if there > repeat.maximum:
            return f"Answer this for at most {repeat.maximum} ({repeat.each})."
        return ""

    def _read_particulars(self) -> None:
        given, today = self._given, self._board.today
        tool = self._board.parts.tool
        lacking = particulars_gaps(tool, given.plain, given.attributes, today)
        found = {gap.field: gap for gap in lacking}
        for field in PARTICULARS:
            self.gaps.put(field, found.get(field))

    def _judge(self, section_ids: Iterable[str], *, judged_anew: bool) -> None:
        for name in section_ids:
            tally = self._tallies[name]
            self.judging.judge_section(self._sections[name], tally.earned, tally.possible)
        self.judging.judge_overall(judged_anew=judged_anew)
