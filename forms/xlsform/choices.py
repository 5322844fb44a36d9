"""Reads the choices sheet: lists of choices by their names."""

from collections.abc import Callable, Iterable, Iterator

from forms.xlsform.headings import CHOICES
from forms.xlsform.records import Record, Records
from forms.xlsform.report import Notes

Lists = dict[str, list[Record]]

_LIST = "list name"


def read_lists(
    records: Records | None, notes: Notes, *, duplicates: bool, required: bool = True
) -> Lists:
    """Return the choices of every list; each must have a name of its own.

    `duplicates` allows one name twice in a list. `required` is false for lists of other programs'
    files, which nobody checks.
    """
    if records is None or not records.rows:
        return {}
    if required and not records.has_column("name"):
        reason = "the sheet has no column “name”"
        notes.refuse(records.name, records.sheet.heading_row, None, reason)
        return {}
    lists: Lists = {}
    for record in records.rows:
        if record.text(_LIST):
            lists.setdefault(record.text(_LIST), []).append(record)
    if required:
        for choices in lists.values():
            _check(choices, notes, duplicates)
    return lists


def _check(choices: Iterable[Record], notes: Notes, duplicates: bool) -> None:
    rows: dict[str, int] = {}
    for choice in choices:
        name = choice.text("name")
        if not name:
            place = choice.column("name")
            notes.refuse(choice.sheet, choice.number, place, "this choice has no name")
        elif name in rows and not duplicates:
            reason = f"“{name}” is already the name of the choice in row {rows[name]} of this list"
            notes.refuse(choice.sheet, choice.number, choice.column("name"), reason)
        rows.setdefault(name, choice.number)


def check_columns(records: Records, is_left_out: Callable[[str], bool], notes: Notes) -> None:
    """Refuse cells in split columns that mean nothing on this sheet, such as `note::English`.

    `is_left_out` says whether a list does not go into the form as other programs make it.
    """
    split = {
        column
        for column, path in records.paths.items()
        if len(path) > 1 and path[0] not in CHOICES.known and " " not in path[0]
    }
    for record, column in _filled(records, split):
        if is_left_out(record.text(_LIST)):
            continue
        heading = records.sheet.headings[column]
        reason = f"the column “{heading}” has no meaning here; write its heading without colons"
        notes.refuse(record.sheet, record.number, column, reason)


def _filled(records: Records, columns: set[int]) -> Iterator[tuple[Record, int]]:
    for record in records.rows:
        if record.text(_LIST):
            yield from (
                (record, value.column)
                for value in record.values.values()
                if value.column in columns
            )
