"""Limits and escalations as lines of a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.questions import Escalation, Limit
from forms.xlsform.rule_lines import (
    LineError,
    read_escalation_lines,
    read_limit_lines,
    read_reasons,
    translated_reasons,
    written_escalations,
    written_limits,
)

CODES = st.sampled_from(["no", "not_evidenced", "a1", "3"])
RULES = st.sampled_from(["", "${age} < 5", "${a} = 'x -> y'", '${b} = "a: b" and\n${c} > 2'])
REASONS = st.text(min_size=1, max_size=40).filter(lambda text: text.strip()).map(str.strip)


@given(
    st.lists(st.tuples(st.lists(CODES, min_size=1, max_size=3, unique=True), RULES, CODES, REASONS))
)
def test_limits_come_back_as_they_were_written(given_limits: list[tuple[object, ...]]) -> None:
    limits = [
        Limit.model_validate({"answers": answers, "when": when, "cap": cap, "reason": reason})
        for answers, when, cap, reason in given_limits
    ]
    read = read_limit_lines(written_limits(limits))
    assert [Limit.model_validate(line._asdict()) for line in read] == limits


@given(st.lists(st.tuples(st.lists(CODES, unique=True), RULES, REASONS)))
def test_escalations_come_back_as_they_were_written(given_rules: list[tuple[object, ...]]) -> None:
    rules = [
        Escalation.model_validate({"answers": answers, "when": when, "reason": reason})
        for answers, when, reason in given_rules
        if answers or when
    ]
    read = read_escalation_lines(written_escalations(rules))
    assert [(line.answers, line.when, line.reason) for line in read] == [
        (rule.answers, rule.when, rule.reason) for rule in rules
    ]


def test_a_line_as_people_write_it_is_read() -> None:
    (line,) = read_limit_lines("  no,not_evidenced  when ${age}<5->  inadequate :the reason ")
    assert line == (("no", "not_evidenced"), "${age}<5", "inadequate", "the reason")


@pytest.mark.parametrize("cell", ["no inadequate: reason", "no -> the reason without a grade"])
def test_a_line_that_cannot_be_read_says_what_would_be_right(cell: str) -> None:
    with pytest.raises(LineError, match="->"):
        read_limit_lines(cell)


def test_reasons_in_another_language_keep_their_order() -> None:
    rules = [
        Escalation(answers=("a",), reason="one", translations={"cy": {"reason": "un\nllinell"}}),
        Escalation(answers=("b",), reason="two"),
    ]
    assert translated_reasons("audit_escalate", rules) == {"audit_escalate_cy": "un\\nllinell\n"}
    assert read_reasons("un\\nllinell\n") == ["un\nllinell", ""]
