"""How the fields of any record read: through its audit tool, or as its kind words them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from forms.couplings import UNCOUPLED, Couplings

if TYPE_CHECKING:
    from pydantic import JsonValue

    from forms.audits import Fields
    from forms.standalone import Standalone


class Place(NamedTuple):
    """Where a field stands: its sorting order, the heading above it and what it is called."""

    order: tuple[int, int, int, int]
    heading: str
    label: str


class Told(NamedTuple):
    """What a field says. `evidence` is that of a finding, or why an answer was set aside."""

    text: str
    evidence: str = ""


class RecordWords(Protocol):
    """Words for the fields of one state of a record.

    `worded_by` is the hash of the audit tool whose words they are, `tool_name` what that is
    called; both are "" for records that stand alone.
    """

    @property
    def fields(self) -> Fields:
        """The fields of this state."""

    @property
    def worded_by(self) -> str:
        """The hash of the tool whose words they are."""

    @property
    def tool_name(self) -> str:
        """What that tool is called."""

    @property
    def couplings(self) -> Couplings:
        """What hangs together where several versions are joined."""

    def knows(self, field: str) -> bool:
        """Whether there are words for a field."""

    def place(self, field: str) -> Place:
        """Return where a field stands."""

    def say(self, field: str, value: JsonValue) -> Told:
        """Return what a value of a field says; nothing for None."""

    def about(self, fields: Fields) -> Self:
        """Return the same words for another state of the record."""


class StandaloneWords:
    """Words for one state of a record that stands alone, as its kind has them."""

    worded_by = tool_name = ""
    couplings = UNCOUPLED

    def __init__(self, kind: Standalone, fields: Fields) -> None:
        self.fields = fields
        self._kind = kind

    def knows(self, field: str) -> bool:
        """Whether the kind has a label for this field."""
        return self._kind.label(field) != field

    def place(self, field: str) -> Place:
        """Return where a field stands, in the order of the kind's form."""
        first, _ = self._kind.order(field)
        return Place((first, 0, 0, 0), self._kind.one.capitalize(), self._kind.label(field))

    def say(self, field: str, value: JsonValue) -> Told:
        """Return what a value of a field says; nothing for None."""
        return Told(self._kind.say(field, value))

    def about(self, fields: Fields) -> Self:
        """Return the same words for another state of the record."""
        return type(self)(self._kind, fields)
