"""JSON is read as the standard library reads it, with the place of every value."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.answer_files.json_text import MAX_DEPTH, JsonText, Node
from forms.answer_files.places import Problems
from forms.errors import ProblemsFound

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**38), 10**38) | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)  # fmt: skip


def parsed(text: str | bytes) -> JsonText:
    problems = Problems("a.json")
    read = JsonText(text if isinstance(text, bytes) else text.encode(), problems)
    problems.raise_any()
    return read


def plain(node: Node) -> object:
    if isinstance(node.value, dict):
        return {name: plain(member) for name, member in node.value.items()}
    return [plain(item) for item in node.value] if isinstance(node.value, list) else node.value


def told(text: str | bytes) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        parsed(text)
    return [str(problem) for problem in caught.value.problems]


@given(VALUES, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_it_reads_what_the_standard_library_writes(
    value: object, ascii_only: bool, indent: int | str | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    read = plain(parsed(text).root)
    assert json.dumps(read) == json.dumps(value)


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet='{}[]",:\\ \n0123.eE+-truefalsn/ué\x01\ufeff', max_size=30))
def test_it_refuses_what_the_standard_library_refuses(text: str) -> None:
    def unlike(_word: str) -> object:
        raise ValueError

    try:
        expected = json.loads(text.removeprefix("\ufeff"), parse_constant=unlike)
    except (ValueError, RecursionError):
        assert told(text)
        return
    try:
        assert plain(parsed(text).root) == expected
    except ProblemsFound as found:
        assert all(
            "stands twice" in problem.message or "too long" in problem.message
            for problem in found.problems
        )


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        parsed(content)
    except ProblemsFound as found:
        assert all(problem.line >= 1 and problem.column >= 1 for problem in found.problems)


def test_values_and_names_know_their_places() -> None:
    text = parsed('{"a": [1,\n  {"é\U0001f600": "x",  "c": null}]}')
    root = text.root.value
    assert isinstance(root, dict)
    items = root["a"].value
    assert isinstance(items, list)
    inner = items[1].value
    assert isinstance(inner, dict)
    assert text.place(items[0].at)[:2] == (1, 8)
    assert text.place(items[1].at)[:2] == (2, 3)
    assert text.place(inner["c"].name_at)[:2] == (2, 16)
    assert text.place(inner["c"].at)[:2] == (2, 21)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: not valid JSON: the file ends where a value is missing"),
        ('{"a": 1,\n "b": [2,', "2:10: not valid JSON: the file ends where a value is missing"),
        ('{"a": "half', "1:12: not valid JSON: the file ends inside a text"),
        ('{"a": "half\\', "1:12: not valid JSON: the file ends inside a text"),
        ('{"a": 1,}', "1:9: not valid JSON: a name in double quotes is missing"),
        ("[1,]", "1:4: not valid JSON: a value is missing before “]”"),
        ('{"a" 1}', "1:5: not valid JSON: “:” is missing after this name"),
        ("[1 2]", "1:4: not valid JSON: “,” or “]” is missing here"),
        ("[1] x", "1:4: not valid JSON: nothing may follow"),
        ('{"a": NaN}', "1:7: not valid JSON: only true, false, null"),
        ("[-Infinity]", "1:2: not valid JSON: only true, false, null"),
        ("[True]", "1:2: not valid JSON: only true, false, null"),
        ("[1e999]", "1:2: not valid JSON: this number is too long"),
        (f"[{'9' * 5000}]", "1:2: not valid JSON: this number is too long"),
        ("[01]", "1:2: not valid JSON"),
        ("[1.]", "1:2: not valid JSON"),
        ("{'a': 1}", "1:2: not valid JSON"),
        ("[1] // note", "1:4: not valid JSON"),
        ('["a\nb"]', "1:4: not valid JSON: a text must not hold a line break"),
        ('["a\\x41"]', "1:4: not valid JSON: this is not an escape"),
        ('{"a": 1, "b": 2, "a": 3}', "1:18: “a” stands twice"),
        ("[" * 5_000, f"1:21: not valid JSON: nested more than {MAX_DEPTH} levels deep"),
        ('{"a":' * 5_000, f"1:101: not valid JSON: nested more than {MAX_DEPTH} levels deep"),
    ],
)
def test_what_is_refused_and_where(text: str, expected: str) -> None:
    (found,) = told(text)
    assert found.startswith(f"a.json:{expected}")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b'{"a":\n "b\xff"}', "2:4"),
        ('{"a":\n "é'.encode() + b"\xc3", "2:4"),
        (b"\xff\xfe{\x00", "1:1"),
        (b"\xef\xbb\xbf[\xff]", "1:2"),
    ],
)
def test_what_is_no_utf_8_is_refused_at_the_first_wrong_byte(content: bytes, place: str) -> None:
    assert told(content) == [f"a.json:{place}: not UTF-8 text; save the file as UTF-8"]


def test_every_name_that_stands_twice_is_told() -> None:
    assert len(told('{"a": 1, "a": {"b": 1, "b": 2}, "a": 3}')) == 3


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forms.answer_files.json_text.MAX_VALUES", 10)
    assert plain(parsed(f"[{'1,' * 8}1]").root) == [1] * 9
    (found,) = told(f"[{'1,' * 9}1]")
    assert "more than 10 values" in found


HOSTILE = {
    "escapes": '"' + "\\n" * 3_000_000,
    "values": "[" + "1," * 300_000,
    "blanks": " " * 20_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_long_hostile_texts_take_no_endless_time(text: str) -> None:
    start = time.process_time()
    assert told(text)
    assert time.process_time() - start < 10
