"""Writes out what a form leaves to others to write out: loops, and “or other”."""

from collections.abc import Iterator
from dataclasses import replace

from forms.xlsform.choices import Lists
from forms.xlsform.records import Record, Value
from forms.xlsform.survey import Item

_SPECIFY = "Specify other."


def written_out(items: list[Item], lists: Lists) -> list[Item]:
    """Return items with loops as groups, and a text question after each “or other”."""
    return [each for item in items for each in _written(item, lists)]


def add_other(items: list[Item], lists: Lists) -> None:
    """Add the choice “Other” to each list that an “or other” question uses."""
    for item in items:
        if item.select and item.select.or_other:
            choices = lists.get(item.select.list_name, [])
            if choices and not any(choice.text("name") == "other" for choice in choices):
                choices.append(_other(choices[-1]))


def _other(last: Record) -> Record:
    labels = {
        path: Value("Other", value.column)
        for path, value in last.values.items()
        if path[0] == "label"
    }
    name = Value("other", last.column("name") or 1)
    return Record(last.sheet, last.number, {**labels, ("name",): name}, last.columns)


def _written(item: Item, lists: Lists) -> Iterator[Item]:
    if item.kind == "question":
        yield item
        if item.select and item.select.or_other:
            yield _specified(item)
    elif item.kind == "loop":
        columns = [
            choice for choice in lists.get(item.list_name, ()) if choice.text("name") != "none"
        ]
        groups = [_column(item, choice, lists) for choice in columns]
        yield replace(item, kind="group", children=groups)
    else:
        yield replace(item, children=written_out(item.children, lists))


def _specified(item: Item) -> Item:
    name = f"{item.name}_other"
    column = item.record.column("type") or 1
    values = {
        ("type",): Value("text", column),
        ("name",): Value(name, column),
        ("label",): Value(_SPECIFY, column),
        ("bind", "relevant"): Value(f"selected(${{{item.name}}}, 'other')", column),
    }
    record = Record(item.record.sheet, item.record.number, values)
    return Item("question", record, name, "text", parent=item.parent)


def _column(loop: Item, choice: Record, lists: Lists) -> Item:
    words = {"name": choice.text("name")}
    for path, value in choice.values.items():
        if path[0] == "label":
            words[path[1] if len(path) > 1 else ""] = value.text
    record = Record(
        loop.record.sheet, loop.record.number, {**loop.record.values, **_labels(choice)}
    )
    children = [_filled(child, words) for child in loop.children]
    children = written_out(children, lists)
    return Item("group", record, choice.text("name"), children=children, parent=loop)


def _labels(choice: Record) -> dict[tuple[str, ...], Value]:
    return {path: value for path, value in choice.values.items() if path[0] == "label"}


def _filled(child: Item, words: dict[str, str]) -> Item:
    """Return a question of a loop with the name and label of one choice put in."""
    label = words.get("") or next((text for key, text in words.items() if key != "name"), "")

    def put(path: tuple[str, ...], text: str) -> str:
        own = words.get(path[-1], label) if len(path) > 1 else label
        text = text.replace("%(name)s", words["name"]).replace("%(label)s", own)
        return text.replace("%%", "%")

    values = {
        path: Value(put(path, value.text), value.column)
        for path, value in child.record.values.items()
    }
    inside = [_copied(each) for each in child.children]
    return replace(child, record=replace(child.record, values=values), children=inside)


def _copied(item: Item) -> Item:
    return replace(item, children=[_copied(each) for each in item.children])
