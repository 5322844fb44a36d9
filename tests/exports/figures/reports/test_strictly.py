"""How strictly stored auditors grade: whose grades count, what is alike, who is left out."""

import pytest

from db.reading import AuditScope
from exports.figures.reports.agreed import agreed_report
from exports.figures.reports.strictly import strictness_of
from exports.figures.reports.strictness_data import StrictnessData
from forms.audits import Audit
from forms.errors import AuditAppError
from forms.scales import ScalePoint
from tests.exports.line_samples import add_doubles, add_moderated, plain_tool
from tests.exports.making import OFSTED, YES_NO, Cabinet, an_audit


def audits(auditor: str, good: int, n: int, **attributes: str) -> list[Audit]:
    """Return `n` audits of one auditor, so many of them good."""
    return [
        an_audit(
            case=f"C-{auditor}-{'-'.join(attributes.values())}-{place}",
            auditor=auditor,
            overall="good" if place < good else "inadequate",
            attributes=attributes,
        )
        for place in range(n)
    ]


def found(cabinet: Cabinet, **scope: object) -> StrictnessData:
    return strictness_of(cabinet.store, AuditScope(**scope))


def test_auditors_stand_beside_like_cases_of_others(cabinet: Cabinet) -> None:
    """Ann had the hard plan type: her 30% is what Bob makes of it too."""
    hard, easy = {"plan_type": "child protection"}, {"plan_type": "early help"}
    cabinet.add(plain_tool(), *audits("Ann", 6, 20, **hard), *audits("Bob", 6, 20, **hard))
    cabinet.add(plain_tool(), *audits("Bob", 18, 20, **easy), *audits("Cat", 18, 20, **easy))
    data = found(cabinet)
    ann = data.found.auditors[0]
    assert (ann.auditor, ann.share.count, ann.expected) == ("Ann", 6, pytest.approx(6.0))
    assert ann.verdict == "in_line"
    assert data.found.words[0] == (
        "80 audits compared with audits by others of the same tool and the same plan type."
    )
    assert data.limits[0] == "No audit has a team on record, so cases are not told apart by it."


def test_where_no_plan_type_is_on_record_teams_still_tell_cases_apart(cabinet: Cabinet) -> None:
    cabinet.add(
        plain_tool(), *audits("Ann", 6, 20, team="North"), *audits("Bob", 6, 20, team="North")
    )
    assert "of the same tool and the same team" in found(cabinet).found.words[0]


def test_a_grade_counts_as_its_auditor_gave_it_and_not_as_it_was_moderated(
    cabinet: Cabinet,
) -> None:
    tool = plain_tool()
    cabinet.add(tool, *audits("Bob", 10, 20))
    add_moderated(cabinet, tool, [("good", "inadequate")] * 12)
    shares = {each.auditor: each.share.count for each in found(cabinet).found.auditors}
    assert shares == {"auditor-0": 12, "Bob": 10}


def test_one_auditor_is_one_however_the_name_is_typed(cabinet: Cabinet) -> None:
    cabinet.add(plain_tool(), *audits("Ann Lee", 5, 10), *audits("ann  lee", 5, 10))
    cabinet.add(plain_tool(), *audits("Bob", 5, 10))
    assert [each.audits for each in found(cabinet).found.auditors] == [20, 10]


def test_who_made_too_few_audits_is_counted_and_not_named(cabinet: Cabinet) -> None:
    cabinet.add(plain_tool(), *audits("Ann", 5, 12), *audits("Bob", 5, 12), *audits("New", 1, 3))
    data = found(cabinet)
    assert [each.auditor for each in data.found.auditors] == ["Ann", "Bob"]
    assert data.too_few == 1
    assert "1 auditor is not shown: too few of their audits could be compared." in data.limits
    assert "New" not in data.model_dump_json()


def test_grades_on_another_scale_are_never_set_beside_these(cabinet: Cabinet) -> None:
    points = (*OFSTED.points[:-1], ScalePoint(code="poor", label="Poor", value=0, symbol="✕"))
    other = OFSTED.model_copy(update={"points": points})
    new = plain_tool(version="2.0", scales=(other, YES_NO))
    cabinet.add(plain_tool(), *audits("Ann", 10, 20), *audits("Bob", 10, 20))
    cabinet.add(
        new,
        *[each.model_copy(update={"overall": "good"}) for each in audits("Cat", 20, 20)],
    )
    data = found(cabinet)
    assert [each.auditor for each in data.found.auditors] == ["Ann", "Bob"]
    assert "20 audits left out" in " ".join(data.found.words)


def test_the_chart_reaches_as_far_as_any_difference(cabinet: Cabinet) -> None:
    cabinet.add(plain_tool(), *audits("Ann", 10, 20), *audits("Bob", 10, 20))
    low = found(cabinet)
    ends = [each.difference for each in low.found.auditors]
    assert low.reach >= max(abs(end.low or 0) for end in ends if end)
    assert low.reach == pytest.approx(round(low.reach, 1))


def test_it_says_that_it_is_no_measure_of_a_person(cabinet: Cabinet) -> None:
    assert found(cabinet).warning.startswith("This is no measure of a person.")


def test_an_unknown_field_to_filter_by_is_refused(cabinet: Cabinet) -> None:
    with pytest.raises(AuditAppError, match="No audit has a field"):
        found(cabinet, where={"colour": "red"})


def test_the_report_on_agreement_holds_it_only_where_there_is_something_to_set_beside(
    cabinet: Cabinet,
) -> None:
    add_doubles(cabinet, plain_tool(), 3)
    few = agreed_report(cabinet.store, AuditScope())
    assert few.strictness is None
    assert [note.method for note in few.notes] == ["wilson", "agreement"]
    cabinet.add(plain_tool(), *audits("Ann", 10, 20), *audits("Bob", 10, 20))
    many = agreed_report(cabinet.store, AuditScope())
    assert many.strictness is not None
    assert [each.auditor for each in many.strictness.found.auditors] == ["Ann", "Bob"]
    assert "strictness" in [note.method for note in many.notes]
