"""Every function gives what XPath 1.0 or the ODK XForms specification says."""

import math
from datetime import date, datetime

import pytest

from forms.rules import FUNCTIONS, Nodes, PlainAnswers, Value, parse_rule

AROUND = PlainAnswers(
    {
        "name": "Ffion",
        "none": "",
        "four": 4.0,
        "methods": "play talk draw",
        "visit": date(2026, 3, 2),
        "ages": Nodes((3.0, "", 7.5)),
        "ticks": Nodes(("1", "0", "1")),
        "children": Nodes(("", "", "")),
        "nobody": Nodes(()),
    },
    today=date(2026, 4, 1),
    own="  own  answer ",
    before="",
    position=2,
)


def worked_out(source: str) -> Value:
    return parse_rule(source).value(AROUND)


CASES: list[tuple[str, Value]] = [
    ("if(${four} > 3, 'old', 'young')", "old"),
    ("if('', 1, if(${four}, 2, 3))", 2.0),
    ("coalesce(${none}, ${name})", "Ffion"),
    ("coalesce('', ${none}, '')", ""),
    ("coalesce(${none}, 0)", 0.0),
    ("not(${none})", True),
    ("boolean(${name})", True),
    ("boolean-from-string('true')", True),
    ("boolean-from-string('1')", True),
    ("boolean-from-string('yes')", False),
    ("number('4.50')", 4.5),
    ("number(${visit})", 20514.0),
    ("number('2026-03-02')", 20514.0),
    ("int(4.9)", 4.0),
    ("int(-4.9)", -4.0),
    ("round(2.5)", 3.0),
    ("round(-2.5)", -2.0),
    ("round(0.49999999999999994)", 0.0),
    ("round(1.005, 2)", 1.01),
    ("round(-1.25, 1)", -1.2),
    ("round(1234, -2)", 1200.0),
    ("round(1.5, 9999)", 1.5),
    ("round(1.5, -9999)", 0.0),
    ("ceiling(1.2)", 2.0),
    ("floor(-1.2)", -2.0),
    ("abs(-3)", 3.0),
    ("pow(2, 10)", 1024.0),
    ("pow(0, -1)", math.inf),
    ("pow(10, 400)", math.inf),
    ("pow(-10, 401)", -math.inf),
    ("sqrt(16)", 4.0),
    ("exp(0)", 1.0),
    ("exp(1000)", math.inf),
    ("exp10(3)", 1000.0),
    ("exp10(400)", math.inf),
    ("log(1)", 0.0),
    ("log(0)", -math.inf),
    ("log10(1000)", 3.0),
    ("sin(0)", 0.0),
    ("cos(0)", 1.0),
    ("tan(0)", 0.0),
    ("asin(1)", math.pi / 2),
    ("acos(1)", 0.0),
    ("atan(0)", 0.0),
    ("atan2(1, 1)", math.pi / 4),
    ("pi()", math.pi),
    ("min(3, 1, 2)", 1.0),
    ("max(3, ${none}, 2)", 3.0),
    ("min(${ages})", 3.0),
    ("max(${ages}, 9)", 9.0),
    ("sum(${ages})", 10.5),
    ("sum(${nobody})", 0.0),
    ("count(${ages})", 3.0),
    ("count(${nobody})", 0.0),
    ("count(${children})", 3.0),
    ("count-non-empty(${ages})", 2.0),
    ("string(1 div 3)", "0.3333333333333333"),
    ("string(0.1 + 0.2)", "0.30000000000000004"),
    ("string(1000000 * 1000000000)", "1000000000000000"),
    ("string(${visit})", "2026-03-02"),
    ("string(true())", "true"),
    ("string-length('å€')", 2.0),
    ("string-length()", 14.0),
    ("normalize-space(.)", "own answer"),
    ("concat('a', 1, ${ages})", "a137.5"),
    ("join(', ', ${ages}, 'x')", "3, , 7.5, x"),
    ("contains(${name}, 'fi')", True),
    ("starts-with(${name}, 'Ff')", True),
    ("ends-with(${name}, 'on')", True),
    ("ends-with(${name}, '')", True),
    ("substring('12345', 1.5, 2.6)", "234"),
    ("substring('12345', 0, 3)", "12"),
    ("substring('12345', 2)", "2345"),
    ("substring('12345', -42, 1 div 0)", "12345"),
    ("substring('12345', 0 div 0)", ""),
    ("substr('hello', 1, 3)", "el"),
    ("substr('hello', 2)", "llo"),
    ("substr('hello', -2)", "lo"),
    ("substring-before('1999/04', '/')", "1999"),
    ("substring-after('1999/04', '/')", "04"),
    ("substring-after('1999', '/')", ""),
    ("translate('--aaa--', 'abc-', 'ABC')", "AAA"),
    ("regex('AB12', '[A-Z]+\\d+')", True),
    ("regex('xAB12', '[A-Z]+\\d+')", False),
    ("regex('AB12', concat('[A-Z]', '+..'))", True),
    ("regex('AB12', concat('(', ''))", False),
    ("selected(${methods}, 'talk')", True),
    ("selected(${methods}, 'tal')", False),
    ("selected-at(${methods}, 2)", "draw"),
    ("selected-at(${methods}, 3)", ""),
    ("selected-at(${methods}, -1)", ""),
    ("count-selected(${methods})", 3.0),
    ("checklist(1, 2, ${ticks})", True),
    ("checklist(-1, 1, 1, 1, 0)", False),
    ("checklist(3, -1, ${ticks}, 'yes', true())", True),
    ("weighted-checklist(5, 5, 1, 2, 0, 9, 1, 3)", True),
    ("weighted-checklist(2, 2, ${ticks}, 1)", True),
    ("position(..)", 2.0),
    ("indexed-repeat(${ages}, ${children}, 3)", 7.5),
    ("indexed-repeat(${ages}, ${children}, 4)", ""),
    ("indexed-repeat(${ages}, ${children}, 0)", ""),
    ("indexed-repeat(${ages}, ${children}, position(..) - 1)", 3.0),
    ("jr:choice-name('play', '${methods}')", "play"),
    ("today()", date(2026, 4, 1)),
    ("now()", datetime(2026, 4, 1)),
    ("date('2026-03-02T10:00:00')", date(2026, 3, 2)),
    ("date(20514)", date(2026, 3, 2)),
    ("date('soon')", ""),
    ("date(1 div 0)", ""),
    ("date(1000000000)", ""),
    ("date-time('2026-03-02')", datetime(2026, 3, 2)),
    ("date-time(20514.5)", datetime(2026, 3, 2, 12)),
    ("decimal-date-time('2026-03-02T18:00')", 20514.75),
    ("decimal-time('18:00')", 0.75),
    ("decimal-time('06:00:00.000')", 0.25),
    ("decimal-time(date-time('2026-03-02T12:00:00'))", 0.5),
    ("format-date(${visit}, '%a %e %b %Y, %d/%m/%y, %n')", "Mon 2 Mar 2026, 02/03/26, 3"),
    ("format-date(${none}, '%Y')", ""),
    ("format-date(${visit}, '100%')", "100%"),
    ("format-date-time('2026-03-02T09:05:07.123', '%H:%M:%S.%3 %h')", "09:05:07.123 9"),
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_a_function_gives(source: str, expected: Value) -> None:
    value = worked_out(source)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    "source",
    [
        "int('')",
        "number('soon')",
        "sqrt(-1)",
        "log(-1)",
        "pow(-8, 0.5)",
        "max(${nobody})",
        "min(1, 'x')",
        "sum('x', 1)",
        "sin(1 div 0)",
        "round(1, 'x')",
        "decimal-time('noon')",
        "decimal-date-time('')",
        "int(0 div 0)",
        "asin(2)",
        "5 mod 0",
        "(1 div 0) mod 2",
    ],
)
def test_what_has_no_result_is_no_number(source: str) -> None:
    value = worked_out(source)
    assert isinstance(value, float)
    assert math.isnan(value)


def test_every_function_has_help_and_is_tested() -> None:
    tested = " ".join(source for source, _ in CASES) + " true() false() once("
    for name, (signature, description) in FUNCTIONS.items():
        assert signature.startswith(f"{name}(")
        assert description
        assert f"{name}(" in tested


def test_once_keeps_the_value_it_had() -> None:
    rule = parse_rule("once(today())")
    assert rule.uses_before
    assert rule.value(PlainAnswers({}, today=date(2026, 4, 1))) == date(2026, 4, 1)
    assert rule.value(PlainAnswers({}, before="2026-03-01")) == "2026-03-01"


@pytest.mark.parametrize(
    "source",
    ["concat({0}, {0}, {0})", "join({0}, {0}, {0})", "concat(concat({0}, {0}), {0})"],
)
def test_a_text_that_is_put_together_stays_bounded(source: str) -> None:
    text = "x" * 19_000
    value = parse_rule(source.format("${long}")).value(PlainAnswers({"long": text}))
    assert value == "x" * 20_000


def test_a_choice_has_its_columns() -> None:
    rule = parse_rule("county = ${county} and name != 'x'", options=True)
    assert rule.columns == {"county", "name"}
    assert rule.names == {"county"}
    around = PlainAnswers({"county": "powys"}, columns={"county": "powys", "name": "brecon"})
    assert rule.holds(around)
    assert not rule.holds(PlainAnswers({"county": "powys"}, columns={"name": "brecon"}))
