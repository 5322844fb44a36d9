"""Rules are read by the grammar of XPath, and hostile ones stay harmless."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.rules import PlainAnswers, RuleError, as_number, as_text, parse_rule

ANSWERS = PlainAnswers(
    {
        "seen": "no",
        "age": "4",
        "methods": "play talk",
        "none": "",
        "score": "2.50",
        "zero": "0",
    }
)
NOTHING = PlainAnswers({})


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("${seen} = 'no'", True),
        ('${seen} = "no"', True),
        ("${ seen } != 'no'", False),
        ("${age} >= 4", True),
        ("${age} > 4", False),
        ("${age} < 10", True),
        ("${age} = 4.0", True),
        ("${age} = '4.0'", False),
        ("${score} = 2.5", True),
        ("${score} = '2.5'", False),
        ("selected(${methods}, 'play')", True),
        ("selected(${methods}, 'pla')", False),
        ("selected(${none}, '')", False),
        ("count-selected(${methods}) = 2", True),
        ("count-selected(${none}) = 0", True),
        ("not(${seen} = 'no')", False),
        ("true() and not(false())", True),
        ("${age} + 1 * 2 = 6", True),
        ("(${age} + 1) * 2 = 10", True),
        ("10 - 3 - 2 = 5", True),
        ("- - ${age} = 4", True),
        ("-${age} = -4", True),
        ("2 * -3 = -6", True),
        ("${seen}", True),
        ("${none}", False),
        ("${zero}", True),  # a text that is there, whatever it says
        ("${zero} + 0", False),
        ("'false'", True),
    ],
)
def test_rules_are_worked_out_as_odk_does(rule: str, expected: bool) -> None:
    assert parse_rule(rule).holds(ANSWERS) is expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("${none} = ''", True),
        ("${unheard_of} = ''", True),
        ("${none} = 0", False),
        ("${none} != 0", True),
        ("${none} < 1", False),
        ("${none} >= 0", False),
        ("${none} > -1", False),
        ("${none} + 1 = ${none} + 1", False),
        ("not(${none} + 1)", True),
        ("${seen} < 1", False),
        ("${seen} >= 1", False),
        ("${none} = false()", True),
        ("${seen} = true()", True),
    ],
)
def test_an_empty_answer_is_no_number(rule: str, expected: bool) -> None:
    assert parse_rule(rule).holds(ANSWERS) is expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("true() or false() and false()", True),
        ("(true() or false()) and false()", False),
        ("1 = 1 and 2 = 2", True),
        ("1 < 2 = true()", True),
        ("3 > 2 > 1", False),  # (3 > 2) is 1, and 1 > 1 is false
        ("1 + 1 < 3", True),
        ("2 + 2 * 2 = 6", True),
    ],
)
def test_precedence(rule: str, expected: bool) -> None:
    assert parse_rule(rule).holds(NOTHING) is expected


def test_a_rule_says_which_questions_it_depends_on() -> None:
    assert parse_rule("${b} = '${c}' or selected(${a}, ${ b })").names == {"a", "b"}


def test_joining_words_stop_at_the_first_that_decides() -> None:
    assert parse_rule("true() or ${none} < 1").holds(NOTHING)
    assert not parse_rule("false() and ${none} < 1").holds(NOTHING)


@pytest.mark.parametrize(
    ("rule", "column"),
    [
        ("", 1),
        ("   ", 3),
        ("${seen} =", 9),
        ("${seen} = 'no", 11),
        ("${1seen} = 'no'", 1),
        ("$seen", 1),
        ("(1 = 1", 6),
        ("1 = 1)", 6),
        ("1 1", 3),
        ("and", 1),
        ("1 and", 5),
        ("selected(${a})", 1),
        ("selected(${a} 'x')", 15),
        ("not 1", 1),
        ("concat()", 1),
        ("__import__('os')", 1),
        ("1 / 2", 3),
        ("1 = = 1", 5),
        ("1 ; 2", 3),
        ("true(", 5),
        ("true", 1),
    ],
)
def test_a_rule_that_cannot_be_read_says_where(rule: str, column: int) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rule(rule)
    assert caught.value.column == column


def test_long_chains_are_worked_out() -> None:
    assert parse_rule("+".join("1" * 1_000) + "=1000").holds(NOTHING)
    assert parse_rule(" or ".join(["false()"] * 150 + ["true()"])).holds(NOTHING)
    assert parse_rule(" or ".join("0" * 600) + " or 1").holds(NOTHING)
    assert not parse_rule(" and ".join("1" * 400) + " and 0").holds(NOTHING)
    assert parse_rule("-" * 1_990 + "1 = 1").holds(NOTHING)


@pytest.mark.parametrize("opening", ["(", "not(", "-(", "1 + ("])
def test_deep_nesting_is_refused(opening: str) -> None:
    with pytest.raises(RuleError, match="too deep"):
        parse_rule(opening * 400 + "1" + ")" * 400)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="${}ab()'\"=!<>+-*, 019.ordnt\x00é\n", max_size=60))
def test_any_text_is_a_rule_or_a_rule_error(source: str) -> None:
    try:
        rule = parse_rule(source)
    except RuleError as error:
        assert 1 <= error.column <= max(len(source), 1)
    else:
        assert rule.holds(NOTHING) in (True, False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (4.0, "4"),
        (-0.5, "-0.5"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
        ("x", "x"),
    ],
)
def test_text_of_a_value(value: str | float | bool, text: str) -> None:
    assert as_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_survives_being_text(number: float) -> None:
    assert as_number(as_text(number)) == number


@pytest.mark.parametrize("text", ["", "1e3", "0x1", "1_000", "inf", "nan", "1 2", "+1", "--1"])
def test_what_is_no_number(text: str) -> None:
    assert math.isnan(as_number(text))
