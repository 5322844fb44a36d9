"""Fills an audit in, question by question, so that each section earns what it should."""

import math
from datetime import date

from audit_app.demo.answers import Asked, Reading, drawn_answer, judged_points, reserved
from audit_app.demo.quality import grade_of
from audit_app.demo.streams import stream
from forms.audits import Audit
from forms.evaluation import LiveEvaluation
from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED, Answer, Finding, split_key
from forms.tools import Question, Section, Subsection

_STEPS = 40
_ATTEMPTS = 6
_RESERVED = (NOT_EVIDENCED, NOT_APPLICABLE)


class _Filling:
    """An audit while its questions are answered, section by section."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tool = reading.tool
        numbers = {
            name: _instances(reading, group)
            for name, group in reading.tool.groups.items()
            if group.repeat
        }
        audit = Audit(
            attributes=reading.attributes, audited_on=reading.audited_on, instances=numbers
        )
        self.live = LiveEvaluation(reading.tool, audit, reading.audited_on)
        self.done: set[str] = set()

    def answer_section(self, section: Section) -> None:
        """Answer what the section asks, and what comes to be asked by how it is answered."""
        while keys := [key for key in self.keys(section) if key not in self.done]:
            after: dict[int | None, date] = {}
            for key in keys:
                self.done.add(key)
                question, instance = self.question(key), split_key(key)[1]
                answer = self._answer(section, key, after.get(instance))
                if question.kind == "date" and answer not in (None, *_RESERVED):
                    after[instance] = date.fromisoformat(str(answer))

    def keys(self, section: Section) -> list[str]:
        """Return the finding keys of a section that somebody answers, in order."""
        here = {question.id for question in section.every_question if question.answerable}
        return [key for key in self.live.keys if split_key(key)[0] in here]

    def question(self, key: str) -> Question:
        """Return the question behind a finding key."""
        return self.tool.questions[split_key(key)[0]]

    def has_judgement(self, key: str) -> bool:
        """Whether the answer counts in a section's share of points."""
        return self.live.state(key) in ("answered", "not_evidenced")

    def put(self, key: str, answer: Answer) -> None:
        """Give an answer, or take it back."""
        finding = Finding(answer=answer)
        content = None if answer is None else finding.model_dump(mode="json", include={"answer"})
        self.live.put(f"finding.{key}", content)

    def _answer(self, section: Section, key: str, after: date | None) -> Answer:
        """Answer a question; where a rule refuses the answer, with others until one fits."""
        reading, question = self.reading, self.question(key)
        for attempt in range(_ATTEMPTS):
            again = (attempt,) if attempt else ()
            file = stream(reading.seed, "file", self.tool.id, reading.case.number, key, *again)
            share, offered = reading.shares[section.id], self.live.choices(key)
            answer = drawn_answer(reading, Asked(question, share, offered, after, file))
            self.put(key, answer)
            if not self.live.problem(key):
                return answer
        return self._fallback(question, key)

    def _fallback(self, question: Question, key: str) -> Answer:
        """Give the first answer that fits of those that fit most rules; None where none does."""
        least = math.ceil(question.minimum or 0) if question.kind == "number" else None
        latest = self.reading.audited_on.isoformat() if question.kind == "date" else None
        for answer in (*reserved(question), least, latest):
            self.put(key, answer)
            if answer is not None and not self.live.problem(key):
                return answer
        self.put(key, None)
        return None

    def mend(self) -> None:
        """Answer again what does not fit since other answers were given."""
        for section in self.tool.sections:
            for key in self.keys(section):
                if self.live.problem(key):
                    self._answer(section, key, None)


def answered(reading: Reading) -> Audit:
    """Return an audit with findings, without evidence, for every question that is not hidden."""
    filling = _Filling(reading)
    for section in reading.tool.sections:
        filling.answer_section(section)
        if section.graded:
            _steer(filling, section)
    filling.mend()
    live = filling.live
    findings = {
        key: found for key, found in live.audit.findings.items() if live.state(key) != "hidden"
    }
    return live.audit.model_copy(update={"findings": findings})


def _instances(reading: Reading, group: Section | Subsection) -> tuple[int, ...]:
    """Return how often a part is answered: seldom more than a few times."""
    if group.repeat is None:
        return ()
    file = stream(reading.seed, "instances", reading.tool.id, reading.case.number, group.id)
    several = group.repeat.minimum + file.choice((0, 1, 1, 2))
    return tuple(range(1, min(max(several, 1), group.repeat.maximum) + 1))


def _steer(filling: _Filling, section: Section) -> None:
    """Move single answers by one point until the section earns the grade it should."""
    reading, grades = filling.reading, filling.tool.grades
    wanted = grades.position(grade_of(filling.tool, reading.shares[section.id]))
    for _ in range(_STEPS):
        code = filling.live.suggestion(section.id).code
        if code is None or grades.position(code) == wanted:
            return
        moves = _moves(filling, section, better=grades.position(code) > wanted)
        if not moves:
            return
        filling.put(*reading.own.choice(moves))


def _moves(filling: _Filling, section: Section, *, better: bool) -> list[tuple[str, str]]:
    moves = []
    for key in filling.keys(section):
        question = filling.question(key)
        if question.kind != "graded" or not filling.has_judgement(key):
            continue
        codes = [point.code for point in judged_points(filling.reading, question)]
        given = str(filling.live.finding(key).answer)
        at = codes.index(given) if given in codes else len(codes)
        target = at - 1 if better else at + 1
        if 0 <= target < len(codes):
            moves.append((key, codes[target]))
    return moves
