"""What a rule says in plain words, and what is wrong with it, while the tool is designed."""

from collections.abc import Mapping
from typing import NamedTuple

from forms.designing.offers import offered_answers, scale_of
from forms.designing.outline import entries, question_named
from forms.designing.plain import Plain
from forms.rules import RuleError, explained, parse_rule
from forms.scales import Scale


class RuleReading(NamedTuple):
    """A rule in words, or what is wrong with it; `column` counts from 1, 0 is nowhere."""

    words: str
    problem: str = ""
    column: int = 0


def named_parts(data: Plain) -> dict[str, str]:
    """Return id → label or title of everything that a rule may name, in order."""
    return {entry.id: entry.title for entry in entries(data) if entry.id}


def rule_reading(
    data: Plain,
    library: Mapping[str, Scale],
    source: str,
    *,
    options: bool = False,
    calculation: bool = False,
) -> RuleReading:
    """Read a rule.

    With `options` it is one that filters answers, and names their columns; a `calculation` is
    said as what it gives.
    """
    if not source.strip():
        return RuleReading("")
    labels = named_parts(data)
    try:
        rule = parse_rule(source, options=options)
        for name in sorted(rule.names, key=rule.places.__getitem__):
            if name not in labels:
                return RuleReading("", f"No question is called “{name}”", rule.places[name])
        words = explained(
            source,
            labels.__getitem__,
            _Answers(data, library),
            options=options,
            calculation=calculation,
        )
    except RuleError as error:
        return RuleReading("", str(error), error.column)
    return RuleReading(words)


class _Answers:
    """Finds the label of an answer; each question's answers are looked up once."""

    def __init__(self, data: Plain, library: Mapping[str, Scale]) -> None:
        self._data = data
        self._library = dict(library)
        self._known: dict[str, dict[str, str]] = {}

    def __call__(self, name: str, code: str) -> str:
        if name not in self._known:
            question = question_named(self._data, name)
            scale = scale_of(self._data, question, self._library)
            self._known[name] = dict(offered_answers(question, scale))
        return self._known[name].get(code, code)
