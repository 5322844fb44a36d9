"""Coefficients of agreement against published figures and a second way of working them out."""

from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import t

from exports.figures.agreement.alpha import Metric, alpha
from exports.figures.agreement.chance import fleiss, gwet, observed
from exports.figures.agreement.cohen import cohen
from exports.figures.agreement.estimates import ALL_AGREE, NO_PAIRS, NO_VARIATION, ONE_CASE
from exports.figures.agreement.ratings import Ratings, ratings_of
from exports.figures.agreement.shares import apart, exact, wilson_of_mean, within_one
from exports.figures.agreement.student import t_95
from exports.figures.agreement.weights import Weighting, nearness, weights_for
from exports.figures.intervals import wilson
from tests.exports.figures.agreement import independent

_ = None
FOUR_RATERS = [
    [1, 1, _, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [_, 5, 5, 5], [_, _, 1, 1], [_, _, 3, _],
]  # fmt: skip
"""K. Krippendorff (2011), example C; `cac.raw4raters` of K. L. Gwet's R package irrCAC 1.0."""
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
"""`cont3x3abstractors` of irrCAC 1.0; Gwet (2014)."""
DIAGNOSES = [[106, 10, 4], [22, 28, 10], [2, 12, 6]]
"""J. L. Fleiss, J. Cohen and B. S. Everitt (1969): 200 patients, two psychiatrists."""
COUPLES = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]
"""`SexualFun` of the R package vcd, after M. Hout and others (1987): husbands and wives."""

METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval")
WEIGHTINGS: tuple[Weighting, ...] = ("identity", "linear", "quadratic")

Raw = list[list[int | None]]


def four_raters() -> Ratings:
    return ratings_of([[each and each - 1 for each in case] for case in FOUR_RATERS], 5)


def as_pairs(table: list[list[int]]) -> dict[tuple[int, int], int]:
    return {(i, j): n for i, row in enumerate(table) for j, n in enumerate(row)}


@pytest.mark.parametrize(
    ("weighting", "agreed", "ac", "kappa"),
    [
        ("identity", 0.8181818, (0.7754441, 0.1429500, 0.4608133),
         (0.7611693, 0.1530192, 0.4243763)),
        ("quadratic", 0.9753788, (0.9140007, 0.10396224, 0.6851814),
         (0.8649351, 0.14603361, 0.5435173)),
    ],
)  # fmt: skip
def test_four_raters_with_gaps_come_out_as_published(
    weighting: Weighting, agreed: float, ac: tuple[float, ...], kappa: tuple[float, ...]
) -> None:
    """The R package prints these to seven digits: value, standard error, lower end."""
    ratings = four_raters()
    one, other = gwet(ratings, weighting), fleiss(ratings, weighting)

    assert observed(ratings, weights_for(weighting, 5)) == pytest.approx(agreed, abs=6e-8)
    assert (one.value, one.error, one.low) == pytest.approx(ac, abs=6e-8)
    assert (other.value, other.error, other.low) == pytest.approx(kappa, abs=6e-8)
    assert one.high == other.high == 1.0


@pytest.mark.parametrize(
    ("metric", "value"), [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107)]
)
def test_alpha_of_four_observers_comes_out_as_published(metric: Metric, value: float) -> None:
    """Krippendorff (2011) prints 0.743, 0.815 and 0.849, his package `krippendorff` six digits."""
    assert alpha(four_raters(), metric).value == pytest.approx(value, abs=6e-7)


@pytest.mark.parametrize(("metric", "error"), [("nominal", 0.1454787), ("interval", 0.1290512)])
def test_alpha_varies_about_as_much_as_by_the_formula_for_fixed_distances(
    metric: Metric, error: float
) -> None:
    """The formula of irrCAC; a jackknife of eleven cases comes close to it, rather wider."""
    assert alpha(four_raters(), metric).error == pytest.approx(error, rel=0.1)


def test_two_abstractors_come_out_as_published() -> None:
    """The package prints kappa with its standard error, Scott's pi and AC1 of this table."""
    pairs = as_pairs(ABSTRACTORS)
    ratings = ratings_of((each for each, n in pairs.items() for _ in range(n)), 3)
    kappa = cohen(pairs, 3)

    assert (kappa.value, kappa.error) == pytest.approx((0.7964094, 0.05891072), abs=6e-8)
    assert fleiss(ratings).value == pytest.approx(0.7962397, abs=6e-8)
    assert gwet(ratings).value == pytest.approx(0.8493305, abs=6e-8)
    assert alpha(ratings, "nominal").value == pytest.approx(0.7972585, abs=6e-8)
    assert exact(ratings).agreed == 89


def test_the_example_of_the_variance_comes_out_as_published() -> None:
    kappa = cohen(as_pairs(DIAGNOSES), 3)
    assert (kappa.value, kappa.error) == pytest.approx((0.429, 0.054), abs=5e-4)


@pytest.mark.parametrize(
    ("weighting", "value", "error"), [("identity", 0.1293, 0.0686), ("linear", 0.2374, 0.0783)]
)
def test_couples_come_out_as_published(weighting: Weighting, value: float, error: float) -> None:
    """The help page of `Kappa` prints these."""
    kappa = cohen(as_pairs(COUPLES), 4, weighting)
    assert (kappa.value, kappa.error) == pytest.approx((value, error), abs=5e-5)


def test_students_points_are_right() -> None:
    for freedom in [*range(1, 320), 1000, 20_000]:
        assert t_95(freedom) == pytest.approx(t.ppf(0.975, freedom), abs=1e-9)


@st.composite
def raw(draw: st.DrawFn, *, gaps: bool = True, people: int | None = None) -> tuple[Raw, int]:
    """Cases by people, and how many categories there are."""
    categories = draw(st.integers(2, 5))
    width = people or draw(st.integers(2, 5))
    category = st.integers(0, categories - 1)
    cell = st.none() | category if gaps else category
    row = st.lists(cell, min_size=width, max_size=width)
    return draw(st.lists(row, min_size=1, max_size=14)), categories


def is_telling(cases: Raw) -> bool:
    """Whether two people rated some case, and ratings of such cases vary."""
    shared = [[each for each in case if each is not None] for case in cases]
    return len({each for case in shared if len(case) > 1 for each in case}) > 1


@given(raw(), st.sampled_from(WEIGHTINGS), st.sampled_from(METRICS))
def test_every_coefficient_equals_a_second_way_of_working_it_out(
    drawn: tuple[Raw, int], weighting: Weighting, metric: Metric
) -> None:
    cases, categories = drawn
    assume(is_telling(cases))
    ratings = ratings_of(cases, categories)

    found = {
        gwet(ratings, weighting).value: independent.gwet(cases, weighting, categories),
        fleiss(ratings, weighting).value: independent.fleiss(cases, weighting, categories),
        alpha(ratings, metric).value: independent.alpha(cases, metric, categories),
    }
    for ours, theirs in found.items():
        assert ours == pytest.approx(theirs, abs=1e-9)


@given(raw(gaps=False, people=2), st.sampled_from(WEIGHTINGS))
def test_cohens_kappa_equals_a_second_way_of_working_it_out(
    drawn: tuple[Raw, int], weighting: Weighting
) -> None:
    cases, categories = drawn
    table = np.zeros((categories, categories))
    for one, other in cases:
        table[one, other] += 1
    pairs = Counter((int(one or 0), int(other or 0)) for one, other in cases)
    found = cohen(pairs, categories, weighting)
    if len({each for case in cases for each in case}) == 1:
        assert found.value is None
        return

    assert found.value == pytest.approx(independent.cohen(table, weighting), abs=1e-9)
    if found.error is not None:
        assert found.error == pytest.approx(_cohen_error(cases, categories, weighting), abs=1e-5)


def _cohen_error(cases: Raw, categories: int, weighting: str) -> float:
    def value(masses: np.ndarray) -> float:
        table = np.zeros((categories, categories))
        for (one, other), mass in zip(cases, masses, strict=True):
            table[one, other] += mass
        return independent.cohen(table, weighting)

    return independent.delta_error(value, len(cases), unbiased=False)


@given(raw(gaps=False), st.sampled_from(WEIGHTINGS))
def test_errors_equal_those_of_weighing_single_cases_a_little_more(
    drawn: tuple[Raw, int], weighting: Weighting
) -> None:
    cases, categories = drawn
    assume(is_telling(cases))
    ratings = ratings_of(cases, categories)
    for ours, theirs in ((gwet, independent.gwet), (fleiss, independent.fleiss)):
        found = ours(ratings, weighting)
        if found.error is not None:
            error = independent.delta_error(
                lambda masses, of=theirs: of(cases, weighting, categories, masses), len(cases)
            )
            assert found.error == pytest.approx(error, abs=1e-5)


@given(raw(), st.sampled_from(METRICS))
def test_the_jackknife_leaves_out_every_case_in_turn(
    drawn: tuple[Raw, int], metric: Metric
) -> None:
    cases, categories = drawn
    shared = [case for case in cases if sum(each is not None for each in case) > 1]
    rest = [shared[:at] + shared[at + 1 :] for at in range(len(shared))]
    assume(len(shared) > 1 and all(is_telling(each) for each in rest))
    found = alpha(ratings_of(cases, categories), metric)
    assume(found.error is not None)

    without = np.array([independent.alpha(each, metric, categories) for each in rest])
    variance = (len(shared) - 1) / len(shared) * np.square(without - without.mean()).sum()
    assert found.error == pytest.approx(np.sqrt(variance), abs=1e-7)


@given(raw(), st.randoms(use_true_random=False))
def test_neither_the_order_of_people_nor_of_cases_changes_anything(
    drawn: tuple[Raw, int], random: Random
) -> None:
    cases, categories = drawn
    shuffled = [random.sample(case, len(case)) for case in random.sample(cases, len(cases))]
    assert _everything(cases, categories) == _everything(shuffled, categories)


@given(raw())
def test_people_who_rated_nothing_change_nothing(drawn: tuple[Raw, int]) -> None:
    cases, categories = drawn
    more: Raw = [[None, *case, None] for case in cases]
    assert _everything(cases, categories) == _everything([*more, [None, None]], categories)


@given(raw(), st.integers(0, 4))
def test_a_case_that_one_person_rated_says_nothing_of_alpha_and_of_shares(
    drawn: tuple[Raw, int], category: int
) -> None:
    cases, categories = drawn
    more: Raw = [*cases, [None, category % categories]]
    one, other = (ratings_of(each, categories) for each in (cases, more))
    assert [alpha(one, each) for each in METRICS] == [alpha(other, each) for each in METRICS]
    assert exact(one) == exact(other)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(2, 4)), min_size=1, max_size=9))
def test_who_always_agree_agree_perfectly(drawn: list[tuple[int, int]]) -> None:
    ratings = ratings_of([[category] * people for category, people in drawn], 4)
    varied = len({category for category, _people in drawn}) > 1

    found = [gwet(ratings), gwet(ratings, "quadratic")]
    beyond = [fleiss(ratings, "quadratic"), *(alpha(ratings, each) for each in METRICS)]
    for each in [*found, *(beyond if varied else [])]:
        assert each.value == pytest.approx(1, abs=1e-12)
        assert (each.low, each.high, each.reason) == (None, None, ALL_AGREE)
    for each in [] if varied else beyond:
        assert (each.value, each.reason) == (None, NO_VARIATION)
    assert (exact(ratings).share, within_one(ratings).share) == (1, 1)
    assert apart(ratings, nearness("linear", 4, 0)).mean == 0


@given(raw(gaps=False, people=2))
def test_turning_the_scale_about_changes_nothing(drawn: tuple[Raw, int]) -> None:
    cases, categories = drawn
    turned: Raw = [[categories - 1 - int(each or 0) for each in case] for case in cases]
    for one, other in zip(_values(cases, categories), _values(turned, categories), strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@given(raw(), st.sampled_from(WEIGHTINGS))
def test_an_interval_holds_its_value_and_stays_on_the_scale(
    drawn: tuple[Raw, int], weighting: Weighting
) -> None:
    cases, categories = drawn
    ratings = ratings_of(cases, categories)
    for found in (gwet(ratings, weighting), fleiss(ratings, weighting), alpha(ratings)):
        assert (found.low is None) == (found.high is None)
        assert bool(found.reason) == (found.low is None)
        if found.value is not None and found.low is not None and found.high is not None:
            assert found.low <= found.value <= found.high + 1e-9
            assert min(-1, found.value) <= found.low
            assert found.high <= 1


def test_without_two_people_nothing_is_defined() -> None:
    ratings = ratings_of([[1, None], [None, 0]], 2)
    for found in (gwet(ratings), fleiss(ratings), alpha(ratings), cohen({}, 2)):
        assert (found.value, found.low, found.reason) == (None, None, NO_PAIRS)
    assert exact(ratings).share is None


def test_one_case_has_a_value_but_no_interval() -> None:
    found = gwet(ratings_of([[0, 1]], 2))
    assert found.value is not None
    assert (found.low, found.reason) == (None, ONE_CASE)


def test_each_case_counts_once_however_many_people_rated_it() -> None:
    ratings = ratings_of([[0, 0], [0, 0, 0, 0, 1]], 2)
    found = exact(ratings)
    assert (found.cases, found.pairs, found.agreed) == (2, 11, 7)
    assert found.share == pytest.approx((1 + 6 / 10) / 2)


def test_a_grade_beside_the_scale_is_as_far_as_can_be() -> None:
    near = nearness("linear", 4, 2)
    assert apart(ratings_of([[0, 1]], 6), near).mean == pytest.approx(1 / 3)
    assert apart(ratings_of([[0, 4]], 6), near).mean == 1
    assert apart(ratings_of([[4, 4]], 6), near).mean == 0
    assert apart(ratings_of([[4, 5]], 6), near).mean == 1


def test_the_interval_of_a_mean_is_wilsons() -> None:
    for count, n in ((39, 57), (19, 20), (9, 9), (7, 20), (0, 4)):
        assert wilson_of_mean(count / n, n) == pytest.approx(wilson(count, n), abs=1e-12)


def test_a_category_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        ratings_of([[2, 1]], 2)


def _everything(cases: Raw, categories: int) -> list[object]:
    ratings = ratings_of(cases, categories)
    return [
        *(of(ratings, each) for of in (gwet, fleiss) for each in WEIGHTINGS),
        *(alpha(ratings, each) for each in METRICS),
        exact(ratings),
        within_one(ratings),
        apart(ratings, nearness("linear", categories, 0)),
    ]


def _values(cases: Raw, categories: int) -> list[float | None]:
    ratings = ratings_of(cases, categories)
    pairs = Counter((int(one or 0), int(other or 0)) for one, other in cases)
    return [
        gwet(ratings, "quadratic").value,
        fleiss(ratings, "quadratic").value,
        alpha(ratings).value,
        cohen(pairs, categories, "quadratic").value,
    ]
