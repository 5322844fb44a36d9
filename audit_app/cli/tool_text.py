"""An audit tool as plain lines for the terminal."""

from collections.abc import Iterator
from textwrap import wrap

from audit_app.cli.output import amount
from forms.tools import AuditTool, Question, Section, Subsection

_KINDS = {
    "number": "a number",
    "date": "a date",
    "time": "a time",
    "short_text": "a line of text",
    "text": "text",
    "one_of": "one of",
    "several_of": "several of",
    "ranked": "ranked",
    "note": "a note",
    "calculated": "worked out",
    "acknowledgement": "a tick",
    "evidence_file": "a file or document",
    "inert": "not asked in an audit",
}


def tool_in_words(tool: AuditTool, width: int) -> Iterator[str]:
    """Yield the tool's sections and questions as lines of at most `width` characters."""
    questions = amount(tool.length, "question")
    sections = amount(len(tool.sections), "section")
    yield f"{tool.name} ({tool.id})"
    yield f"{questions} in {sections}, looks back {amount(tool.look_back_months, 'month')}"
    yield f"content hash {tool.hash}"
    for section in tool.sections:
        yield from _section(tool, section, width)


def _section(tool: AuditTool, section: Section, width: int) -> Iterator[str]:
    yield ""
    yield from _heading(section, width, graded=section.graded)
    for question in section.questions:
        yield from _question(tool, question, width)
    for nested in section.sections:
        yield from _heading(nested, width, graded=True)
        for question in nested.questions:
            yield from _question(tool, question, width)


def _heading(group: Section | Subsection, width: int, *, graded: bool) -> Iterator[str]:
    indent = 0 if isinstance(group, Section) else 2
    each = f", for each {group.repeat.each}" if group.repeat else ""
    ungraded = "" if graded else ", not graded"
    yield from _wrapped(f"{group.title} ({group.id}{each}{ungraded})", indent, width)
    yield from (line for text in _only_if(group) for line in _wrapped(text, 6, width))


def _question(tool: AuditTool, question: Question, width: int) -> Iterator[str]:
    yield from _wrapped(f"{question.id}: {question.label}", 2, width)
    yield from _wrapped("; ".join(_asked(tool, question)), 6, width)
    yield from (line for text in _only_if(question) for line in _wrapped(text, 6, width))


def _only_if(part: Section | Subsection | Question) -> Iterator[str]:
    if part.relevant:
        yield f"asked only if {part.relevant}"
    if part.agencies or part.roles:
        yield f"asked only of {', '.join((*part.agencies, *part.roles))}"


def _asked(tool: AuditTool, question: Question) -> Iterator[str]:
    codes = ", ".join(tool.codes_of(question))
    kind = question.scale or _KINDS.get(question.kind, question.kind)
    if question.kind == "calculated":
        kind = f"{kind} as {question.calculation}"
    yield f"{kind}: {codes}" if codes else kind
    if question.unit:
        yield f"in {question.unit}"
    if question.required_when:
        yield f"required if {question.required_when}"
    elif not question.required and question.answerable:
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
