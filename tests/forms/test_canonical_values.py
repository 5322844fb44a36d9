"""What is taken for canonical at a glance is what writing it again would give."""

import json
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms.canonical import canonical_bytes
from forms.canonical_values import are_canonical, form_of, lines_of
from forms.findings import Finding
from tests.forms.test_canonical import PLAIN

TEXTS = st.text() | st.text('\x00\x08\x09\x0a\x0b\x0c\x0d\x0e\x1f\x7f"\\u{},:[]01é\u2028')
FINDINGS = st.builds(
    Finding,
    answer=TEXTS | st.integers(-(10**14), 10**14) | st.lists(TEXTS, max_size=3).map(tuple),
    evidence=TEXTS,
)


def _written_again(text: str) -> bool:
    try:
        return canonical_bytes(json.loads(text)) == text.encode()
    except ValueError:
        return False


@given(st.lists(PLAIN, min_size=1, max_size=4))
def test_whatever_is_written_canonically_is_canonical(values: list[object]) -> None:
    texts = [canonical_bytes(value).decode() for value in values]
    lines = lines_of("\n".join(texts))
    assert lines
    assert lines.values == texts
    assert are_canonical("\n".join(texts))


@given(st.dictionaries(TEXTS | st.just("%s%%"), PLAIN))
def test_values_put_together_are_what_writing_the_whole_gives(fields: dict[str, object]) -> None:
    names = sorted(fields)
    values = tuple(canonical_bytes(fields[name]).decode() for name in names)
    assert (form_of(names) % values).encode() == canonical_bytes(fields)


@given(st.lists(FINDINGS | PLAIN, min_size=1))
def test_findings_are_canonical_and_their_answers_are_found(values: list[object]) -> None:
    plain = [
        each.model_dump(mode="json", exclude_defaults=True) if isinstance(each, Finding) else each
        for each in values
    ]
    text = "\n".join(canonical_bytes(each).decode() for each in plain)
    lines = lines_of(text)
    assert are_canonical(text)
    assert lines
    for value, each, answer in zip(values, plain, lines.answers, strict=True):
        if isinstance(value, Finding) and value.answer not in (None, ()):
            assert isinstance(each, dict)
            assert json.loads(answer) == each["answer"]
        else:
            assert not answer


@given(FINDINGS, st.data())
def test_no_other_way_of_writing_a_finding_is_canonical(
    finding: Finding, data: st.DataObject
) -> None:
    text = canonical_bytes(finding.model_dump(mode="json", exclude_defaults=True)).decode()
    at = data.draw(st.integers(0, len(text)))
    put = data.draw(st.sampled_from([*'"\\{}[],:0-1. uAF/\x00\t\x7f', "\\/", "\\u0041", "1e3"]))
    cut = data.draw(st.integers(0, 2))
    other = text[:at] + put + text[at + cut :]
    assert are_canonical(other) == (lines_of(other) is not None) == _written_again(other)


@example(0.5)
@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_numbers_are_canonical_as_they_are_written(number: float) -> None:
    text = f'{{"answer":{canonical_bytes(number).decode()}}}'
    assert are_canonical(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", '"a"\n', "-0", "00", "01", "1.0e3", "[1, 2]", '{"b":1,"a":2}', '"a","b":"c"',
        '{"answer":"a"},"b":{"answer":"b"}', r'"\u00e9"', r'"\u000A"', r'"\u000a"', r'"\/"',
        r'"\ud800"', '{"answer":-0}', '{"answer":007}', '{"answer":"a","answer":"a"}', "[" * 9_999,
        '"a"\r"b"', "NaN", "{", '{"x":1', '{"evidence":"b","answer":"a"}', " 1",
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_not_canonical(text: str) -> None:
    for among in (text, f'"a"\n{text}', f'{text}\n"a"', f'0.5\n{text}\n{{"answer":1}}'):
        assert not are_canonical(among)
        assert lines_of(among) is None


@pytest.mark.parametrize("part", ["\\n", "a", '\\"x', '"', '","', "\\", '"\n"'])
def test_long_texts_are_told_in_time(part: str) -> None:
    begun = process_time()
    are_canonical('{"answer":"' + part * 200_000)
    are_canonical('"' + part * 200_000 + '"')
    lines_of('"a"\n{"answer":["' + part * 200_000)
    assert process_time() - begun < 3
