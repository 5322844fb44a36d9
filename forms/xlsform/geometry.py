"""Where a question about a place may take places to choose from."""

from collections.abc import Set
from pathlib import PurePosixPath

from forms.xlsform.choices import Lists
from forms.xlsform.references import is_reference, references
from forms.xlsform.survey import Item, Wrong
from forms.xlsform.types import EXTERNAL_FILES

_PLACES = ("geopoint", "geoshape", "geotrace")


def wrong_geometry(items: list[Item], lists: Lists, entities: Set[str]) -> Wrong:
    """Yield questions whose `reference-geometry` is no list, file or repeat of the form."""
    repeats = {item.name for item in items if item.kind == "repeat"}
    known = {*lists, *entities, *map(_instance, items)}
    for item in items:
        place = item.parameters.get("reference-geometry", "")
        if item.type not in _PLACES or not place or place in known:
            continue
        named = set(references(place)) if is_reference(place) else {None}
        if not named <= repeats:
            reason = "“reference-geometry” must name a list, a file or a repeat of the form"
            yield item, "parameters", reason


def _instance(item: Item) -> str:
    """Return the name of the list or file that an item brings into the form."""
    if item.type in EXTERNAL_FILES:
        return PurePosixPath(item.name).stem
    if item.select and item.select.select != "one_external":
        return PurePosixPath(item.select.list_name).stem
    return ""
