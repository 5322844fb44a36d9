"""What an audit that comes from elsewhere must be to its tool."""

import re
from collections.abc import Iterator
from datetime import date

from forms.answers import Answer, AnswerError, checked_answer
from forms.audits import Audit
from forms.findings import finding_key, split_key
from forms.tools import AuditTool, Question

_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}(#[1-9][0-9]{0,3})?")
"""A finding key, of this tool or of one that asked before."""
_ASIDE = re.compile(
    r"(grade\.overall|section\.[a-z][a-z0-9_]{0,63}|" + _KEY.pattern + r")(~[1-9][0-9]{0,3})?"
)
"""What an answer or a grade is set aside under: `~2` is the second of one key."""
_LONGEST_RESULT = 20_000


def audit_faults(tool: AuditTool, audit: Audit, *, drafted: bool = False) -> Iterator[str]:
    """Yield what is wrong with an audit, as sentences about “it” without case content.

    Each finding is looked at by itself. What a draft answers may still be as it was typed: the
    form says what is wrong with it.
    """
    yield from _findings(tool, audit, drafted=drafted)
    if not audit.sections.keys() <= {section.id for section in tool.sections}:
        yield "it grades a section that its audit tool does not have"
    grades = {*audit.sections.values(), *([audit.overall] if audit.overall else [])}
    if not grades <= set(tool.grades.codes):
        yield "it gives a grade that is not on its scale"
    repeating = {name for name, group in tool.groups.items() if group.repeat}
    if not audit.instances.keys() <= repeating:
        yield "it counts a section that is answered only once"
    if not all(_ASIDE.fullmatch(key) for key in audit.set_aside):
        yield "it sets an answer aside under a name that no question can have"


def _findings(tool: AuditTool, audit: Audit, *, drafted: bool) -> Iterator[str]:
    for key, finding in audit.findings.items():
        name, instance = split_key(key)
        question = tool.questions.get(name)
        if question is None or not _KEY.fullmatch(key) or key != finding_key(name, instance):
            yield "it answers a question that its audit tool does not ask"
        elif (instance is not None) != (name in tool.repeat_of):
            yield f"it answers {name} as often as its audit tool does not ask it"
        elif not drafted and (fault := _answer(tool, question, finding.answer)):
            yield f"its answer to {name} {fault}"


def _answer(tool: AuditTool, question: Question, answer: Answer) -> str:
    if question.kind == "calculated":
        plain = not isinstance(answer, tuple) and len(str(answer)) <= _LONGEST_RESULT
        return "" if plain else "is not what a calculation gives"
    try:
        checked_answer(tool, question, answer, date.max)
    except AnswerError as error:
        return str(error)
    return ""
