"""The evaluator agrees with lxml, an XPath 1.0 that nobody here wrote, on random expressions.

Left out is where libxml2 itself leaves XPath 1.0: it reads exponents in text, writes 15 digits and
exponents. So numbers that become text are multiples of an eighth and small, and texts hold no "e".
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lxml import etree

from forms.rules import Nodes, PlainAnswers, Value, parse_rule

ANSWERS: dict[str, Value] = {
    "four": 4.0,
    "half": -0.5,
    "zero": 0.0,
    "none": "",
    "digits": " 12 ",
    "word": "play  talk",
    "yes": "yes",
}
DOCUMENT = etree.XML("<audit/>")

Text = SearchStrategy[str]


@dataclass(frozen=True)
class Grammar:
    """Expressions by the kind of value they give."""

    exact: Text
    """Numbers whose text both sides write alike."""
    numbers: Text
    texts: Text
    conditions: Text

    @property
    def any(self) -> Text:
        return self.exact | self.texts | self.conditions


def leaves() -> Grammar:
    exact = st.sampled_from(["0", "1", "2.5", ".5", "3.", "10", "${four}", "${half}", "${zero}"])
    texts = st.sampled_from(
        [
            "${none}",
            "${digits}",
            "${word}",
            "${yes}",
            "''",
            "'a'",
            "'yes'",
            "'0'",
            "'-2'",
            "' 7.50 '",
            "'4'",
            "'1 2'",
            "'+1'",
            '"it\'s"',
            "'å€'",
        ]
    )
    return Grammar(exact, exact, texts, st.sampled_from(["true()", "false()"]))


def grown(inner: Grammar) -> Grammar:
    """Return the expressions one step larger than these."""
    whole = call(["floor", "ceiling", "round"], inner.exact)
    exact = (
        whole
        | infix(["+", "-"], inner.exact, inner.exact)
        | call(["number"], inner.texts | inner.conditions)
        | call(["string-length"], inner.any)
        | st.builds("- {}".format, inner.exact)
        | st.builds("({})".format, inner.exact)
    )
    numbers = (
        exact
        | infix(["+", "-", "*", "div", "mod"], inner.numbers | inner.any, inner.numbers | inner.any)
        | call(["floor", "ceiling", "round", "number"], inner.numbers)
        | st.builds("-{}".format, inner.numbers)
    )
    texts = (
        call(["string", "normalize-space"], inner.any)
        | call(["concat", "substring-before", "substring-after"], inner.any, inner.any)
        | call(["substring"], inner.any, inner.exact)
        | call(["substring"], inner.any, inner.numbers, inner.numbers)
        | call(["translate"], inner.any, inner.texts, inner.texts)
    )
    conditions = (
        infix(["=", "!=", "<", "<=", ">", ">="], inner.any | inner.numbers, inner.any)
        | infix(["and", "or"], inner.any | inner.numbers, inner.any)
        | call(["boolean", "not"], inner.any | inner.numbers)
        | call(["contains", "starts-with"], inner.any, inner.any)
        | st.builds("({})".format, inner.conditions)
    )
    return Grammar(inner.exact | exact, inner.numbers | numbers, inner.texts | texts, conditions)


def infix(signs: list[str], left: Text, right: Text) -> Text:
    """Put operators between operands, without brackets: precedence is tested too."""
    return st.builds("{} {} {}".format, left, st.sampled_from(signs), right)


def call(names: list[str], *arguments: Text) -> Text:
    listed = st.tuples(*arguments).map(", ".join)
    return st.builds("{}({})".format, st.sampled_from(names), listed)


GRAMMAR = grown(grown(grown(leaves())))


def lxml_value(source: str) -> Value:
    return by_lxml(source, ANSWERS)


def by_lxml(source: str, variables: Mapping[str, object]) -> Value:
    result = DOCUMENT.xpath(re.sub(r"\$\{(\w+)\}", r"$\1", source), **variables)
    assert isinstance(result, str | float | bool)
    return result


def same(one: Value, other: Value) -> bool:
    """Compare kinds and values; NaN equals itself, and zeros have signs."""
    if type(one) is not type(other) and not (isinstance(one, str) and isinstance(other, str)):
        return False
    if isinstance(one, float) and isinstance(other, float):
        if math.isnan(one) or math.isnan(other):
            return math.isnan(one) and math.isnan(other)
        return one == other and math.copysign(1, one) == math.copysign(1, other)
    return one == other


@settings(max_examples=1_500, deadline=None)
@given(GRAMMAR.numbers | GRAMMAR.texts | GRAMMAR.conditions)
def test_random_expressions(source: str) -> None:
    mine = parse_rule(source).value(PlainAnswers(ANSWERS))
    assert same(mine, lxml_value(source)), (source, mine, lxml_value(source))


ANSWERED = st.lists(st.sampled_from(["1", "2.5", "-1", "yes", "no", "true", "0"]), max_size=3)
OPERATORS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
OPERANDS = st.sampled_from(["${many}", "${more}", "1", "'yes'", "''", "true()", "false()", "2 > 1"])


@settings(max_examples=500, deadline=None)
@given(ANSWERED, ANSWERED, OPERANDS, OPERATORS, OPERANDS)
def test_comparisons_of_all_answers_of_a_repeat(
    many: list[str], more: list[str], left: str, operator: str, right: str
) -> None:
    source = f"({left}) {operator} ({right})"
    assert_same_over_a_repeat(source, many, more)


@settings(max_examples=300, deadline=None)
@given(
    ANSWERED,
    st.sampled_from(["sum({})", "count({})", "string({})", "number({})", "boolean({})", "{} + 1"]),
)
def test_functions_of_all_answers_of_a_repeat(many: list[str], form: str) -> None:
    assert_same_over_a_repeat(form.format("${many}"), many, [])


def assert_same_over_a_repeat(source: str, many: list[str], more: list[str]) -> None:
    answers = PlainAnswers({"many": Nodes(tuple(many)), "more": Nodes(tuple(more))})
    expected = by_lxml(source, {"many": elements(many), "more": elements(more)})
    assert same(parse_rule(source).value(answers), expected)


def elements(texts: list[str]) -> list[etree._Element]:
    parent = etree.Element("repeat")
    for text in texts:
        etree.SubElement(parent, "answer").text = text
    return list(parent)
