"""A report template as a JSON file: the same fields as in the cabinet, every fault at its place."""

from __future__ import annotations

import json
from typing import Final

from pydantic import ValidationError

from forms.answer_files.json_text import JsonText, Node
from forms.answer_files.places import Place, Problems
from forms.errors import AuditAppError
from forms.plain_words import Explained, explained
from forms.report_templates import ReportTemplate
from forms.source import Path

LARGEST_FILE: Final = 8 * 1024 * 1024
"""Bytes; a hundred parts with as many words as each takes are half of it."""


def read_template(content: bytes, name: str) -> ReportTemplate:
    """Return the template that a file holds; `name` is what the file is called.

    Raises ProblemsFound with everything that is wrong with it, AuditAppError where it is too large.
    """
    if len(content) > LARGEST_FILE:
        raise AuditAppError(f"“{name}” is too large to be a report template.")
    problems = Problems(name)
    text = JsonText(content, problems)
    try:
        template = ReportTemplate.model_validate(_plain(text.root))
    except ValidationError as error:
        for each in explained(error):
            problems.add(_place(text, each), each.message)
        problems.raise_any()
        raise
    if template.from_ and template.to and template.from_ > template.to:
        where = _found(text.root, ("to",))
        problems.add(text.place(where.at), "the last day is before the first")
    problems.raise_any()
    return template


def template_text(template: ReportTemplate) -> str:
    """Return a template as the text of a file that `read_template` reads back."""
    plain = template.model_dump(mode="json", by_alias=True, exclude={"status"}, exclude_none=True)
    return f"{json.dumps(plain, ensure_ascii=False, indent=2)}\n"


def _plain(node: Node) -> object:
    value = node.value
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value


def _place(text: JsonText, found: Explained) -> Place:
    node = _found(text.root, found.path)
    return text.place(node.name_at if found.about_name else node.at)


def _found(root: Node, path: Path) -> Node:
    """Return the value that a path leads to, or the last on the way that is there.

    Paths also name the kind of a part, which is no place in a file.
    """
    node = root
    for step in path:
        value = node.value
        if isinstance(value, dict) and step in value:
            node = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            node = value[step]
    return node
