"""What differs between two versions of an audit tool, in form order and for people to read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from forms.questions import Question
from forms.scales import Scale
from forms.tools import AuditTool, Section, Subsection
from forms.versions.changes import (
    Change,
    Place,
    came_or_went,
    field_changes,
    in_order,
    list_changes,
    moved_in,
    moved_names,
    title_of,
)

_Groups = Sequence[Section | Subsection]

_TOP_LISTS = {
    "themes": "theme",
    "standards": "standard",
    "agencies": "agency",
    "roles": "role",
}
_TOP_APART = frozenset({*_TOP_LISTS, "scales", "sections"})
_QUESTION_APART = frozenset({"choices"})


class ToolDiff(NamedTuple):
    """Two tools and what differs between them.

    Version, amendment and origin are no differences.
    """

    old: AuditTool
    new: AuditTool
    changes: tuple[Change, ...]

    def of_question(self, question_id: str) -> tuple[Change, ...]:
        """Return what changed about one question."""
        return tuple(change for change in self.changes if change.question == question_id)


def compare_tools(old: AuditTool, new: AuditTool) -> ToolDiff:
    """Return every difference between two versions of a tool, or between two tools."""
    top = Place()
    changes = [*field_changes(top, old, new, _TOP_APART)]
    for field, word in _TOP_LISTS.items():
        before = {part.id: part for part in getattr(old, field)}
        after = {part.id: part for part in getattr(new, field)}
        changes += list_changes(top, word, before, after)
    changes += _scales(top, old.scales_by_id, new.scales_by_id)
    changes += _Outline(old, new).groups(top, old.sections, new.sections)
    return ToolDiff(old, new, tuple(changes))


def _scales(
    place: Place, before: Mapping[str, Scale], after: Mapping[str, Scale]
) -> Iterator[Change]:
    for name in in_order(list(before), list(after)):
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            yield came_or_went(place, "scale", title_of(was), title_of(now))
            continue
        where = place.within(now.title)
        yield from field_changes(where, was, now)
        old, new = ({point.code: point for point in scale.points} for scale in (was, now))
        yield from list_changes(where, "point", old, new)


class _Outline:
    """Sections, nested sections and questions of two tools, found by id wherever they stand."""

    def __init__(self, old: AuditTool, new: AuditTool) -> None:
        self._old = old
        self._new = new
        self._home = [
            {question.id: group for group in tool.groups.values() for question in group.questions}
            for tool in (old, new)
        ]

    def groups(self, place: Place, before: _Groups, after: _Groups) -> Iterator[Change]:
        """Yield what became of sections, or of the nested sections of one, and all in them."""
        names = [part.id for part in before], [part.id for part in after]
        moved = moved_names(*names)
        for name in in_order(*names):
            was, now = self._old.groups.get(name), self._new.groups.get(name)
            if was is None or now is None:
                yield came_or_went(place, "section", title_of(was), title_of(now))
            elif name not in names[1]:
                continue  # told where it stands now
            else:
                where = place.within(now.title)
                if name in moved:
                    yield moved_in(where, "section", name, *names)
                elif name not in names[0]:
                    yield where.change("moved", "section", self._outer(was), _innermost(place))
                yield from field_changes(where, was, now)
            yield from self._inside(place.within(title_of(now or was)), was, now)

    def _inside(
        self, place: Place, was: Section | Subsection | None, now: Section | Subsection | None
    ) -> Iterator[Change]:
        old, new = (part.questions if part else () for part in (was, now))
        yield from self._questions(place, old, new)
        before, after = (part.sections if isinstance(part, Section) else () for part in (was, now))
        yield from self.groups(place, before, after)

    def _questions(
        self, place: Place, before: Sequence[Question], after: Sequence[Question]
    ) -> Iterator[Change]:
        names = [each.id for each in before], [each.id for each in after]
        moved = moved_names(*names)
        for name in in_order(*names):
            was, now = self._old.questions.get(name), self._new.questions.get(name)
            if was is None or now is None:
                yield came_or_went(place, "question", title_of(was), title_of(now), name)
            elif name in names[1]:
                where = place.within(now.label, name)
                if name in moved:
                    yield moved_in(where, "question", name, *names)
                elif name not in names[0]:
                    home = self._home[0][name].title
                    yield where.change("moved", "question", home, self._home[1][name].title)
                yield from _question(where, was, now)

    def _outer(self, group: Section | Subsection) -> str:
        return next((each.title for each in self._old.sections if group in each.sections), "")


def _innermost(place: Place) -> str:
    return place.path[-1] if place.path else ""


def _question(place: Place, was: Question, now: Question) -> Iterator[Change]:
    yield from field_changes(place, was, now, _QUESTION_APART)
    before = {choice.code: choice for choice in was.choices}
    after = {choice.code: choice for choice in now.choices}
    yield from list_changes(place, "choice", before, after)
