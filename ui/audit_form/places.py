"""Places in an audit: the sections in their order, and where each field is filled in."""

from typing import NamedTuple

from forms.evaluation import CASE, OVERALL, Evaluation
from forms.findings import split_key
from forms.questions import UNANSWERED_KINDS
from forms.tools import AuditTool, Section
from ui.audit_form.rows import CountRow, QuestionRow, section_rows


class Place(NamedTuple):
    """A section and, in it, the stop that has the focus.

    `section` is a section's id, or `CASE` or `OVERALL`. `stop` is a finding key, or the field
    that is filled in there (`case`, `section.plans`, `instances.visits`, `overall` …).
    """

    section: str
    stop: str


class Heading(NamedTuple):
    """A section as it stands in the list."""

    id: str
    title: str


_PARTICULARS = ("case", "auditor", "audited_on", "attribute.agency", "attribute.role")
_OVERALL_FIELDS = frozenset({"overall", "overall_reason", "strengths", "improvements"})
_UNNUMBERED = UNANSWERED_KINDS - {"calculated"}


def headings(tool: AuditTool) -> list[Heading]:
    """Return every section in order: the case first, the overall judgement last."""
    own = [
        Heading(section.id, f"{number}. {section.title}")
        for number, section in enumerate(tool.sections, start=1)
    ]
    return [Heading(CASE, "Case details"), *own, Heading(OVERALL, "Overall judgement")]


def shown_headings(reading: Evaluation) -> list[Heading]:
    """Return the sections that no rule, agency or role hides; their numbers are the tool's."""
    return [
        heading
        for heading in headings(reading.tool)
        if heading.id in (CASE, OVERALL) or reading.shown(heading.id)
    ]


def section_of(tool: AuditTool, section_id: str) -> Section | None:
    """Return a section of the tool by its id; nothing for the case and the overall judgement."""
    return next((section for section in tool.sections if section.id == section_id), None)


def field_of(tool: AuditTool, stop: str) -> str:
    """Return the field of the audit that a stop fills in."""
    return f"finding.{stop}" if split_key(stop)[0] in tool.questions else stop


def place_of(tool: AuditTool, field: str) -> Place:
    """Return where a field of the audit is filled in."""
    group, _, name = field.partition(".")
    if group == "finding" and (section := tool.section_of.get(split_key(name)[0])):
        return Place(section.id, name)
    if group == "instances" and (holder := _holder_of(tool, name)):
        return Place(holder.id, field)
    if group in {"section", "section_reason"}:
        return Place(name, f"section.{name}")
    if field == "overall_reason":
        return Place(OVERALL, "overall")
    return Place(OVERALL if field in _OVERALL_FIELDS else CASE, field)


def _holder_of(tool: AuditTool, group_id: str) -> Section | None:
    """Return the section that a group is, or stands in."""
    for section in tool.sections:
        if group_id in (section.id, *(part.id for part in section.sections)):
            return section
    return None


def stop_places(reading: Evaluation) -> dict[Place, int]:
    """Return every place where completion may lack something, with its rank in the form."""
    places = [Place(CASE, field) for field in _PARTICULARS]
    for section in reading.tool.sections:
        for row in section_rows(section, reading.instances):
            if isinstance(row, QuestionRow | CountRow):
                places.append(Place(section.id, row.name))
        places.append(Place(section.id, f"section.{section.id}"))
    places.append(Place(OVERALL, "overall"))
    return {place: rank for rank, place in enumerate(places)}


def shortened(text: str, longest: int) -> str:
    """Return a text cut to so many characters, with an ellipsis where it was cut."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def question_numbers(tool: AuditTool) -> dict[str, str]:
    """Return question id → number such as `2.3`; hidden questions keep theirs.

    Those of nested sections count on. Notes, and what an audit does not ask, have none.
    """
    numbers: dict[str, str] = {}
    for at, section in enumerate(tool.sections, start=1):
        asked = [each.id for each in section.every_question if each.kind not in _UNNUMBERED]
        numbers |= {name: f"{at}.{index}" for index, name in enumerate(asked, start=1)}
    return numbers
