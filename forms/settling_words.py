"""A conflict as people read it: what each version says of every answer that is to be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from forms.audits import Fields
from forms.field_words import FieldWords
from forms.record_words import Told
from forms.settling import Standoff
from forms.settling_names import BOTH, Choice
from forms.tools import AuditTool

_COUNT = "instances."


class ContestWords(NamedTuple):
    """One thing to choose: where it stands, what it is called, and what each version says.

    The evidence of a version is what goes with its answer: the evidence of a finding, the reason
    of a grade, what is in an instance of a repeat.
    """

    field: str
    heading: str
    label: str
    versions: Mapping[Choice, Told]


class JoinedWords(NamedTuple):
    """What joined by itself: what it was, what it is now, and the sides that changed it."""

    field: str
    heading: str
    label: str
    before: Told
    now: Told
    sides: tuple[Choice, ...]


def contests_in_words(standoff: Standoff) -> list[ContestWords]:
    """Return what is to be chosen, in the order of the form."""
    words = {name: FieldWords(standoff.tool, fields) for name, fields in standoff.versions.items()}
    everything = FieldWords(standoff.tool, standoff.everything)
    found = []
    for field, going in standoff.contests.items():
        place = everything.place(field)
        said = {name: _said(standoff, each, field, going) for name, each in words.items()}
        if together := standoff.both(field):
            after = FieldWords(standoff.tool, {**standoff.joined.fields, **together})
            said[BOTH] = _said(standoff, after, field, tuple(together))
        found.append(ContestWords(field, place.heading, place.label, said))
    return found


def joined_in_words(standoff: Standoff) -> list[JoinedWords]:
    """Return what joined by itself, in the order of the form."""
    before = FieldWords(standoff.tool, standoff.ancestor or {})
    now = FieldWords(standoff.tool, standoff.joined.fields)
    places = FieldWords(standoff.tool, standoff.everything)
    changed = sorted(standoff.changed, key=lambda field: (places.place(field).order, field))
    return [
        JoinedWords(
            field,
            places.place(field).heading,
            places.place(field).label,
            before.say(field, before.fields.get(field)),
            now.say(field, now.fields.get(field)),
            standoff.changed[field],
        )
        for field in changed
    ]


def audit_in_words(tool: AuditTool, fields: Fields, called: str = "") -> Told:
    """Return what a whole version says: its tool, overall grade and how much is answered.

    `called` is what the tool is called where its own name does not tell it from another.
    """
    words = FieldWords(tool, fields)
    grade = words.say("overall", fields.get("overall")).text or "no overall grade"
    answered = sum(field.startswith("finding.") for field in fields)
    many = "1 answer" if answered == 1 else f"{answered:,} answers"
    void = "Void. " if fields.get("status") == "void" else ""
    return Told(called or tool.name, f"{void}{grade}, {many}.")


def _said(standoff: Standoff, words: FieldWords, field: str, going: tuple[str, ...]) -> Told:
    value = words.fields.get(field)
    if field.startswith(_COUNT):  # where it is not named, there are as many as the tool begins with
        value = [*standoff.couplings.numbers(words.fields, field.removeprefix(_COUNT))]
    told = words.say(field, value)
    lines = [told.evidence, *_beside(words, field, going)]
    return Told(told.text, "\n".join(line for line in lines if line))


def _beside(words: FieldWords, field: str, going: tuple[str, ...]) -> Iterator[str]:
    """Yield what a version says of the fields that go with one; set-aside answers only travel."""
    places = {each: words.place(each) for each in going}
    # Instance by instance, and what is asked in one of them in the order of the form.
    in_form = sorted(going, key=lambda each: (places[each].order[3], places[each].order, each))
    for each in in_form:
        told = words.say(each, words.fields.get(each))
        if each.partition(".")[0] in ("overall_reason", "section_reason"):
            yield told.text
        elif field.startswith(_COUNT) and each != field and each in words.fields:
            said = ". ".join(part for part in (told.text, told.evidence) if part)
            yield f"{places[each].label}: {' '.join(said.split())}"
