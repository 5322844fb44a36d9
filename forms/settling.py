"""Settling: what a person chose of each answer in conflict becomes one sound audit again.

Pure: versions and choices in, fields out. What hangs together is chosen together: a grade with
its reason, an answer with what was set aside for it, an instance of a repeat with all in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import JsonValue, ValidationError

from forms.all_instances import all_instances
from forms.audit_checks import audit_faults
from forms.audits import Audit, Fields
from forms.couplings import Couplings, couplings_of
from forms.errors import AuditAppError
from forms.evaluation import with_calculated
from forms.field_words import FieldWords
from forms.joining import Joined, join
from forms.settling_names import ANCESTOR, BOTH, WHOLE, Choice, named_field, side_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from forms.tools import AuditTool

_REASONS = {"overall": "overall_reason", "section": "section_reason"}


class Standoff:
    """Versions of one audit that differ: the version they grew from, and the sides by name.

    `ours` is the side that was here first, `theirs` the next one, further ones are `side3` and so
    on. All were made with one tool. `ancestor` is None where no one version is before them all.
    `waiting` are fields in conflict by what lies between it and the sides (`forms.joining`).
    """

    def __init__(
        self,
        tool: AuditTool,
        ancestor: Fields | None,
        sides: Sequence[Fields],
        waiting: Collection[str] = (),
    ) -> None:
        self.tool = tool
        self.ancestor = ancestor
        self._waiting = waiting
        self.sides: dict[Choice, Fields] = {
            side_name(place): side for place, side in enumerate(sides)
        }

    @cached_property
    def couplings(self) -> Couplings:
        """What hangs together by the tool."""
        return couplings_of(self.tool)

    @cached_property
    def joined(self) -> Joined:
        """What joins by itself, and the fields that wait."""
        return join(self.ancestor, self.sides.values(), self.couplings, self._waiting)

    @property
    def versions(self) -> dict[Choice, Fields]:
        """Every version that may be chosen, the one before the sides first."""
        before = {} if self.ancestor is None else {ANCESTOR: self.ancestor}
        return {**before, **self.sides}

    @cached_property
    def contests(self) -> dict[str, tuple[str, ...]]:
        """Field that a person must choose → the fields that go with it, in the form's order."""
        waiting = {conflict.field for conflict in self.joined.conflicts}
        going = {field: self._going_with(field) for field in waiting}
        led = {each for field in waiting for each in going[field] if each != field}
        words = FieldWords(self.tool, self.everything)
        leads = sorted(waiting - led, key=lambda field: (words.place(field).order, field))
        return {field: tuple(sorted(going[field])) for field in leads}

    @cached_property
    def changed(self) -> dict[str, tuple[Choice, ...]]:
        """Field that joined by itself → the sides that changed it, as far as one was before."""
        if self.ancestor is None:
            return {}
        settled = set(self.contests).union(*self.contests.values())
        found = {
            field: tuple(
                name
                for name, side in self.sides.items()
                if side.get(field) != self.ancestor.get(field)
            )
            for field in sorted(self.everything.keys() - settled)
            if not self.couplings.is_derived(field)
        }
        return {field: sides for field, sides in found.items() if sides}

    def both(self, field: str) -> dict[str, JsonValue] | None:
        """Return the fields that keep what every side added; None where sides added nothing.

        Only instances of a repeat can be kept so, as far as the tool takes as many.
        """
        repeat = field.removeprefix("instances.")
        group = self.tool.groups.get(repeat)
        if self.ancestor is None or repeat == field or group is None or group.repeat is None:
            return None
        kept = all_instances(self.couplings, self.ancestor, list(self.sides.values()), repeat)
        numbers = kept.get(field) if kept else None
        fits = isinstance(numbers, list) and len(numbers) <= group.repeat.maximum
        return kept if fits and not group.repeat.count else None

    def offered(self, field: str) -> tuple[Choice, ...]:
        """Return what may be chosen of a field."""
        return (*self.versions, *((BOTH,) if self.both(field) else ()))

    @cached_property
    def everything(self) -> dict[str, JsonValue]:
        """Every field of any version; what joined by itself says where a section stands."""
        several: dict[str, JsonValue] = {}
        for version in self.versions.values():
            several |= version
        return several | self.joined.fields

    def _going_with(self, field: str) -> set[str]:
        group, _, name = field.partition(".")
        if group == "instances":
            first, *rest = self.versions.values()
            moved = set(self.couplings.moved(first, rest, name))
            return {
                each
                for each in self.everything
                if (place := self.couplings.place(each)) and place[0] == name and place[1] in moved
            }
        found = {_REASONS[group] + field.removeprefix(group)} if group in _REASONS else set()
        key = {"finding": name, "overall": "grade.overall"}.get(group, field)
        asides = (each for each in self.everything if each.startswith("set_aside."))
        found |= {each for each in asides if each[10:].partition("~")[0] == key}
        return found & self.everything.keys()

    def settled(self, choices: Mapping[str, Choice], today: date) -> Audit:
        """Return the audit that the choices make.

        A field that goes with another may be chosen by itself. Raises AuditAppError, in one text
        with everything that is wrong, where a choice is missing, unknown or not possible, or
        where the audit would not be sound.
        """
        problems = [*self._problems(choices)]
        if problems:
            raise AuditAppError(f"Nothing was settled. {' '.join(problems)}")
        fields = dict(self.joined.fields)
        for field, going in self.contests.items():
            together = self.both(field) or {} if choices[field] == BOTH else {}
            for each in {field, *going, *together}:
                choice = choices.get(each, choices[field])
                chosen = together if choice == BOTH else self.versions[choice]
                fields.pop(each, None)
                if (value := chosen.get(each)) is not None:
                    fields[each] = value
        return self._sound(fields, today)

    def _sound(self, fields: Fields, today: date) -> Audit:
        try:
            audit = with_calculated(self.tool, Audit.from_fields(fields), today)
        except ValidationError:
            raise AuditAppError(_UNSOUND.format("it is no whole audit")) from None
        for fault in audit_faults(self.tool, audit):
            raise AuditAppError(_UNSOUND.format(fault))
        return audit

    def _problems(self, choices: Mapping[str, Choice]) -> Iterator[str]:
        going = {each for several in self.contests.values() for each in several}
        for field in self.contests:
            if field not in choices:
                yield f"“{named_field(field)}” is in conflict and not chosen."
        for field, choice in sorted(choices.items()):
            if field not in self.contests and field not in going:
                yield f"“{named_field(field)}” is not in conflict."
            elif choice not in (offered := self.offered(field)):
                yield f"“{named_field(field)}” cannot be “{choice}”: {_offered(offered)}."


def settled_whole(tools: Mapping[Choice, str], choices: Mapping[str, Choice]) -> Choice:
    """Return the side that is chosen whole, where sides were made with different tools.

    `tools` are the sides with their tools' hashes. Raises AuditAppError where none is chosen, or
    where single answers are: answers to different tools are never joined.
    """
    chosen = choices.get(WHOLE)
    if chosen in tools and len(choices) == 1:
        return str(chosen)
    raise AuditAppError(
        "Nothing was settled. The versions were made with different audit tools, so one of them "
        f"is chosen whole, as “{WHOLE}”: {_offered(tools)}. The others stay in the history."
    )


_UNSOUND = "Nothing was settled. These choices do not go together, because {}. Choose differently."


def _offered(versions: Iterable[Choice]) -> str:
    return f"choose one of {', '.join(versions)}"
