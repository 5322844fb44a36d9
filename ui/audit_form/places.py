"""Places in an audit: the sections in their order, and where each field is filled in."""

from typing import NamedTuple

from forms.completing import CASE, OVERALL
from forms.tools import AuditTool, Section


class Place(NamedTuple):
    """A section and, in it, the stop that has the focus.

    `section` is a section's id, or `CASE` or `OVERALL`. `stop` is a question's id, or the field
    that is filled in there (`case`, `section.plans`, `overall_reason` …).
    """

    section: str
    stop: str


class Heading(NamedTuple):
    """A section as it stands in the list."""

    id: str
    title: str


_OVERALL_FIELDS = frozenset({"overall", "overall_reason", "strengths", "improvements"})


def headings(tool: AuditTool) -> list[Heading]:
    """Return every section in order: the case first, the overall judgement last."""
    own = [
        Heading(section.id, f"{number}. {section.title}")
        for number, section in enumerate(tool.sections, start=1)
    ]
    return [Heading(CASE, "Case details"), *own, Heading(OVERALL, "Overall judgement")]


def section_of(tool: AuditTool, section_id: str) -> Section | None:
    """Return a section of the tool by its id; nothing for the case and the overall judgement."""
    return next((section for section in tool.sections if section.id == section_id), None)


def place_of(tool: AuditTool, field: str) -> Place:
    """Return where a field of the audit is filled in."""
    group, _, name = field.partition(".")
    if group == "finding":
        for section in tool.sections:
            if any(question.id == name for question in section.questions):
                return Place(section.id, name)
    if group in {"section", "section_reason"}:
        return Place(name, f"section.{name}")
    if field == "overall_reason":
        return Place(OVERALL, "overall")
    return Place(OVERALL if field in _OVERALL_FIELDS else CASE, field)


def stop_places(tool: AuditTool) -> dict[Place, int]:
    """Return every place where completion may lack something, with its rank in the form."""
    particulars = [Place(CASE, field) for field in ("case", "auditor", "audited_on")]
    asked = [
        Place(section.id, stop)
        for section in tool.sections
        for stop in [*(each.id for each in section.questions), f"section.{section.id}"]
    ]
    places = [*particulars, *asked, Place(OVERALL, "overall")]
    return {place: rank for rank, place in enumerate(places)}


def shortened(text: str, longest: int) -> str:
    """Return a text cut to so many characters, with an ellipsis where it was cut."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def question_numbers(tool: AuditTool) -> dict[str, str]:
    """Return question id → number such as `2.3`; hidden questions keep theirs."""
    return {
        question.id: f"{at}.{index}"
        for at, section in enumerate(tool.sections, start=1)
        for index, question in enumerate(section.questions, start=1)
    }
