"""Putting a report together: edits of a template's plain data, each of which returns new data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from pydantic import JsonValue

from forms.audits import Fields
from forms.designing.editing import Edited
from forms.designing.plain import (
    Path,
    Plain,
    parts_in,
    text_at,
    value_at,
    with_entry,
    without_entry,
)
from forms.report_parts import PART_TITLES, PartName

WHOLE: Path = ()
_WHERE: Final = "where."
_LAST: PartName = "recommendations"
"""What a part that is added at the end still stands before."""


def plain_fields(fields: Fields) -> Plain:
    """Return flat fields as plain data, in which what audits are narrowed by stands together."""
    data = {name: value for name, value in fields.items() if not name.startswith(_WHERE)}
    where = {
        name.removeprefix(_WHERE): value
        for name, value in fields.items()
        if name.startswith(_WHERE)
    }
    return data | ({"where": where} if where else {})


def flat_fields(data: Plain) -> dict[str, JsonValue]:
    """Return plain data as the flat fields that are drafted, sealed and merged."""
    flat = {name: value for name, value in data.items() if name != "where"}
    where = data.get("where")
    filters = where if isinstance(where, dict) else {}
    return flat | {f"{_WHERE}{name}": value for name, value in filters.items()}


def changed_fields(before: Fields, after: Fields) -> dict[str, JsonValue]:
    """Return the fields that are others now, by name; None is one that is empty now."""
    names = sorted(before.keys() | after.keys())
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


def part_path(place: int) -> Path:
    """Return the path to the part in this place, from 0."""
    return ("parts", place)


def nearest_part(data: Plain, path: Path) -> Path:
    """Return the part that a path lies in; the whole where it lies in none."""
    is_part = len(path) > 1 and path[0] == "parts"
    return path[:2] if is_part and isinstance(value_at(data, path[:2]), dict) else WHOLE


def part_title(part: Mapping[str, JsonValue]) -> str:
    """Return the heading of a part: its own, or the one such a part usually has."""
    kind = cast("PartName", part.get("part"))
    return text_at(dict(part), ("title",)) or PART_TITLES.get(kind, "")


def add_part(data: Plain, at: Path, part: Plain) -> Edited:
    """Put a part after the chosen one; after all others where none is chosen.

    There it stands before recommendations that close the report.
    """
    parts = parts_in(data.get("parts"))
    place = int(at[1]) + 1 if at else len(parts)
    if not at and parts and parts[-1].get("part") == _LAST:
        place -= 1
    path = part_path(place)
    return Edited(with_entry(data, path, part), path, f"add “{part_title(part)}”")


def remove_part(data: Plain, at: Path) -> Edited:
    """Take a part away; then the one in its place is chosen, or the one before."""
    title = part_title(cast("Plain", value_at(data, at)))
    kept = without_entry(data, at)
    count = len(parts_in(kept.get("parts")))
    kept = {**kept, "parts": kept.get("parts") or []}
    path = part_path(min(int(at[1]), count - 1)) if count else WHOLE
    return Edited(kept, path, f"remove “{title}”")


def move_part(data: Plain, at: Path, place: int) -> Edited:
    """Let a part stand in another place; outside the list it stays where it is."""
    part = cast("Plain", value_at(data, at))
    if not 0 <= place < len(parts_in(data.get("parts"))):
        return Edited(data, at, "")
    path = part_path(place)
    moved = with_entry(without_entry(data, at), path, part)
    return Edited(moved, path, f"move “{part_title(part)}”")
