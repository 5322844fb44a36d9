"""The other files and lists a form draws on: one name must always mean one of them."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from forms.xlsform.choices import Lists
from forms.xlsform.report import Notes
from forms.xlsform.select_checks import is_from_file
from forms.xlsform.survey import Item
from forms.xlsform.types import EXTERNAL_FILES

_PULLDATA = re.compile(r"pulldata\s*\(\s*([^,\n]*),")
_RULES = ("calculate", "constraint", "readonly", "required", "relevant")


_LAST_SAVED = "__last-saved"
"""What answers of the form last saved are called, where a rule asks for them."""


def check_instances(items: list[Item], lists: Lists, notes: Notes) -> None:
    """Refuse a name that means two different files, or a file and a list of choices."""
    seen = {_LAST_SAVED: "the form last saved"} if any(map(_asks_last_saved, items)) else {}
    external: dict[str, int] = {}
    for item in items:
        row = item.record.number
        if item.type in EXTERNAL_FILES:
            if item.name in external:
                reason = f"row {external[item.name]} already brings in a file “{item.name}”"
                notes.refuse(item.record.sheet, row, item.record.column("name"), reason)
            external.setdefault(item.name, row)
        for path, name, source in _sources(item):
            listed = name in lists and not is_searched(items, name)
            if seen.setdefault(name, source) != source or listed:
                other = "a list of choices" if listed else f"“{seen[name]}”"
                reason = f"the file “{source}” has the same name as {other}"
                notes.refuse(item.record.sheet, row, item.record.column(*path.split("/")), reason)


def _sources(item: Item) -> Iterator[tuple[str, str, str]]:
    """Yield (column, name, file) for each file that an item draws on."""
    paths = [f"bind/{rule}" for rule in _RULES]
    if item.kind == "question":
        paths += ["choice_filter", "default"]
    for path in () if item.type in EXTERNAL_FILES else paths:
        text = item.record.text(*path.split("/"))
        if "pulldata(" in text:
            for match in _PULLDATA.finditer(text):
                name = match[1].replace("'", "").replace('"', "").strip()
                yield path, name, f"{name}.csv"
    if item.type in EXTERNAL_FILES:
        yield "name", item.name, f"{item.name}.{item.type.partition('-')[0]}"
    elif item.select and is_from_file(item.select.list_name):
        yield "type", PurePosixPath(item.select.list_name).stem, item.select.list_name


def _asks_last_saved(item: Item) -> bool:
    values = item.record.values.items()
    used = (value.text for path, value in values if path[0] in ("bind", "default", "choice_filter"))
    return any("${last-saved#" in text for text in used)


def is_searched(items: list[Item], name: str) -> bool:
    """Whether a list is only there to label what `search()` finds."""
    chosen = [item for item in items if item.select and item.select.list_name == name]
    return bool(chosen) and all("search(" in item.appearance for item in chosen)
