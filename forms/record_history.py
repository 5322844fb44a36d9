"""The history of one record: who sealed what when and why, and every value an answer ever had."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from forms.errors import AuditAppError
from forms.field_changes import FieldChange, field_changes
from forms.joining import join_tips
from forms.lineage import Step, in_time_order, tips, told
from forms.record_words import RecordWords, Told
from forms.revisions import from_moment

ACTS = {
    "completed": "Completed",
    "recorded": "Recorded from a file",
    "handed_over": "Handed over",
    "moderated": "Moderated",
    "disputed": "Moderation disputed",
    "settled": "Conflict settled",
    "voided": "Made void",
    "published": "Published",
    "withdrawn": "Withdrawn",
    "kept": "Kept",
    "salvaged": "Salvaged from a damaged file",
}
"""What was done when a revision was sealed, in words."""


class CameWith(NamedTuple):
    """A file that a revision came with: its name, when it was merged, by whom, in which batch."""

    file: str
    merged_at: datetime
    author: str
    batch: str


class Version(NamedTuple):
    """One sealed revision as it is stored: its hash, those of its parents, and what it holds.

    `sealed_at` is a `forms.revisions.Moment`; `own` says that it was made in this file.
    """

    hash: str
    parents: tuple[str, ...]
    act: str
    author: str
    sealed_at: str
    reason: str
    words: RecordWords
    own: bool
    came_with: tuple[CameWith, ...]


class HistoryEntry(NamedTuple):
    """One sealed revision in the history of its record.

    `number` counts from 1, the oldest; `builds_on` and `built_on_by` are such numbers, `lane` is
    where it stands in a drawn graph and `place` says the same in words. `tool` is the hash of its
    audit tool, "" where it has none. `own` says that it was made in this file, `came_with` which
    files brought it. `changed` counts the parts of fields that it changed.
    """

    number: int
    hash: str
    act: str
    done: str
    author: str
    sealed_at: datetime
    reason: str
    tool: str
    tool_name: str
    parents: tuple[str, ...]
    lane: int
    builds_on: tuple[int, ...]
    built_on_by: tuple[int, ...]
    place: str
    own: bool
    came_with: tuple[CameWith, ...]
    changed: int

    @property
    def short(self) -> str:
        """The beginning of the hash, which is enough to tell revisions apart on paper."""
        return self.hash[:12]


class PastAnswer(NamedTuple):
    """What one field said from one revision on; `told.text` is "" where it held nothing."""

    entry: HistoryEntry
    label: str
    told: Told


class History:
    """All of one record's sealed revisions, to be looked through without reading any more."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self._versions = {each.hash: each for each in versions}
        self._parents = {each.hash: each.parents for each in self._versions.values()}
        moments = {each.hash: each.sealed_at for each in self._versions.values()}
        steps = in_time_order(self._parents, moments)
        newest = tips(steps)
        self.entries = [self._entry(step, told(step, steps, newest)) for step in steps]
        """Every revision, parents before children and else by time."""
        self._by_hash = {entry.hash: entry for entry in self.entries}

    def entry(self, revision: str) -> HistoryEntry:
        """Return one revision's entry. Raises AuditAppError where it is not in this history."""
        if revision not in self._by_hash:
            raise AuditAppError("This is no version of this audit.")
        return self._by_hash[revision]

    def compare(self, older: str, newer: str) -> list[FieldChange]:
        """Return what differs between two revisions, by hash, with one tool or with two."""
        before, after = self.entry(older).hash, self.entry(newer).hash
        return field_changes(self._versions[before].words, self._versions[after].words)

    def changes_in(self, revision: str) -> list[FieldChange]:
        """Return what one revision changed against what it builds on, joined where it is several.

        The first revision of a record changed nothing: what it says stood nowhere before.
        """
        version = self._versions[self.entry(revision).hash]
        before = self._before(version)
        return field_changes(before, version.words) if before else []

    def fields(self) -> dict[str, str]:
        """Return every field that any revision holds → its label, in the order of the form."""
        found: dict[str, RecordWords] = {}
        for entry in self.entries:
            words = self._versions[entry.hash].words
            found |= {name: words for name in words.fields if words.knows(name)}
        names = sorted(found, key=lambda name: (found[name].place(name).order, name))
        return {name: _titled(found[name], name) for name in names}

    def answers(self, field: str) -> list[PastAnswer]:
        """Return every value a field ever had, with the revision that gave it; the oldest first."""
        found = []
        for entry in self.entries:
            words = self._versions[entry.hash].words
            value = words.fields.get(field)
            parents = [self._versions[each].words for each in entry.parents]
            before = [each.fields.get(field) for each in parents] or [None]
            if any(each != value for each in before):
                said = words.say(field, value)
                found.append(PastAnswer(entry, _titled(words, field), said))
        return found

    def _entry(self, step: Step, place: str) -> HistoryEntry:
        version = self._versions[step.id]
        before = self._before(version)
        return HistoryEntry(
            number=step.number,
            hash=version.hash,
            act=version.act,
            done=ACTS.get(version.act, version.act),
            author=version.author,
            sealed_at=from_moment(version.sealed_at),
            reason=version.reason,
            tool=version.words.worded_by,
            tool_name=version.words.tool_name,
            parents=version.parents,
            lane=step.lane,
            builds_on=step.builds_on,
            built_on_by=step.built_on_by,
            place=place,
            own=version.own,
            came_with=version.came_with,
            changed=len(field_changes(before, version.words)) if before else 0,
        )

    def _before(self, version: Version) -> RecordWords | None:
        """Return what a revision builds on; where it is several, joined as a merge joins them."""
        if not version.parents:
            return None
        words = self._versions[version.parents[0]].words
        if len(version.parents) == 1:
            return words
        joined = join_tips(
            self._parents,
            version.parents,
            lambda each: self._versions[each].words.fields,
            words.couplings,
        )
        return words.about(joined.fields)


def _titled(words: RecordWords, field: str) -> str:
    place = words.place(field)
    group = field.partition(".")[0]
    return f"{place.heading}: {place.label}" if group.startswith("section") else place.label
