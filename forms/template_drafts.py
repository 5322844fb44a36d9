"""Report templates in the making: what somebody typed so far, and what stops it from being kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from pydantic import JsonValue, ValidationError

from forms.canonical import canonical_bytes
from forms.report_templates import ReportTemplate
from forms.revisions import LONGEST_VALUE
from forms.template_words import is_template_field, template_label

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from forms.audits import Fields

UNNAMED: Final = "No name yet"
"""Stands for a name while there is none that could be kept."""
_NO_TOOL: Final = "tool"
_STAND_INS: Final[Mapping[str, JsonValue]] = {"name": UNNAMED, "tool": _NO_TOOL}
_LONGEST_NAME: Final = 120
_UNKNOWN: Final = "It holds something that no report template has: start a new one in its place."


class TemplateFault(NamedTuple):
    """Why a template cannot be kept yet: the field, and a sentence that says what to do."""

    field: str
    sentence: str


class DraftedTemplate(NamedTuple):
    """A template as far as it can be read; what cannot is as a new template has it."""

    template: ReportTemplate
    faults: tuple[TemplateFault, ...]


def drafted_template(fields: Fields) -> DraftedTemplate:
    """Return what was typed as a template, and everything that stops it from being kept."""
    found = {name: _errors_in(name, value) for name, value in fields.items()}
    faults = [fault for name, errors in found.items() for fault in _faults(name, errors)]
    faults.extend(TemplateFault(name, _missing(name)) for name in _STAND_INS if name not in fields)
    unknown = [name for name in fields if not is_template_field(name)]
    faults.extend(TemplateFault(name, _UNKNOWN) for name in unknown)
    sound = readable_fields(fields)
    try:
        template = ReportTemplate.from_fields({**_STAND_INS, **sound})
    except ValidationError:  # only all of them together are too many
        plain = {name: value for name, value in sound.items() if not name.startswith("where.")}
        template = ReportTemplate.from_fields({**_STAND_INS, **plain})
        faults.append(TemplateFault("where", "Choose audits by fewer fields."))
    faults.extend(_too_long(name) for name, value in fields.items() if is_too_long(value))
    if _ends_before_it_begins(template):
        faults.append(TemplateFault("to", "The last day is before the first: change one."))
    return DraftedTemplate(template, tuple(faults))


def sealed_template(fields: Fields) -> ReportTemplate:
    """Return the template that sealed fields hold. Raises ValueError where they hold none."""
    if not all(map(is_template_field, fields)):
        raise ValueError("holds fields that no report template has")
    if any(map(is_too_long, fields.values())):
        raise ValueError("holds more in one field than could be handed on")
    return ReportTemplate.from_fields(fields)


def template_draft_is_sound(fields: Fields) -> bool:
    """Return whether a draft from elsewhere can be taken over: only its name may be missing."""
    name = fields.get("name", "")
    return (
        "tool" in fields
        and isinstance(name, str)
        and len(name) <= _LONGEST_NAME
        and all(map(is_template_field, fields))
        and not any(map(is_too_long, fields.values()))
        and not any(_errors_in(each, value) for each, value in fields.items() if each != "name")
    )


def is_too_long(value: JsonValue) -> bool:
    """Return whether a field holds more than can be handed on, such as words in many parts.

    What cannot be written down at all is too long, too.
    """
    try:
        return len(canonical_bytes(value)) > LONGEST_VALUE
    except (ValueError, RecursionError):
        return True


def readable_fields(fields: Fields) -> dict[str, JsonValue]:
    """Return those fields that a template can have, each looked at by itself."""
    return {
        name: value
        for name, value in fields.items()
        if is_template_field(name) and not _errors_in(name, value)
    }


def _ends_before_it_begins(template: ReportTemplate) -> bool:
    first, last = template.from_, template.to
    return template.period == "between" and bool(first and last and last < first)


def _errors_in(name: str, value: JsonValue) -> list[ErrorDetails]:
    """Return what is wrong with one field by itself."""
    try:
        ReportTemplate.from_fields({**_STAND_INS, name: value})
    except ValidationError as error:
        return error.errors(include_url=False, include_context=True, include_input=False)
    return []


def _faults(name: str, errors: list[ErrorDetails]) -> Iterator[TemplateFault]:
    for error in errors:
        yield TemplateFault(name, _sentence(name, error))


def _sentence(name: str, error: ErrorDetails) -> str:
    if name in _STAND_INS and error["type"] in ("string_too_short", "missing"):
        return _missing(name)
    what = f"“{template_label(name)}”"
    place = next((each for each in error["loc"] if isinstance(each, int)), None)
    if place is not None:
        what += f", number {place + 1},"
    if error["type"] == "string_too_long":
        most = int(error.get("ctx", {}).get("max_length", 0))
        return f"{what} is too long: use at most {most:,} letters."
    if error["type"] == "too_long":
        return f"{what} holds too many: use at most {error.get('ctx', {}).get('max_length', 0)}."
    return f"{what} cannot be kept as it stands: change it."


def _too_long(name: str) -> TemplateFault:
    return TemplateFault(
        name, f"“{template_label(name)}” holds too many words together: shorten some of them."
    )


def _missing(name: str) -> str:
    if name == "name":
        return "Give the report template a name."
    return f"Choose the {template_label(name).lower()}."
