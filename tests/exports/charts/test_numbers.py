"""Shares and intervals are written as published audits write them."""

import pytest

from exports.charts.numbers import interval, percent


@pytest.mark.parametrize(
    ("share", "low", "high", "written"),
    [
        (39 / 57, 0.5552, 0.7900, "68% 55–79%"),
        (19 / 20, 0.7639, 0.9911, "95% 76–99%"),
        (9 / 9, 0.7008, 1.0, "100% 70–100%"),
        (7 / 20, 0.1812, 0.5671, "35% 18–57%"),
    ],
)
def test_published_results_read_as_published(
    share: float, low: float, high: float, written: str
) -> None:
    assert f"{percent(share)} {interval(low, high)}" == written


def test_a_whole_percentage_is_not_lost_to_binary_fractions() -> None:
    assert interval(0.29, 0.57) == "29–57%"
