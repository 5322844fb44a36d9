"""How one question stands: what is offered, what is asked, what is wrong, what it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from forms.evaluation.board import Board
from forms.evaluation.gaps import Gap
from forms.evaluation.grades import POINT, Cap
from forms.evaluation.parts import QuestionPart
from forms.evaluation.seeing import Standpoint
from forms.evaluation.values import seen_value, worked_out
from forms.findings import (
    NOT_APPLICABLE,
    NOT_EVIDENCED,
    Answer,
    AnswerError,
    Finding,
    State,
    checked_answer,
)
from forms.rules import Rule
from forms.tools import Escalation, Question

_EMPTY = Finding()
_RESERVED = (NOT_APPLICABLE, NOT_EVIDENCED)


@dataclass(frozen=True)
class Concern:
    """An answer that raises a safeguarding concern: somebody must be told now."""

    key: str
    question: Question
    escalation: Escalation


class Standing(NamedTuple):
    """What is said of one question in one instance. `earned` and `possible` are in `POINT`s.

    `counts` is whether somebody is asked it: answerable and not hidden.
    """

    state: State | None = None
    counts: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    proposal: Answer = None
    problem: str = ""
    gap: Gap | None = None
    caps: tuple[Cap, ...] = ()
    concerns: tuple[Concern, ...] = ()
    earned: int = 0
    possible: int = 0

    @property
    def answered(self) -> bool:
        """Whether somebody is asked it and gave an answer, if only that it does not apply."""
        return self.counts and self.state != "unanswered"


HIDDEN = Standing(state="hidden")
NOT_A_QUESTION = Standing()


def read_standing(board: Board, part: QuestionPart, number: int) -> Standing:
    """Return how one instance of a question stands on a settled board."""
    key = part.key(number)
    if not board.shown[key]:
        return HIDDEN if key in board.states else NOT_A_QUESTION
    return _Reader(board, part, number).standing()


class _Reader:
    """Reads what stands about one question that is shown."""

    def __init__(self, board: Board, part: QuestionPart, number: int) -> None:
        self._board = board
        self._part = part
        self._number = number
        self._key = part.key(number)
        self._question = part.question
        self._state = board.states.get(self._key)
        result = board.results.get(self._key)
        finding = board.findings.get(self._key, _EMPTY)
        self._finding = Finding(answer=result) if part.calculation else finding

    def standing(self) -> Standing:
        part, question = self._part, self._question
        if not question.answerable:
            return Standing(self._state, caps=self._caps(), concerns=self._concerns())
        required = self._required()
        choices = self._choices() if part.choice_filter else part.codes
        problem = self._problem(choices) if self._finding.answer is not None else ""
        message = self._gap(required=required, problem=problem)
        earned, possible = self._points() if part.points else (0, 0)
        return Standing(
            state=self._state,
            counts=True,
            required=required,
            choices=choices,
            proposal=self._proposal() if part.proposal else None,
            problem=problem,
            gap=Gap(part.place, f"finding.{self._key}", self._label(), message)
            if message
            else None,
            caps=self._caps() if part.limits else (),
            concerns=self._concerns() if part.escalates else (),
            earned=earned,
            possible=possible,
        )

    def _holds(self, rule: Rule) -> bool:
        return rule.holds(self._board.seen_from(self._part, self._number))

    def _required(self) -> bool:
        if self._question.read_only:
            return False
        rule = self._part.required_when
        return self._holds(rule) if rule else self._question.required

    def _choices(self) -> tuple[str, ...]:
        around = Standpoint(self._board, self._part.repeat, self._number)
        rule = self._part.choice_filter
        offered = []
        for choice in self._question.choices:
            around.choice = choice
            if rule is None or rule.holds(around):
                offered.append(choice.code)
        return tuple(offered)

    def _proposal(self) -> Answer:
        rule = self._part.proposal
        if rule is None or self._finding.answer is not None:
            return None
        return worked_out(rule.value(self._board.seen_from(self._part, self._number)))[1]

    def _problem(self, choices: tuple[str, ...]) -> str:
        question, answer = self._question, self._finding.answer
        try:
            checked_answer(self._board.parts.tool, question, answer, self._board.today)
        except AnswerError as error:
            return f"The answer {error}."
        if answer in _RESERVED:
            return ""
        given = answer if isinstance(answer, tuple) else (answer,)
        if self._part.codes and not set(given) <= set(choices):
            return "The answer is not offered any more."
        if question.kind == "ranked" and len(given) < len(choices):
            return "The answer must rank all of the choices."
        return "" if self._fits() else _does_not_fit(question)

    def _fits(self) -> bool:
        rule = self._part.constraint
        if rule is None:
            return True
        around = Standpoint(self._board, self._part.repeat, self._number)
        around.own = seen_value(self._question, self._finding)
        return rule.holds(around)

    def _gap(self, *, required: bool, problem: str) -> str:
        question, finding = self._question, self._finding
        if finding.answer is None:
            return _not_answered(question) if required else ""
        if problem:
            return problem
        if question.evidence == "required" and not finding.evidence.strip():
            needed = finding.answer != NOT_APPLICABLE
            return "Write the evidence for this answer." if needed else ""
        return ""

    def _label(self) -> str:
        if not self._number:
            return self._question.label
        position = self._board.instances[self._part.repeat].index(self._number) + 1
        return f"{self._question.label} ({self._part.each} {position})"

    def _caps(self) -> tuple[Cap, ...]:
        return tuple(
            Cap(self._question, limit, self._key)
            for limit, rule in self._part.limits
            if self._sets_off(limit.answers, rule)
        )

    def _concerns(self) -> tuple[Concern, ...]:
        each = zip(self._question.escalates, self._part.escalates, strict=True)
        return tuple(
            Concern(self._key, self._question, escalation)
            for escalation, rule in each
            if self._sets_off(escalation.answers, rule)
        )

    def _sets_off(self, answers: tuple[str, ...], rule: Rule | None) -> bool:
        answer = self._finding.answer
        if answer is not None and answers:
            given = answer if isinstance(answer, tuple) else (str(answer),)
            if not set(answers).isdisjoint(given):
                return True
        return rule is not None and self._holds(rule)

    def _points(self) -> tuple[int, int]:
        """Return what the answer earned of what it could have, as a whole number of `POINT`s."""
        possible = round(self._question.weight * POINT)
        if self._state == "not_evidenced":
            return 0, possible
        point = self._part.points.get(str(self._finding.answer))
        if self._state != "answered" or point is None or point.value is None:
            return 0, 0
        return round(self._question.weight * point.value * POINT), possible


def _does_not_fit(question: Question) -> str:
    return question.constraint_message or "The answer does not fit the other answers."


def _not_answered(question: Question) -> str:
    if question.required_message:
        return question.required_message
    if question.kind == "acknowledgement":
        return "This is not acknowledged yet."
    return "This question is not answered."
