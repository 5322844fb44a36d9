"""What must hold so that a question can be shown: its label, its pictures, what triggers it."""

import re
from collections import Counter, defaultdict

from forms.xlsform.choices import Lists
from forms.xlsform.geometry import wrong_geometry
from forms.xlsform.references import references
from forms.xlsform.report import Notes
from forms.xlsform.select_checks import is_from_file
from forms.xlsform.survey import Item, Survey, Wrong
from forms.xlsform.types import LISTLESS, PLAIN_TYPES, PlainType

_MEDIA = ("image", "big-image", "audio", "video")
_DEPTHS: dict[tuple[str, ...], int] = {
    **{(name,): 2 for name in ("label", "hint", "guidance_hint")},
    **{("bind", f"jr:{name}Msg"): 3 for name in ("constraint", "required")},
}
"""How many steps the path of a translated column has at most."""

_SEARCH = re.compile(r"search\(.*?\)")
_SHOWN = PlainType("inert")


def check_display(
    survey: Survey, lists: Lists, listed: set[str], written: Counter[str], notes: Notes
) -> None:
    """Refuse what could not be shown to anybody; `listed` are the names of the form's entities."""
    items = list(survey.root.walk())
    found = (
        *(wrong for item in items for wrong in _wrong_words(item)),
        *_wrong_triggers(items, survey, written),
        *_wrong_searches(items, lists),
        *wrong_geometry(items, lists, listed),
    )
    for item, path, reason in found:
        place = item.record.column(*path.split("/"))
        notes.refuse(item.record.sheet, item.record.number, place, reason)


def is_shown(item: Item) -> bool:
    """Whether a question stands in the form for somebody to see."""
    return item.kind == "question" and _type(item).shown and not _worked_out(item)


def _type(item: Item) -> PlainType:
    return _SHOWN if item.select else PLAIN_TYPES.get(item.type, _SHOWN)


def _worked_out(item: Item) -> bool:
    """Whether a question is worked out without anybody seeing it."""
    record = item.record
    if item.type == "calculate":
        return True
    is_set = record.has("bind", "calculate") or record.has("trigger")
    return is_set and not (record.has("label") or record.has("hint") or _type(item).hint)


def _wrong_words(item: Item) -> Wrong:
    record = item.record
    media = {path[1] for path in record.values if path[0] == "media" and len(path) > 1}
    for name in sorted(media - set(_MEDIA)):
        yield item, f"media/{name}", f"“{name}” is not a sort of media"
    for path in record.values:
        if any(
            len(path) > depth and path[: len(start)] == start for start, depth in _DEPTHS.items()
        ):
            yield item, "/".join(path), "the heading of this column names more than one language"
    if item.kind != "question" and record.has("instance", "tag"):
        yield item, "instance/tag", "a group cannot have an attribute “tag”"
    if not is_shown(item):
        return
    labelled = record.has("label") or record.has("media") or record.has("hint")
    if not labelled and not _type(item).hint and item.appearance != "label":
        column = "label" if record.column("label") else "name"
        yield item, column, f"the question “{item.name}” has no label and no hint"
    if "big-image" in media and "image" not in media:
        yield item, "media/big-image", "a big image needs an image as well"
    if (item.select or item.type in LISTLESS) and record.text("bind", "type") not in (
        "",
        "string",
        "odk:rank",
    ):
        yield item, "bind/type", "a question with choices cannot have another type of answer"


def _wrong_triggers(items: list[Item], survey: Survey, written: Counter[str]) -> Wrong:
    by_name: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_name[item.name].append(item)
    for item in items:
        for name in references(item.record.text("trigger")):
            if name is None:
                continue
            if name not in survey.questions:
                yield item, "trigger", f"no question is called “{name}”"
            elif item.kind == "question" and item.type != "background-geopoint":
                yield from _wrong_trigger(item, by_name[name], written)


def _wrong_trigger(item: Item, triggers: list[Item], written: Counter[str]) -> Wrong:
    for trigger in triggers:
        if trigger.kind == "question" and _worked_out(trigger):
            reason = f"“{trigger.name}” is not shown, so nobody can change it and set this off"
            yield item, "trigger", reason
        elif is_shown(trigger) and written[item.name] > 1:
            reason = f"more than one row is called “{item.name}”, so a trigger cannot set it"
            yield item, "name", reason


def _wrong_searches(items: list[Item], lists: Lists) -> Wrong:
    choosing = [item for item in items if item.select and item.select.select != "one_external"]
    searching = [item for item in choosing if _SEARCH.search(item.appearance)]
    shared = {item.select.list_name for item in choosing if item.select and item not in searching}
    for item in searching:
        name = item.select.list_name if item.select else ""
        if is_from_file(name) or name not in lists:
            yield item, "control/appearance", "“search()” needs a list on the choices sheet"
        elif not all(choice.has("label") for choice in lists[name]):
            yield item, "type", f"“search()” needs a label on every choice of “{name}”"
        elif name in shared:
            reason = f"other questions use the list “{name}” without “search()”; give it its own"
            yield item, "control/appearance", reason
