"""The entities sheet: an audit has no use for it, but what is wrong with it is refused."""

from collections.abc import Iterator

from forms.xlsform.entity_scopes import Mention, Scopes, path_of
from forms.xlsform.records import Record, Records
from forms.xlsform.references import is_name, references
from forms.xlsform.report import Notes
from forms.xlsform.survey import Item

SAVE_TO = ("bind", "entities:saveto")
_KNOWN = frozenset({"dataset", "entity_id", "create_if", "update_if", "repeat", "label"})
RULES = ("entity_id", "create_if", "update_if", "label")


def check_entities(records: Records | None, items: list[Item], notes: Notes) -> None:
    """Refuse declarations and `save_to` cells that cannot be followed."""
    declared: dict[str, Record] = {}
    if records:
        _refuse_unknown(records, notes)
    for record in records.rows if records else ():
        name = record.text("dataset")
        for path, reason in (*_wrong_name(name), *_wrong_declaration(record)):
            notes.refuse(record.sheet, record.number, record.column(path), reason)
        if name in declared:
            reason = f"“{name}” is already the list of row {declared[name].number}"
            notes.refuse(record.sheet, record.number, record.column("dataset"), reason)
        declared.setdefault(name, record)
    mentions = _mentions(declared, items, notes)
    for record, reason in Scopes(declared, mentions).conflicts():
        column = record.column(*SAVE_TO) or record.column("dataset")
        notes.refuse(record.sheet, record.number, column, reason)


def _refuse_unknown(records: Records, notes: Notes) -> None:
    filled = {path: value.column for row in records.rows for path, value in row.values.items()}
    for path, column in filled.items():
        if path[0] not in _KNOWN:
            reason = f"the entities sheet has no column “{path[0]}”"
            notes.refuse(records.name, records.sheet.heading_row, column, reason)


def _wrong_name(name: str) -> Iterator[tuple[str, str]]:
    if not name:
        yield "dataset", "an entity list needs a name"
    elif name.startswith("__") or "." in name or not is_name(name):
        yield "dataset", f"“{name}” cannot name an entity list: no point, no “__” before it"


def _wrong_declaration(record: Record) -> Iterator[tuple[str, str]]:
    given = {name for name in RULES if record.text(name)}
    if "update_if" in given and "entity_id" not in given:
        yield "update_if", "an entity that is updated needs an entity_id"
    if {"entity_id", "create_if"} <= given and "update_if" not in given:
        yield "create_if", "an entity that is created or updated needs update_if as well"
    if not given & {"entity_id", "label"}:
        yield "dataset", "an entity that is created needs a label"


def _mentions(
    declared: dict[str, Record], items: list[Item], notes: Notes
) -> dict[str, list[Mention]]:
    """Return list → where questions are saved to it, and where its rules name them."""
    named = {
        name: {each for rule in RULES for each in references(record.text(rule))}
        for name, record in declared.items()
    }
    found: dict[str, list[Mention]] = {}
    for item in items:
        if given := item.record.text(*SAVE_TO):
            name, saved = _target(given, declared)
            reason = _wrong_saving(item, name, saved, declared, found)
            if reason:
                record = item.record
                notes.refuse(record.sheet, record.number, record.column(*SAVE_TO), reason)
            else:
                found.setdefault(name, []).append(Mention(item.record, path_of(item), saved))
        for name, asked in named.items():
            if item.name in asked:
                mention = Mention(declared[name], path_of(item), "")
                found.setdefault(name, []).append(mention)
    return found


def _target(given: str, declared: dict[str, Record]) -> tuple[str, str]:
    """Return the list and the property that a `save_to` cell names."""
    name, hash_, saved = given.rpartition("#")
    only = next(iter(declared), "") if len(declared) < 2 else ""
    return (name if hash_ else only), saved


def _wrong_saving(
    item: Item,
    name: str,
    saved: str,
    declared: dict[str, Record],
    found: dict[str, list[Mention]],
) -> str:
    """Return why a row cannot be saved there, or nothing."""
    if not declared:
        return "“save_to” needs an entities sheet that declares the list"
    if name not in declared:
        return f"no entity list is called “{name}”; “save_to” is written “list#property”"
    if item.kind != "question":
        return f"a {item.kind} cannot be saved to an entity"
    if saved.lower() in ("name", "label") or saved.startswith("__") or not is_name(saved):
        return f"“{saved}” cannot name a property of an entity"
    if any(mention.property_name == saved for mention in found.get(name, ())):
        return f"another row is already saved to “{saved}”"
    return ""
