"""Problems in the words of the page; the checks speak of fields and ids, as in a file."""

import re
from collections.abc import Mapping

from forms.designing.plain import Path
from ui.designer.words import KINDS, PROPERTIES, property_name

_LONGEST = 60  # characters of a question in a line
_QUOTED = re.compile(r"“([^“”]+)”")
_IN_RULE = re.compile(r"\$\{([^{}]+)\}")
_PLACE = re.compile(r" \(character \d+ of the rule\)")
_KIND = re.compile(rf"\b(an?|A|An) ({'|'.join(KINDS)}) question\b")
_PHRASES = (
    ("the id of another", "the permanent name of another"),
    ("choose another id", "choose another name"),
    ("the code of another choice", "the code of another answer"),
    ("no choice has a column", "no answer has a column"),
    ("give “when” with a rule", "write a rule"),
    ("give “answers” or “when”", "choose an answer or write a rule"),
    ("give it “questions”", "add a question to it"),
    ("write ${name} instead", "name the question instead, as ${name}"),
)


def in_our_words(message: str, path: Path, titles: Mapping[str, str]) -> str:
    """Return a problem with what the page calls things.

    `titles` are the words of questions and sections by id. The place in a rule goes: the rule's
    box marks it.
    """
    message = _PLACE.sub("", message)
    for technical, plain in _PHRASES:
        message = message.replace(technical, plain)
    message = _KIND.sub(_kind, message)
    steps = {step for step in path if isinstance(step, str)}
    message = _QUOTED.sub(lambda found: f"“{_said(found[1], steps, titles)}”", message)
    return _IN_RULE.sub(lambda found: _meant(found, titles), message)


def shortened(words: str) -> str:
    """Return words on one line, short enough for a list."""
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"


def _said(name: str, steps: set[str], titles: Mapping[str, str]) -> str:
    if name in steps:
        return property_name(name)
    return titles.get(name) or PROPERTIES.get(name, name)


def _meant(found: re.Match[str], titles: Mapping[str, str]) -> str:
    title = titles.get(found[1])
    return f"{found[0]} (“{title}”)" if title else found[0]


def _kind(found: re.Match[str]) -> str:
    return f"a question of the kind “{_NAMES[found[2]]}”"


_NAMES: dict[str, str] = {kind: words[0] for kind, words in KINDS.items()}
