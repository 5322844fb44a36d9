"""Looks into the plain data of a tool and changes it along a path, sharing what stays."""

from collections.abc import Iterator

from pydantic import JsonValue

Plain = dict[str, JsonValue]
"""The whole tool, or a part of it, in the shape of its YAML file."""

Path = tuple[str | int, ...]
"""The names and list positions that lead to a value, from the whole tool down."""


def value_at(data: JsonValue, path: Path) -> JsonValue:
    """Return the value at a path, None where there is nothing."""
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
            data = data[step]
        else:
            return None
    return data


def part_at(data: JsonValue, path: Path) -> Plain:
    """Return the part at a path; an empty one where there is none."""
    found = value_at(data, path)
    return found if isinstance(found, dict) else {}


def text_at(data: JsonValue, path: Path) -> str:
    """Return the text at a path, "" where there is none."""
    found = value_at(data, path)
    return found if isinstance(found, str) else ""


def parts_in(value: JsonValue) -> list[Plain]:
    """Return the parts that a list holds; what is no part is passed over."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def numbered(value: JsonValue) -> Iterator[tuple[int, Plain]]:
    """Yield the parts that a list holds with their positions in it."""
    if isinstance(value, list):
        for index, entry in enumerate(value):
            if isinstance(entry, dict):
                yield index, entry


def with_value(data: Plain, path: Path, value: JsonValue) -> Plain:
    """Return the data with a value at a path; None takes the name away, and what it leaves empty.

    Raises KeyError where the path leads through a list position that does not exist.
    """
    changed = _with(data, path, value)
    return changed if isinstance(changed, dict) else {}


def with_entry(data: Plain, path: Path, entry: JsonValue) -> Plain:
    """Return the data with an entry put into a list; the last step of the path is its position."""
    entries = value_at(data, path[:-1])
    longer = list(entries) if isinstance(entries, list) else []
    longer.insert(int(path[-1]), entry)
    return with_value(data, path[:-1], longer)


def without_entry(data: Plain, path: Path) -> Plain:
    """Return the data without an entry of a list; a list that is left empty goes too."""
    entries = value_at(data, path[:-1])
    shorter = list(entries) if isinstance(entries, list) else []
    del shorter[int(path[-1])]
    return with_value(data, path[:-1], shorter or None)


def _with(data: JsonValue, path: Path, value: JsonValue) -> JsonValue:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        if not isinstance(data, list) or not 0 <= step < len(data):
            raise KeyError(step)
        return [*data[:step], _with(data[step], rest, value), *data[step + 1 :]]
    whole = dict(data) if isinstance(data, dict) else {}
    inner = _with(whole.get(step), rest, value)
    if inner is None or (rest and inner == {}):
        whole.pop(step, None)
    else:
        whole[step] = inner
    return whole
