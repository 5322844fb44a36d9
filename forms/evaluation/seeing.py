"""What a rule sees from where it stands: answers of its own instance, of all, or of none."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime, time
from time import monotonic

from forms.evaluation.parts import Part, Parts
from forms.rules import Nodes, Scalar, Value
from forms.tools import Choice


class TooMuchWork(Exception):
    """Working an audit out took longer than it may."""


class Cells:
    """What has been worked out so far, by finding key and by the node of a section."""

    def __init__(self, parts: Parts, today: date) -> None:
        self.parts = parts
        self.today = today
        self.instances: dict[str, tuple[int, ...]] = {}
        self.shown: dict[str, bool] = {}
        self.values: dict[str, Value] = {}
        self.until = math.inf
        """The moment of the monotonic clock at which working out is given up."""

    def check_time(self) -> None:
        """Raise TooMuchWork once the time is up."""
        if monotonic() > self.until:
            raise TooMuchWork


class Standpoint:
    """The surroundings of one rule: instance `number` of the part it belongs to, or 0.

    `own` is the answer under check, `before` what a calculation came to before, `choice` the
    option under a choice filter.
    """

    __slots__ = ("_cells", "_number", "_repeat", "before", "choice", "own")

    def __init__(self, cells: Cells, repeat: str = "", number: int = 0) -> None:
        self._cells = cells
        self._repeat = repeat
        self._number = number
        self.own: Value = ""
        self.before: Value = ""
        self.choice: Choice | None = None

    @property
    def today(self) -> date:
        """The day of the evaluation."""
        return self._cells.today

    @property
    def now(self) -> datetime:
        """The first moment of the day: what an audit comes to must not change while it is open."""
        return datetime.combine(self._cells.today, time())

    @property
    def position(self) -> int:
        """The 1-based place of the instance in its repeat; 1 outside repeats."""
        if not self._number:
            return 1
        return self._cells.instances[self._repeat].index(self._number) + 1

    def value(self, name: str) -> Value:
        """Return the answer of a question as seen from here; "" if unanswered, hidden, unknown.

        A question of a repeat that the rule does not stand in gives the answers of all instances
        that are shown, and so does a section.
        """
        self._cells.check_time()
        part = self._cells.parts.questions.get(name)
        if part is None:
            return self._section(name)
        if not part.repeat:
            return self._cells.values[name]
        if part.repeat == self._repeat and self._number:
            return self._cells.values[part.key(self._number)]
        return Nodes(tuple(self._answers(part, shown_only=True)))

    def instances(self, name: str) -> tuple[Scalar, ...]:
        """Return the answers of a repeated question in all instances, in order; hidden is ""."""
        part = self._cells.parts.questions.get(name)
        return tuple(self._answers(part, shown_only=False)) if part else ()

    def label(self, name: str, code: str) -> str:
        """Return the label of one of a question's answers, "" where it has no such code."""
        part = self._cells.parts.questions.get(name)
        return self._cells.parts.tool.codes_of(part.question).get(code, "") if part else ""

    def option(self, name: str) -> str:
        """Return a column of the option under test, "" where it has none."""
        if self.choice is None:
            return ""
        if name == "name":
            return self.choice.code
        if name == "label":
            return self.choice.label
        return self.choice.columns.get(name, "")

    def _section(self, name: str) -> Value:
        group = self._cells.parts.groups.get(name)
        if group is None:
            return ""
        return Nodes(tuple("" for number in self._numbers(group) if self._shown(group, number)))

    def _answers(self, part: Part, *, shown_only: bool) -> Iterator[Scalar]:
        for number in self._numbers(part):
            if not shown_only or self._shown(part, number):
                value = self._cells.values[part.key(number)]
                yield "" if isinstance(value, Nodes) else value

    def _numbers(self, part: Part) -> tuple[int, ...]:
        return self._cells.instances[part.repeat] if part.repeat else (0,)

    def _shown(self, part: Part, number: int) -> bool:
        return self._cells.shown[part.key(number)]
