"""An audit tool as plain lines for the terminal."""

from collections.abc import Iterator

from forms.tools import AuditTool, Question


def tool_in_words(tool: AuditTool) -> Iterator[str]:
    """Yield the tool's sections and questions as lines."""
    yield f"{tool.name} ({tool.id})"
    yield f"looks back {tool.look_back_months} months · content hash {tool.hash[:12]}"
    for section in tool.sections:
        yield ""
        yield f"{section.title} ({section.id})"
        for question in section.questions:
            yield from _question(tool, question)


def _question(tool: AuditTool, question: Question) -> Iterator[str]:
    marks = [question.kind if question.scale is None else question.scale]
    marks += ["required"] if question.required else []
    marks += [f"asked if {question.relevant}"] if question.relevant else []
    yield f"  {question.id}: {question.label} [{', '.join(marks)}]"
    codes = tool.codes_of(question)
    if codes:
        yield f"      {' · '.join(codes)}"
