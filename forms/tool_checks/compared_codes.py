"""The codes that a rule compares answers with, such as `no` in `${seen} = 'no'`."""

from collections.abc import Iterator
from typing import NamedTuple

from forms.rules.tokens import Token, tokens_of


class ComparedCode(NamedTuple):
    """A text that the answer to a question is compared with; name "" is the answer under check."""

    name: str
    code: str
    column: int
    at: int
    """Where the code itself begins in the rule, from 0."""


def compared_codes(source: str) -> Iterator[ComparedCode]:
    """Yield every code in a readable rule that stands right beside the question it is compared to.

    Only what is plain to see is found: `${q} = 'x'`, `'x' != ${q}`, `selected(${q}, 'x')`.
    """
    tokens = tokens_of(source)
    for at, token in enumerate(tokens):
        if token.kind == "text" and token.text == token.text.strip():
            before, after = tokens[max(at - 2, 0) : at], tokens[at + 1 : at + 3]
            asked = _asked(before, tokens[max(at - 4, 0) : at]) or _asked(after[::-1], [])
            if asked:
                name = asked.text if asked.kind == "reference" else ""
                yield ComparedCode(name, token.text, token.column, token.inside)


def _asked(pair: list[Token], call: list[Token]) -> Token | None:
    """Return the question of a pair `${q} =`, or of a call `selected(${q},`; nothing otherwise."""
    if len(pair) < 2 or not _is_answer(pair[0]):
        return None
    if pair[1].text in ("=", "!="):
        return pair[0]
    is_call = len(call) == 4 and (call[0].text, call[1].text) == ("selected", "(")
    return pair[0] if is_call and pair[1].text == "," else None


def _is_answer(token: Token) -> bool:
    return token.kind == "reference" or (token.kind == "sign" and token.text == ".")
