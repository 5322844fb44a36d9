"""Ids made from words, and the renaming of an id with every rule that names it."""

import re
import unicodedata
from collections.abc import Callable, Container

from pydantic import JsonValue

from forms.designing.outline import entries
from forms.designing.plain import Path, Plain, text_at, with_value
from forms.evaluation import CASE, OVERALL
from forms.rules import renamed as rule_renamed

LONGEST_MADE = 40
"""Characters of an id made from words; longer ones are hard to read in a rule."""

_WORDLESS = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "been", "by", "did", "do", "does", "for", "from"}
    | {"had", "has", "have", "how", "if", "in", "is", "it", "its", "of", "on", "or", "s", "so"}
    | {"that", "the", "their", "there", "they", "this", "to", "was", "were", "what", "when"}
    | {"which", "who", "with"}
)
_RULES = frozenset(
    {"relevant", "required_when", "constraint", "calculation", "choice_filter", "when", "count"}
)
_TAKEN = frozenset({CASE, OVERALL})


def made_id(words: str, taken: Container[str], otherwise: str) -> str:
    """Return an id that says what the words say: “Was the child seen?” gives `child_seen`.

    It starts with a letter and differs from all that are taken; words that leave nothing give
    `otherwise`.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    every = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    telling = [word for word in every if word not in _WORDLESS] or every
    while telling and not telling[0][0].isalpha():
        telling = telling[1:]
    made = ""
    for word in telling:
        longer = f"{made}_{word}" if made else word[:LONGEST_MADE]
        if len(longer) > LONGEST_MADE:
            break
        made = longer
    return free_id(made or otherwise, taken)


def made_code(words: str, taken: Container[str], otherwise: str = "answer") -> str:
    """Return the code of an answer: lower case and digits; it may begin with a digit."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    joined = "_".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:LONGEST_MADE].strip("_")
    return free_id(joined or otherwise, taken)


def made_tool_id(title: str) -> str:
    """Return a tool's name in files: “Child's voice” gives `childs-voice`."""
    words = made_code(title, frozenset(), "new_tool").split("_")
    while len(words) > 1 and not words[0][0].isalpha():
        words = words[1:]
    return "-".join(words) if words[0][0].isalpha() else "new-tool"


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return the id, with the first number after it that makes it free."""
    made, number = wanted, 1
    while made in taken or made in _TAKEN:
        number += 1
        made = f"{wanted}_{number}"
    return made


def ids_in(data: Plain) -> set[str]:
    """Return the ids of every section, nested section and question."""
    return {entry.id for entry in entries(data) if entry.id}


def follows(made: str, words: str, otherwise: str) -> bool:
    """Return whether an id is still the one that was made from these words."""
    wanted = made_id(words, frozenset(), otherwise)
    return made == wanted or re.fullmatch(rf"{re.escape(wanted)}_\d+", made) is not None


def with_id(data: Plain, path: Path, new: str) -> Plain:
    """Return the data with another id at a path, in every rule that names it too."""
    old = text_at(data, (*path, "id"))
    changed = with_value(data, (*path, "id"), new)
    if not old or old == new or _is_named_elsewhere(data, path, old):
        return changed
    names = {old: new}
    return through_rules(changed, lambda rule: rule_renamed(rule, names))


def _is_named_elsewhere(data: Plain, path: Path, name: str) -> bool:
    """Return whether another part has the id as well; rules may then mean that one."""
    return any(entry.id == name and entry.path != path for entry in entries(data))


def through_rules(data: Plain, change: Callable[[str], str]) -> Plain:
    """Return the data with every rule in them changed; those that hold no changed rule are same."""
    after = _through_rules(data, change)
    return after if isinstance(after, dict) else data


def _through_rules(value: JsonValue, change: Callable[[str], str]) -> JsonValue:
    """Return the value with every rule in it changed; what holds no changed rule is the same."""
    if isinstance(value, list):
        entries_after = [_through_rules(entry, change) for entry in value]
        same = all(one is other for one, other in zip(value, entries_after, strict=True))
        return value if same else entries_after
    if isinstance(value, dict):
        after = {name: _part_through_rules(name, inner, change) for name, inner in value.items()}
        return value if all(after[name] is value[name] for name in value) else after
    return value


def _part_through_rules(name: str, inner: JsonValue, change: Callable[[str], str]) -> JsonValue:
    if isinstance(inner, str):
        if name not in _RULES or "${" not in inner:
            return inner
        changed = change(inner)
        return inner if changed == inner else changed
    return inner if name == "translations" else _through_rules(inner, change)
