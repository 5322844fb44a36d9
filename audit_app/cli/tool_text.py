"""An audit tool as plain lines for the terminal."""

from collections.abc import Iterator
from textwrap import wrap

from audit_app.cli.output import amount
from forms.tools import AuditTool, Question

_KINDS = {
    "number": "a number",
    "date": "a date",
    "text": "text",
    "one_of": "one of",
    "several_of": "several of",
}


def tool_in_words(tool: AuditTool, width: int) -> Iterator[str]:
    """Yield the tool's sections and questions as lines of at most `width` characters."""
    questions = amount(len(tool.questions), "question")
    sections = amount(len(tool.sections), "section")
    yield f"{tool.name} ({tool.id})"
    yield f"{questions} in {sections}, looks back {amount(tool.look_back_months, 'month')}"
    yield f"content hash {tool.hash}"
    for section in tool.sections:
        graded = "" if section.graded else ", not graded"
        yield from ("", f"{section.title} ({section.id}{graded})")
        for question in section.questions:
            yield from _question(tool, question, width)


def _question(tool: AuditTool, question: Question, width: int) -> Iterator[str]:
    yield from _wrapped(f"{question.id}: {question.label}", 2, width)
    yield from _wrapped("; ".join(_asked(tool, question)), 6, width)
    if question.relevant:
        yield from _wrapped(f"asked only if {question.relevant}", 6, width)


def _asked(tool: AuditTool, question: Question) -> Iterator[str]:
    codes = ", ".join(tool.codes_of(question))
    kind = question.scale or _KINDS.get(question.kind, question.kind)
    yield f"{kind}: {codes}" if codes else kind
    if question.unit:
        yield f"in {question.unit}"
    if not question.required:
        yield "may be left out"


def _wrapped(text: str, indent: int, width: int) -> list[str]:
    first, following = " " * indent, " " * (indent + 2)
    return wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=following,
        break_on_hyphens=False,
        break_long_words=False,
    )
