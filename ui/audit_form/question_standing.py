"""How a question stands, as its card shows it: words, tone and symbol, what is wrong."""

from datetime import date
from typing import NamedTuple

from forms.evaluation import Concern, Evaluation
from forms.findings import Answer, Finding, State
from forms.tools import Question
from ui.audit_form.date_box import NO_DATE
from ui.audit_form.dates import read_date
from ui.audit_form.reading import concerns_of, lacks_words
from ui.widgets.dressing import Tone

NO_TIME = "This is not a time. Type hours and minutes, such as 14:30."

Sign = tuple[str, Tone, str]
"""Words, tone and symbol of a badge."""

_STATES: dict[State, Sign] = {
    "answered": ("Answered", "good", "✓"),
    "not_applicable": ("Not applicable", "neutral", "–"),
    "not_evidenced": ("Not evidenced", "neutral", "?"),
}


class QuestionStanding(NamedTuple):
    """What an evaluation says of one question, all that its card shows of it."""

    finding: Finding
    state: State | None
    required: bool
    choices: tuple[str, ...]
    problem: str
    lacks_words: bool
    proposal: Answer
    concerns: tuple[Concern, ...]

    @classmethod
    def of(cls, reading: Evaluation, key: str) -> "QuestionStanding":
        """Read how the question of a finding key stands."""
        return cls(
            reading.finding(key),
            reading.state(key),
            reading.required(key),
            reading.choices(key),
            reading.problem(key),
            lacks_words(reading, f"finding.{key}"),
            reading.proposal(key),
            concerns_of(reading, key),
        )

    @property
    def is_hidden(self) -> bool:
        """Whether a rule, an agency or a role keeps the question out of the form."""
        return self.state in (None, "hidden")

    @property
    def badge(self) -> Sign:
        """What the badge says."""
        if self.problem:
            return "Check the answer", "bad", "✕"
        if self.lacks_words:
            return "Evidence needed", "warn", "!"
        if self.state in _STATES:
            return _STATES[self.state]
        return "Required" if self.required else "Optional", "neutral", "○"

    def problem_of(self, question: Question, today: date) -> str:
        """Return what is wrong with the answer, for who typed it: how a date or time is written."""
        text = str(self.finding.answer)
        if not self.problem or question.kind not in ("date", "time"):
            return self.problem
        if question.kind == "date":
            return self.problem if read_date(text, today) else NO_DATE
        return self.problem if ":" in text and text.replace(":", "").isdigit() else NO_TIME
