"""YAML is read as plain text with places; what is dangerous in YAML is refused, never raised."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.source import MAX_BYTES, MAX_DEPTH, MAX_TOLD, read_source


def problems(content: str | bytes) -> list[str]:
    raw = content if isinstance(content, bytes) else content.encode()
    return [str(problem) for problem in read_source(raw, "t.yaml").problems]


def test_every_value_and_name_knows_its_place() -> None:
    source = read_source(b"a: 1\nb:\n  - x\n  - c: 'two'\n    d: {e: f}\n", "t.yaml")
    assert source.data == {"a": "1", "b": ["x", {"c": "two", "d": {"e": "f"}}]}
    assert source.places[("b", 0)] == (3, 5)
    assert source.places[("b", 1, "c")] == (4, 8)
    assert source.names[("b", 1, "d")] == (5, 5)
    assert source.places[("b", 1, "d", "e")] == (5, 12)


def test_a_missing_value_is_reported_at_what_is_around_it() -> None:
    source = read_source(b"a:\n  - b: 1\n", "t.yaml")
    source.report(("a", 0, "nothing", 3), "is missing")
    assert str(source.problems[0]) == "t.yaml:2:5: is missing"


@pytest.mark.parametrize("written", ["no", "1.10", "12:30", "0x1F", "2026-04-02", "1_000", ".inf"])
def test_scalars_stay_the_text_they_are(written: str) -> None:
    assert read_source(f"a: {written}".encode(), "t.yaml").data == {"a": written}


def test_only_unquoted_nothing_is_nothing() -> None:
    data = read_source(b"a: ~\nb: null\nc:\nd: 'null'\ne: ''\n", "t.yaml").data
    assert data == {"a": None, "b": None, "c": None, "d": "null", "e": ""}


def test_a_byte_order_mark_and_any_script_are_read() -> None:
    source = read_source("\ufeffa: Ωé\U0001f600\n".encode(), "t.yaml")
    assert (source.data, source.problems) == ({"a": "Ωé\U0001f600"}, [])


def test_an_alias_bomb_is_told_and_never_written_out() -> None:
    bomb = "a: &a [x,x]\n" + "".join(f"b{n}: &b{n} [{','.join(['*a'] * 9)}]\n" for n in range(9))
    source = read_source(bomb.encode(), "t.yaml")
    assert source.data == {"a": ["x", "x"]} | {f"b{n}": [None] * 9 for n in range(9)}
    told = [str(problem) for problem in source.problems]
    assert told[0] == "t.yaml:1:4: anchors (“&name”) are not allowed; write the value out"
    assert len(told) == 10 + 81


def test_a_file_of_nothing_but_tricks_is_not_read_on() -> None:
    source = read_source(b"a: [" + b"!x y," * 50_000 + b"]", "t.yaml")
    assert (len(source.problems), source.is_whole) == (MAX_TOLD, False)


def test_the_first_of_two_values_stands_with_its_place() -> None:
    source = read_source(b"a: [x]\nb: 1\na:\n  - y\n  - z\n", "t.yaml")
    assert (source.data, source.is_whole) == ({"a": ["x"], "b": "1"}, True)
    assert source.places[("a", 0)] == (1, 5)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: *b\n", "t.yaml:1:4: aliases (“*name”)"),
        ("a: !!python/object:os.system x\n", "t.yaml:1:4: tags (“!name”)"),
        ("a: ! x\n", "t.yaml:1:4: tags (“!name”)"),
        ("a: 1\nb: 2\na: 3\n", "t.yaml:3:1: “a” stands twice"),
        ("a: 1\n---\nb: 2\n", "t.yaml:2:1: a second document"),
        ("a: 1\n  b: 2\n", "t.yaml:2:4: not valid YAML"),
        ("a: [1, 2\n", "t.yaml:2:1: not valid YAML"),
        ("a: 'x\n", "t.yaml:2:1: not valid YAML"),
        ("? [a]\n: b\n", "t.yaml:1:3: a name must be plain text"),
        ("- a\n- b\n", "t.yaml:1:1: an audit tool must be a map"),
        ("just text", "t.yaml:1:1: an audit tool must be a map"),
        ("", "t.yaml:1:1: an audit tool must be a map"),
        ("# nothing\n", "t.yaml:1:1: an audit tool must be a map"),
        ("a: \x01\n", "t.yaml:1:1: not valid YAML"),
        (b"a: 1\nb: x\xff\n", "t.yaml:2:5: not UTF-8"),
        (b"\xff\xfea\x00", "t.yaml:1:1: not UTF-8"),
    ],
)
def test_what_is_refused_and_where(content: str | bytes, expected: str) -> None:
    found = problems(content)
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_a_name_that_stands_twice_keeps_the_first_and_shows_every_double() -> None:
    source = read_source(b"a: 1\na: {b: 2}\nc: 3\nc: 4\n", "t.yaml")
    assert [(problem.line, problem.column) for problem in source.problems] == [(2, 1), (4, 1)]
    assert source.data == {"a": "1", "c": "3"}


@pytest.mark.parametrize("unit", ["[", "{a: ", "- "])
def test_endless_nesting_is_refused(unit: str) -> None:
    (found,) = problems("a: " + "\n" * (unit == "- ") + unit * 5_000)
    assert f"nested more than {MAX_DEPTH} levels deep" in found


def test_nesting_up_to_the_bound_is_read() -> None:
    depth = MAX_DEPTH - 1
    assert problems("a: " + "[" * depth + "]" * depth) == []


def test_a_hundred_megabytes_are_refused_at_once() -> None:
    content = b"a: " + b"x" * 100_000_000
    start = time.process_time()
    (found,) = problems(content)
    assert time.process_time() - start < 3
    assert "at most 4 MiB" in found


def test_too_many_values_are_refused() -> None:
    content = "a: [" + "1," * 500_000 + "]"
    assert len(content) < MAX_BYTES
    (found,) = problems(content)
    assert "more than 400,000 values" in found


@pytest.mark.parametrize(
    ("written", "character"),
    [
        ("${a} = x", 8),
        ('"${a} = x"', 9),
        ("'${a} = x'", 9),
        ("'${b} = ''y'' or x'", 18),
        ('"${b} = \\"y\\" or x"', 18),
        ('"\\u00e9\\U0001F600 x"', 19),
        ('"  ${a} = x"', 11),
        ("\U0001f600 x", 3),
    ],
)
def test_a_character_within_a_value_is_found_where_it_is_written(
    written: str, character: int
) -> None:
    source = read_source(f"a:\n - b: {written}\n".encode(), "t.yaml")
    assert isinstance(source.data, dict)
    value = source.data["a"][0]["b"].strip()  # type: ignore[index, call-overload, union-attr]
    assert value.endswith("x")
    assert source.place_within(("a", 0, "b"), len(value)) == (2, 6 + character)


def test_nothing_is_looked_for_within_a_value_over_several_lines() -> None:
    source = read_source(b"a: >-\n  one\n  two\nb: 'x\n  y'\n", "t.yaml")
    assert source.place_within(("a",), 5) is None
    assert source.place_within(("b",), 1) is None
    assert source.place_within(("nowhere",), 1) is None


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(alphabet="ab:-[]{},'\"\n #&*!|>?%@`\\\t\x85\u2028é~", max_size=80).map(str.encode)
)
def test_no_content_is_too_strange_to_be_read_or_refused(content: bytes) -> None:
    source = read_source(content, "t.yaml")
    assert source.problems or isinstance(source.data, dict)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in source.problems)
