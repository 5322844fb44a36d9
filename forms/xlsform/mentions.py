"""Names in people's words, such as “How old is ${Child}?”, changed to the tool's ids."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from forms.rules import renamed
from forms.xlsform.choices import Lists
from forms.xlsform.records import Record, Value
from forms.xlsform.survey import Item

_WORDS = frozenset({"label", "hint", "guidance_hint", "jr:constraintMsg", "jr:requiredMsg"})


def rename_mentions(items: Iterable[Item], lists: Lists, ids: Mapping[str, str]) -> None:
    """Change the names that labels, hints and messages mention; `ids` are those that differ."""
    if not ids:
        return
    for item in items:
        item.record = _renamed(item.record, ids)
    for name, choices in lists.items():
        lists[name] = [_renamed(choice, ids) for choice in choices]


def _renamed(record: Record, ids: Mapping[str, str]) -> Record:
    changed = {
        path: Value(renamed(value.text, ids), value.column)
        for path, value in record.values.items()
        if "${" in value.text and _WORDS.intersection(path)
    }
    return replace(record, values={**record.values, **changed}) if changed else record
