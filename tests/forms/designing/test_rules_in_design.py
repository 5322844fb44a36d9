"""Rules while a tool is designed: built from conditions, read in words, renamed."""

from hypothesis import given
from hypothesis import strategies as st

from forms.designing.naming import with_id
from forms.designing.outline import questions
from forms.designing.plain import text_at
from forms.designing.rule_words import rule_reading
from forms.designing.simple_rules import (
    TESTS_WITHOUT_VALUE,
    Condition,
    SimpleRule,
    simple_rule,
)
from forms.rules import PlainAnswers, parse_rule
from forms.tool_files import check_plain
from tests.forms.designing.making import LIBRARY, thresholds

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)
VALUES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="'\"“”‘’"), min_size=1, max_size=12),
    st.sampled_from(["4", "-1.5", "O'Neill", "this and that", "a or b"]),
)


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    tests = ("is", "is_not", "includes", "excludes", "at_least", "at_most", "answered")
    test = draw(st.sampled_from((*tests, "unanswered")))
    value = "" if test in TESTS_WITHOUT_VALUE else draw(VALUES)
    return Condition(draw(NAMES), test, value)


@given(st.lists(conditions(), min_size=2, max_size=4), st.sampled_from(("and", "or")))
def test_a_built_rule_is_read_back_as_it_was_built(made: list[Condition], joined: str) -> None:
    rule = SimpleRule(tuple(made), "or" if joined == "or" else "and")
    assert simple_rule(rule.text) == rule
    assert parse_rule(rule.text).names == {condition.question for condition in made}


def test_a_rule_that_says_more_than_conditions_is_not_squeezed_into_them() -> None:
    for rule in ("${a} = 'x' and ${b} = 'y' or ${c} = 'z'", "count-selected(${a}) > 2", "true()"):
        assert simple_rule(rule) is None
    assert simple_rule(" ") == SimpleRule(())


def test_a_rule_is_explained_with_the_words_of_the_questions() -> None:
    data = thresholds()
    asked = next(q for _, q in questions(data) if q.get("scale") == "yes_no")
    rule = f"${{{asked['id']}}} = 'no'"
    words = rule_reading(data, LIBRARY, rule).words
    assert text_at(asked, ("label",)) in words
    assert "No" in words


def test_an_unknown_name_is_marked_at_its_place() -> None:
    reading = rule_reading(thresholds(), LIBRARY, "1 = 1 and ${nobody} = 'x'")
    assert (reading.column, reading.problem) == (11, "No question is called “nobody”")


def test_what_cannot_be_read_is_marked_at_its_place() -> None:
    reading = rule_reading(thresholds(), LIBRARY, "${contact_source} = ")
    assert reading.problem
    assert reading.column > 0


def test_renaming_every_question_changes_no_rule_s_meaning() -> None:
    data = thresholds()
    for path, question in list(questions(data)):
        data = with_id(data, path, f"q_{question['id']}")
    checked = check_plain(data)
    assert checked.problems == ()
    before = [text_at(q, ("relevant",)) for _, q in questions(thresholds())]
    after = [text_at(q, ("relevant",)) for _, q in questions(data)]
    for old, new in zip(before, after, strict=True):
        if old:
            names = parse_rule(old).names
            for code in ("yes", "no", ""):
                one = parse_rule(old).holds(PlainAnswers(dict.fromkeys(names, code)))
                answers = {f"q_{name}": code for name in names}
                assert parse_rule(new).holds(PlainAnswers(answers)) == one


def test_a_filter_of_answers_is_explained_with_its_columns() -> None:
    reading = rule_reading(thresholds(), LIBRARY, "team = 'north'", options=True)
    assert reading.words == "the choice’s team is “north”"
