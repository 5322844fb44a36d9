"""A rule: an ODK XForms expression that was read, what it depends on, how it is worked out."""

from dataclasses import dataclass
from functools import lru_cache

from forms.rules.compiling import Work, compiled
from forms.rules.functions import CLOCK
from forms.rules.parsing import Mention, read
from forms.rules.surroundings import Surroundings
from forms.rules.tree import Tree
from forms.rules.values import Value, as_boolean


@dataclass(frozen=True, eq=False)
class Rule:
    """An expression that was read. Working it out never raises and executes nothing."""

    source: str
    names: frozenset[str]
    """Every question and section it depends on."""
    columns: frozenset[str]
    """Every column of a choice it reads (choice filters only)."""
    places: dict[str, int]
    """The column at which each name is first mentioned, from 1."""
    mentions: tuple[Mention, ...]
    """Every place where a question or section is named."""
    uses_clock: bool
    uses_before: bool
    uses_position: bool
    uses_own: bool
    tree: Tree
    _work: Work

    def value(self, around: Surroundings) -> Value:
        """Return what the rule gives in these surroundings."""
        return self._work(around)

    def holds(self, around: Surroundings) -> bool:
        """Return whether the rule is true in these surroundings."""
        return as_boolean(self._work(around))


@lru_cache(maxsize=4096)
def parse_rule(source: str, *, options: bool = False) -> Rule:
    """Read an expression. Raises RuleError saying what is wrong and at which column.

    `options` is for choice filters, where a bare word is a column of the choice under test.
    """
    reading = read(source, options=options)
    places = {mention.name: mention.column for mention in reversed(reading.mentions)}
    return Rule(
        source=source,
        names=frozenset(places),
        columns=frozenset(reading.columns),
        places=places,
        mentions=tuple(sorted(reading.mentions, key=lambda mention: mention.at)),
        uses_clock=not CLOCK.isdisjoint(reading.functions),
        uses_before="once" in reading.functions,
        uses_position="position" in reading.functions,
        uses_own=reading.own,
        tree=reading.tree,
        _work=compiled(reading.tree),
    )
