"""The rule language agrees with an evaluator of its own, and hostile rules stay harmless."""

import math
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.rules import RuleError, as_boolean, as_number, as_text, parse_rule

ANSWERS = {
    "seen": "no",
    "age": "4",
    "methods": "play talk",
    "none": "",
    "score": "2.50",
    "zero": "0",
}


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
    assert parse_rule(rule).holds({}) is expected


def test_a_rule_says_which_questions_it_depends_on() -> None:
    assert parse_rule("${b} = '${c}' or selected(${a}, ${ b })").questions == {"a", "b"}


def test_joining_words_stop_at_the_first_that_decides() -> None:
    assert parse_rule("true() or ${none} < 1").holds({})
    assert not parse_rule("false() and ${none} < 1").holds({})


@pytest.mark.parametrize(
    ("rule", "column"),
    [
        ("", 1),
        ("   ", 4),
        ("${seen} =", 10),
        ("${seen} = 'no", 11),
        ("${Seen} = 'no'", 1),
        ("$seen", 1),
        ("(1 = 1", 7),
        ("1 = 1)", 6),
        ("1 1", 3),
        ("and", 1),
        ("1 and", 6),
        ("selected(${a})", 1),
        ("selected(${a} 'x')", 15),
        ("not 1", 5),
        ("concat('a', 'b')", 1),
        ("__import__('os')", 1),
        ("1 / 2", 3),
        ("1 = = 1", 5),
        ("1 ; 2", 3),
        ("true(", 6),
        ("true", 5),
    ],
)
def test_a_rule_that_cannot_be_read_says_where(rule: str, column: int) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rule(rule)
    assert caught.value.column == column


def test_long_chains_are_worked_out() -> None:
    assert parse_rule("+".join("1" * 1_000) + "=1000").holds({})
    assert parse_rule(" or ".join(["false()"] * 150 + ["true()"])).holds({})
    assert parse_rule("or".join("0" * 600) + "or 1").holds({})
    assert not parse_rule("and".join("1" * 400) + "and 0").holds({})
    assert parse_rule("-" * 1_990 + "1 = 1").holds({})


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
        assert 1 <= error.column <= len(source) + 1
    else:
        assert rule.holds({}) in (True, False)


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


# An evaluator of its own: it walks a tree, knows no text, and is written from the XPath text.


@dataclass(frozen=True)
class Tree:
    sign: str
    parts: tuple["Tree", ...] = ()
    leaf: str | float = ""


LEVELS = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
}
NAMES = st.sampled_from(sorted(ANSWERS))
LEAVES = st.one_of(
    NAMES.map(lambda name: Tree("question", leaf=name)),
    st.sampled_from([0.0, 1.0, 2.5, 4.0]).map(lambda number: Tree("number", leaf=number)),
    st.sampled_from(["no", "4", "", "play", "true"]).map(lambda text: Tree("text", leaf=text)),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(
            lambda sign, one, other: Tree(sign, (one, other)),
            st.sampled_from(sorted(LEVELS)),
            inner,
            inner,
        ),
        inner.map(lambda one: Tree("not", (one,))),
        st.builds(lambda one, other: Tree("selected", (one, other)), inner, inner),
    ),
    max_leaves=8,
)


def level(tree: Tree) -> int:
    return LEVELS.get(tree.sign, 9)


def written(tree: Tree) -> str:
    """Write a tree as a rule, with brackets only where precedence would read it otherwise."""
    if tree.sign == "question":
        return f"${{{tree.leaf}}}"
    if tree.sign == "number":
        return f"{tree.leaf:g}"
    if tree.sign == "text":
        return f"'{tree.leaf}'"
    if tree.sign not in LEVELS:
        return f"{tree.sign}({', '.join(map(written, tree.parts))})"
    left, right = tree.parts
    one = f"({written(left)})" if level(left) < level(tree) else written(left)
    other = f"({written(right)})" if level(right) <= level(tree) else written(right)
    return f"{one} {tree.sign} {other}"


def number_of(value: object) -> float:
    try:
        return float(value) if value != "" else math.nan  # type: ignore[arg-type]
    except ValueError:
        return math.nan


def truth(value: object) -> bool:
    if isinstance(value, float):
        return not math.isnan(value) and value != 0.0
    return bool(value)


def spelt(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return "NaN" if math.isnan(value) else f"{value:g}"
    return str(value)


def equal(one: object, other: object) -> bool:
    kinds = {type(one), type(other)}
    if bool in kinds:
        return truth(one) is truth(other)
    if float in kinds:
        return number_of(one) == number_of(other)
    return one == other


def walked(tree: Tree) -> object:
    if not tree.parts:
        return ANSWERS[str(tree.leaf)] if tree.sign == "question" else tree.leaf
    values = [walked(part) for part in tree.parts]
    one, other = values[0], values[-1]
    x, y = number_of(one), number_of(other)
    outcomes: dict[str, object] = {
        "or": truth(one) or truth(other),
        "and": truth(one) and truth(other),
        "=": equal(one, other),
        "!=": not equal(one, other),
        "<": x < y,
        "<=": x <= y,
        ">": x > y,
        ">=": x >= y,
        "+": x + y,
        "-": x - y,
        "*": x * y,
        "not": not truth(one),
        "selected": spelt(other) in spelt(one).split(),
    }
    return outcomes[tree.sign]


@settings(max_examples=400, deadline=None)
@given(TREES)
def test_rules_agree_with_an_evaluator_written_from_the_standard(tree: Tree) -> None:
    assert parse_rule(written(tree)).holds(ANSWERS) is truth(walked(tree))


@given(st.floats() | st.text() | st.booleans())
def test_truth_of_a_value(value: float | str | bool) -> None:
    assert as_boolean(value) is truth(value)
