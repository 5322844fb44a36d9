"""The page on the tool format says what is so: its examples are read as they stand."""

import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from forms.questions import Choice, Escalation, Limit, Question
from forms.rules import FUNCTIONS, PlainAnswers, parse_rule
from forms.scales import Scale, ScalePoint
from forms.source import MAX_BYTES, read_source
from forms.tool_checks import Checked
from forms.tool_checks.ids import MOST_QUESTIONS
from forms.tool_checks.rule_places import rules_of
from forms.tool_files import builtin_tool, read_tool, scale_library
from forms.tools import (
    Amendment,
    AuditTool,
    Language,
    Origin,
    Repeat,
    Section,
    Standard,
    Suggestion,
    Theme,
)

PAGE = (Path(__file__).parents[2] / "docs" / "tool-format.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
HEAD = 'id: visits\nversion: "1.0"\ntitle: Visits\nlook_back_months: 6\n'
SECTION = "sections:\n  - id: examples\n    title: Examples\n    questions:\n"


def tool_of(example: str) -> AuditTool:
    """Return the tool that an example is, or is a part of."""
    if example.startswith("- "):
        example = SECTION + re.sub(r"^(?=.)", "      ", example, flags=re.MULTILINE)
    names = yaml.safe_load(example).keys()
    head = [line for line in HEAD.splitlines() if line.partition(":")[0] not in names]
    return read_tool("\n".join([*head, example]).encode(), "page")


def example_with(words: str) -> AuditTool:
    return tool_of(next(text for text in EXAMPLES if words in text))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.splitlines()[0])
def test_every_example_is_sound_as_it_stands(example: str) -> None:
    assert tool_of(example).questions


def test_every_kind_stands_in_an_example() -> None:
    kinds = {each.kind for text in EXAMPLES for each in tool_of(text).questions.values()}
    assert kinds == set(Question.model_fields["kind"].annotation.__args__)  # type: ignore[union-attr]


def test_every_field_stands_in_an_example() -> None:
    """One example for each feature: nothing is only said and never shown."""
    shown = {name for text in EXAMPLES for name in re.findall(r"\b([a-z_]+):", text)}
    models = (AuditTool, Section, Repeat, Question, Choice, Limit, Escalation, Scale, ScalePoint)
    fields = {name for model in (*models, Amendment, Standard) for name in model.model_fields}
    assert fields - shown == {
        "credit", "grade_scale", "grade_guidance", "suggestion", "not_applicable", "hint",
    }  # fmt: skip


@pytest.mark.parametrize(
    "model",
    [
        AuditTool, Section, Repeat, Question, Choice, Limit, Escalation, Scale, ScalePoint, Theme,
        Standard, Language, Suggestion, Amendment, Origin,
    ],
)  # fmt: skip
def test_the_page_names_every_field(model: type[BaseModel]) -> None:
    missing = [name for name in model.model_fields if not re.search(rf"`{name}`|{name}:", PAGE)]
    assert missing == []


def test_the_table_of_functions_is_the_one_of_the_language() -> None:
    section = PAGE.partition("### Functions")[2].partition("###")[0]
    rows = re.findall(r"^\| `(.*)` \| (.*) \|$", section, re.MULTILINE)
    assert rows == [tuple(each) for each in FUNCTIONS.values()]


def test_a_repeat_and_its_questions_are_seen_as_the_page_says() -> None:
    tool = example_with("each: brother or sister")
    assert tool.repeat_of["sibling_seen"] == "each_sibling"
    assert {part.field for part in rules_of(Checked(tool))} == {"relevant", "count"}


def test_parts_for_some_are_as_the_page_says() -> None:
    tool = example_with("agencies: [{id: social_care")
    assert tool.questions["own_report"].agencies == ("police",)
    assert tool.groups["oversight"].roles == ("manager",)


def test_the_example_of_languages_is_bilingual() -> None:
    welsh = example_with("title: Cymraeg").in_language("cy")
    assert welsh.title == "Ymweliadau"
    assert welsh.questions["seen_at_home"].label == "A welwyd y plentyn gartref?"


def test_the_example_of_a_scale_counts_as_the_page_says() -> None:
    scale = example_with("good_label: strong").scales_by_id["strength"]
    assert scale.counted_codes == {"strong", "weak"}
    assert [point.code for point in scale.offered] == ["unclear", "weak", "strong"]


@pytest.mark.parametrize(
    ("rule", "answers", "holds"),
    [
        ("${a} != 'no'", {}, True),
        ("${a} = 'yes'", {}, False),
        ("${days} > 28", {}, False),
        ("${days} <= 28", {}, False),
        ("${days} != 28", {}, True),
        ("coalesce(${days}, 0) < 28", {}, True),
        ("${days}", {"days": 0.0}, False),
        ("${days}", {"days": 2.0}, True),
        ("${a}", {"a": "no"}, True),
        ("${a}", {}, False),
    ],
)
def test_what_the_page_says_of_empty_answers_is_so(
    rule: str, answers: dict[str, str | float], holds: bool
) -> None:
    assert parse_rule(rule).holds(PlainAnswers(dict(answers))) is holds


def test_the_page_names_every_scale_of_the_library() -> None:
    assert all(f"`{scale}`" in PAGE for scale in scale_library())


def test_bounds_are_as_the_page_says() -> None:
    assert f"at most {MAX_BYTES // 1024**2} MiB" in PAGE
    assert f"at most {MOST_QUESTIONS:,} questions" in PAGE
    cuts = ", ".join(f"{cut:g}" for cut in Suggestion().cuts)
    assert f"{{cuts: [{cuts}]}}" in PAGE


def test_what_the_page_says_of_values_as_text_is_so() -> None:
    source = read_source(b"version: 1.10\nanswers: [no]\n", "page")
    assert source.data == {"version": "1.10", "answers": ["no"]}


def test_the_page_leads_to_tools_that_exist() -> None:
    assert builtin_tool("thresholds").questions
    assert (Path(__file__).parents[2] / "docs" / "tool-schema.json").is_file()
