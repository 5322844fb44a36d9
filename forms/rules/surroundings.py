"""What a rule sees from where it stands: answers, the clock, its place in a repeat."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Protocol

from forms.rules.values import Scalar, Value, all_of


class Surroundings(Protocol):
    """What a rule may ask for. An answer that is hidden or not given is ""."""

    @property
    def today(self) -> date:
        """The day of the audit's clock."""

    @property
    def now(self) -> datetime:
        """The moment of the audit's clock."""

    @property
    def own(self) -> Value:
        """The answer under check, `.`."""

    @property
    def before(self) -> Value:
        """The value that this calculation had before, for once()."""

    @property
    def position(self) -> int:
        """The number of the instance the rule stands in, from 1; 1 outside repeats."""

    def value(self, name: str) -> Value:
        """Return the answer to a question seen from here; Nodes for a repeat we are not in.

        A section gives Nodes with one entry for each of its instances.
        """

    def instances(self, name: str) -> tuple[Scalar, ...]:
        """Return the answers to a question in all instances of its repeat, in order."""

    def label(self, name: str, code: str) -> str:
        """Return what a code of the question says."""

    def option(self, name: str) -> str:
        """Return a column of the choice under test: name, label or one of the tool's own."""


@dataclass(frozen=True)
class PlainAnswers:
    """Surroundings made of a mapping: what is not in it was not answered."""

    answers: Mapping[str, Value]
    today: date = field(default_factory=date.today)
    own: Value = ""
    before: Value = ""
    position: int = 1
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """Return the first moment of the day."""
        return datetime.combine(self.today, time())

    def value(self, name: str) -> Value:
        """Return the answer, "" if there is none."""
        return self.answers.get(name, "")

    def instances(self, name: str) -> tuple[Scalar, ...]:
        """Return the answers of all instances; one outside repeats."""
        return all_of(self.value(name))

    def label(self, name: str, code: str) -> str:  # noqa: ARG002
        """Return the code itself: a mapping knows no words."""
        return code

    def option(self, name: str) -> str:
        """Return the column of the choice, "" if it has none."""
        return self.columns.get(name, "")
