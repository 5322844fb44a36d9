"""The rows of a section as they stand in its view: questions, nested headings, instances."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from forms.findings import finding_key
from forms.tools import Question, Section, Subsection

Group = Section | Subsection
Instances = Callable[[str], tuple[int, ...]]
"""Id of a repeating section → the numbers of its instances, in order."""


class QuestionRow(NamedTuple):
    """A question, in an instance of its repeat if it has one."""

    question: Question
    instance: int | None

    @property
    def name(self) -> str:
        """The finding key."""
        return finding_key(self.question.id, self.instance)


class GroupRow(NamedTuple):
    """The heading of a nested section."""

    group: Subsection
    instance: int | None


class InstanceRow(NamedTuple):
    """The heading of one instance of a repeat."""

    group: Group
    instance: int


class CountRow(NamedTuple):
    """The end of a repeat, where instances are added."""

    group: Group

    @property
    def name(self) -> str:
        """The field that holds the instances."""
        return f"instances.{self.group.id}"


Row = QuestionRow | GroupRow | InstanceRow | CountRow


def section_rows(section: Section, instances: Instances) -> Iterator[Row]:
    """Yield the rows of a section, its grade not included."""
    if section.repeat:
        for number in instances(section.id):
            yield InstanceRow(section, number)
            yield from _inside(section, number, instances)
        yield CountRow(section)
    else:
        yield from _inside(section, None, instances)


def _inside(section: Section, instance: int | None, instances: Instances) -> Iterator[Row]:
    yield from (QuestionRow(question, instance) for question in section.questions)
    for part in section.sections:
        yield GroupRow(part, instance)
        if not part.repeat:
            yield from (QuestionRow(question, instance) for question in part.questions)
            continue
        for number in instances(part.id):
            yield InstanceRow(part, number)
            yield from (QuestionRow(question, number) for question in part.questions)
        yield CountRow(part)
