"""What `${name}` and names are in a form, and which of them are wrong."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from forms.xlsform.headings import Path
from forms.xlsform.records import Records
from forms.xlsform.report import Notes

_START = (
    "A-Z_a-z\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_REST = "\\-.0-9\xb7\u0300-\u036f\u203f\u2040"
_NC = f"[{_START}][{_START}{_REST}]*"
_NAME = re.compile(f"{_NC}(?::{_NC})?")
_REFERENCE = re.compile(r"\$\{([^}]+)\}|\$\{[^}]*\Z")
_INNER = re.compile(f"(last-saved#)?({_NC})")
_ONE = re.compile(rf"\$\{{(?:last-saved#)?{_NC}\}}")


def is_name(text: str) -> bool:
    """Whether a text may name a question, group or form: an XML name."""
    return _NAME.fullmatch(text) is not None


def is_reference(text: str) -> bool:
    """Whether a text is one `${name}` and nothing else."""
    return _ONE.fullmatch(text) is not None


def references(text: str) -> Iterator[str | None]:
    """Yield the names a text refers to; None for each reference that is badly written."""
    if len(text) < 3 or "${" not in text:
        return
    for match in _REFERENCE.finditer(text):
        inner = _INNER.fullmatch(match[1]) if match[1] else None
        yield inner[2] if inner else None


def has_reference(text: str) -> bool:
    """Whether a text begins its references with one that is well written."""
    return next(references(text), None) is not None


def check_references(
    records: Records, names: Counter[str], checked: Callable[[Path], bool], notes: Notes
) -> None:
    """Refuse every reference in a sheet that is badly written, unknown or not the only one.

    Rows that are disabled and columns nobody knows are looked at too, as pyxform does.
    """
    columns = {column for column, path in records.paths.items() if checked(path)}
    for row in records.sheet.rows:
        for column, text in row.cells.items():
            if column in columns and "${" in text:
                for reason in dict.fromkeys(_wrong(text, names)):
                    notes.refuse(records.name, row.number, column, reason)


def _wrong(text: str, names: Counter[str]) -> Iterator[str]:
    for name in references(text):
        if name is None:
            yield "a reference is badly written: it must be a name between “${” and “}”"
        elif not names[name]:
            yield f"“${{{name}}}” refers to a question that is not in the form"
        elif names[name] > 1:
            yield f"“${{{name}}}” is not clear: {names[name]} rows have the name “{name}”"
