"""Tokens read into a tree, by the grammar of XPath 1.0 without its document."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from forms.rules.functions import REFUSED
from forms.rules.patterns import pattern_fault
from forms.rules.refusing import UNSUPPORTED, check_count, function_of, shown, unexpected
from forms.rules.tokens import NAME, REFERENCE, RuleError, Token, tokens_of
from forms.rules.tree import Call, Chain, Column, Constant, Minus, Own, Reference, Tree

_DEEPEST = 150
"""Brackets, calls and operators within each other: fifty nested if(), each in a sum."""
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_LEVEL_OF = {sign: level for level, signs in enumerate(_LEVELS) for sign in signs}

_OWN_BY_DEFAULT = ("string", "number", "string-length", "normalize-space")
"""Functions of XPath that take the answer under check when they are given nothing."""

_NAMED = re.compile(rf"\s*(?:{REFERENCE}|(?:[^\s]*/)?(?P<last>{NAME}))\s*")


class Mention(NamedTuple):
    """A place where a question or section is named."""

    name: str
    at: int
    """Where the name itself begins, from 0."""
    column: int
    """Where what names it begins, from 1."""


@dataclass
class Reading:
    """What a rule was read as, and what stands in it."""

    tree: Tree
    mentions: list[Mention]
    columns: set[str]
    functions: set[str]
    own: bool


def read(source: str, *, options: bool) -> Reading:
    """Read a rule; with `options`, bare words are columns of the choice. Raises RuleError."""
    return _Reader(source, options).whole()


class _Reader:
    def __init__(self, source: str, options: bool) -> None:
        self._tokens = tokens_of(source)
        self._end = len(source)
        self._options = options
        self._at = 0
        self._depth = 0
        self._mentions: list[Mention] = []
        self._columns: set[str] = set()
        self._functions: set[str] = set()
        self._own = False

    def whole(self) -> Reading:
        tree = self._expression()
        if self._at < len(self._tokens):
            raise unexpected(self._tokens[self._at])
        return Reading(tree, self._mentions, self._columns, self._functions, self._own)

    def _expression(self, lowest: int = 0) -> Tree:
        """Read operands and the operators between them, none binding looser than `lowest`."""
        self._descend()
        tree = self._signed()
        while (level := self._level()) >= lowest:
            rest: list[tuple[str, Tree]] = []
            while self._level() == level:
                sign = self._next().text
                rest.append((sign, self._expression(level + 1)))
            tree = Chain(tree, tuple(rest))
        self._depth -= 1
        return tree

    def _level(self) -> int:
        """Return how tight the operator that comes next binds, -1 if none does.

        A word or star is only looked at here after an operand, where XPath takes it for one.
        """
        token = self._peek()
        if token is None or token.kind not in ("name", "sign"):
            return -1
        return _LEVEL_OF.get(token.text, -1)

    def _signed(self) -> Tree:
        times = 0
        while self._take("-"):
            times += 1
        tree = self._operand()
        return Minus(tree, times) if times else tree

    def _operand(self) -> Tree:
        token = self._next()
        match token.kind:
            case "number":
                return Constant(float(token.text))
            case "text":
                return Constant(token.text)
            case "reference":
                return self._path(Mention(token.text, token.inside, token.column))
            case "name":
                return self._word(token)
            case "sign":
                return self._by_sign(token)

    def _by_sign(self, token: Token) -> Tree:
        if token.text == "(":
            self._descend()
            tree = self._expression()
            self._close()
            return tree
        if token.text == "." and not self._sees("/"):
            self._own = True
            return Own()
        if token.text == ".." and not self._sees("/"):
            raise RuleError("“..” is only written in position(..)", token.column)
        if token.text in (".", ".."):
            return self._path(None)
        if token.text == "/":
            self._at -= 1
            return self._path(None)
        raise unexpected(token)

    def _word(self, token: Token) -> Tree:
        if self._sees("("):
            return self._call(token)
        if self._sees("::"):
            raise RuleError(f"“{shown(token)}::” {UNSUPPORTED}", token.column)
        if self._options:
            self._columns.add(token.text)
            return Column(token.text)
        name = shown(token)
        raise RuleError(
            f"“{name}” is neither a question, ${{{name}}}, nor a text, '{name}'", token.column
        )

    def _path(self, last: Mention | None) -> Reference:
        """Read the steps of a path; the question is what its last step names."""
        while slash := self._take("/"):
            step = self._next()
            if step.kind == "name" and ":" not in step.text and not self._sees("(", "::"):
                last = Mention(step.text, step.inside, step.column)
            elif step.text in (".", ".."):
                last = None
            else:
                raise RuleError(f"“{slash}{shown(step)}” {UNSUPPORTED}", step.column)
        if last is None:
            raise RuleError("the path does not end in the name of a question", self._column())
        self._mentions.append(last)
        return Reference(last.name)

    def _call(self, token: Token) -> Tree:
        name = token.text
        if name == "current":
            return self._current(token)
        function = function_of(token)
        self._next()
        self._descend()
        self._functions.add(name)
        if name == "position":
            self._parent(token)
            return Call(name, ())
        starts: list[int] = []
        arguments: list[Tree] = []
        while not self._take(")"):
            if arguments and not self._take(","):
                raise RuleError("“,” or “)” is missing", self._column())
            starts.append(self._at)
            arguments.append(self._expression())
        self._depth -= 1
        if not arguments and name in _OWN_BY_DEFAULT:
            self._own = True
            arguments.append(Own())
            starts.append(self._at)
        check_count(token, function, len(arguments))
        self._check(name, arguments, starts)
        return Call(name, tuple(arguments))

    def _current(self, token: Token) -> Tree:
        self._next()
        if not self._take(")") or not self._sees("/"):
            raise RuleError(f"current() {UNSUPPORTED}: {REFUSED['current']}", token.column)
        return self._path(None)

    def _parent(self, token: Token) -> None:
        if not (self._take("..") and self._take(")")):
            raise RuleError("position takes “..” and nothing else: position(..)", token.column)
        self._depth -= 1

    def _check(self, name: str, arguments: list[Tree], starts: list[int]) -> None:
        """Look at the arguments that must be known before there are answers."""
        if name == "regex" and isinstance(arguments[1], Constant):
            if fault := pattern_fault(str(arguments[1].value)):
                raise RuleError(fault, self._tokens[starts[1]].column)
        elif name == "indexed-repeat":
            for index in (0, 1):
                arguments[index] = self._named(arguments[index], self._tokens[starts[index]])
        elif name == "jr:choice-name":
            arguments[1] = self._named(arguments[1], self._tokens[starts[1]])

    def _named(self, tree: Tree, token: Token) -> Constant:
        """Return the name of the question an argument stands for, not its answer."""
        if isinstance(tree, Reference):
            return Constant(tree.name)
        match = _NAMED.fullmatch(token.text) if isinstance(tree, Constant) else None
        if not match:
            raise RuleError("a question is wanted here, such as ${name}", token.column)
        group = "reference" if match["reference"] else "last"
        at = token.inside + match.start(group)
        self._mentions.append(Mention(match[group], at, token.column))
        return Constant(match[group])

    def _descend(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RuleError("the rule is nested too deeply", self._column())

    def _close(self) -> None:
        if not self._take(")"):
            raise RuleError("“)” is missing", self._column())
        self._depth -= 1

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _sees(self, *signs: str) -> bool:
        token = self._peek()
        return token is not None and token.kind == "sign" and token.text in signs

    def _take(self, sign: str) -> str:
        if not self._sees(sign):
            return ""
        return self._next().text

    def _next(self) -> Token:
        if self._at >= len(self._tokens):
            raise RuleError("a question, a number or a quoted text is missing", self._column())
        self._at += 1
        return self._tokens[self._at - 1]

    def _column(self) -> int:
        """Return the column of what comes next; at the end, that of the last character."""
        token = self._peek()
        return token.column if token else max(self._end, 1)
