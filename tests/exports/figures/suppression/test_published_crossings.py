"""What a published crossing still shows, what it leaves out, and what may not be published."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from db.reading import AuditScope
from exports.figures.crossing import Asked, cross
from exports.figures.crossing_data import Crossing
from exports.figures.published import published_crossings
from exports.figures.suppression.linking import is_tangled
from exports.figures.suppression.nesting import Occurring
from exports.figures.suppression.publishing import Publication
from exports.figures.suppression.together import Known, publish_crossings
from forms.audits import Audit
from forms.errors import AuditAppError
from tests.exports.making import Cabinet, a_tool, an_audit

EVERY = AuditScope()
TOOL = a_tool()
PUBLICATION = Publication()


def one(number: int, team: str, answer: str = "yes", day: date = date(2026, 4, 2)) -> Audit:
    findings = {"seen": answer, "visits": number}
    return an_audit(findings, case=f"C-{number}", attributes={"team": team}, audited_on=day)


def fill(cabinet: Cabinet) -> None:
    """A large team in which most is well, one with a few weak answers, one where nothing is."""
    for number in range(40):
        cabinet.add(TOOL, one(number, "North", "yes" if number < 30 else "no"))
    for number in range(40, 60):
        cabinet.add(TOOL, one(number, "South", "yes" if number < 57 else "no"))
    for number in range(60, 70):
        cabinet.add(TOOL, one(number, "West", "no", date(2026, 8, 3)))


def shares(crossing: Crossing) -> dict[str, tuple[object, object, object]]:
    found = {row.title: row.total.good_or_better for row in crossing.rows}
    return {title: (each.count, each.n, each.share) for title, each in found.items() if each}


def test_large_counts_stay_small_ones_go_and_noughts_are_shown(cabinet: Cabinet) -> None:
    fill(cabinet)
    found = cross(cabinet.store, EVERY, "question:seen", "team", publication=PUBLICATION)
    assert shares(found)["West"] == (0, 10, 0.0)
    assert found.rows[1].total.counts["no"] == "c"
    assert shares(found)["South"][2] is None
    assert found.total.published
    plain = cross(cabinet.store, EVERY, "question:seen", "team")
    assert shares(plain)["South"] == (17, 20, 0.85)


def test_a_crossing_in_which_nothing_is_small_stays_as_it_is(cabinet: Cabinet) -> None:
    for number in range(40):
        team, answer = ("North", "South")[number % 2], ("yes", "no")[number // 2 % 2]
        cabinet.add(TOOL, one(number, team, answer))
    found = cross(cabinet.store, EVERY, "question:seen", "team", publication=PUBLICATION)
    assert shares(found) == {"North": (10, 20, 0.5), "South": (10, 20, 0.5)}
    assert (found.scope.audits, found.total.audits, found.rows[0].total.audits) == (40, 40, 20)


def test_of_numbers_only_the_middle_of_many_is_told(cabinet: Cabinet) -> None:
    fill(cabinet)
    found = cross(cabinet.store, EVERY, "question:visits", "team", publication=PUBLICATION)
    north = found.rows[0].total.numbers
    assert north is not None
    assert (north.n, north.lowest, north.median, north.highest) == (40, None, 19.5, None)


def test_what_is_left_out_is_told_without_numbers(cabinet: Cabinet) -> None:
    fill(cabinet)
    for number in (1, 2):
        cabinet.add(TOOL, an_audit(case=f"X-{number}", overall=None))
    both = an_audit(case="D-1", overall="good"), an_audit(case="D-1", overall="inadequate")
    cabinet.add_in_conflict(TOOL, *both)
    found = cross(cabinet.store, EVERY, "overall", "team", publication=PUBLICATION)
    assert found.limits == [
        "Some audits have no such grade.",
        "c audits are left out because two versions differ and nobody has settled them yet.",
    ]


@pytest.mark.parametrize("fields", [("auditor", None), ("team", "case"), ("team", "month")])
def test_fields_that_may_name_somebody_are_refused(
    cabinet: Cabinet, fields: tuple[str, str | None]
) -> None:
    fill(cabinet)
    with pytest.raises(AuditAppError, match="cannot be chosen or grouped by"):
        cross(cabinet.store, EVERY, "overall", *fields, publication=PUBLICATION)
    with pytest.raises(AuditAppError, match="cannot be chosen or grouped by case"):
        scope = AuditScope(where={"case": "C-1"})
        cross(cabinet.store, scope, "overall", "team", publication=PUBLICATION)


def test_crossings_of_other_audits_are_not_published_together(cabinet: Cabinet) -> None:
    fill(cabinet)
    scopes = (EVERY, AuditScope(audited_from=date(2026, 5, 1)))
    crossings = [cross(cabinet.store, each, "overall", "team") for each in scopes]
    with pytest.raises(AuditAppError, match="must be on the same audits"):
        publish_crossings(crossings, PUBLICATION, Known(Occurring((), frozenset())))


def test_tables_whose_fields_go_in_a_circle_are_not_published_together(cabinet: Cabinet) -> None:
    fill(cabinet)
    around = ("team", "quarter", "service", "team")
    asked = [Asked("overall", by, across) for by, across in pairwise(around)]
    assert len(published_crossings(cabinet.store, EVERY, asked[:2], PUBLICATION)) == 2
    with pytest.raises(AuditAppError, match="their fields go in a circle"):
        published_crossings(cabinet.store, EVERY, asked, PUBLICATION)


def test_only_a_circle_is_tangled() -> None:
    def pairs(*names: str) -> Iterator[frozenset[str]]:
        return (frozenset(name) for name in names)

    assert not is_tangled(pairs("ab", "bc", "cd", "ba", "xy"))
    assert is_tangled(pairs("ab", "cd", "bc", "ad"))


def test_nothing_is_published_of_no_crossings() -> None:
    assert publish_crossings([], PUBLICATION, Known(Occurring((), frozenset()))) == []
