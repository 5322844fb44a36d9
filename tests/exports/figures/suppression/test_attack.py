"""No number hidden in a published report can be worked out from the report."""

import re
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.reading import AuditScope
from exports.figures.published import work_out_published
from exports.figures.report_data import ReportData
from exports.figures.suppression import choosing
from exports.figures.suppression.publishing import Publication
from exports.figures.thematic import thematic_report
from forms.audits import Audit
from tests.exports.figures.suppression.attacking import attack_figures, attack_report
from tests.exports.making import OFSTED, YES_NO, a_tool, an_audit, memory_cabinet

TOOL = a_tool()
SCALES = {
    name: (
        [each.code for each in scale.points if each.value is not None],
        [each.code for each in scale.points if each.good],
    )
    for name, scale in (("", OFSTED), ("ofsted", OFSTED), ("yes_no", YES_NO))
}


def an_audit_by_chance(random: Random, number: int, teams: int) -> Audit:
    grade = partial(random.choices, OFSTED.codes, weights=(1, 6, 4, 1))
    seen = random.choices(["yes", "no", "unclear", "not_applicable", "not_evidenced", None],
                          weights=(20, 6, 1, 1, 2, 1))[0]  # fmt: skip
    team = random.randrange(teams)
    return an_audit(
        {
            "seen": seen,
            "heard": random.choice([*OFSTED.codes, "not_evidenced"]) if seen == "yes" else None,
            "place": random.choice(["home", "home", "school", None]),
            "methods": random.choice([("play",), ("play", "talk"), ("talk",), ("art",), None]),
            "visits": random.choice([1, 2, 3, None]),
        },
        case=f"C-{random.randrange(number + 2)}",
        auditor=f"auditor-{random.randrange(9)}",
        audited_on=date(2026, 1, 5) + timedelta(days=random.randrange(270)),
        overall=random.choices([grade()[0], None], weights=(20, 1))[0],
        sections={part.id: grade()[0] for part in TOOL.sections if random.random() < 0.95},
        attributes={
            "team": f"Team {team}",
            "service": f"Service {team // 2}",
            **({"plan_type": "child in need"} if random.random() < 0.7 else {}),
        },
    )


def published(seed: int, size: int, teams: int, threshold: int = 5) -> ReportData:
    random = Random(seed)
    with memory_cabinet() as cabinet:
        cabinet.add(TOOL, *(an_audit_by_chance(random, n, teams) for n in range(size)))
        return thematic_report(cabinet.store, AuditScope(), Publication(threshold))


def as_read(report: ReportData) -> dict[str, Any]:
    return report.model_dump(mode="json", by_alias=True)


def small_in(value: Any, threshold: int) -> list[object]:
    """Every count of the published document that is small; a funnel has a place for each size."""
    if isinstance(value, dict) and "low_998" not in value:
        own = [value.get(key) for key in ("n", "count", "audits", "cases", "auditors",
               "double_audits", "conflicts_left_out")]  # fmt: skip
        own += list(value.get("counts", {}).values())
        small = [each for each in own if isinstance(each, int) and 0 < each <= threshold]
        return small + [each for part in value.values() for each in small_in(part, threshold)]
    if isinstance(value, list):
        return [each for part in value for each in small_in(part, threshold)]
    return []


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(1, 4), st.sampled_from([3, 5, 10]))
def test_a_solver_finds_no_hidden_number(seed: int, size: int, teams: int, threshold: int) -> None:
    document = as_read(published(seed, size, teams, threshold))
    assert not small_in(document, threshold)
    assert attack_report(document, SCALES).found() == {}


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(1, 160), st.integers(1, 9), st.integers(1, 10))
def test_a_solver_finds_no_hidden_number_at_length(
    seed: int, size: int, teams: int, threshold: int
) -> None:
    document = as_read(published(seed, size, teams, threshold))
    assert not small_in(document, threshold)
    assert attack_report(document, SCALES).found() == {}


def test_whoever_knows_the_teams_of_a_service_finds_no_more() -> None:
    for seed in range(3):
        document = as_read(published(seed, 60, 5))
        attack = attack_report(document, SCALES)
        tables = {table["field"]: table["groups"] for table in document["groups"]}
        teams = {group["value"]: n for n, group in enumerate(tables["team"])}
        for n, group in enumerate(tables["service"]):
            service = int(group["value"].removeprefix("Service "))
            own = [teams[f"Team {team}"] for team in (2 * service, 2 * service + 1)
                   if f"Team {team}" in teams]  # fmt: skip
            for code in group["overall"]["counts"]:
                attack.equal(f"service {n}: {code}", [f"team {team}: {code}" for team in own])
        assert attack.found() == {}


def test_the_solver_does_find_what_is_left_by_hiding_small_numbers_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = partial(choosing.hidden_cells, secondary=False)
    monkeypatch.setattr("exports.figures.suppression.choosing.hidden_cells", alone)
    assert len(attack_report(as_read(published(3, 50, 3)), SCALES).found()) > 10


@pytest.mark.parametrize("by", ["team", "quarter", "plan_type", "overall"])
def test_figures_by_group_give_nothing_away(by: str) -> None:
    random = Random(by)
    with memory_cabinet() as cabinet:
        cabinet.add(TOOL, *(an_audit_by_chance(random, n, 5) for n in range(70)))
        figures = work_out_published(cabinet.store, AuditScope(), by, Publication()).figures
    document = figures.model_dump(mode="json", by_alias=True)
    attack = attack_figures(document, SCALES)
    if by == "quarter":
        for number, group in enumerate(document["by"]):
            for code in group["overall"]["counts"]:
                attack.equal(f"by {number}: {code}", [f"overall {group['value']}: {code}"])
    assert attack.found() == {}
    assert "c" in str(document["by"])


def test_sentences_tell_no_number_that_tables_hide() -> None:
    for seed in range(6):
        report = published(seed, 40, 3)
        told = {n for line in report.limits[1:] for n in re.findall(r"\d+", line)}
        assert told <= {str(report.figures.scope.audits), str(report.double_audits)}
