"""No number hidden in a published report of the other kinds can be worked out from the report."""

from collections.abc import Callable
from datetime import date
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.reading import AuditScope
from exports.figures.reports.asked import OverTime
from exports.figures.reports.over_time import over_time_report
from exports.figures.reports.overview import overview_report
from exports.figures.reports.team import team_report
from exports.figures.suppression import choosing
from exports.figures.suppression.publishing import Publication
from tests.exports.figures.suppression.attacking_reports import (
    attack_overview,
    attack_team,
    attack_trend,
    found_out,
)
from tests.exports.figures.suppression.test_attack import SCALES, an_audit_by_chance, small_in
from tests.exports.making import Cabinet, a_tool, an_audit, memory_cabinet

TOOLS = [a_tool("voice"), a_tool("plan"), a_tool("oversight")]
GRADES = {tool.id: SCALES[""] for tool in TOOLS}
EVERY = AuditScope()
QUARTER = AuditScope(audited_from=date(2026, 4, 1), audited_to=date(2026, 6, 30))
SINCE = AuditScope(audited_from=date(2026, 2, 15))
Check = Callable[[int, int, int], None]

patient = partial(settings, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEDS, SIZES, THRESHOLDS = st.integers(0, 10**6), st.integers(1, 120), st.sampled_from([3, 5, 10])


def fill(cabinet: Cabinet, seed: int, size: int) -> None:
    """Audits with three tools by chance, over nine months."""
    random = Random(seed)
    for number in range(size):
        tool = random.choices(TOOLS, weights=(6, 3, 1))[0]
        cabinet.add(tool, an_audit_by_chance(random, number, 4))


def as_read(found: Any) -> dict[str, Any]:
    return found.model_dump(mode="json", by_alias=True)


def check_overview(seed: int, size: int, threshold: int, scope: AuditScope = EVERY) -> None:
    with memory_cabinet() as cabinet:
        fill(cabinet, seed, size)
        report = as_read(overview_report(cabinet.store, scope, Publication(threshold)))
    assert not small_in(report, threshold)
    before = "inside" if scope.audited_from is None else "outside"
    assert found_out(attack_overview(report, GRADES, before=before), threshold) == {}


def check_team(seed: int, size: int, threshold: int) -> None:
    random = Random(seed)
    with memory_cabinet() as cabinet:
        audits = (an_audit_by_chance(random, n, 3) for n in range(size))
        cabinet.add(TOOLS[0], *audits, an_audit(attributes={"team": "Team 0"}))
        found = team_report(cabinet.store, EVERY, "Team 0", Publication(threshold))
    report = as_read(found)
    assert not small_in(report, threshold)
    assert found_out(attack_team(report, SCALES), threshold) == {}


def check_trend(seed: int, size: int, threshold: int) -> None:
    with memory_cabinet() as cabinet:
        random = Random(seed)
        cabinet.add(TOOLS[0], *(an_audit_by_chance(random, n, 3) for n in range(2 * size)))
        found = over_time_report(cabinet.store, EVERY, OverTime(), Publication(threshold))
    report = as_read(found)
    assert not small_in(report, threshold)
    assert found_out(attack_trend(report), threshold) == {}


CHECKS = [check_overview, partial(check_overview, scope=QUARTER), check_team, check_trend]


@pytest.mark.parametrize("check", CHECKS)
@patient(max_examples=2)
@given(SEEDS, st.integers(60, 120), THRESHOLDS)
def test_a_solver_finds_no_hidden_number(
    check: Check, seed: int, size: int, threshold: int
) -> None:
    check(seed, size, threshold)


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
@patient(max_examples=100)
@given(SEEDS, st.integers(40, 200), st.integers(1, 10))
def test_a_solver_finds_no_hidden_number_at_length(
    check: Check, seed: int, size: int, threshold: int
) -> None:
    check(seed, size, threshold)


@pytest.mark.parametrize("check", CHECKS)
def test_the_solver_does_find_what_is_left_by_hiding_small_numbers_alone(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = partial(choosing.hidden_cells, secondary=False)
    monkeypatch.setattr("exports.figures.suppression.choosing.hidden_cells", alone)
    with pytest.raises(AssertionError, match="== "):
        for seed in range(6):
            check(seed, 30 + 20 * seed, 5)
