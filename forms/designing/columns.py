"""Further facts about the answers of a question, by which a rule chooses those that are offered."""

from pydantic import JsonValue

from forms.designing.naming import made_id
from forms.designing.plain import Plain, part_at, parts_in, with_value

_KEPT = frozenset({"name", "label", "score"})
"""What a rule may name of every answer already."""


def columns_of(choices: JsonValue) -> list[str]:
    """Return the names of the facts that any of the answers has, in the order they come."""
    named: dict[str, None] = {}
    for choice in parts_in(choices):
        named.update(dict.fromkeys(part_at(choice, ("columns",))))
    return list(named)


def with_column(choices: JsonValue, words: str) -> list[JsonValue]:
    """Return the answers with one fact more, empty as yet; its name is made from words."""
    rows: list[Plain] = parts_in(choices)
    if not words.strip():
        return [*rows]
    name = made_id(words, _KEPT | {*columns_of(choices)}, "fact")
    return [with_value(row, ("columns", name), "") for row in rows]
