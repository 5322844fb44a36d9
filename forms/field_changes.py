"""What differs between two states of one record, field by field, in words."""

from __future__ import annotations

from typing import NamedTuple

from forms.field_words import AUDIT
from forms.record_words import RecordWords

TOOL = "tool"
"""The name under which a change of the audit tool itself is told; no field is called so."""


class FieldChange(NamedTuple):
    """One part of one field that differs: "" is a part that is not there.

    `part` is `evidence` for what is written beside an answer. `asked_before` is how the question
    was worded in the older tool, where that differs.
    """

    field: str
    part: str
    heading: str
    label: str
    before: str
    after: str
    asked_before: str = ""


def field_changes(older: RecordWords, newer: RecordWords) -> list[FieldChange]:
    """Return what differs between two states, in the order of the newer form.

    What a field was is told as the older tool says it, what it is as the newer one does; a
    change of the tool comes first.
    """
    names = sorted(
        (name for name in {*older.fields, *newer.fields} if _differs(name, older, newer)),
        key=lambda name: (_best(name, older, newer).place(name).order, name),
    )
    changes = [change for name in names for change in _of_field(name, older, newer)]
    if older.worded_by != newer.worded_by:
        moved = FieldChange(TOOL, "", AUDIT, "Audit tool", older.tool_name, newer.tool_name)
        changes.insert(0, moved)
    return changes


def _differs(name: str, older: RecordWords, newer: RecordWords) -> bool:
    return older.fields.get(name) != newer.fields.get(name)


def _best(name: str, older: RecordWords, newer: RecordWords) -> RecordWords:
    """Return which state names a field: the newer one, unless only the older has it."""
    if newer.knows(name) and (newer.fields.get(name) is not None or not older.knows(name)):
        return newer
    return older if older.knows(name) and older.fields.get(name) is not None else newer


def _of_field(name: str, older: RecordWords, newer: RecordWords) -> list[FieldChange]:
    before = older.say(name, older.fields.get(name))
    after = newer.say(name, newer.fields.get(name))
    place = _best(name, older, newer).place(name)
    old_label = older.place(name).label if older.knows(name) and newer.knows(name) else ""
    asked_before = (
        old_label if old_label != place.label and older.worded_by != newer.worded_by else ""
    )
    found = [
        FieldChange(name, part, place.heading, place.label, one, other, asked_before)
        for part, one, other in (
            ("", before.text, after.text),
            ("evidence", before.evidence, after.evidence),
        )
        if one != other
    ]
    # Codes that differ and read alike are still a change, such as a scale that was written anew.
    return found or [
        FieldChange(name, "", place.heading, place.label, before.text, after.text, asked_before)
    ]
