"""Strictness beside like audits of others: what is expected, how sure it is, and fair words."""

import random
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from exports.figures.standardising import Graded, student
from exports.figures.strictness import AuditorStrictness, strictness

FIELDS = ("tool", "plan type", "team")


def audits(auditor: str, good: int, n: int, *strata: str) -> list[Graded]:
    return [Graded(auditor, strata, place < good, float(place < good)) for place in range(n)]


def found(rows: list[Graded]) -> dict[str, AuditorStrictness]:
    return {each.auditor: each for each in strictness(rows, FIELDS).auditors}


def test_expected_numbers_follow_the_cases_somebody_was_given() -> None:
    """A had the hard cases: 9 of 30 is what others make of them, although overall it is few."""
    rows = [
        *audits("A", 9, 30, "tool", "hard"),
        *audits("B", 12, 40, "tool", "hard"),
        *audits("B", 36, 40, "tool", "easy"),
        *audits("C", 45, 50, "tool", "easy"),
    ]
    one = found(rows)["A"]
    assert one.share.share == pytest.approx(0.3)
    assert one.expected == pytest.approx(9.0)
    assert one.ratio is not None
    assert one.ratio.value == pytest.approx(1.0)
    assert one.verdict == "in_line"
    assert one.words.startswith(
        "A: 9 of 30 audits good or better (30%); by the grading of others 9.0 would be (30%). "
        "No clear difference from others: the difference could be from −"
    )


def test_somebody_who_grades_like_cases_lower_is_told_apart_in_both_directions() -> None:
    rows = [
        *audits("A", 10, 50, "tool", "hard"),
        *audits("B", 30, 50, "tool", "hard"),
        *audits("C", 32, 50, "tool", "hard"),
    ]
    each = found(rows)
    assert (each["A"].verdict, each["C"].verdict) == ("stricter", "milder")
    assert each["A"].expected == pytest.approx(31.0)
    ratio, difference = each["A"].ratio, each["A"].difference
    assert ratio is not None
    assert difference is not None
    assert ratio.value == pytest.approx(10 / 31)
    assert ratio.high is not None
    assert ratio.high < 1
    assert difference.value == pytest.approx(0.2 - 0.62)


def test_a_thin_stratum_is_left_for_a_coarser_one_but_never_for_another_tool() -> None:
    rows = [
        *audits("A", 5, 10, "voice", "child in need", "North"),
        *audits("A", 5, 10, "voice", "child in need", "South"),
        *audits("A", 2, 10, "thresholds", "child in need", "North"),
        *audits("B", 3, 5, "voice", "child in need", "North"),
        *audits("B", 2, 4, "voice", "child in need", "South"),
        *audits("B", 4, 4, "thresholds", "child in need", "North"),
    ]
    found_all = strictness(rows, FIELDS)
    one = found_all.auditors[0]
    assert (one.audits, one.share.n) == (30, 20)
    assert one.expected == pytest.approx(10 * 3 / 5 + 10 * 5 / 9)
    assert found_all.words[:3] == [
        "23 audits compared with audits by others of the same tool, the same plan type and the "
        "same team.",
        "10 audits compared with audits by others of the same tool and the same plan type.",
        "10 audits left out: others made fewer than 5 audits of the same tool.",
    ]


def test_who_audited_what_nobody_else_did_is_compared_with_nobody() -> None:
    alone = found([*audits("A", 5, 30, "voice"), *audits("B", 5, 30, "thresholds")])["A"]
    assert (alone.expected, alone.ratio, alone.verdict) == (None, None, "too_few")
    assert alone.words == "A: others made too few like audits to compare with."


def test_few_audits_of_ones_own_bring_no_verdict() -> None:
    few = found([*audits("A", 0, 9, "voice"), *audits("B", 90, 90, "voice")])["A"]
    assert few.verdict == "too_few"
    assert "Too few audits to say" in few.words


def test_where_others_found_nothing_good_there_is_no_ratio() -> None:
    one = found([*audits("A", 6, 20, "voice"), *audits("B", 0, 20, "voice")])["A"]
    assert (one.expected, one.ratio) == (0.0, None)
    assert one.difference is not None
    assert one.difference.value == pytest.approx(0.3)


def test_no_word_blames() -> None:
    rows = [*audits("A", 10, 50, "voice"), *audits("B", 40, 50, "voice")]
    result = strictness(rows, FIELDS)
    said = " ".join([*result.words, *(each.words for each in result.auditors)]).casefold()
    for word in ("wrong", "error", "bias", "fault", "too strict", "too mild", "unfair", "poor"):
        assert word not in said


strata = st.tuples(st.sampled_from("VT"), st.sampled_from("ab"))
rows = st.lists(
    st.builds(
        lambda auditor, where, value: Graded(auditor, where, value >= 0.5, value),
        st.sampled_from("ABC"),
        strata,
        st.sampled_from([0.0, 1 / 3, 2 / 3, 1.0]),
    ),
    max_size=120,
)


@settings(max_examples=80)
@given(rows)
def test_what_is_expected_equals_a_plain_recount(given_rows: list[Graded]) -> None:
    for one in strictness(given_rows, ("tool", "plan")).auditors:
        goods, values, n = [], [], 0
        for row in (row for row in given_rows if row.auditor == one.auditor):
            for depth in (2, 1):
                others = [
                    each
                    for each in given_rows
                    if each.auditor != one.auditor and each.strata[:depth] == row.strata[:depth]
                ]
                if len(others) >= 5:
                    goods.append(np.mean([each.good for each in others]))
                    values.append(row.value - np.mean([each.value for each in others]))
                    n += 1
                    break
        assert one.share.n == n
        if not n:
            assert one.expected is None
            continue
        assert one.expected == pytest.approx(sum(goods))
        difference, mean = one.difference, one.mean_difference
        assert difference is not None
        assert mean is not None
        assert difference.low is not None
        assert difference.high is not None
        assert difference.low <= difference.value + 1e-9 <= difference.high + 2e-9
        assert mean.value == pytest.approx(np.mean(values))


def test_the_spread_of_mean_grades_is_that_within_auditors_and_strata() -> None:
    """One stratum, two auditors: the two-sample interval of Student with a pooled variance."""
    draw = random.Random(5)
    mine = [draw.random() for _ in range(14)]
    theirs = [draw.random() for _ in range(25)]
    given_rows = [Graded("A", ("voice",), value > 0.5, value) for value in mine]
    given_rows += [Graded("B", ("voice",), value > 0.5, value) for value in theirs]
    freedom = len(mine) + len(theirs) - 2
    spread = (np.var(mine) * len(mine) + np.var(theirs) * len(theirs)) / freedom
    half = t.ppf(0.975, freedom) * (spread * (1 / len(mine) + 1 / len(theirs))) ** 0.5
    mean = found(given_rows)["A"].mean_difference
    assert mean is not None
    assert mean.value == pytest.approx(np.mean(mine) - np.mean(theirs))
    assert (mean.low, mean.high) == pytest.approx((mean.value - half, mean.value + half), abs=1e-3)


def test_students_points_are_met() -> None:
    for freedom in (10, 12, 30, 1_000):
        assert student(freedom) == pytest.approx(t.ppf(0.975, freedom), abs=1e-3)


def test_auditors_who_grade_alike_are_seldom_told_apart() -> None:
    """Cases of unlike difficulty, unevenly given out: still about one in twenty, or fewer."""
    draw = random.Random(2026)
    told: dict[str, int] = defaultdict(int)
    for _ in range(60):
        drawn = []
        for auditor in "ABCDEFGH":
            for _ in range(30):
                hard = draw.random() < (0.8 if auditor in "ABCD" else 0.2)
                good = draw.random() < (0.3 if hard else 0.8)
                drawn.append(Graded(auditor, ("voice", "hard" if hard else "easy"), good, 0.5))
        for each in strictness(drawn, FIELDS).auditors:
            told[each.verdict] += 1
    assert 0.01 < (told["stricter"] + told["milder"]) / 480 < 0.07


@pytest.mark.parametrize("row", [Graded("A", (), True, 1.0), Graded("A", ("voice",), True, 1.1)])
def test_an_audit_without_a_stratum_or_off_the_scale_is_refused(row: Graded) -> None:
    with pytest.raises(ValueError, match="stratum"):
        strictness([row], FIELDS)
