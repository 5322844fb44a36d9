"""The entries of the section list: sections, and those nested in them, with how far each is."""

from collections.abc import Iterator
from typing import NamedTuple

from forms.evaluation import Evaluation, Progress
from forms.findings import finding_key, split_key
from forms.tools import AuditTool, Section, Subsection
from ui.audit_form.places import Place, section_of, shown_headings


class Entry(NamedTuple):
    """A line of the list. `section` is the section that it is, or stands in."""

    id: str
    title: str
    section: str

    @property
    def is_nested(self) -> bool:
        """Whether it stands in another section."""
        return self.id != self.section


def shown_entries(reading: Evaluation) -> list[Entry]:
    """Return what no rule hides, nested sections below their own; repeats with their number."""
    found: list[Entry] = []
    for heading in shown_headings(reading):
        section = section_of(reading.tool, heading.id)
        number = _how_many(reading, section) if section else ""
        found.append(Entry(heading.id, heading.title + number, heading.id))
        for part in section.sections if section else ():
            if reading.shown(part.id):
                title = part.title + _how_many(reading, part)
                found.append(Entry(part.id, title, heading.id))
    return found


def _how_many(reading: Evaluation, group: Section | Subsection) -> str:
    return f" ({len(reading.instances(group.id))})" if group.repeat else ""


def entry_of(tool: AuditTool, place: Place) -> str:
    """Return the id of the entry that a place belongs to: the nested section, or the section."""
    section = section_of(tool, place.section)
    name = split_key(place.stop.removeprefix("instances."))[0]
    for part in section.sections if section else ():
        if name == part.id or any(name == question.id for question in part.questions):
            return part.id
    return place.section


def place_of_entry(reading: Evaluation, entry: Entry) -> Place:
    """Return where the entry of a nested section leads: its first question that is shown."""
    shown = (key for key in _keys(reading, entry) if reading.shown(*split_key(key)))
    return Place(entry.section, next(shown, f"instances.{entry.id}"))


def progress_of(reading: Evaluation, entry: Entry) -> Progress:
    """Return how far an entry is; what is nested counts in its section, too."""
    if not entry.is_nested:
        return reading.progress(entry.section)
    questions = reading.tool.questions
    asked = [key for key in _keys(reading, entry) if questions[split_key(key)[0]].answerable]
    states = [reading.state(key) for key in asked]
    total = sum(state not in (None, "hidden") for state in states)
    answered = sum(state not in (None, "hidden", "unanswered") for state in states)
    fields = [*(f"finding.{key}" for key in asked), f"instances.{entry.id}"]
    return Progress(answered, total, sum(reading.gap(field) is not None for field in fields))


def _keys(reading: Evaluation, entry: Entry) -> Iterator[str]:
    """Yield the finding keys of a nested section, in the order of the form."""
    groups = reading.tool.groups
    repeat = next((name for name in (entry.id, entry.section) if groups[name].repeat), "")
    for number in reading.instances(repeat) if repeat else (None,):
        yield from (finding_key(each.id, number) for each in groups[entry.id].questions)
