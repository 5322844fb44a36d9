"""Reads sealed revisions as they are written, and hashes them so, without the models."""

from __future__ import annotations

from typing import NamedTuple

from db.revisions import StoredRevision, parent_hashes
from db.store import ReadingStore
from db.troubles import StoreCorrupt
from forms.canonical_values import Lines, form_of, lines_of
from forms.revisions import MAX_FIELDS, RevisionHead

_MOST_SHAPES = 64


class NotWritten(Exception):
    """A revision is not written as this program writes one."""


class WrittenFields(NamedTuple):
    """The fields of a revision: sorted names, each value in canonical JSON, and its answer.

    Answers are those of `forms.canonical_values.Lines`.
    """

    names: tuple[str, ...]
    values: tuple[str, ...]
    answers: tuple[str, ...]


class WrittenRevision(NamedTuple):
    """A revision as it is written; `content` is the canonical JSON of all its fields.

    `id` is the hash of what is written, whatever the file says.
    """

    id: str
    head: RevisionHead
    fields: WrittenFields
    content: str


class _Shape(NamedTuple):
    """What many revisions share: sorted names of fields, their places in the file, their form."""

    names: tuple[str, ...]
    places: tuple[int, ...]
    form: str


class WrittenRevisions:
    """The revisions of one file, which is open to be read."""

    def __init__(self, source: ReadingStore) -> None:
        self._source = source
        names = source.rows("SELECT id, name FROM field")
        self._names = {str(key): str(name) for key, name in names}
        self._built = {row[0] for row in source.each("SELECT revision FROM revision_parent")}
        self._shapes: dict[str, _Shape] = {}

    def read(self, stored: StoredRevision) -> WrittenRevision:
        """Return a revision. Raises NotWritten, StoreTrouble where the file cannot be read on."""
        shape, fields = self._fields(stored)
        head = self._head(stored)
        content = shape.form % fields.values
        return WrittenRevision(head.id_with(content), head, fields, content)

    def _fields(self, stored: StoredRevision) -> tuple[_Shape, WrittenFields]:
        """Return a revision's fields and their shape.

        Canonical JSON holds no line end, so that one between the values can be told from them.
        """
        try:
            row = self._source.row(
                "SELECT group_concat(field), group_concat(value, char(10)), count(*) "
                "FROM revision_value WHERE revision = ?",
                (stored.key,),
            )
            keys, text, count = row or (None, None, 0)
            shape = self._shape(str(keys or ""))
        except (StoreCorrupt, KeyError):
            raise NotWritten from None
        lines = lines_of(str(text)) if count else Lines([], [])
        if lines is None or len(lines.values) > MAX_FIELDS:
            raise NotWritten
        values, answers = lines
        if not len(values) == len(shape.names) == count:
            raise NotWritten
        in_order = [values[at] for at in shape.places], [answers[at] for at in shape.places]
        return shape, WrittenFields(shape.names, *map(tuple, in_order))

    def _shape(self, keys: str) -> _Shape:
        """Return the shape of revisions whose fields have these numbers in the file."""
        if keys not in self._shapes:
            if len(self._shapes) >= _MOST_SHAPES:
                self._shapes.clear()
            places = {self._names[key]: at for at, key in enumerate(keys.split(",")) if key}
            names = tuple(sorted(places))
            in_order = tuple(places[name] for name in names)
            self._shapes[keys] = _Shape(names, in_order, form_of(names))
        return self._shapes[keys]

    def _head(self, stored: StoredRevision) -> RevisionHead:
        try:
            return RevisionHead(
                kind=stored.kind,
                record=stored.record,
                parents=self._parents(stored),
                tool=stored.tool,
                author=stored.author,
                sealed_at=stored.sealed_at,
                act=stored.act,
                reason=stored.reason,
            )
        except (StoreCorrupt, ValueError):
            raise NotWritten from None

    def _parents(self, stored: StoredRevision) -> tuple[str, ...]:
        """Return what a revision builds on; most are the first of their record."""
        return parent_hashes(self._source, stored.key) if stored.key in self._built else ()
