"""Reads JSON (RFC 8259) so that every value remembers where it stood.

The standard library forgets positions and lets duplicate names, NaN and endless nesting pass;
the libraries on offer that keep positions are unmaintained and read character by character.
"""

import json
import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NoReturn

from forms.answer_files.places import Place, Problems, decoded, shown

Scalar = str | int | float | bool | None

MAX_DEPTH = 20
MAX_VALUES = 2_000_000
_MAX_DIGITS = 40

# Possessive repeats (`*+`) keep a hostile text from growing a stack of ways back.
_TEXT = r'"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+'
_TOKEN = re.compile(
    rf'[ \t\n\r]*+(?:(?P<text>{_TEXT}")'
    r"|(?P<number>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?)(?![0-9A-Za-z.])"
    r"|(?P<word>-?[A-Za-z]++)"
    r"|(?P<sign>[\[\]{},:]))"
)
_BLANKS = re.compile(r"[ \t\n\r]*+")
_TEXT_START = re.compile(_TEXT)
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None}


@dataclass(slots=True)
class Node:
    """A value, the offset it starts at, and the offset of the name before it in a map."""

    value: "Scalar | list[Node] | dict[str, Node]"
    at: int
    name_at: int = 0


class JsonText:
    """A text that was read as JSON; `root` is its value. Raises ProblemsFound if it cannot be."""

    def __init__(self, content: bytes, problems: Problems) -> None:
        self._text, whole = decoded(content)
        self._lines = [0, *(match.end() for match in re.finditer(r"\n", self._text))]
        if not whole:
            place = self.place(len(self._text))
            problems.refuse(place, "not UTF-8 text; save the file as UTF-8")
        self._problems = problems
        self._at = 0
        self._values = 0
        self.root = self._value(self._next("a value"), 0)
        if _BLANKS.fullmatch(self._text, self._at) is None:
            self._refuse("nothing may follow the end of the JSON document")

    def place(self, at: int) -> Place:
        """Return the line and column of an offset."""
        line = bisect_right(self._lines, at)
        return Place(line, at - self._lines[line - 1] + 1)

    def _next(self, expected: str) -> re.Match[str]:
        token = _TOKEN.match(self._text, self._at)
        if token is None:
            self._explain(expected)
        self._at = token.end()
        return token

    def _value(self, token: re.Match[str], depth: int) -> Node:
        self._values += 1
        if self._values > MAX_VALUES:
            self._refuse(f"more than {MAX_VALUES:,} values")
        kind = token.lastgroup or ""
        at = token.start(kind)
        source = token[kind]
        if kind == "text":
            return Node(self._unescaped(source, at), at)
        if kind == "number":
            return Node(self._number(source, at), at)
        if source in _WORDS:
            return Node(_WORDS[source], at)
        if source not in ("{", "["):
            self._at = at
            self._refuse(f"a value is missing before {shown(source)}" if kind == "sign" else _WORD)
        if depth == MAX_DEPTH:
            self._at = at
            self._refuse(f"nested more than {MAX_DEPTH} levels deep")
        return Node(self._map(depth + 1) if source == "{" else self._list(depth + 1), at)

    def _map(self, depth: int) -> dict[str, Node]:
        members: dict[str, Node] = {}
        token = self._next("a name or “}”")
        while token["sign"] != "}" or members:
            if token["text"] is None:
                self._at = token.start(token.lastgroup or 0)
                self._refuse("a name in double quotes is missing here")
            name_at = token.start("text")
            name = self._unescaped(token["text"], name_at)
            if self._next("“:”")["sign"] != ":":
                self._at = token.end()
                self._refuse("“:” is missing after this name")
            node = self._value(self._next("a value"), depth)
            node.name_at = name_at
            if name in members:
                message = f"{shown(name)} stands twice; keep one of them"
                self._problems.add(self.place(name_at), message)
            members.setdefault(name, node)
            if self._ends("}"):
                break
            token = self._next("a name")
        return members

    def _list(self, depth: int) -> list[Node]:
        items: list[Node] = []
        token = self._next("a value or “]”")
        while token["sign"] != "]" or items:
            items.append(self._value(token, depth))
            if self._ends("]"):
                break
            token = self._next("a value")
        return items

    def _ends(self, closing: str) -> bool:
        token = self._next(f"“,” or “{closing}”")
        if token["sign"] not in (",", closing):
            self._at = token.start(token.lastgroup or 0)
            self._refuse(f"“,” or “{closing}” is missing here")
        return token["sign"] == closing

    def _unescaped(self, source: str, at: int) -> str:
        if "\\" not in source:
            return source[1:-1]
        try:
            return str(json.loads(source))
        except json.JSONDecodeError as error:
            self._at = at + error.pos
            self._refuse("this is not an escape that JSON knows; write a backslash as “\\\\”")

    def _number(self, source: str, at: int) -> int | float:
        number = math.inf
        if len(source) <= _MAX_DIGITS:
            number = float(source) if re.search("[.eE]", source) else int(source)
        if not math.isfinite(number):
            self._at = at
            self._refuse("this number is too long")
        return number

    def _explain(self, expected: str) -> NoReturn:
        """Refuse what is no token at all: the end of the file, half a text, a stray character."""
        self._at = _match_end(_BLANKS, self._text, self._at)
        if self._at == len(self._text):
            self._refuse(f"the file ends where {expected} is missing; it was cut off")
        if self._text[self._at] == '"':
            self._at = _match_end(_TEXT_START, self._text, self._at)
            if self._at >= len(self._text) - 1:
                self._refuse("the file ends inside a text; it was cut off")
            self._refuse("a text must not hold a line break or control character; write “\\n”")
        self._refuse(f"{expected} is missing here")

    def _refuse(self, message: str) -> NoReturn:
        self._problems.refuse(self.place(self._at), f"not valid JSON: {message}")


_WORD = "only true, false, null, numbers and texts in double quotes are values"


def _match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
