"""Which parts are shown and what they hold, kept up to date from change to change."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from heapq import heappop, heappush

from forms.evaluation.parts import ONCE, Edge, GroupPart, Part, Parts, QuestionPart
from forms.evaluation.seeing import Cells, Standpoint
from forms.evaluation.values import seen_value, worked_out
from forms.findings import Answer, Finding, State, state_of
from forms.rules import Rule, Value, as_number


class Board(Cells):
    """The cells of one audit: whether each part is shown, and each question's value.

    `findings`, `attributes` and `given_instances` belong to the audit; whoever changes them says
    so with `touch`, then asks for `settle`. What follows from the changes is then in `changed`
    (finding keys and section ids), `unread` (questions whose standing may differ) and
    `unread_limits` (rules of the tool itself), until `forget`. `listing` counts how often instances
    came, went or changed places; `outside` is what rules outside all repeats see.
    """

    def __init__(
        self,
        parts: Parts,
        findings: Mapping[str, Finding],
        attributes: Mapping[str, str],
        given_instances: Mapping[str, tuple[int, ...]],
        today: date,
        *,
        until: float = math.inf,
    ) -> None:
        super().__init__(parts, today)
        self.until = until
        self.findings = findings
        self.attributes = attributes
        self.given_instances = given_instances
        self.results: dict[str, Answer] = {}
        self.states: dict[str, State] = {}
        self.listing = 0
        self.changed: set[str] = set()
        self.unread: set[tuple[QuestionPart, int]] = set()
        self.unread_limits: set[int] = set()
        self._queue: list[tuple[int, int]] = []
        self._queued: set[tuple[int, int]] = set()
        self.outside = Standpoint(self)
        self._work_out_everything()

    def forget(self) -> None:
        """Begin a new list of changes."""
        self.changed.clear()
        self.unread.clear()
        self.unread_limits.clear()

    def places(self, part: Part) -> tuple[int, ...]:
        """Return the instance numbers of a part, or `ONCE` outside repeats."""
        return self.instances[part.repeat] if part.repeat else ONCE

    def seen_from(self, part: Part, number: int) -> Standpoint:
        """Return what a rule of this instance of a part sees."""
        return Standpoint(self, part.repeat, number) if number else self.outside

    def touch(self, part: Part, number: int = 0) -> None:
        """Say that a part must be worked out again, all of it where it is a repeating section."""
        entry = (part.rank, number)
        if entry not in self._queued:
            self._queued.add(entry)
            heappush(self._queue, entry)

    def settle(self) -> None:
        """Work out again what was touched and all that depends on it, sources first."""
        while self._queue:
            rank, number = heappop(self._queue)
            part = self.parts.ranked[rank]
            if isinstance(part, GroupPart) and part.repeats:
                self._settle_repeat(part)
            elif number in self.places(part) and self._work_out(part, number):
                self._spread(part, number)
        self._queued.clear()

    def _work_out_everything(self) -> None:
        for part in self.parts.ranked:
            if isinstance(part, GroupPart) and part.repeats:
                self._work_out_repeat(part)
            else:
                for number in self.places(part):
                    self._work_out(part, number)

    def _work_out(self, part: Part, number: int) -> bool:
        """Work out one instance of a part; return whether what others see of it changed."""
        self.check_time()
        if isinstance(part, QuestionPart):
            return self._work_out_question(part, number)
        node, shown = part.key(number), self._is_shown(part, number)
        before = self.shown.get(node)
        self.shown[node] = shown
        return shown != before

    def _work_out_question(self, part: QuestionPart, number: int) -> bool:
        key = part.key(number)
        shown = self._is_shown(part, number)
        value: Value = ""
        state: State = "hidden"
        if part.calculation:
            result: Answer = None
            if shown:
                value, result = self._calculated(part, number, part.calculation)
                state = "answered" if result is not None else "unanswered"
            self._keep_result(key, result)
        elif shown:
            finding = self.findings.get(key)
            value, state = seen_value(part.question, finding), state_of(finding)
        if part.question.answerable or part.calculation:
            self.states[key] = state
        changed = self.shown.get(key) != shown or not _same(self.values.get(key), value)
        self.shown[key], self.values[key] = shown, value
        return changed

    def _calculated(self, part: QuestionPart, number: int, rule: Rule) -> tuple[Value, Answer]:
        around = self.seen_from(part, number)
        if rule.uses_before:
            around = Standpoint(self, part.repeat, number)
            around.before = seen_value(part.question, self.findings.get(part.key(number)))
        return worked_out(rule.value(around))

    def _keep_result(self, key: str, result: Answer) -> None:
        if result is None:
            self.results.pop(key, None)
        else:
            self.results[key] = result

    def _is_shown(self, part: Part, number: int) -> bool:
        parent = part.parent
        if parent and not self.shown[parent.key(number if parent.repeat else 0)]:
            return False
        if not part.is_for(self.attributes):
            return False
        return part.relevant is None or part.relevant.holds(self.seen_from(part, number))

    def _work_out_repeat(self, part: GroupPart) -> set[int]:
        """Work out a repeating section: its instances, and which of them are shown.

        Returns the numbers of the instances that others must look at again.
        """
        before = {n: self.shown[part.key(n)] for n in self.instances.get(part.id, ())}
        self.instances[part.id] = self._instances(part)
        section = self._is_shown_as_a_whole(part)
        self.shown[part.node] = section
        for number in self.instances[part.id]:
            self.shown[part.key(number)] = section and (
                not part.each_alone or self._is_shown(part, number)
            )
        return {
            number
            for number in self.instances[part.id]
            if before.get(number) != self.shown[part.key(number)]
        }

    def _is_shown_as_a_whole(self, part: GroupPart) -> bool:
        if part.parent and not self.shown[part.parent.node]:
            return False
        if not part.is_for(self.attributes):
            return False
        rule = None if part.each_alone else part.relevant
        return rule is None or rule.holds(self.outside)

    def _instances(self, part: GroupPart) -> tuple[int, ...]:
        """Return the instance numbers: as many as the rule says, else those the audit lists."""
        repeat = part.group.repeat
        least, most = (repeat.minimum, repeat.maximum) if repeat else (0, 0)
        if part.count:
            wanted = as_number(part.count.value(self.outside))
            return tuple(range(1, int(min(wanted, most)) + 1)) if wanted >= 1 else ()
        given = self.given_instances.get(part.id)
        return tuple(range(1, least + 1)) if given is None else tuple(dict.fromkeys(given))

    def _settle_repeat(self, part: GroupPart) -> None:
        numbers, shown = self.instances[part.id], self.shown[part.node]
        renewed = self._work_out_repeat(part)
        relisted = numbers != self.instances[part.id]
        self._drop(part, set(numbers) - set(self.instances[part.id]))
        if not (renewed or relisted or shown != self.shown[part.node]):
            return
        self.changed.add(part.id)
        self._pass_on(part, 0)
        for child in part.children:
            for number in renewed:
                self.touch(child, number)
        if relisted:
            self._relist(part)

    def _relist(self, part: GroupPart) -> None:
        """See to what depends on how many instances there are, and in which order."""
        self.listing += 1
        for each in (*part.nested, *part.inside):
            self._pass_on(each, 0)
        for inner in part.inside:
            self.unread.update((inner, number) for number in self.instances[part.id])

    def _drop(self, part: GroupPart, removed: Iterable[int]) -> None:
        for number in removed:
            for each in (part, *part.nested, *part.inside):
                key = each.key(number)
                for cells in (self.shown, self.values, self.results, self.states):
                    cells.pop(key, None)
            self.changed.update(child.id for child in part.nested)
            for inner in part.inside:
                self.changed.add(inner.key(number))
                self.unread.add((inner, number))

    def _spread(self, part: Part, number: int) -> None:
        """Note a change, and pass it on to everything that depends on it."""
        self._pass_on(part, number)
        if isinstance(part, QuestionPart):
            self.changed.add(part.key(number))
            self.unread.add((part, number))
        elif isinstance(part, GroupPart):
            self.changed.add(part.id)
            for child in part.children:
                self.touch(child, number if child.repeat == part.repeat else 0)

    def _pass_on(self, part: Part, number: int) -> None:
        self._touch_edges(part.dependants, part, number)
        for edge in part.readers:
            if isinstance(edge.part, QuestionPart):
                reached = self._reached(edge, part, number)
                self.unread.update((edge.part, each) for each in reached)
        self.unread_limits.update(part.limit_readers)

    def _touch_edges(self, edges: Iterable[Edge], source: Part, number: int) -> None:
        for edge in edges:
            for each in self._reached(edge, source, number):
                self.touch(edge.part, each)

    def _reached(self, edge: Edge, source: Part, number: int) -> tuple[int, ...]:
        """Return the instances of a dependant that see this instance of its source, 0: all."""
        if isinstance(edge.part, GroupPart) and edge.part.repeats:
            return ONCE
        if number and edge.part.repeat == source.repeat and not edge.wide:
            return (number,)
        return self.places(edge.part)


def _same(one: Value | None, other: Value) -> bool:
    """Whether two values are the same and of one type: 1 and “1” are not."""
    return type(one) is type(other) and one == other
