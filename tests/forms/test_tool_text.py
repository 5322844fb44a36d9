"""A tool that is written down reads back as the same tool, whatever its words are."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.plain_tools import plain_tool, scale_library
from forms.tool_checks import faults
from forms.tool_files import builtin_tool, builtin_tool_ids, check_plain, read_tool
from forms.tool_text import tool_yaml
from forms.tools import AuditTool
from tests.forms.samples import visits
from tests.forms.tool_strategies import tools

AWKWARD = [
    "no", "Yes", "~", "null", "1.10", "0x1F", "2026-04-02", "12:30", "a: b", "a #b", "# a", "- a",
    "'", '"', "\\", "{a}", "[a]", "a, b", "&a", "*a", "!a", "|", ">", "%", "@", "`", "=", "<<",
    " a", "a ", "a  b", "a\nb", "a\n\nb", "a\n b", "a\n", "\na", "a\tb", "a\r\nb", "a\x07b",
    "a\x85b", "a\u2028b", "\ufeffa", "\u202eabc", "\u05e9\u05dc\u05d5\u05dd", "\U0001f600 ok",
    "e\u0301", "---", "...", "a:", ":a", "?", "? a", "-", "é", "ŵ ŷ", "ΩMEGA", "a" * 200,
    "word " * 40, ("long " * 30 + "\n") * 3,
]  # fmt: skip
WORDS = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=40))
LONG = ("guidance", "hint", "purpose", "credit", "grade_guidance", "constraint_message", "note")
SHORT = ("title", "label", "reason", "each")


def comes_back(tool: AuditTool) -> None:
    text = tool_yaml(tool)
    again = read_tool(text.encode(), "t.yaml")
    assert again == tool
    assert again.hash == tool.hash
    assert max(len(line) for line in text.splitlines()) < 1_000_000


@pytest.mark.parametrize("tool_id", builtin_tool_ids())
def test_a_built_in_tool_comes_back_with_its_hash(tool_id: str) -> None:
    comes_back(builtin_tool(tool_id))


@settings(max_examples=60, deadline=None)
@given(tools())
def test_a_random_tool_comes_back(tool: AuditTool) -> None:
    assert faults(tool) == []
    comes_back(tool)
    assert check_plain(plain_tool(tool)) == (tool, ())


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_any_words_come_back(data: st.DataObject) -> None:
    plain: Any = visits().model_dump(mode="json")
    plain["languages"] = [{"code": "en", "title": "English"}, {"code": "no", "title": "Norsk"}]
    for part in parts_of(plain):
        for name in LONG + SHORT:
            if name in part and data.draw(st.booleans()):
                words = data.draw(WORDS)
                part[name] = words if name in LONG else words.strip()[:300] or "x"
        if "label" in part and "kind" in part:
            part["translations"] = {"no": {"label": data.draw(WORDS)}}
            part["unit"] = data.draw(WORDS)[:40] if part["kind"] == "number" else ""
        if part.get("code") == "refused":
            part["columns"] = {"y": data.draw(WORDS)[:300]}
    comes_back(AuditTool.model_validate(plain))


def parts_of(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        inside = [part for each in value.values() for part in parts_of(each)]
        return [value, *inside]
    return [part for each in value for part in parts_of(each)] if isinstance(value, list) else []


@pytest.mark.parametrize("words", AWKWARD)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
def test_other_programs_read_the_words_alike(words: str, loader: type[yaml.SafeLoader]) -> None:
    """PyYAML has two readers of its own, which differ in what they let stand without quotes."""
    plain = visits().model_dump(mode="json")
    plain["title"] = words.strip()[:300] or "x"
    plain["sections"][0]["questions"][1]["choices"][0]["label"] = words.strip()[:300] or "x"
    tool = AuditTool.model_validate(plain)
    assert yaml.load(tool_yaml(tool), loader) == plain_tool(tool)  # noqa: S506


@settings(max_examples=25, deadline=None)
@given(tools())
def test_other_programs_read_the_same_values(tool: AuditTool) -> None:
    assert yaml.safe_load(tool_yaml(tool)) == plain_tool(tool)


def test_a_value_is_written_where_it_differs_from_the_default_only() -> None:
    plain = plain_tool(visits())
    assert "grade_scale" not in plain
    assert "scales" not in plain
    assert plain["look_back_months"] == 12


def test_a_scale_of_the_library_is_written_out_where_it_was_changed() -> None:
    tool = visits()
    renamed = tuple(
        scale.model_copy(update={"title": "Ours"}) if scale.id == "yes_no" else scale
        for scale in tool.scales
    )
    changed = tool.model_copy(update={"scales": renamed})
    assert check_plain(plain_tool(changed)) == (changed, ())
    turned = tool.model_copy(update={"scales": tool.scales[::-1]})
    assert check_plain(plain_tool(turned)) == (turned, ())
    comes_back(tool.model_copy(update={"scales": (*tool.scales, scale_library()["rag"])}))


def test_the_text_looks_like_the_built_in_tools() -> None:
    lines = tool_yaml(builtin_tool("thresholds")).splitlines()
    assert lines[:4] == ["id: thresholds", 'version: "1.0"', "title: Thresholds", "purpose: >-"]
    assert "  - {id: timeliness, title: Timely decisions}" in lines
    assert "          - {code: police, label: Police}" in lines
    assert max(map(len, lines)) <= 100
