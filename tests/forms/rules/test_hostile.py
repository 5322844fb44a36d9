"""Whatever a rule holds, it is read or refused, quickly, and working it out never raises."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.rules import (
    FUNCTIONS,
    Nodes,
    PlainAnswers,
    RuleError,
    Scalar,
    explained,
    parse_rule,
    renamed,
)

AROUND = PlainAnswers({"a": 4.0, "b": "x y", "c": Nodes((1.0, "", "z")), "d": Nodes(())})
WORDS = [*FUNCTIONS, "${a}", "${b}", "${c}", "${d}", "and", "or", "div", "mod", "..", ".", "(", ")"]
WORDS += [",", "=", "!=", "<", ">=", "+", "-", "*", "1", ".5", "1e9", "''", "'a'", '"2026-01-01"']
WORDS += [
    "“q”",
    "/",
    "//",
    "[",
    "]",
    "@",
    "::",
    "|",
    "current()",
    "instance('x')",
    "name",
    "1000000",
]


def check(source: str) -> None:
    for options in (False, True):
        try:
            rule = parse_rule(source, options=options)
        except RuleError as error:
            assert 1 <= error.column <= max(len(source), 1)
            continue
        assert rule.holds(AROUND) in (True, False)
        assert explained(source, str, lambda _name, code: code, options=options)
        assert renamed(source, {}) == source


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=60))
def test_any_text(source: str) -> None:
    check(source)


@settings(max_examples=1_000, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_words_of_the_language(source: str) -> None:
    check(source)


VALUES = st.sampled_from(
    [
        "${a}",
        "${b}",
        "${c}",
        "${d}",
        ".",
        "''",
        "'2026-01-01'",
        "-1",
        "1 div 0",
        "0 div 0",
        "pow(10, 308)",
        "2932896.99999999999",
        "today()",
    ]
)


@settings(max_examples=1_500, deadline=None)
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(VALUES, max_size=5))
def test_any_function_of_any_values(name: str, arguments: list[str]) -> None:
    check(f"{name}({', '.join(arguments)})")


@pytest.mark.parametrize(
    "source",
    [
        "(" * 8_000,
        "not(" * 2_000,
        "-" * 8_000,
        "1 " * 4_000,
        "a" * 8_000,
        "'" * 7_999,
        "${" * 4_000,
        "${a}[" * 1_600,
        "1" * 1_000_000,
        " or ".join("1" * 100_000),
        "regex(., '" + "(" * 7_000 + "')",
        "jr:choice-name(., '" + "." * 7_000 + "!')",
        "regex(., '" + "((((a{9}){9}){9}){9})" * 40 + "')",
    ],
)
def test_a_hostile_size_is_refused_at_once(source: str) -> None:
    parse_rule("regex(., 'a')")  # loads the pattern matcher
    start = time.process_time()
    with pytest.raises(RuleError):
        parse_rule(source)
    assert time.process_time() - start < 1  # a twentieth of it in truth


@pytest.mark.parametrize(
    "opening",
    ["(", "not(", "-(", "if(1, 2, ", "1 or 1 and 1 = 1 < 1 + 1 * concat(", "coalesce('', 1 + "],
)
def test_a_rule_nested_as_deep_as_can_be_is_worked_out(opening: str) -> None:
    deepest = 0
    for depth in range(1, 200):
        source = opening * depth + "1" + ")" * depth
        try:
            parse_rule(source)
        except RuleError as error:
            assert "too deep" in str(error)
            break
        check(source)
        deepest = depth
    assert 15 < deepest < 100


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(.*)*x", "(a?){30}a{30}"])
def test_a_pattern_takes_time_in_proportion_to_the_text(pattern: str) -> None:
    rule = parse_rule(f"regex(., '{pattern}')")
    start = time.process_time()
    rule.holds(PlainAnswers({}, own="a" * 20_000 + "!"))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(?=a)a", "look ahead"),
        ("(?<!a)b", "look ahead or behind"),
        (r"(a)\1", "refer back"),
        ("[a", "can be read"),
        ("a{9999}", "can be read"),
        ("a" * 1_001, "at most 1,000"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused_where_it_stands(
    pattern: str, reason: str
) -> None:
    with pytest.raises(RuleError, match=reason) as caught:
        parse_rule(f"regex(., '{pattern}')")
    assert caught.value.column == 10


def test_half_a_character_fits_no_pattern() -> None:
    assert not parse_rule("regex(., '.*')").holds(PlainAnswers({}, own="\ud800"))


SCALARS = st.sampled_from(["", "a", "1", "1.0", "x", "2026-04-02", 1.0, 2.0, float("nan"), -1.0])
ANSWERS = SCALARS | st.booleans() | st.dates(date(2026, 4, 1), date(2026, 4, 3))


@settings(max_examples=1_000, deadline=None)
@given(
    st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
    st.lists(ANSWERS, max_size=3),
    st.lists(ANSWERS, max_size=3),
)
def test_answers_of_two_repeats_are_compared_as_if_each_were_with_each(
    sign: str, lefts: list[Scalar], rights: list[Scalar]
) -> None:
    rule = parse_rule(f"${{a}} {sign} ${{b}}")
    together = PlainAnswers({"a": Nodes(tuple(lefts)), "b": Nodes(tuple(rights))})
    pairs = [PlainAnswers({"a": left, "b": right}) for left in lefts for right in rights]
    assert rule.holds(together) == any(rule.holds(pair) for pair in pairs)


@pytest.mark.parametrize("sign", ["=", "<"])
def test_a_rule_full_of_repeats_against_repeats_is_worked_out_at_once(sign: str) -> None:
    days = [date(2026, 1, 1) + timedelta(days=day) for day in range(200)]
    later = [day + timedelta(days=400) for day in days]
    around = PlainAnswers({"a": Nodes(tuple(later)), "b": Nodes(tuple(days))})
    rule = parse_rule(" or ".join([f"${{a}} {sign} ${{b}}"] * 400))
    start = time.process_time()
    assert not rule.holds(around)
    assert time.process_time() - start < 5  # 0.2 in truth; each with each takes half a minute
