"""A funnel of stored audits: whose it is, what it leaves out, where it may be published."""

import pytest
from scipy.stats import binom

from db.reading import AuditScope
from exports.figures.funnel_data import FunnelData
from exports.figures.report_data import ReportData
from exports.figures.reports.funnels import funnel_of
from exports.figures.suppression.publishing import Publication
from exports.figures.thematic import thematic_report
from forms.errors import AuditAppError
from tests.exports.making import Cabinet, a_tool, an_audit

TEAMS = {"Duty": (26, 34), "East": (14, 15), "North": (4, 8), "South": (16, 22), "West": (3, 20)}


def filled(cabinet: Cabinet, teams: dict[str, tuple[int, int]], field: str = "team") -> None:
    for team, (good, n) in teams.items():
        for place in range(n):
            cabinet.add(
                a_tool(),
                an_audit(
                    case=f"C-{team}-{place}",
                    overall="good" if place < good else "inadequate",
                    attributes={field: team} if team else {},
                ),
            )


def found(cabinet: Cabinet, field: str = "team", **scope: object) -> FunnelData:
    return funnel_of(cabinet.store, AuditScope(**scope), field)


def test_each_team_stands_with_its_counts_about_the_share_of_all(cabinet: Cabinet) -> None:
    filled(cabinet, TEAMS)
    data = found(cabinet)
    assert {each.name: (each.share.count, each.share.n) for each in data.funnel.groups} == TEAMS
    assert (data.funnel.overall.count, data.funnel.overall.n) == (63, 99)
    assert (data.title, data.one, data.many, data.good) == (
        "Team", "team", "teams", "good or better",
    )  # fmt: skip
    assert [note.method for note in data.notes] == ["wilson", "funnel"]


def test_its_limits_are_those_of_the_exact_binomial_distribution(cabinet: Cabinet) -> None:
    """Worked out anew with scipy: the tail ends between two whole numbers of audits."""
    filled(cabinet, TEAMS)
    centre = 63 / 99
    for group in found(cabinet).funnel.groups:
        n, limits = group.limits.n, group.limits
        for tail, low, high in (
            (0.025, limits.low_95, limits.high_95),
            (0.001, limits.low_998, limits.high_998),
        ):
            for share, of in ((low, centre), (1 - high, 1 - centre)):
                whole = binom.ppf(tail, n, of)
                part = (binom.cdf(whole, n, of) - tail) / binom.pmf(whole, n, of)
                assert share == pytest.approx(max(0.0, (whole - part) / n), abs=1e-9)
        below, above = (
            binom.cdf(group.share.count, n, centre),
            binom.sf(int(group.share.count) - 1, n, centre),
        )
        assert (group.side == "below") == (below < 0.025)
        assert (group.side == "above") == (above < 0.025)


def test_audits_of_no_team_are_left_out_and_counted(cabinet: Cabinet) -> None:
    filled(cabinet, {**TEAMS, "": (1, 3)})
    data = found(cabinet)
    assert data.not_recorded == 3
    assert data.funnel.overall.n == 99
    assert data.limits[0].startswith("3 audits have no team on record and stand in no group")


def test_services_are_called_services(cabinet: Cabinet) -> None:
    filled(cabinet, TEAMS, "service")
    data = found(cabinet, "service")
    assert data.funnel.words[0] == "64% over 5 services with 99 audits."
    assert "Services have different cases" in data.funnel.words[-1]
    assert "team" not in " ".join([*data.funnel.words, *data.limits])


@pytest.mark.parametrize("field", ["auditor", "case"])
def test_persons_and_cases_are_not_set_side_by_side(cabinet: Cabinet, field: str) -> None:
    filled(cabinet, TEAMS)
    with pytest.raises(AuditAppError, match="not persons or single cases"):
        found(cabinet, field)


def test_an_unknown_field_is_refused(cabinet: Cabinet) -> None:
    filled(cabinet, TEAMS)
    with pytest.raises(AuditAppError, match="No audit has a field “colour”"):
        found(cabinet, "colour")


def report(cabinet: Cabinet, publication: Publication | None = None) -> ReportData:
    return thematic_report(cabinet.store, AuditScope("voice"), publication)


def test_a_thematic_report_has_a_funnel_from_five_teams_on(cabinet: Cabinet) -> None:
    filled(cabinet, {name: TEAMS[name] for name in ("Duty", "East", "North", "South")})
    assert report(cabinet).funnels == []
    filled(cabinet, {"West": TEAMS["West"]})
    (only,) = report(cabinet).funnels
    assert (only.field, len(only.funnel.groups)) == ("team", 5)
    assert "funnel" in [note.method for note in report(cabinet).notes]


LARGE = {name: (10 + place, 20 + 2 * place) for place, name in enumerate(TEAMS)}


def test_a_published_report_has_a_funnel_only_with_every_number_it_needs(cabinet: Cabinet) -> None:
    filled(cabinet, LARGE)
    published = report(cabinet, Publication())
    (only,) = published.funnels
    assert only.funnel.words[0] == "50.0% over 5 teams with 120 audits."
    assert "funnel" in [note.method for note in published.notes]
    filled(cabinet, {"Small": (2, 4)})
    hidden = report(cabinet, Publication())
    assert hidden.funnels == []
    assert hidden.limits[-1] == (
        "There is no funnel plot of teams: it would need numbers that are not published."
    )
    assert "funnel" not in [note.method for note in hidden.notes]
