"""What must hold between the rows of a survey: names, loops, and references to one another."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from forms.xlsform.choices import Lists
from forms.xlsform.entities import RULES
from forms.xlsform.records import Record
from forms.xlsform.references import is_name, is_reference, references
from forms.xlsform.report import Notes
from forms.xlsform.survey import Item, Survey
from forms.xlsform.types import EXTERNAL_FILES

_SUBSTITUTES = re.compile(r"%%|%\((?:name|label)\)s")
_USED = frozenset(
    {
        *("label", "hint", "guidance_hint", "media", "bind", "control", "default"),
        *("choice_filter", "instance"),
    }
)
"""Columns whose references are looked up once a loop has been written out."""
_USED_BY_GROUPS = _USED - {"hint", "guidance_hint", "default", "choice_filter"}
_LABELS = frozenset({"label", "media"})


def check_tree(survey: Survey, lists: Lists, notes: Notes) -> None:
    """Refuse names that stand twice, loops that cannot be written out, and lost references."""
    items = [survey.root, *survey.root.walk()]
    for item in items:
        for child, reason in _twice(item):
            _refuse(notes, child.record, "name", reason)
        if item.kind == "loop":
            _check_loop(item, lists.get(item.list_name, ()), notes)
    written = written_names(survey, lists)
    choices = (choice for choices in lists.values() for choice in choices)
    _check_rows(choices, _LABELS, written, survey.names, notes)
    for item in items[1:]:
        if item.kind == "repeat" and written[item.name] > 1 and survey.names[item.name] == 1:
            _refuse(notes, item.record, "type", "a loop cannot write a repeat more than once")
        for path, reason in _lost(item, written, survey.names):
            _refuse(notes, item.record, path, reason)


def check_others(
    form: Record, entities: Iterable[Record], survey: Survey, lists: Lists, notes: Notes
) -> None:
    """Refuse lost references in the settings of the form and on its sheet of entities."""
    written = written_names(survey, lists)
    _check_rows([form], frozenset({"instance_name"}), written, survey.names, notes)
    _check_rows(entities, frozenset(RULES), written, survey.names, notes)


def generated_names(item: Item) -> Iterator[str]:
    """Yield the names that converting an item adds beside it."""
    if item.select and item.select.or_other:
        yield f"{item.name}_other"
    count = item.record.text("control", "jr:count")
    if item.kind != "question" and count and not is_reference(count):
        yield f"{item.name}_count"


def written_names(survey: Survey, lists: Lists) -> Counter[str]:
    """Return how often each name stands in the form once its loops are written out."""
    written: Counter[str] = Counter({"instanceID": 1, survey.root.name: 1})

    def add(item: Item, times: int) -> None:
        if item.type in EXTERNAL_FILES:
            return
        for name in (item.name, *generated_names(item)):
            written[name] += times
        if item.kind == "loop":
            names = [choice.text("name") for choice in lists.get(item.list_name, ())]
            columns = [name for name in names if name != "none"]
            written.update(dict.fromkeys(columns, times))
            times *= len(columns)
        for child in item.children:
            add(child, times)

    for child in survey.root.children:
        add(child, 1)
    return written


def _refuse(notes: Notes, record: Record, path: str, reason: str) -> None:
    notes.refuse(record.sheet, record.number, record.column(*path.split("/")), reason)


def _twice(group: Item) -> Iterator[tuple[Item, str]]:
    rows: dict[str, int] = {}
    for child in group.children:
        if child.name == "meta":
            yield child, "the name “meta” is kept for what a form says of itself"
        for name in (child.name, *generated_names(child)):
            if name and name in rows:
                yield child, f"“{name}” is already the name of row {rows[name]} in this group"
            rows.setdefault(name, child.record.number)


def _check_loop(loop: Item, choices: Sequence[Record], notes: Notes) -> None:
    for choice in choices:
        name = choice.text("name")
        if name != "none" and not is_name(name):
            reason = f"“{name}” becomes the name of a group, and is not a name"
            _refuse(notes, choice, "name", reason)
        if name != "none" and not choice.has("label"):
            _refuse(notes, choice, "name", "a choice that a loop goes over needs a label")
    for child in loop.children:
        for path, value in child.record.values.items():
            if "%" in _SUBSTITUTES.sub("", value.text):
                reason = "inside a loop a “%” is written “%%”, or “%(name)s” or “%(label)s”"
                _refuse(notes, child.record, "/".join(path), reason)


def _lost(item: Item, written: Counter[str], named: Counter[str]) -> Iterator[tuple[str, str]]:
    count = f"{item.name}_count"
    if count in generated_names(item) and written[count] > 1:
        yield "control/jr:count", f"the form needs the name “{count}” for this count"
    for place, name in _looked_up(item):
        if name and written[name] != 1:
            how = "more than once" if written[name] else "nowhere"
            yield place, f"“${{{name}}}” stands {how} in the form"
    if item.type in EXTERNAL_FILES:
        if item.parent and item.parent.kind == "repeat":
            yield "type", "a file cannot be brought in inside a repeat"
        return
    used = _USED if item.select else _USED - {"choice_filter"}
    used = used if item.kind == "question" else _USED_BY_GROUPS
    yield from _no_answers(item.record, used, written, named)


def _check_rows(
    rows: Iterable[Record],
    used: Set[str],
    written: Counter[str],
    named: Counter[str],
    notes: Notes,
) -> None:
    for row in rows:
        for path, reason in _no_answers(row, used, written, named):
            _refuse(notes, row, path, reason)


def _no_answers(
    record: Record, used: Set[str], written: Counter[str], named: Counter[str]
) -> Iterator[tuple[str, str]]:
    """Yield references to what is in the sheet once, but not once in the form."""
    for path, value in record.values.items():
        if path[0] in used and "${" in value.text:
            for name in references(value.text):
                if name and named[name] == 1 and written[name] != 1:
                    yield "/".join(path), f"“${{{name}}}” {_why_lost(written[name])}"


def _why_lost(times: int) -> str:
    if times:
        return "is not clear: it stands in a loop, or the form itself has this name"
    return "has no answer: it is a file, or in a loop over nothing"


def _looked_up(item: Item) -> Iterator[tuple[str, str | None]]:
    if item.select:
        yield from (("type", name) for name in references(item.select.list_name))
    if "seed" in item.parameters:
        yield from (("parameters", name) for name in references(item.parameters["seed"]))
