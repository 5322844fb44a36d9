"""A tool file is read whole, or everything that is wrong with it is told with line and column."""

import re
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.errors import AuditAppError, ProblemsFound
from forms.source import read_source
from forms.tool_checks import faults
from forms.tool_files import builtin_tool, builtin_tool_ids, read_tool
from forms.tools import AuditTool
from tests.forms.samples import VISITS, visits


def problems(content: str | bytes) -> list[str]:
    raw = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(ProblemsFound) as caught:
        read_tool(raw, "t.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_a_tool_is_read_with_the_library_scales_it_names() -> None:
    tool = visits()
    assert set(tool.scales_by_id) == {"ofsted", "yes_no", "zero_to_three", "met"}
    assert list(tool.questions)[:3] == ["seen_alone", "reason", "standard"]
    assert tool.questions["standard"].weight == 2
    assert not tool.sections[1].graded
    assert faults(tool) == []


def test_an_own_scale_comes_before_the_library_s() -> None:
    own = b"""scales:
  - id: yes_no
    title: Ja oder nein
    points:
      - {code: "yes", label: Ja, value: 1, good: true, symbol: J}
      - {code: "no", label: Nein, value: 0, symbol: N}
sections:
"""
    tool = read_tool(VISITS.replace(b"sections:\n", own, 1), "t.yaml")
    assert tool.codes_of(tool.questions["seen_alone"]) == {"yes": "Ja", "no": "Nein"}


WRONG = """\
id: Visits
version: v1
title: ""
look_back_months: soon
colour: red
grade_scale: ofsted
suggestion: {cuts: [0.9, 0.5]}
themes:
  - {id: seen, title: Seen}
  - {id: seen, title: Again}
sections:
  - id: one
    title: One
    questions:
      - {id: a, kind: graded, label: A?}
      - {id: a, kind: graded, scale: stars, label: A?}
      - {id: b, kind: one_of, label: B?, choices: [{code: x, label: X}]}
      - {id: c, kind: number, label: C?, minimum: 5, maximum: 1, scale: yes_no}
      - {id: d, kind: text, label: D?, relevant: "${e} = 'x'"}
      - {id: e, kind: text, label: E?, relevant: "${a} = "}
      - {id: f, kind: text, label: F?, relevant: "${nobody} = 1", theme: other}
      - {id: g, kind: date, label: G?, earliest: 2026-01-01, latest: 2025-01-01}
      - {id: h, kind: graded, scale: yes_no, label: H?,
         limits: [{answers: [maybe], cap: superb, reason: it is}]}
      - {id: 9z, kind: essay, label: Z?, weight: -1, max_length: 0}
      - {id: i, kind: several_of, label: I?, choices: [{code: x, label: X}, {code: x, label: Y},
         {code: hidden, label: H}], minimum: 3, latest: today}
"""


FAULTS = """
1 Visits · 2 v1 · 3 "" · 4 soon · 5 colour · 7 [0.9 · 10 seen · 15 {id · 16 a, kind · 16 stars
18 1, scale · 18 scale · 20 = " · 21 ${nobody · 21 other · 22 2025
24 maybe · 24 superb · 25 9z · 25 essay · 25 -1 · 25 0} · 26 x, label: Y · 27 hidden
27 minimum · 27 latest
"""


def test_every_fault_of_a_file_is_told_in_one_run_at_its_place() -> None:
    lines = WRONG.splitlines()
    with pytest.raises(ProblemsFound) as caught:
        read_tool(WRONG.encode(), "t.yaml")
    found = [
        (problem.line, lines[problem.line - 1][problem.column - 1 :])
        for problem in caught.value.problems
    ]
    expected = [entry.split(" ", 1) for entry in re.split(" · |\n", FAULTS.strip())]
    assert len(found) == len(expected)
    for (line, rest), (number, start) in zip(found, expected, strict=True):
        assert (line, rest[: len(start)]) == (int(number), start)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: visits", "id: Visits", "t.yaml:1:5: must be lower-case words joined by hyphens"),
        ('version: "1.0"', "", "t.yaml:1:1: “version” is missing"),
        ('version: "1.0"', "version: one", "t.yaml:2:10: must be a version such as 1.0"),
        ("title: Visits", "titel: Visits", "t.yaml:3:1: “titel” is not known here"),
        ("look_back_months: 12", "look_back_months: 0", "t.yaml:4:19: must be at least 1"),
        ("look_back_months: 12", "look_back_months: a year", "t.yaml:4:19: must be a whole number"),
        ("look_back_months: 12", "grade_scale: x", "no scale has this name"),
        ("minimum: 0", "minimum: .inf", "must be a number"),
        ("minimum: 0", "minimum: nan", "must be a number"),
        ("weight: 2", "weight: heavy", "must be a number"),
        ("required: false", "required: perhaps", "must be true or false"),
        ("latest: today", "latest: tomorrow", "must be"),
        ("scale: met", "scale: mett", "no scale is called “mett” (there are agreement"),
        ("theme: seen", "theme: sen", "“sen” is not one of the tool's themes"),
        ("${seen_alone} =", "${seen} =", "no question is called “seen”"),
        ("${seen_alone} =", "${seen_alon} =", "“seen_alon”; did you mean ${seen_alone}?"),
        ("${seen_alone} =", "${reason} =", "a circle: “reason” depends on “reason”"),
        ("'no'\"", "'nein'\"", "“nein” is never the answer to “seen_alone” (no, yes)"),
        ("cap: requires_improvement", "cap: bad", "“bad” is not a grade of this tool"),
        ("label: Which methods?", "label: ''", "must not be empty"),
        ("code: away", "code: refused", "“refused” is already the code of another choice"),
        ("code: away", "code: not_applicable", "“not_applicable” is reserved"),
        ("id: facts", "id: visiting", "“visiting” is already the id of another section"),
        ("id: facts", "id: overall", "“overall” is the name of a part every audit has"),
        ("id: days", "id: words", "“words” is already the id of another question"),
        (
            "look_back_months: 12",
            "look_back_months: 12\nsuggestion: {cuts: [0.1, 0.5, 0.9]}",
            "must fall from grade to grade",
        ),
        (
            "look_back_months: 12",
            "look_back_months: 12\nsuggestion: {cuts: [2, 0.5, 0.1]}",
            "must be at most 1",
        ),
    ],
)
def test_one_fault_is_told_in_plain_words(old: str, new: str, expected: str) -> None:
    text = VISITS.decode()
    assert old in text
    assert any(expected in line for line in problems(text.replace(old, new, 1)))


def test_a_list_where_a_map_should_be_is_told() -> None:
    assert problems("id: [a]\nversion: {b: c}\nsections: none\nscales: 3\nthemes: {a: b}\n")


def test_an_unknown_built_in_tool_names_those_there_are() -> None:
    with pytest.raises(AuditAppError) as caught:
        builtin_tool("voices")
    assert all(name in str(caught.value) for name in builtin_tool_ids())


def test_the_hash_follows_the_content_not_the_writing() -> None:
    tool = visits()
    commented = b"# a note\n" + VISITS.replace(b'label: "', b'label:   "')
    assert read_tool(commented, "other.yaml").hash == tool.hash
    assert read_tool(VISITS.replace(b"Days to", b"Days until"), "t.yaml").hash != tool.hash


def test_faults_of_a_tool_that_was_never_a_file_are_found() -> None:
    """A tool from a received database passed the models, not the checks between its parts."""
    plain = visits().model_dump(mode="json")
    plain["grade_scale"] = "unheard_of"
    plain["sections"][0]["questions"][1]["relevant"] = "${days} = ("
    plain["sections"][0]["questions"][0]["scale"] = "stars"
    found = " ".join(faults(AuditTool.model_validate(plain)))
    assert "no scale has this name" in found
    assert "of the rule" in found
    assert "no scale is called “stars”" in found


PLAIN_VISITS = read_source(VISITS, "t.yaml").data

HOSTILE = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "nan", "-1", "1e400", "${a} = ", "9" * 5_000, "${" * 900, "-" * 1_990 + "1"]
    ),
    st.none(),
    st.just([]),
    st.just({}),
    st.just([["x"], {"id": "a"}]),
    st.just({"id": "a", "points": [{"code": "x"}]}),
)


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_a_tool_with_any_part_replaced_is_read_or_refused(data: st.DataObject) -> None:
    tree: Any = deepcopy(PLAIN_VISITS)
    for _ in range(data.draw(st.integers(1, 3))):
        node = tree
        while isinstance(node, (dict, list)) and node:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(node[key], (dict, list)) or data.draw(st.integers(0, 4)) == 0:
                node[key] = deepcopy(data.draw(HOSTILE))
                break
            node = node[key]
    content = yaml.safe_dump(tree, allow_unicode=True).encode()
    try:
        tool = read_tool(content, "t.yaml")
    except ProblemsFound as found:
        assert all(problem.line >= 1 for problem in found.problems)
    else:
        assert len(tool.hash) == 64
        assert faults(tool) == []


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(VISITS)), st.integers(0, 20))
def test_random_bytes_within_a_tool_are_read_or_refused(junk: bytes, at: int, cut: int) -> None:
    with suppress(ProblemsFound):
        read_tool(VISITS[:at] + junk + VISITS[at + cut :], "t.yaml")
