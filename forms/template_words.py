"""What the fields of a report template are called and say, as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from pydantic import JsonValue

from forms.audits import ATTRIBUTES
from forms.report_parts import PART_TITLES

_LABELS: Final = {
    "name": "Name",
    "title": "Title of the report",
    "tool": "Audit tool",
    "period": "Period",
    "from": "First day",
    "to": "Last day",
    "profile": "Profile",
    "threshold": "Counts hidden up to",
    "introduction": "Introduction",
    "recommendations": "Recommendations",
    "logo": "Logo",
    "parts": "Parts",
    "status": "Status",
}
_PERIODS: Final[Mapping[str, str]] = {
    "all": "All time",
    "this_quarter": "This quarter",
    "last_quarter": "Last quarter",
    "last_12_months": "Last 12 months",
    "between": "Between two days",
}
_WORDS: Final[dict[str, Mapping[str, str]]] = {
    "period": _PERIODS,
    "profile": {"internal": "Internal", "published": "Published"},
    "status": {"kept": "Kept", "void": "Void"},
}
_WHERE = "where."
_SHOWN_APART = ("part", "title", "comment")


def is_template_field(field: str) -> bool:
    """Return whether templates have a field of this name, spelt as it is stored."""
    return field in _LABELS or field.startswith(_WHERE)


def template_label(field: str) -> str:
    """Return what a field is called, such as “Introduction” or “Only where team is”."""
    if field.startswith(_WHERE):
        name = field.removeprefix(_WHERE)
        return f"Only where {ATTRIBUTES.get(name, name.replace('_', ' ')).lower()} is"
    return _LABELS.get(field, field)


def template_order(field: str) -> tuple[int, str]:
    """Return the sorting order of a field: that of the form, attributes by name at the end."""
    known = list(_LABELS)
    return (known.index(field) if field in known else len(known), field)


def template_told(field: str, value: JsonValue) -> str:
    """Return what a value of a field says; nothing for None."""
    if value is None:
        return ""
    if field in _WORDS:
        return _WORDS[field].get(str(value), str(value))
    if field in ("from", "to"):
        return _day(str(value))
    if field == "parts" and isinstance(value, list):
        return "\n".join(_part(number, each) for number, each in enumerate(value, 1))
    if field == "logo" and isinstance(value, dict):
        return f"A picture: {value.get('told', '')}"
    return str(value)


def _part(number: int, part: JsonValue) -> str:
    """Return a part as a numbered line, with what is set for it and what is said of it below."""
    if not isinstance(part, dict):
        return f"{number}. {part}"
    kind = str(part.get("part", ""))
    titles: Mapping[str, str] = {str(name): title for name, title in PART_TITLES.items()}
    head = f"{number}. {titles.get(kind, kind)}"
    if part.get("title"):
        head += f", called “{part['title']}”"
    if settings := "; ".join(_settings(part)):
        head += f" ({settings})"
    return "\n   ".join([head, *str(part.get("comment") or "").splitlines()])


def _settings(settings: Mapping[str, JsonValue]) -> Iterator[str]:
    for name, value in sorted(settings.items()):
        if name in _SHOWN_APART or value in (None, "", [], {}):
            continue
        if name == "view" and isinstance(value, dict):
            yield from _settings(value)
        else:
            yield f"{name.replace('_', ' ').strip()}: {_set_to(value, name)}"


def _set_to(value: JsonValue, name: str = "") -> str:
    if name in _WORDS:
        return _WORDS[name].get(str(value), str(value)).lower()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_set_to, value))
    if isinstance(value, dict):
        return ", ".join(_settings(value))
    return _day(str(value))


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text
