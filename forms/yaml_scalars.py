"""Single values of YAML: written so that all readers take them alike, looked into when read."""

import re
from collections.abc import Iterator

WIDTH = 100
_FOLD_AT = 98

# What looks like anything but text to YAML 1.1 or 1.2: no, 1.10, 2026-04-02, 12:30, 0x1F, ~.
_MISREAD = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.(?:inf|nan))|[-+.]?[0-9].*"
)
_PLAIN = re.compile(r"[^\W_](?:[^:#\n]|:(?! |$)|(?<! )#)*")
_BLOCK_ONLY = re.compile(r"[,\[\]{}?:]")
"""What ends a plain value inside brackets, for some readers at least."""

# Printable by YAML and not misleading on a screen: no control characters, no half ones, no marks
# that turn the direction of the text around them.
_SHOWN = re.compile(
    "[\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]*"
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def key_text(name: str) -> str:
    """Return a name as it stands before a colon."""
    return scalar(name, in_flow=True)


def scalar(text: str, *, in_flow: bool = False) -> str:
    """Return text on one line: plain where no reader would misread it, otherwise quoted.

    `in_flow` is for what stands between brackets.
    """
    if _is_plain(text) and not (in_flow and _BLOCK_ONLY.search(text)):
        return text
    return f'"{"".join(map(_escaped, text))}"'


def folded(text: str, indent: int) -> list[str] | None:
    """Return text as the lines of a folded block, its mark first; None where folding changes it.

    Every line end of the text becomes an empty line. Blanks at a line's ends, two in a row and
    what cannot be shown do not survive folding.
    """
    paragraphs = text.split("\n")
    words = [paragraph.split(" ") for paragraph in paragraphs]
    begins_or_ends_empty = not paragraphs[0] or not paragraphs[-1]
    if begins_or_ends_empty or any("" in each for each in words if each != [""]):
        return None
    if not all(map(_is_shown, paragraphs)):
        return None
    lines = [">-"]
    for number, each in enumerate(words):
        if number:
            lines.append("")
        if each != [""]:
            lines.extend(" " * indent + line for line in _wrapped(each, _FOLD_AT - indent))
    return lines


def _is_plain(text: str) -> bool:
    whole = _PLAIN.fullmatch(text) and text == text.strip() and _is_shown(text)
    return bool(whole) and not _MISREAD.fullmatch(text)


def _is_shown(text: str) -> bool:
    return _SHOWN.fullmatch(text) is not None


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _is_shown(character):
        return character
    code = ord(character)
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"


def _wrapped(words: list[str], width: int) -> Iterator[str]:
    line = words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}"
    yield line


_ANY = re.compile(r".")
_DOUBLED = re.compile(r"''|.")
_ESCAPED = re.compile(r"\\(?:x..|u.{4}|U.{8}|.)|.")
_LINE_ENDS = re.compile("[\n\r\x85\u2028\u2029]")


def written_offsets(written: str) -> list[int] | None:
    """Return where each character of a scalar stands in it as it is written, from 0.

    Blanks around the value are left out. None where it is written over several lines.
    """
    if _LINE_ENDS.search(written):
        return None
    pattern, inside = _ANY, written
    if written[:1] == '"':
        pattern, inside = _ESCAPED, written[1:-1]
    elif written[:1] == "'":
        pattern, inside = _DOUBLED, written[1:-1]
    start = len(written) - len(inside) - (written != inside)
    pieces = [(match.start() + start, match[0]) for match in pattern.finditer(inside)]
    while pieces and pieces[0][1].isspace():
        pieces.pop(0)
    return [at for at, _ in pieces]
