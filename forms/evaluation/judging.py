"""The grades that sections and the whole audit are suggested, and what the given ones lack."""

from __future__ import annotations

from forms.evaluation.board import Board
from forms.evaluation.dependencies import GROUP
from forms.evaluation.gaps import OVERALL, Gap, GapBook
from forms.evaluation.given import Given
from forms.evaluation.grades import (
    NOTHING_GRADED,
    SuggestedGrade,
    asks_reason,
    overall_grade,
    section_grade,
)
from forms.evaluation.limiting import SetOff
from forms.tools import Section

_OVERALL_LABEL = "Overall grade"


class Judging:
    """Suggested grades, section by section and overall.

    A section counts towards the overall grade with the grade it was given, or with its own
    suggestion while it has none.
    """

    def __init__(self, board: Board, given: Given, gaps: GapBook, set_off: SetOff) -> None:
        self._board = board
        self._given = given
        self._gaps = gaps
        self._set_off = set_off
        self._tool = board.parts.tool
        self._positions = {code: at for at, code in enumerate(self._tool.grades.codes)}
        self._judged = [0] * len(self._positions)
        self._counted: dict[str, int | None] = {}
        self._stale = True
        self.sections = dict.fromkeys(board.parts.groups, NOTHING_GRADED)
        self.overall = NOTHING_GRADED

    def judge_section(self, section: Section, earned: int, possible: int) -> None:
        """Work out a section's suggestion from its points, and see what its grade lacks."""
        suggestion = section_grade(self._tool, earned, possible)
        if suggestion != self.sections[section.id]:
            self.sections[section.id] = suggestion
            self._board.changed.add(section.id)
        given = self._given.sections.get(section.id)
        asked = section.graded and self._board.shown[GROUP + section.id]
        judged = given if given in self._positions else suggestion.code
        self._count(section.id, self._positions[judged] if asked and judged else None)
        self._see_to_section(section, suggestion, given, asked=asked)

    def judge_overall(self, *, judged_anew: bool) -> None:
        """Work out the overall suggestion where it may have changed, and what the grade lacks."""
        if self._stale or self._set_off.stale:
            before = self.overall
            self.overall = overall_grade(self._tool.grades, self._judged, self._set_off.caps)
            self._stale = self._set_off.stale = False
            if self.overall != before:
                self._board.changed.add(OVERALL)
        elif not judged_anew:
            return
        self._see_to_overall()

    def _count(self, section_id: str, position: int | None) -> None:
        """Count a section under the grade that stands for it, no longer under the one before."""
        before = self._counted.get(section_id)
        if position == before:
            return
        if before is not None:
            self._judged[before] -= 1
        if position is not None:
            self._judged[position] += 1
        self._counted[section_id] = position
        self._stale = True

    def _see_to_section(
        self, section: Section, suggestion: SuggestedGrade, given: str | None, *, asked: bool
    ) -> None:
        label, grade, reason = f"Grade for {section.title}", "", ""
        if asked and given not in self._positions:
            grade = "Grade this section."
        elif asked and asks_reason(suggestion, given):
            written = self._given.section_reasons.get(section.id, "").strip()
            reason = "" if written else "Say why the grade differs from the suggestion."
        self._put(section.id, f"section.{section.id}", label, grade)
        self._put(section.id, f"section_reason.{section.id}", label, reason)

    def _see_to_overall(self) -> None:
        given, written = self._given.plain["overall"], self._given.plain["overall_reason"]
        grade = reason = ""
        if given not in self._positions:
            grade = "Give the overall grade."
        elif asks_reason(self.overall, str(given)) and not str(written).strip():
            reason = "Say why the overall grade differs from the suggestion."
        self._put(OVERALL, "overall", _OVERALL_LABEL, grade)
        self._put(OVERALL, "overall_reason", _OVERALL_LABEL, reason)

    def _put(self, place: str, field: str, label: str, message: str) -> None:
        self._gaps.put(field, Gap(place, field, label, message) if message else None)
