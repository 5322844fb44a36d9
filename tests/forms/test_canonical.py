"""What is hashed is written down in one way only."""

import json
import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.canonical import canonical_bytes, canonical_text, content_hash

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def shuffled(value: object, random: Random) -> object:
    """The same data with the names of every map in another order."""
    if isinstance(value, dict):
        names = list(value)
        random.shuffle(names)
        return {name: shuffled(value[name], random) for name in names}
    return [shuffled(item, random) for item in value] if isinstance(value, list) else value


def test_the_form_is_fixed_for_all_time() -> None:
    value = {"b": [1, 2.5, None, True], "a": "é\n\U0001f600", "": {}}
    assert canonical_bytes(value) == (
        b'{"":{},"a":"\xc3\xa9\\n\xf0\x9f\x98\x80","b":[1,2.5,null,true]}'
    )
    assert content_hash({"a": 1}) == (
        "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
    )


@given(PLAIN, st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_count(value: object, random: Random) -> None:
    assert canonical_bytes(shuffled(value, random)) == canonical_bytes(value)


@given(PLAIN)
def test_writing_down_what_was_read_back_gives_the_same(value: object) -> None:
    assert canonical_bytes(json.loads(canonical_bytes(value))) == canonical_bytes(value)


@given(st.text())
def test_a_text_alone_is_written_as_it_is_among_others(text: str) -> None:
    assert canonical_text(text).encode() == canonical_bytes(text)


@pytest.mark.parametrize(
    ("one", "other"), [([1, 2], [2, 1]), (1, "1"), (1, 1.0), (None, ""), ({}, []), (0, False)]
)
def test_different_data_differ(one: object, other: object) -> None:
    assert content_hash(one) != content_hash(other)


@pytest.mark.parametrize("value", [math.nan, [math.inf], {"a": -math.inf}, "\ud800"])
def test_what_json_cannot_hold_is_a_value_error(value: object) -> None:
    with pytest.raises(ValueError):
        canonical_bytes(value)


def test_what_is_not_plain_data_is_a_type_error() -> None:
    with pytest.raises(TypeError):
        canonical_bytes({"a": {1, 2}})
