"""The parts of a rule that was read. Chains of operators are flat, however long."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constant:
    """A number or a quoted text."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Reference:
    """The answer to a question, `${name}`."""

    name: str


@dataclass(frozen=True, slots=True)
class Own:
    """The answer under check, `.`."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the choice under test, a bare word."""

    name: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators of one precedence, worked out from left to right."""

    first: "Tree"
    rest: "tuple[tuple[str, Tree], ...]"


@dataclass(frozen=True, slots=True)
class Minus:
    """One or more minus signs before a value."""

    operand: "Tree"
    times: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments. Where it takes a question by name, a Constant says which."""

    name: str
    arguments: "tuple[Tree, ...]"


Tree = Constant | Reference | Own | Column | Chain | Minus | Call
