"""A rule says what it depends on, and is rewritten when a question gets another name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.rules import PlainAnswers, RuleError, parse_rule, renamed


@pytest.mark.parametrize(
    "source",
    [
        "../seen = 'no'",
        "../../seen = 'no'",
        "./seen = 'no'",
        "/data/visits/seen = 'no'",
        "current()/../seen = 'no'",
        "${visits}/seen = 'no'",
        " ${ seen }\n=\t'no'",
    ],
)
def test_a_path_is_its_last_step(source: str) -> None:
    rule = parse_rule(source)
    assert rule.names == {"seen"}
    assert rule.holds(PlainAnswers({"seen": "no"}))


def test_names_come_from_every_part_of_a_rule() -> None:
    rule = parse_rule("if(${a} > 1, sum(${b}), -(../c * 2)) = indexed-repeat(${d}, ${e}, ${f})")
    assert rule.names == {"a", "b", "c", "d", "e", "f"}


def test_a_choice_name_depends_on_its_question() -> None:
    for question in ("'${seen}'", "${seen}", "'/data/seen'", '" ${ seen } "'):
        assert parse_rule(f"jr:choice-name('no', {question})").names == {"seen"}
    with pytest.raises(RuleError, match="a question is wanted here"):
        parse_rule("jr:choice-name('no', 4)")


def test_a_name_stands_where_it_was_first_mentioned() -> None:
    rule = parse_rule("1 = 1 and ${b} = ../a or ${b}")
    assert rule.places == {"b": 11, "a": 21}


def test_a_quoted_text_is_no_question() -> None:
    assert parse_rule("${a} = '${b}'").names == {"a"}


def test_the_answer_under_check_and_the_place_in_a_repeat_are_known() -> None:
    rule = parse_rule(". >= 0 and position(..) < 9")
    assert (rule.uses_own, rule.uses_position, rule.names) == (True, True, frozenset())
    assert rule.holds(PlainAnswers({}, own=3.0, position=8))
    assert not rule.holds(PlainAnswers({}, own=3.0, position=9))
    assert not parse_rule("${a}").uses_own


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${old} = 'old'", "${new_name} = 'old'"),
        ("${ old }\n>  1 and ${older}", "${ new_name }\n>  1 and ${older}"),
        ("../old + /data/old/x + /data/x/old", "../new_name + /data/old/x + /data/x/new_name"),
        ("jr:choice-name(${old}, '${old}')", "jr:choice-name(${new_name}, '${new_name}')"),
        ("${old} and (", "${new_name} and ("),
        ("${Prénom 1} + ${Prénom} = ${ old }", "${Prénom 1} + ${first} = ${ new_name }"),
        ("${other} = ${old} + ${other}", "${old} = ${new_name} + ${old}"),
        ("old = ${old}", "old = ${new_name}"),
    ],
)
def test_a_question_is_renamed_and_nothing_else(source: str, expected: str) -> None:
    assert renamed(source, {"old": "new_name", "other": "old", "Prénom": "first"}) == expected


@given(st.text(alphabet="${}ab ()'=1./", max_size=40))
def test_renaming_there_and_back_gives_the_same_rule(source: str) -> None:
    there = {"a": "zz", "b": "yy"}
    back = {new: old for old, new in there.items()}
    assert renamed(renamed(source, there), back) == source


def test_a_rule_is_read_once() -> None:
    assert parse_rule("${a} = 1") is parse_rule("${a} = 1")
