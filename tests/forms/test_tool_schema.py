"""The published JSON Schema is that of the code: it takes sound tools and refuses broken ones."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from forms.plain_tools import plain_tool
from forms.source import read_source
from forms.tool_files import builtin_tool_ids, read_tool
from forms.tool_schema import tool_schema
from forms.tool_text import tool_yaml
from forms.tools import AuditTool
from tests.forms.samples import VISITS, visits
from tests.forms.tool_strategies import tools

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "docs" / "tool-schema.json"
BROKEN = ROOT / "tests" / "forms" / "broken_tools"
VALIDATOR = Draft202012Validator(tool_schema())

BY_FORM_ALONE = ("amends", "answers", "bounds", "fields", "head", "ids", "languages", "limits")
"""Broken tools in which something can be told without knowing the whole tool."""


def written() -> str:
    return json.dumps(tool_schema(), indent=1, ensure_ascii=False) + "\n"


def test_the_published_schema_is_the_one_of_the_code() -> None:
    """When the format changes, publish it again: write `written()` to docs/tool-schema.json."""
    assert PUBLISHED.read_text("utf-8") == written()


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(tool_schema())


@pytest.mark.parametrize("tool_id", builtin_tool_ids())
def test_built_in_tools_fit_as_text_and_as_values(tool_id: str) -> None:
    content = resources.files("resources").joinpath("tools", f"{tool_id}.yaml").read_bytes()
    VALIDATOR.validate(read_source(content, tool_id).data)
    VALIDATOR.validate(plain_tool(read_tool(content, tool_id)))


@settings(max_examples=25, deadline=None)
@given(tools())
def test_random_tools_fit(tool: AuditTool) -> None:
    VALIDATOR.validate(plain_tool(tool))
    VALIDATOR.validate(read_source(tool_yaml(tool).encode(), "t.yaml").data)


@pytest.mark.parametrize("name", BY_FORM_ALONE)
def test_broken_tools_are_refused(name: str) -> None:
    data = read_source((BROKEN / f"{name}.yaml").read_bytes(), name).data
    assert list(VALIDATOR.iter_errors(data))


@pytest.mark.parametrize(
    ("name", "value"),
    [("colour", "red"), ("look_back_months", "soon"), ("version", "v1"), ("sections", [])],
)
def test_one_wrong_value_is_refused_at_its_place(name: str, value: object) -> None:
    data: Any = {**plain_tool(visits()), name: value}
    (error,) = VALIDATOR.iter_errors(data)
    assert list(error.absolute_path) == ([] if name == "colour" else [name])


def test_values_may_stand_with_and_without_quotes() -> None:
    quoted = VISITS.replace(b"required: false", b'required: "no"')
    VALIDATOR.validate(read_source(quoted, "t.yaml").data)
    data: Any = plain_tool(visits())
    VALIDATOR.validate({**data, "version": 1.0, "look_back_months": "12"})


def test_editors_can_explain_every_field_of_a_question() -> None:
    fields = VALIDATOR.schema["$defs"]["Question"]["properties"]
    silent = [name for name, field in fields.items() if not field.get("description")]
    assert silent == []
