"""Reads the survey sheet as a tree of groups, repeats and questions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from forms.xlsform.cell_checks import meant, wrong_calculation, wrong_trigger
from forms.xlsform.choices import Lists
from forms.xlsform.parameters import read_parameters, wrong_parameters, wrong_range
from forms.xlsform.records import Record, Records
from forms.xlsform.references import is_name
from forms.xlsform.report import Notes
from forms.xlsform.select_checks import wrong_select
from forms.xlsform.settings import YES, Settings
from forms.xlsform.types import (
    LISTLESS,
    PLAIN_TYPES,
    SETTINGS_TYPES,
    Boundary,
    SelectType,
    read_boundary,
    read_osm,
    read_select,
)

_ALIASES = {
    "imei": "deviceid",
    "image": "photo",
    "add image prompt": "photo",
    "add photo prompt": "photo",
    "add audio prompt": "audio",
    "add video prompt": "video",
    "add file prompt": "file",
}
_GROUPS = {"group": "group", "repeat": "repeat", "loop": "group"}
"""A bare `group` as a type is a group without questions."""


@dataclass(eq=False)
class Item:
    """A group, repeat, loop or question of the survey sheet, with what stands inside it."""

    kind: Literal["group", "repeat", "loop", "question"]
    record: Record
    name: str
    type: str = ""
    select: SelectType | None = None
    list_name: str = ""
    """The list of the choices sheet that it uses, if it uses one."""
    parameters: dict[str, str] = field(default_factory=dict)
    children: list["Item"] = field(default_factory=list)
    parent: "Item | None" = None

    @property
    def appearance(self) -> str:
        """How the item is to look."""
        return self.record.text("control", "appearance")

    def walk(self) -> Iterator["Item"]:
        """Yield everything inside the item, in order."""
        for child in self.children:
            yield child
            yield from child.walk()


Wrong = Iterator[tuple[Item, str, str]]
"""What is wrong with items: the item, the path of its column with slashes, the reason."""


@dataclass
class Survey:
    """A survey sheet that was read: its tree, and every name that a reference may use."""

    root: Item
    names: Counter[str] = field(default_factory=Counter)
    questions: set[str] = field(default_factory=set)
    named: dict[str, str] = field(default_factory=dict)
    """Settings that stand in rows of this sheet: form_title, form_id."""


def read_survey(
    records: Records, lists: Lists, external: Lists, settings: Settings, notes: Notes
) -> Survey:
    """Return the tree of a survey sheet; what is wrong with its rows is refused."""
    reader = _Reader(lists, external, settings, notes)
    for record in records.rows:
        reader.read(record)
    reader.close()
    return reader.survey


class _Reader:
    """Goes down the rows; knows which groups are open."""

    def __init__(self, lists: Lists, external: Lists, settings: Settings, notes: Notes) -> None:
        self._lists = lists
        self._external = external
        self._notes = notes
        root = Item("group", settings.record, settings.root)
        self.survey = Survey(root)
        self._open: list[Item] = [root]
        self._repeats: set[str] = {settings.root}
        self._audited = False
        self._table: str | None = None
        """The list of the table that is open: "" until its first question names it."""

    def read(self, record: Record) -> None:
        """Take one row."""
        if record.text("disabled"):
            reason = "the column “disabled” is no part of XLSForm any more"
            self._note(record, "disabled", reason)
            if record.text("disabled") in YES or len(record.values) == 1:
                return
        type_ = record.text("type")
        type_ = _ALIASES.get(type_, type_)
        if not type_:
            self._without_type(record)
        elif type_ in SETTINGS_TYPES:
            self._common(record)
            self.survey.named[type_.removeprefix("set_")] = record.text("name")
        elif boundary := read_boundary(type_):
            self._boundary(record, boundary)
        else:
            self._question(record, type_)

    def close(self) -> None:
        """Refuse whatever is still open at the end of the sheet."""
        for item in self._open[1:]:
            reason = f"“begin {item.kind}” of “{item.name}” has no “end {item.kind}”"
            self._refuse(item.record, "type", reason)

    def _refuse(self, record: Record, column: str, reason: str) -> None:
        place = record.column(*column.split("/"))
        self._notes.refuse(record.sheet, record.number, place, reason)

    def _note(self, record: Record, column: str, reason: str) -> None:
        self._notes.ignore(record.sheet, record.number, record.column(column), reason)

    def _without_type(self, record: Record) -> None:
        if record.has("name") or record.has("label"):
            self._refuse(record, "type", "this row has no type")
        else:
            self._notes.ignore(
                record.sheet, record.number, None, "a row without type, name and label"
            )

    def _boundary(self, record: Record, boundary: Boundary) -> None:
        self._common(record)
        if boundary.begins:
            self._begin(record, boundary)
            return
        if record.has("bind", "entities:saveto"):
            self._refuse(record, "bind/entities:saveto", "the end of a group cannot be saved")
        self._table = None
        inner = self._open[-1]
        if len(self._open) == 1 or inner.kind != boundary.container:
            wanted = f"; “end {inner.kind}” is due" if len(self._open) > 1 else ""
            reason = f"no “begin {boundary.container}” belongs to this “end {boundary.container}”"
            self._refuse(record, "type", reason + wanted)
        if len(self._open) > 1:
            self._open.pop()

    def _begin(self, record: Record, boundary: Boundary) -> None:
        item = self._item(record, boundary.container)
        item.list_name = boundary.list_name
        if item.kind == "repeat" and item.name in self._repeats:
            reason = f"“{item.name}” is the name of another repeat, or of the form itself"
            self._refuse(record, "name", reason)
        if item.kind == "repeat":
            self._repeats.add(item.name)
        if item.kind == "loop" and boundary.list_name not in self._lists:
            reason = f"no list on the choices sheet is called “{boundary.list_name}”"
            self._refuse(
                record, "type", reason if boundary.list_name else "a loop must name its list"
            )
        self._open.append(item)
        if "table-list" in item.appearance.split():
            self._table = ""

    def _item(self, record: Record, kind: Literal["group", "repeat", "loop", "question"]) -> Item:
        name = record.text("name")
        if not name and record.text("type") == "note":
            name = f"generated_note_name_{record.number}"
        elif not name:
            what = "question" if kind == "question" else kind
            self._refuse(record, "name", f"this {what} has no name")
        elif not is_name(name):
            reason = f"“{name}” is not a name: a letter or _, then letters, digits, _ - ."
            self._refuse(record, "name", reason)
        item = Item(kind, record, name, record.text("type"), parent=self._open[-1])
        self._open[-1].children.append(item)
        self.survey.names[name] += 1
        return item

    def _common(self, record: Record) -> dict[str, str]:
        """Check what any row may have; return its parameters."""
        for reason in wrong_trigger(record.text("trigger")):
            self._refuse(record, "trigger", reason)
        parameters = read_parameters(record.text("parameters"))
        if parameters is None:
            self._refuse(record, "parameters", "parameters are written “key=value key=value”")
        return parameters or {}

    def _question(self, record: Record, type_: str) -> None:
        parameters = self._common(record)
        if type_ == "audit":
            self._audit(record, parameters)
            return
        if type_ in _GROUPS:
            self.survey.questions.add(self._item(record, "group").name)
            return
        select = read_select(type_)
        item = self._item(record, "question")
        item.type, item.parameters, item.select = type_, parameters, select
        self.survey.questions.add(item.name)
        for column, reason in (*self._wrong_type(item), *wrong_calculation(item.type, item.record)):
            self._refuse(record, column, reason)
        for reason in self._wrong_parameters(item):
            self._refuse(record, "parameters", reason)
        if select:
            self._select(item, select)

    def _audit(self, record: Record, parameters: dict[str, str]) -> None:
        if record.text("name") not in ("", "audit"):
            self._refuse(record, "name", "a row of type “audit” is named “audit”, or not at all")
        if self._audited:
            self._refuse(record, "type", "a form has one row of type “audit” at most")
        self._audited = True
        for reason in wrong_parameters("audit", None, parameters, ""):
            self._refuse(record, "parameters", reason)
        self._note(
            record, "type", "“audit” records what a device does; an audit tool has no use for it"
        )

    def _wrong_type(self, item: Item) -> Iterator[tuple[str, str]]:
        if item.select or read_osm(item.type) or item.type in PLAIN_TYPES:
            return
        if item.type not in LISTLESS:
            yield "type", f"“{item.type}” is not a type of question{meant(item.type)}"
        elif not item.record.text("itemset") and not item.record.text("list_name"):
            yield "type", f"“{item.type}” must name a list of the choices sheet"

    def _wrong_parameters(self, item: Item) -> Iterator[str]:
        yield from wrong_parameters(item.type, item.select, item.parameters, item.appearance)
        if item.type == "range":
            labels = self._lists.get(item.parameters.get("tick_labelset", ""))
            ticks = None if labels is None else [label.text("name") for label in labels]
            yield from wrong_range(item.parameters, item.appearance, ticks)

    def _select(self, item: Item, select: SelectType) -> None:
        item.list_name = select.list_name if select.list_name in self._lists else ""
        for column, reason in wrong_select(item.record, select, self._lists, self._external):
            self._refuse(item.record, column, reason)
        if self._table is None:
            return
        if self._table == "" and item.record.text("choice_filter"):
            self._refuse(item.record, "choice_filter", "a table has no filtered choices")
        self._table = self._table or select.list_name
        if self._table != select.list_name or select.list_name not in self._lists:
            reason = f"every question of this table must choose from one list, “{self._table}”"
            self._refuse(item.record, "type", reason)
