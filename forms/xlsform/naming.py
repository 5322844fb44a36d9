"""Turns the names of other programs into ids and codes of an audit tool, each only once."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from forms.scales import RESERVED_CODES

_OTHER = re.compile(r"[^a-z0-9]+")
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,63}")
_LONGEST = 64


def as_id(name: str) -> str:
    """Return a name as the id of a question or section: `Child Seen?` is `child_seen`."""
    if _ID.fullmatch(name):
        return name
    plain = _OTHER.sub("_", _plain(name)).strip("_")
    return (plain if plain[:1].isalpha() else f"q_{plain}".rstrip("_"))[:_LONGEST]


def as_code(name: str) -> str:
    """Return a name as the code of an answer: `-99` is `minus_99`, a reserved code is changed."""
    if re.fullmatch(r"-[0-9.]+", name):
        name = f"minus {name[1:]}"
    plain = name if _CODE.fullmatch(name) else _OTHER.sub("_", _plain(name)).strip("_")[:_LONGEST]
    if plain in RESERVED_CODES and plain != "not_applicable":
        return f"{plain}_answer"
    return plain or "answer"


def as_tool_id(name: str) -> str:
    """Return a name as the id of a tool: words with hyphens between, "form" if none is left."""
    plain = re.sub(r"[^a-z0-9]+", "-", _plain(name)).strip("-")
    plain = plain if plain[:1].isalpha() else f"form-{plain}".rstrip("-")
    return plain[:_LONGEST].rstrip("-")


def _plain(name: str) -> str:
    """Return a name in lower case without accents: `Lycée` is `lycee`, `Tŷ` is `ty`."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def as_title(name: str) -> str:
    """Return a name as words."""
    return " ".join(re.split(r"[_\s]+", name)).strip() or "Untitled"


def shortened(text: str, limit: int) -> str:
    """Return a text cut to a length, never inside the `${name}` of a question."""
    if len(text) <= limit:
        return text
    start = text[:limit]
    opened = start.rfind("${")
    return (start[:opened] if opened > start.rfind("}") else start).strip() or text[:limit]


class Names:
    """Hands out names that nobody has yet."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def take(self, wanted: str) -> str:
        """Return the name that is wanted, or with a number where it is taken."""
        name, number = wanted, 2
        while name in self._taken:
            ending = f"_{number}"
            name, number = wanted[: _LONGEST - len(ending)] + ending, number + 1
        self._taken.add(name)
        return name


def distinct(
    names: Iterable[str], clean: Callable[[str], str], taken: Iterable[str] = ()
) -> list[str]:
    """Return each name cleaned and made distinct; those that need no change are served first."""
    every = list(names)
    hand = Names(taken)
    done: dict[int, str] = {}
    for as_it_is in (True, False):
        for at, name in enumerate(every):
            if at not in done and (clean(name) == name) is as_it_is:
                done[at] = hand.take(clean(name))
    return [done[at] for at in range(len(every))]
