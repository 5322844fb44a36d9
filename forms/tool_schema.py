"""The format of a tool file as a JSON Schema, by which editors complete and explain it."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import cast

from pydantic import BaseModel, JsonValue

from forms.questions import CHOICE_KINDS
from forms.tools import AuditTool
from forms.wording import Translated

Schema = dict[str, JsonValue]

_NUMBER = r"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$"
_YES_OR_NO: list[JsonValue] = [True, False, "true", "false", "yes", "no"]

_PLAIN_FIELDS = {
    "id": "The permanent name: answers, rules and trends are kept under it.",
    "code": "What is stored and counted.",
    "kind": "How the question is answered.",
    "label": "The words that are shown.",
    "title": "The words that are shown.",
    "version": "Numbers with points, in quotes: “1.0”.",
    "purpose": "What the tool is for.",
    "credit": "From whom it was borrowed.",
    "theme": "The id of a theme: the heading in a report that gathers the answers.",
    "scale": "The scale of a graded question: one of the library or of the tool's own.",
    "choices": "The answers that are offered.",
    "weight": "The part of the question in the suggested grade of its section.",
    "limits": "Answers that cap the suggested overall grade.",
    "escalates": "Answers that raise a safeguarding concern.",
    "evidence": "Whether an answer is to be backed by evidence.",
    "required": "Whether an audit can be completed without an answer.",
    "minimum": "The least that may be given.",
    "maximum": "The most that may be given.",
    "earliest": "The first day that may be given.",
    "latest": "The last day that may be given; “today” is the day of answering.",
    "max_length": "The most characters of a text.",
    "read_only": "Whether only a default or a calculation fills it in.",
    "required_message": "What is said while an answer is missing.",
    "constraint_message": "What is said while the constraint is false.",
    "unit": "What a number counts: days, visits.",
    "translations": "The words in further languages: language, then field, then words.",
    "repeat": "For sections that are answered once for each of something.",
    "themes": "Headings under which reports gather questions.",
    "standards": "The standards that questions refer to.",
    "scales": "Scales of the tool's own; those of the library need not stand here.",
    "sections": "The sections, in the order of the form.",
    "questions": "The questions, in the order of the form.",
}
"""What needs no docstring in the models, said for somebody who writes a file."""


def tool_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a tool file, made from the models.

    The reader takes every value as text first, so numbers and yes or no may stand as text, and
    text that looks like a number need not be quoted.
    """
    schema = cast(Schema, AuditTool.model_json_schema())
    parts = cast(dict[str, Schema], schema.pop("$defs"))
    for model in _models(AuditTool):
        _explain(schema if model is AuditTool else parts[model.__name__], model)
    # The library's scales are borrowed by name.
    schema["required"] = [name for name in cast(list[str], schema["required"]) if name != "scales"]
    parts["Question"]["allOf"] = _needs_of_kinds()
    whole: Schema = {**schema, "$defs": cast(JsonValue, parts)}
    loosened = cast(Schema, _loosened(whole))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **loosened}


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model and every model in it, each once."""
    seen: set[type[BaseModel]] = set()
    waiting = [model]
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            yield each
            for field in each.model_fields.values():
                waiting += _models_in(field.annotation)


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    inner: tuple[object, ...] = getattr(annotation, "__args__", ())
    return [model for each in inner for model in _models_in(each)]


def _explain(schema: Schema, model: type[BaseModel]) -> None:
    fields = cast(dict[str, Schema], schema["properties"])
    docstrings = {name: text for each in model.__mro__[::-1] for name, text in _docstrings(each)}
    for name, field in fields.items():
        if said := docstrings.get(name) or _PLAIN_FIELDS.get(name):
            field["description"] = said
        if field.get("default", 0) is None:
            del field["default"]
    if issubclass(model, Translated):
        by_language = cast(dict[str, Schema], fields["translations"]["patternProperties"])
        for words in by_language.values():
            text = words.pop("additionalProperties")
            words["properties"] = dict.fromkeys(model.TRANSLATABLE, text)


def _docstrings(model: type) -> Iterator[tuple[str, str]]:
    """Yield the fields of a class whose lines are followed by a docstring, with that."""
    if not issubclass(model, BaseModel) or model is BaseModel:
        return
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    body = cast(ast.ClassDef, definition).body
    for line, after in pairwise(body):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            is_text = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            if is_text:
                text = str(cast(ast.Constant, cast(ast.Expr, after).value).value)
                yield line.target.id, " ".join(text.split())


def _needs_of_kinds() -> list[JsonValue]:
    needs = {"graded": "scale", "calculated": "calculation"}
    needs |= dict.fromkeys(sorted(CHOICE_KINDS), "choices")
    return [
        {"if": {"properties": {"kind": {"const": kind}}}, "then": {"required": [name]}}
        for kind, name in needs.items()
    ]


def _loosened(schema: JsonValue) -> JsonValue:
    """Accept what the reader accepts: numbers and yes or no for text, text for those."""
    if isinstance(schema, list):
        return [_loosened(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner: Schema = {name: _loosened(each) for name, each in schema.items()}
    if "properties" in inner or "patternProperties" in inner:
        inner["additionalProperties"] = False
    loosen = _LOOSENED.get(str(inner.get("type"))) if "const" not in inner else None
    return loosen(inner) if loosen and "enum" not in inner else inner


def _as_text(schema: Schema) -> Schema:
    return schema if "format" in schema else {**schema, "type": ["string", "number", "boolean"]}


def _as_number(schema: Schema) -> Schema:
    return {**schema, "type": [cast(str, schema["type"]), "string"], "pattern": _NUMBER}


def _as_yes_or_no(schema: Schema) -> Schema:
    return {**{name: each for name, each in schema.items() if name != "type"}, "enum": _YES_OR_NO}


_LOOSENED: dict[str, Callable[[Schema], Schema]] = {
    "string": _as_text,
    "number": _as_number,
    "integer": _as_number,
    "boolean": _as_yes_or_no,
}
