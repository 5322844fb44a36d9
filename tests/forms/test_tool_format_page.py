"""The page on the tool format says what is so: its examples are read as they stand."""

import re
from pathlib import Path

import pytest

from forms.rules import PlainAnswers, parse_rule
from forms.scales import Scale
from forms.source import read_source
from forms.tool_files import read_tool, scale_library
from forms.tools import AuditTool, Question, Section

PAGE = (Path(__file__).parents[2] / "docs" / "tool-format.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_small_tool_is_a_whole_tool() -> None:
    tool = read_tool(EXAMPLES[0].encode(), "page")
    assert (tool.id, len(tool.questions)) == ("visits", 3)


def test_the_examples_of_kinds_can_be_asked() -> None:
    example = next(text for text in EXAMPLES if "kind: several_of" in text)
    indented = re.sub(r"^(?=.)", "      ", example, flags=re.MULTILINE)
    before = "      - id: difference_visits"
    whole = EXAMPLES[0].replace(before, f"{indented}\n{before}")
    tool = read_tool(whole.encode(), "page")
    kinds = {question.kind for question in tool.questions.values()}
    assert kinds == {"graded", "one_of", "several_of", "number", "date", "text"}


def test_the_example_of_a_scale_can_be_used() -> None:
    example = next(text for text in EXAMPLES if text.startswith("scales:"))
    whole = EXAMPLES[0].replace("sections:", f"{example}sections:", 1)
    tool = read_tool(whole.replace("scale: ofsted", "scale: strength").encode(), "page")
    assert tool.scales_by_id["strength"].counted_codes == {"strong", "weak"}


def test_the_example_of_limits_stands_in_the_small_tool() -> None:
    example = next(text for text in EXAMPLES if text.startswith("limits:"))
    limits = re.sub(r"^(?=.)", "        ", example, flags=re.MULTILINE)
    whole = re.sub(r" {8}limits:\n.*\n", limits, EXAMPLES[0])
    tool = read_tool(whole.encode(), "page")
    assert [limit.cap for limit in tool.questions["child_seen"].limits] == [
        "inadequate",
        "requires_improvement",
    ]


def test_the_examples_of_rules_can_be_read() -> None:
    example = next(text for text in EXAMPLES if text.startswith("relevant:"))
    rules = re.findall(r'relevant: "(.*)"', example)
    assert len(rules) == 3
    assert parse_rule(rules[0]).holds(PlainAnswers({"seen_alone": "partly"}))
    assert parse_rule(rules[1]).holds(PlainAnswers({"checks_made": "health police", "gap": "29"}))
    assert not parse_rule(rules[2]).holds(PlainAnswers({"meetings": "none"}))


def test_the_page_names_every_scale_of_the_library() -> None:
    assert all(f"`{scale}`" in PAGE for scale in scale_library())


@pytest.mark.parametrize("model", [AuditTool, Section, Question, Scale])
def test_the_page_names_every_field(
    model: type[AuditTool] | type[Section] | type[Question] | type[Scale],
) -> None:
    missing = [name for name in model.model_fields if not re.search(rf"\b{name}\b", PAGE)]
    assert missing == []


def test_what_the_page_says_of_values_as_text_is_so() -> None:
    source = read_source(b"version: 1.10\nanswers: [no]\n", "page")
    assert source.data == {"version": "1.10", "answers": ["no"]}
