"""What single cells of the survey sheet may hold: types, triggers, calculations, defaults."""

import re
from collections.abc import Iterator

from forms.xlsform.records import Record
from forms.xlsform.references import references
from forms.xlsform.types import likely_type

_TOKEN = re.compile(
    r"""
    -?\d{4}-\d\d-\d\d | \d\d:\d\d:\d\d | -?\d+\.\d* | -?\.\d+ | -?\d+ | "[^"]*" | '[^']*'
    | (?P<dynamic> [*+|-] | [ ]mod[ ] | [ ]div[ ] | \$\{[\w.\-\#]+\} | [A-Za-z_][\w.:-]*\( )
    | [A-Za-z_][\w.-]* | .
    """,
    re.DOTALL | re.VERBOSE,
)
"""The pieces of a default, as far as they show whether it is a rule."""


def meant(type_: str) -> str:
    """Return a hint at the type that was probably meant."""
    likely = likely_type(type_)
    if likely == type_:
        return "; the name of a list must follow"
    return f"; did you mean “{likely}”?" if likely else ""


def wrong_trigger(trigger: str) -> Iterator[str]:
    """Yield what is wrong with a cell that names what a row waits for."""
    if not trigger:
        return
    pieces = [list(references(piece)) for piece in trigger.split(",")]
    if "${" not in trigger or len(trigger) < 3 or any(None in piece for piece in pieces):
        yield "a trigger is a reference such as “${name}”, or several with commas between"
    elif any(len(piece) > 1 for piece in pieces):
        yield "between two references in a trigger stands a comma"


def wrong_calculation(type_: str, record: Record) -> Iterator[tuple[str, str]]:
    """Yield column and reason for what is wrong with the calculation of a row."""
    calculation = record.text("bind", "calculate")
    if type_ == "calculate" and not calculation:
        if not is_dynamic(record.text("default")):
            yield "type", "this calculation is empty"
    elif type_ == "background-geopoint":
        if not record.text("trigger"):
            yield "type", "a “background-geopoint” needs a trigger"
        if calculation:
            yield "bind/calculate", "a “background-geopoint” has no calculation"


def is_dynamic(default: str) -> bool:
    """Whether a default is a rule to work out rather than a value to put in."""
    return any(token["dynamic"] for token in _TOKEN.finditer(default))
