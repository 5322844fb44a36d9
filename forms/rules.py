"""The rule language: ODK XForms expressions over earlier answers, read and worked out.

`${seen_alone} = 'no' and ${age} >= 4`, `selected(${methods}, 'play')`, `not(…)`. Values follow
XPath 1.0: an empty answer is the empty string and, as a number, NaN, which no comparison but
`!=` is true of. Nothing is ever executed: an expression becomes a tree of closures over the
answers, bounded in length and depth.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

Value = str | float | bool
Answers = Mapping[str, str]
"""Question id → answer as text; several codes stand with blanks between them; "" is no answer."""

_Node = Callable[[Answers], Value]
_Operation = Callable[[Value, Value], Value]

_TOKEN = re.compile(
    r"\s*(?:(?P<question>\$\{\s*[a-z][a-z0-9_]*\s*\})|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")|(?P<name>[a-z][a-z-]*)|(?P<sign><=|>=|!=|[-+*=<>(),]))"
)
_MAX_DEPTH = 30


class RuleError(ValueError):
    """An expression that cannot be read; `column` counts from 1 within it."""

    def __init__(self, message: str, column: int) -> None:
        self.column = column
        super().__init__(message)


@dataclass(frozen=True)
class Rule:
    """An expression that was read: what it depends on, and how it is worked out."""

    source: str
    questions: frozenset[str]
    _node: _Node

    def holds(self, answers: Answers) -> bool:
        """Return whether the rule is true of these answers."""
        return as_boolean(self._node(answers))


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    column: int


@lru_cache(maxsize=4096)
def parse_rule(source: str) -> Rule:
    """Read an expression. Raises RuleError saying what is wrong and at which column."""
    reader = _Reader(_tokens(source), len(source) + 1)
    node = reader.either()
    reader.expect_end()
    return Rule(source, frozenset(reader.questions), node)


def as_text(value: Value) -> str:
    """Return a value as XPath's string() gives it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return value


def as_number(value: Value) -> float:
    """Return a value as XPath's number() gives it; what is no number is NaN."""
    if isinstance(value, str):
        text = value.strip()
        return float(text) if re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)", text) else math.nan
    return float(value)


def as_boolean(value: Value) -> bool:
    """Return a value as XPath's boolean() gives it."""
    if isinstance(value, float):
        return not math.isnan(value) and value != 0
    return bool(value)


def _tokens(source: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    end = len(source.rstrip())
    while at < end:
        match = _TOKEN.match(source, at)
        if not match or match.lastgroup is None:
            column = at + 1 + len(source[at:]) - len(source[at:].lstrip())
            raise RuleError(f"“{source[column - 1]}” is not part of a rule", column)
        kind = match.lastgroup
        tokens.append(_Token(kind, match[kind], match.start(kind) + 1))
        at = match.end()
    return tokens


class _Reader:
    """Reads tokens by precedence: or, and, = !=, < > <= >=, + -, *, one value."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self.questions: set[str] = set()
        self._tokens = tokens
        self._end = end
        self._at = 0
        self._depth = 0

    def either(self) -> _Node:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise RuleError("the rule is nested too deeply", self._column())
        nodes = [self._both()]
        while self._take("or"):
            nodes.append(self._both())
        self._depth -= 1
        return nodes[0] if len(nodes) == 1 else _or(nodes)

    def expect_end(self) -> None:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            raise RuleError(f"“{token.text}” is not expected here", token.column)

    def _both(self) -> _Node:
        nodes = [self._equality()]
        while self._take("and"):
            nodes.append(self._equality())
        return nodes[0] if len(nodes) == 1 else _and(nodes)

    def _equality(self) -> _Node:
        return self._chain(self._order, "=", "!=")

    def _order(self) -> _Node:
        return self._chain(self._sum, "<=", ">=", "<", ">")

    def _sum(self) -> _Node:
        return self._chain(self._product, "+", "-")

    def _product(self) -> _Node:
        return self._chain(self._value, "*")

    def _chain(self, operand: Callable[[], _Node], *signs: str) -> _Node:
        """Read operands with signs between them, worked out from left to right."""
        first = operand()
        rest: list[tuple[_Operation, _Node]] = []
        while sign := self._take(*signs):
            rest.append((_OPERATIONS[sign], operand()))
        return _worked_out(first, rest) if rest else first

    def _value(self) -> _Node:
        minus = 0
        while self._take("-"):
            minus += 1
        node = self._single()
        return _negated(node, minus) if minus else node

    def _single(self) -> _Node:
        token = self._next("a question, a number or a quoted text is missing")
        if token.kind == "question":
            question = token.text[2:-1].strip()
            self.questions.add(question)
            return lambda answers: answers.get(question, "")
        if token.kind == "number":
            number = float(token.text)
            return lambda _answers: number
        if token.kind == "text":
            text = token.text[1:-1]
            return lambda _answers: text
        if token.kind == "name":
            return self._call(token)
        if token.text == "(":
            node = self.either()
            self._close()
            return node
        raise RuleError(f"“{token.text}” is not expected here", token.column)

    def _call(self, name: _Token) -> _Node:
        if name.text not in _FUNCTIONS:
            known = ", ".join(sorted(_FUNCTIONS))
            raise RuleError(f"“{name.text}” is not a function of rules ({known})", name.column)
        count, function = _FUNCTIONS[name.text]
        if not self._take("("):
            raise RuleError(f"“(” is missing after {name.text}", self._column())
        arguments: list[_Node] = []
        while not self._take(")"):
            if arguments and not self._take(","):
                raise RuleError("“,” or “)” is missing", self._column())
            arguments.append(self.either())
        if len(arguments) != count:
            raise RuleError(f"{name.text}() takes {count} values", name.column)
        return lambda answers: function([argument(answers) for argument in arguments])

    def _close(self) -> None:
        if not self._take(")"):
            raise RuleError("“)” is missing", self._column())

    def _take(self, *texts: str) -> str:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind in ("name", "sign") and token.text in texts:
                self._at += 1
                return token.text
        return ""

    def _next(self, otherwise: str) -> _Token:
        if self._at >= len(self._tokens):
            raise RuleError(otherwise, self._end)
        self._at += 1
        return self._tokens[self._at - 1]

    def _column(self) -> int:
        return self._tokens[self._at].column if self._at < len(self._tokens) else self._end


# Long rules are loops over flat lists, never closures within closures: a rule of 2,000 characters
# can chain a thousand operands, which is more calls than Python lets stand within each other.


def _or(nodes: list[_Node]) -> _Node:
    return lambda answers: any(as_boolean(node(answers)) for node in nodes)


def _and(nodes: list[_Node]) -> _Node:
    return lambda answers: all(as_boolean(node(answers)) for node in nodes)


def _negated(node: _Node, times: int) -> _Node:
    return lambda answers: as_number(node(answers)) * (-1) ** times


def _worked_out(first: _Node, rest: list[tuple[_Operation, _Node]]) -> _Node:
    def work_out(answers: Answers) -> Value:
        value = first(answers)
        for operation, node in rest:
            value = operation(value, node(answers))
        return value

    return work_out


def _equal(one: Value, other: Value) -> bool:
    """XPath 1.0, section 3.4: as booleans if one is, else as numbers if one is, else as text."""
    if isinstance(one, bool) or isinstance(other, bool):
        return as_boolean(one) == as_boolean(other)
    if isinstance(one, float) or isinstance(other, float):
        return as_number(one) == as_number(other)
    return one == other


_OPERATIONS: dict[str, _Operation] = {
    "=": _equal,
    "!=": lambda one, other: not _equal(one, other),
    "<": lambda one, other: as_number(one) < as_number(other),
    "<=": lambda one, other: as_number(one) <= as_number(other),
    ">": lambda one, other: as_number(one) > as_number(other),
    ">=": lambda one, other: as_number(one) >= as_number(other),
    "+": lambda one, other: as_number(one) + as_number(other),
    "-": lambda one, other: as_number(one) - as_number(other),
    "*": lambda one, other: as_number(one) * as_number(other),
}

_FUNCTIONS: dict[str, tuple[int, Callable[[list[Value]], Value]]] = {
    "true": (0, lambda _values: True),
    "false": (0, lambda _values: False),
    "not": (1, lambda values: not as_boolean(values[0])),
    "selected": (2, lambda values: as_text(values[1]) in as_text(values[0]).split()),
    "count-selected": (1, lambda values: float(len(as_text(values[0]).split()))),
}
