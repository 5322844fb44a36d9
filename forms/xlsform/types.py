"""What the words in the type column mean, and what an audit makes of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, NamedTuple

from forms.questions import QuestionKind

Container = Literal["group", "repeat", "loop"]
Select = Literal["one", "several", "ranked", "one_external"]


@dataclass(frozen=True)
class PlainType:
    """A type without a list of choices.

    `shown` says whether it stands in the form, so that it needs a label; `hint` is the hint
    that it brings with it; `lost` says what an audit leaves out of it.
    """

    kind: QuestionKind
    shown: bool = True
    hint: str = ""
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    calculation: str = ""
    lost: str = ""


class SelectType(NamedTuple):
    """A type with a list of choices: the words before the list, the list, “or other”."""

    command: str
    select: Select
    list_name: str
    or_other: bool


class Boundary(NamedTuple):
    """The begin or end of a group, repeat or loop; a loop names its list."""

    container: Container
    begins: bool
    list_name: str


_PLACE = PlainType("inert", lost="an audit asks for no place on a map")
_DEVICE = PlainType("inert", shown=False, lost="an audit keeps nothing about the device")
_FILE = PlainType("evidence_file", lost="an audit keeps the name of the file, not the file")
_MOMENT = PlainType("date", lost="an audit asks for the day, not the time of day")
_WHOLE = PlainType("number", whole=True)
_NO_LIST = PlainType("inert", lost="it names no list of choices")
_ACTION = PlainType("inert", shown=False, lost="an audit records nothing in the background")


def _counted(most: int) -> PlainType:
    hint = f"Enter a number 0-{most}."
    return PlainType("number", whole=True, minimum=0, maximum=most, hint=hint)


_SPELLINGS: tuple[tuple[PlainType, str], ...] = (
    (PlainType("text"), "text|string|q string|add text prompt"),
    (_WHOLE, "integer|int|q int|add integer prompt"),
    (PlainType("number"), "decimal|q decimal|add decimal prompt"),
    (PlainType("number", whole=True, minimum=0, maximum=100), "percentage"),
    (_counted(31), "number of days in last month"),
    (_counted(183), "number of days in last six months"),
    (_counted(365), "number of days in last year"),
    (PlainType("date"), "date|q date|add date prompt"),
    (_MOMENT, "dateTime|datetime|date time|q date time|q dateTime"),
    (_MOMENT, "add date time prompt|add dateTime prompt"),
    (PlainType("time"), "time"),
    (PlainType("note"), "note|q note|add note prompt"),
    (PlainType("calculated", shown=False), "calculate|q calculate|add calculate prompt|hidden"),
    (PlainType("calculated", shown=False, calculation="today()"), "today|get today"),
    (PlainType("acknowledgement"), "acknowledge|q acknowledge|add acknowledge prompt|trigger"),
    (PlainType("short_text", hint="Enter numbers only."), "phone number"),
    (PlainType("number"), "range"),
    (_FILE, "photo|q picture|q image|image|add image prompt"),
    (_FILE, "audio|q audio|add audio prompt|video|q video|add video prompt"),
    (_FILE, "file|add file prompt"),
    (_PLACE, "geopoint|geoshape|geotrace|q geopoint|q geoshape|q geotrace|gps|location"),
    (_PLACE, "q location|add location prompt|osm"),
    (
        PlainType("inert", lost="an audit reads no barcodes"),
        "barcode|q barcode|add barcode prompt",
    ),
    (_DEVICE, "start|get start time|start time|end|get end time|end time"),
    (_DEVICE, "deviceid|imei|device id|get device id|uri:deviceid|username|uri:username"),
    (_DEVICE, "simserial|sim id|get sim id|uri:simserial|email|uri:email"),
    (_DEVICE, "subscriberid|subscriber id|get subscriber id|uri:subscriberid"),
    (_DEVICE, "phonenumber|get phone number|uri:phonenumber|audit"),
    (_ACTION, "start-geopoint|background-audio"),
    (PlainType("inert", lost="an audit records nothing in the background"), "background-geopoint"),
    (PlainType("inert", shown=False, lost="an audit reads no other files"), "xml-external"),
    (PlainType("inert", shown=False, lost="an audit reads no other files"), "csv-external"),
)

PLAIN_TYPES: dict[str, PlainType] = {
    spelling: plain for plain, spellings in _SPELLINGS for spelling in spellings.split("|")
}

_COMMANDS = (
    *("select_one", "select_multiple", "rank", "begin_group", "end_group", "begin_repeat"),
    "end_repeat",
)

LISTLESS = frozenset(
    {
        "select one",
        "select one using",
        "add select one prompt using",
        "q select1",
        "select all that apply",
        "select all that apply from",
        "select multiple from",
        "select multiple using",
        "add select multiple prompt using",
        "q select",
        "rank",
        "select one external",
    }
)
"""Types that are known but name no list, which only an `itemset` column may do instead."""

EXTERNAL_FILES = frozenset({"xml-external", "csv-external"})
FILE_ENDINGS = (".xml", ".csv", ".geojson")
SETTINGS_TYPES = frozenset({"form_title", "set_form_title", "form_id", "set_form_id", "prefix"})
"""Old forms name themselves in rows of the survey sheet."""

_SELECTS: dict[str, Select] = {
    "add select one prompt using": "one",
    "add select multiple prompt using": "several",
    "select all that apply from": "several",
    "select one from": "one",
    "select1": "one",
    "select_one": "one",
    "select one": "one",
    "select_multiple": "several",
    "select all that apply": "several",
    "select_one_external": "one_external",
    "select_one_from_file": "one",
    "select_multiple_from_file": "several",
    "select one from file": "one",
    "select multiple from file": "several",
    "rank": "ranked",
}
_CONTAINERS: dict[str, Container] = {
    "group": "group",
    "lgroup": "repeat",
    "repeat": "repeat",
    "loop": "loop",
    "looped group": "repeat",
}
_SELECT = re.compile(rf"({'|'.join(_SELECTS)}) (\S+)( (?:or specify other|or_other|or other))?")
_BEGIN = re.compile(rf"begin[\s_]({'|'.join(_CONTAINERS)})(?: (?:over )?(\S+))?")
_END = re.compile(rf"end[\s_]({'|'.join(_CONTAINERS)})")
_OSM = re.compile(r"osm (\S+)")


def read_boundary(type_: str) -> Boundary | None:
    """Return the group, repeat or loop that a row begins or ends, if it does."""
    if begin := _BEGIN.fullmatch(type_):
        return Boundary(_CONTAINERS[begin[1]], True, begin[2] or "")
    if end := _END.fullmatch(type_):
        return Boundary(_CONTAINERS[end[1]], False, "")
    return None


def read_select(type_: str) -> SelectType | None:
    """Return the list a row chooses from, if it does."""
    match = _SELECT.fullmatch(type_)
    if match is None:
        return None
    return SelectType(match[1], _SELECTS[match[1]], match[2], match[3] is not None)


def read_osm(type_: str) -> str | None:
    """Return the list of OpenStreetMap tags a row names, if it does."""
    match = _OSM.search(type_)
    return match[1] if match else None


def likely_type(written: str) -> str:
    """Return what was probably meant by a type that is none, or nothing."""
    near = get_close_matches(written.lower(), PLAIN_TYPES, n=1, cutoff=0.75)
    return near[0] if near else next(_likely_commands(written), "")


def _likely_commands(written: str) -> Iterator[str]:
    words = written.split()
    for size in (2, 1):
        near = get_close_matches("_".join(words[:size]).lower(), _COMMANDS, n=1, cutoff=0.8)
        if near:
            yield " ".join([near[0], *words[size:]])
