"""An audit as it stands at one moment, read through the rules of `forms`."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from forms.audits import Audit
from forms.completing import CASE, OVERALL, Gap, asks_reason, gaps
from forms.findings import AnswerError, Finding, State, answer_states, checked_answer
from forms.grading import SuggestedGrade, suggested_overall, suggested_section
from forms.tools import AuditTool, Question, Section

_EMPTY = Finding()
_GIVEN = frozenset({"answered", "not_applicable", "not_evidenced"})


@dataclass(frozen=True)
class Progress:
    """How far a section is: questions in view, those answered, and all that is still to do."""

    answered: int
    total: int
    to_do: int

    @property
    def unanswered(self) -> int:
        """Questions in view without an answer, the optional ones included."""
        return self.total - self.answered


@dataclass(frozen=True)
class Reading:
    """What `forms` says of an audit: worked out when first asked for, never out of date."""

    tool: AuditTool
    audit: Audit
    today: date

    @cached_property
    def states(self) -> dict[str, State]:
        """The state of every question by its id."""
        return answer_states(self.tool, self.audit.findings)

    @cached_property
    def gaps(self) -> list[Gap]:
        """Everything that stands between the audit and its completion."""
        return gaps(self.tool, self.audit, self.today)

    @cached_property
    def gap_by_field(self) -> dict[str, Gap]:
        """The gaps by the field they are mended in."""
        return {gap.field: gap for gap in self.gaps}

    @cached_property
    def overall_suggestion(self) -> SuggestedGrade:
        """The overall grade that sections and limiting rules suggest."""
        return suggested_overall(self.tool, self.audit)

    def finding(self, question_id: str) -> Finding:
        """Return the finding for a question, an empty one if there is none."""
        return self.audit.findings.get(question_id, _EMPTY)

    def answer_problem(self, question: Question) -> str:
        """Return a sentence on what is wrong with an answer, "" if nothing is."""
        try:
            checked_answer(self.tool, question, self.finding(question.id).answer, self.today)
        except AnswerError as error:
            return f"The answer {error}."
        return ""

    def lacks_words(self, field: str) -> bool:
        """Whether all that this field lacks is words: evidence, or the reason of a grade."""
        group, _, name = field.partition(".")
        if field not in self.gap_by_field or group != "finding":
            return field in self.gap_by_field and "_reason" in field
        question = self.tool.questions[name]
        return self.finding(name).answer is not None and not self.answer_problem(question)

    def suggestion(self, section: Section) -> SuggestedGrade:
        """Return the grade that the section's answers suggest."""
        return suggested_section(self.tool, section, self.audit.findings)

    def asks_section_reason(self, section: Section) -> bool:
        """Return whether the section's grade must give its reason."""
        return asks_reason(self.suggestion(section), self.audit.sections.get(section.id))

    @property
    def asks_overall_reason(self) -> bool:
        """Whether the overall grade must give its reason."""
        return asks_reason(self.overall_suggestion, self.audit.overall)

    def progress(self, section_id: str) -> Progress:
        """Return how far a section is; the case and the overall judgement have no questions."""
        to_do = sum(gap.place == section_id for gap in self.gaps)
        if section_id in {CASE, OVERALL}:
            return Progress(0, 0, to_do)
        section = next(each for each in self.tool.sections if each.id == section_id)
        states = [self.states[question.id] for question in section.questions]
        shown = [state for state in states if state != "hidden"]
        return Progress(sum(state in _GIVEN for state in shown), len(shown), to_do)
