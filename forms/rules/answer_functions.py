"""Functions of rules on answers: chosen codes, repeats, conditions."""

import math

from forms.rules.function import ANY_NUMBER, Function
from forms.rules.surroundings import Surroundings
from forms.rules.values import Nodes, Value, all_of, as_boolean, as_number, as_text, first_of


def _codes(value: Value) -> list[str]:
    return as_text(value).split()


def _selected(codes: Value, code: Value) -> bool:
    return as_text(code).strip() in _codes(codes)


def _selected_at(codes: Value, index: Value) -> str:
    """Return the code at a place, the first being number 0; "" where there is none."""
    chosen = _codes(codes)
    place = as_number(index)
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


def _if(condition: Value, then: Value, otherwise: Value) -> Value:
    return then if as_boolean(condition) else otherwise


def _coalesce(*values: Value) -> Value:
    """Return the first value that is not empty."""
    return next((value for value in values if as_text(value) != ""), "")


def _once(around: Surroundings, value: Value) -> Value:
    return value if as_text(around.before) == "" else around.before


def _position(around: Surroundings) -> float:
    return float(around.position)


def _indexed_repeat(around: Surroundings, question: str, _repeat: str, number: Value) -> Value:
    """Return the answer in one instance of the repeat, the first being number 1."""
    answers = around.instances(question)
    place = as_number(number)
    return answers[int(place) - 1] if 1 <= place < len(answers) + 1 else ""


def _choice_name(around: Surroundings, code: Value, question: str) -> str:
    return around.label(question, as_text(code))


def _count(nodes: Value) -> float:
    return float(len(all_of(nodes)))


def _count_non_empty(*nodes: Value) -> float:
    return float(sum(as_text(scalar) != "" for value in nodes for scalar in all_of(value)))


def _checklist(least: Value, most: Value, *answers: Value) -> bool:
    scalars = [scalar for answer in answers for scalar in all_of(answer)]
    return _within(sum(as_number(scalar) > 0 for scalar in scalars), least, most)


def _weighted_checklist(least: Value, most: Value, *pairs: Value) -> bool:
    """Weigh each answer that is above 0 by the value after it; node-sets pair one by one."""
    total = 0.0
    for answers, weights in zip(pairs[::2], pairs[1::2], strict=False):
        heavy = all_of(weights) if isinstance(weights, Nodes) else (weights,) * _size(answers)
        for answer, weight in zip(all_of(answers), heavy, strict=False):
            total += as_number(weight) if as_number(answer) > 0 else 0.0
    return _within(total, least, most)


def _size(value: Value) -> int:
    return len(all_of(value))


def _within(total: float, least: Value, most: Value) -> bool:
    """Return whether the total lies between the two, -1 standing for no bound."""
    low, high = as_number(least), as_number(most)
    return (low == -1 or total >= low) and (high == -1 or total <= high) and not math.isnan(total)


def _from_string(text: Value) -> bool:
    return as_text(first_of(text)) in ("true", "1")


ANSWER_FUNCTIONS: dict[str, Function] = {
    "selected": Function(
        "selected(${question}, 'code')", "whether the code was chosen", 2, 2, _selected
    ),
    "selected-at": Function(
        "selected-at(${question}, number)",
        "the code chosen at this place; the first is number 0",
        2,
        2,
        _selected_at,
    ),
    "count-selected": Function(
        "count-selected(${question})",
        "how many codes were chosen",
        1,
        1,
        lambda codes: float(len(_codes(codes))),
    ),
    "jr:choice-name": Function(
        "jr:choice-name(code, '${question}')",
        "what a code of the question says",
        2,
        2,
        _choice_name,
        looks_around=True,
    ),
    "if": Function("if(condition, then, otherwise)", "one value or the other", 3, 3, _if),
    "coalesce": Function(
        "coalesce(value, other, …)", "the first value that is not empty", 2, ANY_NUMBER, _coalesce
    ),
    "once": Function(
        "once(value)",
        "the value when first worked out; it stays so",
        1,
        1,
        _once,
        looks_around=True,
    ),
    "not": Function("not(condition)", "true if it is false", 1, 1, lambda it: not as_boolean(it)),
    "boolean": Function("boolean(value)", "whether there is a value", 1, 1, as_boolean),
    "boolean-from-string": Function(
        "boolean-from-string(text)", "whether the text is true or 1", 1, 1, _from_string
    ),
    "true": Function("true()", "yes", 0, 0, lambda: True),
    "false": Function("false()", "no", 0, 0, lambda: False),
    "position": Function(
        "position(..)",
        "the number of this instance of the repeat, from 1",
        0,
        0,
        _position,
        looks_around=True,
    ),
    "indexed-repeat": Function(
        "indexed-repeat(${question}, ${repeat}, number)",
        "the answer in one instance of the repeat; the first is number 1",
        3,
        3,
        _indexed_repeat,
        looks_around=True,
    ),
    "count": Function("count(${repeat})", "how many instances there are", 1, 1, _count),
    "count-non-empty": Function(
        "count-non-empty(${question}, …)",
        "how many instances were answered",
        1,
        ANY_NUMBER,
        _count_non_empty,
    ),
    "checklist": Function(
        "checklist(least, most, answer, …)",
        "whether the number of answers above 0 lies between the two; -1 is no bound",
        3,
        ANY_NUMBER,
        _checklist,
    ),
    "weighted-checklist": Function(
        "weighted-checklist(least, most, answer, weight, …)",
        "whether the weights of the answers above 0 add up to between the two; -1 is no bound",
        4,
        ANY_NUMBER,
        _weighted_checklist,
    ),
}
