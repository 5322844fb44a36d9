"""A rule cut into tokens, each with its place."""

import re
from typing import Literal, NamedTuple, cast

LONGEST_SOURCE = 8_000
MOST_TOKENS = 4_000

Kind = Literal["reference", "number", "text", "name", "sign"]


class RuleError(ValueError):
    """A rule that cannot be read; `column` counts from 1 within it."""

    def __init__(self, message: str, column: int) -> None:
        self.column = column
        super().__init__(message)


class Token(NamedTuple):
    """A piece of a rule: for `${name}` and quoted texts, `text` is what stands inside."""

    kind: Kind
    text: str
    start: int
    """Where the token begins in the source, from 0."""
    inside: int
    """Where `text` begins."""

    @property
    def column(self) -> int:
        """The column for people, from 1."""
        return self.start + 1


NAME = r"[A-Za-z_][A-Za-z0-9_.-]*"
REFERENCE = rf"\$\{{\s*(?P<reference>{NAME})\s*\}}"

# Word turns quotes into curly ones, and people paste rules from Word.
_TOKEN = re.compile(
    rf"{REFERENCE}|(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    r"|'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\"|[“”](?P<curly>[^“”]*)[“”]|[‘’](?P<bent>[^‘’]*)[‘’]"
    rf"|(?P<name>{NAME}(?::(?!:){NAME})?)"
    r"|(?P<sign><=|>=|!=|==|<>|&&|\|\||//|::|\.\.|[-+*=<>(),./|@\[\]])"
)
_BLANK = re.compile(r"\s*")
_QUOTES = "'\"“”‘’"


def tokens_of(source: str) -> list[Token]:
    """Return the tokens of a rule. Raises RuleError where something is no part of a rule."""
    if len(source) > LONGEST_SOURCE:
        raise RuleError(f"the rule is longer than {LONGEST_SOURCE:,} characters", LONGEST_SOURCE)
    tokens: list[Token] = []
    at = _after_blanks(source, 0)
    while at < len(source):
        match = _TOKEN.match(source, at)
        if not match or match.lastgroup is None:
            raise _strange(source, at)
        group = match.lastgroup
        kind = cast(Kind, group) if group in ("reference", "number", "name", "sign") else "text"
        tokens.append(Token(kind, match[group], at, match.start(group)))
        if len(tokens) > MOST_TOKENS:
            raise RuleError(f"the rule has more than {MOST_TOKENS:,} parts", at + 1)
        at = _after_blanks(source, match.end())
    return tokens


def _after_blanks(source: str, at: int) -> int:
    blank = _BLANK.match(source, at)
    return blank.end() if blank else at


def _strange(source: str, at: int) -> RuleError:
    """Return the error for a place where no token begins."""
    if re.match(r"\$\{\s*last-saved#", source[at:]):
        message = "last-saved (the answers of the audit before) is not supported in an audit tool"
    elif source.startswith("$", at):
        message = (
            "a question is written ${name}, with letters, digits, “_”, “-” and “.” in its name"
        )
    elif source[at] in _QUOTES:
        message = f"the closing {source[at]} of this text is missing"
    else:
        message = f"“{source[at]}” is not part of a rule"
    return RuleError(message, at + 1)
