"""Rules as a tool has them: questions by their ids, answers by their codes."""

import re
from collections.abc import Mapping

from forms.xlsform.records import QUOTES
from forms.xlsform.settings import NO, YES

_QUOTED = r"""(?:'[^']*'|"[^"]*")"""
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_NAME = r"\$\{\s*(?:[^}\s]+)\s*\}"
_OWN = r"(?<![\w./)\]])\.(?![\w./])"
_COMPARED = re.compile(
    rf"(?P<left>{_NAME}|{_OWN})(?P<sign>\s*!?=\s*)(?P<code>{_QUOTED}|{_NUMBER})"
    rf"|(?P<code2>{_QUOTED}|{_NUMBER})(?P<sign2>\s*!?=\s*)(?P<right>{_NAME}|{_OWN})"
    rf"|(?P<call>selected\(\s*)(?P<list>{_NAME}|{_OWN})(?P<comma>\s*,\s*)(?P<code3>{_QUOTED}|{_NUMBER})"
)
_PIECES = re.compile(rf"{_QUOTED}|\$\{{[^}}]*\}}|[A-Za-z_][\w.-]*(?!\s*\()|.", re.DOTALL)
_FILTERED = re.compile(
    rf"(?<![\w./])([A-Za-z_][\w.-]*)\s*=\s*({_NAME})|({_NAME})\s*=\s*([A-Za-z_][\w.-]*)(?!\s*\()"
)


def as_rule(text: str) -> str:
    """Return what stands for a rule: `yes` and `no` are rules too."""
    return "true()" if text in YES else "false()" if text in NO else text


def straight(text: str) -> str:
    """Return a rule with the quotation marks and blanks of a word processor made plain."""
    return text.translate(QUOTES)


def recoded(source: str, codes: Mapping[str, Mapping[str, str]], own: str = "") -> str:
    """Return a rule with the changed codes of the questions it compares.

    `codes` is question → name → code; `own` is the question the rule stands on, which `.` means.
    """

    def place(match: re.Match[str]) -> str:
        who = match["left"] or match["right"] or match["list"]
        name = own if who == "." else who[2:-1].strip()
        text = match["code"] or match["code2"] or match["code3"]
        plain = text[1:-1] if text[0] in "'\"" else text
        code = codes.get(name, {}).get(plain)
        if code is None:
            return match[0]
        new = f"'{code}'"
        if match["left"]:
            return f"{who}{match['sign']}{new}"
        if match["right"]:
            return f"{new}{match['sign2']}{who}"
        return f"{match['call']}{who}{match['comma']}{new}"

    return _COMPARED.sub(place, source) if any(codes.values()) else source


def with_columns(source: str, columns: Mapping[str, str]) -> str:
    """Return a choice filter with its columns renamed."""
    pieces = (match[0] for match in _PIECES.finditer(source))
    return "".join(columns.get(piece, piece) for piece in pieces) if columns else source


def filtered_columns(source: str) -> dict[str, str]:
    """Return column → question for each column that a choice filter compares with a question."""
    found: dict[str, str] = {}
    for match in _FILTERED.finditer(source):
        column, name = match[1] or match[4], match[2] or match[3]
        found[column] = name[2:-1].strip()
    return found
