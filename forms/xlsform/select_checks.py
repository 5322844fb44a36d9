"""What a question needs of the list it chooses from."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from forms.xlsform.choices import Lists
from forms.xlsform.records import Record
from forms.xlsform.references import has_reference
from forms.xlsform.types import FILE_ENDINGS, SelectType

Wrong = Iterator[tuple[str, str]]


def is_from_file(list_name: str) -> bool:
    """Whether a list is another file."""
    return PurePosixPath(list_name).suffix in FILE_ENDINGS


def wrong_select(record: Record, select: SelectType, lists: Lists, external: Lists) -> Wrong:
    """Yield (column, reason) for everything wrong between a question and its list."""
    yield from _wrong_list(record, select, lists, external)
    yield from _wrong_file(select)
    choices = lists.get(select.list_name)
    if select.select == "several" and choices is not None:
        yield from _blanks(select, choices)
    if select.or_other:
        yield from _wrong_other(record, choices)


def _wrong_list(record: Record, select: SelectType, lists: Lists, external: Lists) -> Wrong:
    name = select.list_name
    if select.select == "one_external":
        if name not in external:
            yield "type", f"no list on the external_choices sheet is called “{name}”"
        elif not record.text("choice_filter") and name not in lists:
            yield "type", "choices from the external_choices sheet need a choice_filter"
    elif name not in lists and not is_from_file(name):
        if not has_reference(name):
            yield "type", f"no list on the choices sheet is called “{name}”"
        elif select.select == "several":
            yield "type", "several answers cannot be chosen from the answers to a question"


def _wrong_file(select: SelectType) -> Wrong:
    if not select.command.endswith(("from_file", "from file")):
        return
    suffixes = PurePosixPath(select.list_name).suffixes
    if len(suffixes) != 1 or suffixes[0] not in FILE_ENDINGS:
        yield "type", f"the file must end in {', '.join(FILE_ENDINGS)}"


def _blanks(select: SelectType, choices: Sequence[Record]) -> Wrong:
    named = (choice for choice in choices if " " in choice.text("name"))
    for choice in named:
        name, row = choice.text("name"), choice.number
        yield (
            "type",
            f"“{name}” (row {row} of the choices) has a blank in its name, which a choice of "
            f"several cannot have (list “{select.list_name}”)",
        )


def _wrong_other(record: Record, choices: Sequence[Record] | None) -> Wrong:
    if record.text("choice_filter"):
        yield "choice_filter", "“or_other” cannot stand with a filter"
    if not choices:
        yield "type", "“or_other” needs a list on the choices sheet"
    elif not any(choice.text("name") == "other" for choice in choices):
        translated = any(set(choice.words("label")) - {""} for choice in choices)
        if translated and not all(choice.has("label") for choice in choices):
            yield "type", "“or_other” with translations needs a label on every choice"
