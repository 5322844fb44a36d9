"""What is said of a rule that cannot be read."""

from forms.rules.function import Function
from forms.rules.functions import KNOWN, REFUSED
from forms.rules.tokens import RuleError, Token

UNSUPPORTED = "is not supported in an audit tool"

_LONGEST_SHOWN = 40
_MEANT = {"==": "=", "<>": "!=", "&&": "and", "||": "or", "and": "and", "or": "or", "not": "not("}

_OF_DOCUMENTS = ("//", "@", "*", "[", "]", "::", "|", "/")
"""Signs of XPath that walk about in a document, where none stands for an operator."""


def function_of(token: Token) -> Function:
    """Return the function a token names. Raises RuleError where an audit tool has none such."""
    if token.text in REFUSED:
        raise RuleError(f"{shown(token)}() {UNSUPPORTED}: {REFUSED[token.text]}", token.column)
    if token.text not in KNOWN:
        import difflib

        near = difflib.get_close_matches(token.text.lower(), KNOWN, n=1)
        hint = f"; did you mean {near[0]}()?" if near else ""
        raise RuleError(f"“{shown(token)}” is not a function of rules{hint}", token.column)
    return KNOWN[token.text]


def check_count(token: Token, function: Function, count: int) -> None:
    """Raise RuleError where a function is given too few or too many values."""
    paired = token.text != "weighted-checklist" or count % 2 == 0
    if not (function.least <= count <= function.most and paired):
        raise RuleError(f"write it as {function.signature}", token.column)


def unexpected(token: Token) -> RuleError:
    """Return the error for a token that cannot stand where it does."""
    if token.kind == "sign" and token.text in _OF_DOCUMENTS:
        return RuleError(f"“{shown(token)}” {UNSUPPORTED}", token.column)
    meant = _MEANT.get(token.text.lower(), "")
    hint = f"; did you mean “{meant}”?" if meant and meant != token.text else ""
    return RuleError(f"“{shown(token)}” is not expected here{hint}", token.column)


def shown(token: Token) -> str:
    """Return a token as a message shows it."""
    text = token.text if token.kind != "text" else f"'{token.text}'"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
