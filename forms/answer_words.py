"""An answer as people read it: labels for codes, days as they are written here."""

from datetime import date

from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED, Answer
from forms.tools import AuditTool

_RESERVED = {NOT_APPLICABLE: "Not applicable", NOT_EVIDENCED: "Not evidenced on file"}


def answer_in_words(tool: AuditTool, question_id: str, answer: Answer) -> str:
    """Return an answer to one of a tool's questions in words; "" where there is none.

    What the tool does not know, such as a code of another version, stands as it is.
    """
    if answer is None:
        return ""
    question = tool.questions.get(question_id)
    labels = {**_RESERVED, **(tool.codes_of(question) if question else {})}
    if isinstance(answer, tuple):
        return ", ".join(labels.get(code, code) for code in answer)
    if isinstance(answer, str):
        is_day = question is not None and question.kind == "date"
        return labels.get(answer) or (_day(answer) if is_day else answer)
    unit = f" {question.unit}" if question and question.unit else ""
    return f"{answer:.15g}{unit}"


def grade_in_words(tool: AuditTool, code: str | None) -> str:
    """Return the label of a grade; "" where there is none."""
    point = tool.grades.point(code) if code else None
    return point.label if point else code or ""


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text
