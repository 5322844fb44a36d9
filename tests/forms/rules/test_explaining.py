"""A rule is explained in words that someone who reads no formulas understands."""

import pytest

from forms.rules import RuleError, explained

LABELS = {
    "seen": "Was the child seen?",
    "age": "Age",
    "methods": "Methods",
    "visit": "Date of visit",
    "children": "Children",
    "odd": "Braces {0} and %s",
}
ANSWERS = {("seen", "no"): "No", ("methods", "play"): "Play", ("seen", "3"): "Fully"}


def in_words(source: str, *, options: bool = False, calculation: bool = False) -> str:
    return explained(
        source,
        lambda name: LABELS.get(name, name),
        lambda name, code: ANSWERS.get((name, code), code),
        options=options,
        calculation=calculation,
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            "${seen} = 'no' and ${age} >= 4",
            "“Was the child seen?” is “No” and “Age” is 4 or more",
        ),
        (
            "selected(${methods}, 'play') and (${age} < 3 or not(selected(., 9)))",
            "“Methods” includes “Play” and (“Age” is less than 3 or the answer does not include 9)",
        ),
        ("not(${seen} = 'no')", "“Was the child seen?” is not “No”"),
        ("not(not(${seen} = 'no'))", "“Was the child seen?” is “No”"),
        ("${seen} != ''", "“Was the child seen?” has an answer"),
        ("'' = ${seen}", "“Was the child seen?” has no answer"),
        ("${seen}", "“Was the child seen?” has an answer"),
        ("not(${seen})", "“Was the child seen?” has no answer"),
        ("${seen} = 3", "“Was the child seen?” is “Fully”"),
        ("4 < ${age}", "“Age” is more than 4"),
        ("${visit} <= today()", "“Date of visit” is today or earlier"),
        ("${visit} < today() - 28", "“Date of visit” is earlier than 28 days before today"),
        (
            "today() - ${visit} > 28",
            "the number of days from “Date of visit” to today is more than 28",
        ),
        ("${visit} >= '2026-01-31'", "“Date of visit” is 31/01/2026 or later"),
        ("count(${children}) > 1", "the number of entries in “Children” is more than 1"),
        ("count-selected(.) <= 2", "the number of answers chosen in the answer is 2 or less"),
        ("regex(., '[A-Z]+')", "the answer fits the pattern “[A-Z]+”"),
        ("selected(${methods}, 'play') = false()", "“Methods” does not include “Play”"),
        (
            "not(${age} > 4 or ${age} < 2)",
            "it is not so that (“Age” is more than 4 or “Age” is less than 2)",
        ),
        ("1 < ${age} < 3", "1 is less than “Age” is less than 3"),
        ("${odd} = '{1}'", "“Braces {0} and %s” is “{1}”"),
        ("true()", "always"),
        ("'yes'", "always"),
        ("0", "never"),
        ("${age} mod 2", "“Age” modulo 2 is neither empty nor 0"),
    ],
)
def test_a_condition_in_words(source: str, words: str) -> None:
    assert in_words(source) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            "sum(${age}) div count(${children})",
            "the total of “Age” divided by the number of entries in “Children”",
        ),
        ("(${age} + 1) * 2", "(“Age” plus 1) times 2"),
        ("if(${seen} = 'no', 0, ${age})", "0 if “Was the child seen?” is “No”, otherwise “Age”"),
        ("round(${age}, 1)", "“Age” rounded to 1 decimals"),
        ("indexed-repeat(${age}, ${children}, 2)", "“Age” in entry 2"),
        ("-${age}", "minus “Age”"),
        ("-90", "-90"),
        (
            "int((today() - ${visit}) div 7)",
            "the whole part of ((the number of days from “Date of visit” to today) divided by 7)",
        ),
        ("${age} > 3", "whether “Age” is more than 3"),
        ("selected(${methods}, 'play')", "whether “Methods” includes “Play”"),
        ("today() + 7", "7 days after today"),
        ("translate(${age}, 'a', 'b')", "translate of “Age”, “a”, “b”"),
    ],
)
def test_a_calculation_in_words(source: str, words: str) -> None:
    assert in_words(source, calculation=True) == words


def test_a_choice_filter_in_words() -> None:
    words = in_words("team = ${seen} or name != 'x'", options=True)
    assert words == "the choice’s team is “Was the child seen?” or the choice’s name is not “x”"


def test_what_is_no_rule_is_not_explained() -> None:
    with pytest.raises(RuleError):
        in_words("${age} >")
