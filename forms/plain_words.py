"""Says in plain words what pydantic found wrong: what is wrong, and what would be right."""

from typing import NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from forms.source import Path


class Explained(NamedTuple):
    """One problem of a validation: the path to the value, a sentence, and what it is about."""

    path: Path
    message: str
    about_name: bool
    """Whether the name before the value is wrong rather than the value."""


def explained(error: ValidationError) -> list[Explained]:
    """Return every problem of a validation, without doubles.

    A sentence names bounds and allowed values but never repeats the value itself.
    """
    found: dict[Explained, None] = {}
    for details in errors_of(error):
        about_name = details["type"] == "extra_forbidden"
        found[Explained(details["loc"], _sentence(details), about_name)] = None
    return list(found)


def errors_of(error: ValidationError) -> list[ErrorDetails]:
    """Return the single errors of a validation, without lists that are only short of bad entries.

    Their entries were there, but each had a problem that is listed itself.
    """
    every = error.errors(include_url=False, include_input=False)
    paths = {details["loc"][:length] for details in every for length in range(len(details["loc"]))}
    return [
        each
        for each in every
        if (each["type"] != "too_short" or each["loc"] not in paths) and not _is_other_way(each)
    ]


def _is_other_way(details: ErrorDetails) -> bool:
    """Whether this is about the fixed word that may stand instead of a date: “today”."""
    return bool(details["loc"]) and str(details["loc"][-1]).startswith("literal[")


def _sentence(details: ErrorDetails) -> str:
    context = details.get("ctx", {})
    name = details["loc"][-1] if details["loc"] else "the file"
    kind = details["type"]
    sentences = {
        "missing": f"“{name}” is missing",
        "extra_forbidden": f"“{name}” is not known here",
        "literal_error": f"must be one of {context.get('expected')}",
        "union_tag_invalid": f"must be one of {context.get('expected_tags')}",
        "union_tag_not_found": f"“{_unquoted(context.get('discriminator'))}” is missing",
        "string_pattern_mismatch": _pattern(str(context.get("pattern"))),
        "string_too_short": "must not be empty",
        "too_short": _too_short(context.get("min_length")),
        "string_too_long": f"is longer than {context.get('max_length')} characters",
        "too_long": f"holds more than {context.get('max_length')} entries",
        "value_error": str(context.get("error")),
        "greater_than_equal": f"must be at least {_number(context.get('ge'))}",
        "less_than_equal": f"must be at most {_number(context.get('le'))}",
    }
    if details["loc"][-2:] == ("latest", "date"):
        return "must be a date such as 2026-04-02, or today"
    if kind in sentences:
        return sentences[kind]
    return next((words for start, words in _KINDS.items() if kind.startswith(start)), "is wrong")


def _unquoted(name: object) -> str:
    return str(name).strip("'")


def _too_short(least: object) -> str:
    return "must not be empty" if least == 1 else f"must hold at least {least} entries"


def _number(bound: object) -> str:
    return f"{bound:g}" if isinstance(bound, float) else str(bound)


_KINDS = {
    "int": "must be a whole number",
    "float": "must be a number",
    "finite": "must be a number",
    "bool": "must be true or false",
    "date": "must be a date such as 2026-04-02",
    "tuple": "must be a list",
    "list": "must be a list",
    "model": "must be a map of names",
    "dict": "must be a map of names",
    "string": "must be text",
}

_PATTERNS = {
    "^[a-z0-9][a-z0-9_]": "must be lower-case letters, digits and underscores",
    "^[a-z][a-z0-9]*(-": "must be lower-case words joined by hyphens, such as childs-voice",
    "^[a-z][a-z0-9_]": "must start with a letter, then lower-case letters, digits, underscores",
    "^[0-9]{1,4}(": "must be a version such as 1.0",
    "^[0-9a-f]{64}": "must be a content hash: 64 digits and letters from a to f",
    "^[a-z]{2,20}(": "must be a language code such as en or cy",
}


def _pattern(pattern: str) -> str:
    words = (words for start, words in _PATTERNS.items() if pattern.startswith(start))
    return next(words, "is not written as it must be")
