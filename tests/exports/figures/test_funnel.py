"""Teams about the share of all: exact limits, fair words, no ranks."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from exports.figures.binomial import Limit, at_least, lower_limit, upper_limit
from exports.figures.funnel import Counted, funnel

TEAMS = [Counted("West", 60, 100), Counted("east", 13, 20), Counted("North", 5, 40)]


@settings(max_examples=300)
@given(st.integers(1, 3_000), st.floats(0.001, 0.999), st.sampled_from([0.025, 0.001]))
def test_limits_equal_those_from_another_distribution(n: int, share: float, tail: float) -> None:
    """Spiegelhalter’s interpolation with scipy’s binomial, at the lower and the mirrored end."""
    upper = upper_limit(n, share, tail)
    mirrored = Limit(n - upper.whole, 1 - upper.share)
    for found, of in ((lower_limit(n, share, tail), share), (mirrored, 1 - share)):
        whole = int(binom.ppf(tail, n, of))
        part = (binom.cdf(whole, n, of) - tail) / binom.pmf(whole, n, of)
        assert found.share == pytest.approx(max(0.0, (whole - part) / n), abs=1e-7)
        assert abs(found.whole - whole) <= (abs(part) < 1e-6 or abs(part - 1) < 1e-6)


@pytest.mark.parametrize(("n", "share"), [(1_000_000, 0.3), (1_000_000, 0.00001), (2, 0.5)])
def test_limits_hold_at_any_size(n: int, share: float) -> None:
    assert lower_limit(n, share, 0.025).whole == binom.ppf(0.025, n, share)
    assert n - upper_limit(n, share, 0.025).whole == binom.ppf(0.025, n, 1 - share)


@given(st.integers(1, 200), st.integers(0, 200), st.floats(0.01, 0.99))
def test_a_tail_equals_another_distributions(n: int, count: int, share: float) -> None:
    assert at_least(count, n, share) == pytest.approx(binom.sf(count - 1, n, share), abs=1e-9)


def test_a_limit_of_nothing_is_refused() -> None:
    for n, share in ((0, 0.5), (5, -0.1), (5, 1.1)):
        with pytest.raises(ValueError, match="limit"):
            lower_limit(n, share, 0.025)


@settings(max_examples=60)
@given(
    st.lists(
        st.integers(1, 80).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=2,
        max_size=12,
    )
)
def test_a_team_stands_outside_just_where_its_tail_is_small_and_it_is_drawn_so(
    counted: list[tuple[int, int]],
) -> None:
    found = funnel(Counted(f"Team {place:02}", *each) for place, each in enumerate(counted))
    centre = sum(good for good, _ in counted) / sum(n for _, n in counted)
    for team in found.groups:
        good, n = team.share.count, team.share.n
        below, above = binom.cdf(good, n, centre), binom.sf(good - 1, n, centre)
        if min(abs(tail - limit) for tail in (below, above) for limit in (0.025, 0.001)) < 1e-9:
            continue
        smallest = min(below, above)
        wanted = (
            "inside" if smallest >= 0.025 else "beyond_95" if smallest >= 0.001 else "beyond_998"
        )
        assert team.stands == wanted
        assert team.side == (None if wanted == "inside" else "below" if below < above else "above")
        drawn_inside = team.limits.low_95 - 1e-9 <= good / n <= team.limits.high_95 + 1e-9
        assert drawn_inside == (wanted == "inside")


def test_teams_stand_by_name_and_no_word_ranks_them() -> None:
    found = funnel(TEAMS)
    assert [team.name for team in found.groups] == ["east", "North", "West"]
    said = " ".join([*found.words, *(team.words for team in found.groups)]).casefold()
    for rank in ("best", "worst", "rank", "top", "bottom", "league", "first", "last", "poor"):
        assert rank not in said


def test_where_a_team_stands_is_said_with_its_numbers() -> None:
    found = funnel(TEAMS)
    assert (found.overall.count, found.overall.n) == (78, 160)
    stands = {team.name: (team.stands, team.side) for team in found.groups}
    assert stands == {
        "east": ("inside", None),
        "North": ("beyond_998", "below"),
        "West": ("beyond_95", "above"),
    }
    assert found.groups[0].words == "east: 65% of 20 audits, within what chance alone would make."
    assert found.groups[1].words == (
        "North: 13% of 40 audits, below the 99.8% limits: chance alone would hardly ever put it "
        "there."
    )
    assert found.words[:3] == [
        "49% over 3 teams with 160 audits.",
        "Beyond the 95% limits, above: West.",
        "Beyond the 99.8% limits, below: North.",
    ]
    assert found.words[3].startswith("More teams lie outside than chance would leave.")


def test_the_funnel_narrows_about_the_centre_and_reaches_the_largest_team() -> None:
    limits = funnel(TEAMS).limits
    assert (limits[0].n, limits[-1].n) == (1, 100)
    assert len(limits) <= 61
    for at in limits:
        assert 0 <= at.low_998 <= at.low_95 <= 78 / 160 <= at.high_95 <= at.high_998 <= 1
    assert limits[-1].high_95 - limits[-1].low_95 < limits[10].high_95 - limits[10].low_95


def test_equal_teams_lie_inside_and_that_is_said() -> None:
    found = funnel([Counted("A", 10, 20), Counted("B", 11, 20)])
    assert "Every team lies within the limits" in found.words[1]


@pytest.mark.parametrize("good", [0, 20])
def test_teams_that_are_all_good_or_all_not_lie_inside(good: int) -> None:
    found = funnel([Counted("A", good, 20), Counted("B", good // 2, 10)])
    assert {team.stands for team in found.groups} == {"inside"}


def test_one_team_is_not_compared_with_itself_and_an_empty_one_is_named() -> None:
    found = funnel([Counted("A", 1, 20), Counted("B", 0, 0)])
    assert (found.groups, found.limits, found.left_out) == ([], [], ["B"])
    assert found.words[0].startswith("There are not two teams")
    assert found.words[1] == "Without a graded audit, and left out: B."
    three = funnel([*TEAMS, Counted("New", 0, 0)])
    assert three.words[-1] == "Without a graded audit, and left out: New."


def test_an_impossible_count_is_refused() -> None:
    with pytest.raises(ValueError, match="funnel"):
        funnel([Counted("A", 3, 2)])


def test_teams_that_are_alike_stay_inside_as_often_as_the_limits_say() -> None:
    draw = random.Random(11)
    sizes = [draw.randint(5, 60) for _ in range(40)]
    outside = 0
    for _ in range(25):
        teams = [
            Counted(str(place), sum(draw.random() < 0.6 for _ in range(n)), n)
            for place, n in enumerate(sizes)
        ]
        outside += sum(team.stands != "inside" for team in funnel(teams).groups)
    assert 0.005 < outside / 1_000 < 0.055
