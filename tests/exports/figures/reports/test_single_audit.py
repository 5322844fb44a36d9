"""One audit in words: which one is meant, and how its answers are judged."""

import pytest

from db.moderating import dispute, moderate
from db.naming import records_meant
from db.sealing import load_current_audit
from exports.figures.reports.single_audit import audit_report
from forms.errors import AuditAppError
from tests.exports.making import Cabinet, a_tool, an_audit

TOOL = a_tool()


def test_answers_are_judged_as_figures_count_them(cabinet: Cabinet) -> None:
    answers = {"seen": "yes", "heard": "not_evidenced", "place": "home", "visits": 3}
    cabinet.add(TOOL, an_audit(answers, sections={"contact": "good"}))
    contact, record = audit_report(cabinet.store, "C-0001").sections
    assert [(item.judged, item.answer) for item in contact.items] == [
        ("good", "Yes"), ("weak", "Not evidenced on file"), ("", "At home"), ("", "Not answered"),
    ]  # fmt: skip
    assert (contact.good, contact.judged, contact.grade) == (1, 2, "Good")
    assert (record.good, record.judged) == (0, 0)


@pytest.mark.parametrize(
    ("answer", "judged"),
    [("no", "weak"), ("unclear", ""), ("not_applicable", ""), (None, "")],
)
def test_an_answer_off_the_denominator_is_not_judged(
    cabinet: Cabinet, answer: str | None, judged: str
) -> None:
    cabinet.add(TOOL, an_audit({"seen": answer}))
    item = audit_report(cabinet.store, "C-0001").sections[0].items[0]
    assert item.judged == judged


def test_the_overall_grade_stands_with_its_symbol_and_meaning(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit(overall="inadequate"), an_audit(case="C-2", overall=None))
    grade = audit_report(cabinet.store, "C-0001").overall
    assert grade is not None
    assert (grade.label, grade.symbol) == ("Inadequate", "✕")
    assert audit_report(cabinet.store, "C-2").overall is None


def test_a_moderated_audit_tells_both_grades_and_whether_it_is_disputed(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit(overall="good"))
    (uid,) = records_meant(cabinet.store, "C-0001")
    assert "Moderated by" not in dict(audit_report(cabinet.store, uid).particulars)
    _, audit = load_current_audit(cabinet.store, uid)
    moderated = {"overall": "inadequate", "overall_reason": "No plan.", "moderation": "open"}
    moderate(cabinet.store, uid, "lead", audit.model_copy(update=moderated), "No plan.")
    found = audit_report(cabinet.store, uid)
    said = dict(found.particulars)
    assert (said["Moderated by"], said["Auditor's overall grade"]) == ("lead", "Good")
    assert found.overall
    assert (found.overall.label, found.standing) == ("Inadequate", "")
    dispute(cabinet.store, uid, "Manager", "It was found.")
    assert "is disputed" in audit_report(cabinet.store, uid).standing


def test_an_audit_is_meant_by_its_id_its_beginning_or_its_case(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit(case="C-7"))
    (uid,) = records_meant(cabinet.store, "C-7")
    for given in (uid, uid[:30], "c-7"):
        assert audit_report(cabinet.store, given).case == "C-7"


def test_an_audit_that_is_not_there_or_not_the_only_one_is_told(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit(case="C-7"), an_audit(case="C-7"))
    with pytest.raises(AuditAppError, match="No sealed audit in this file is called “C-8”"):
        audit_report(cabinet.store, "C-8")
    cabinet.add(a_tool("plan"), an_audit(case="C-7", audited_on=None))
    with pytest.raises(AuditAppError, match="means 3 audits") as refused:
        audit_report(cabinet.store, "C-7")
    assert str(refused.value).count("(voice, 02/04/2026)") == 2
    assert "(plan)" in str(refused.value)


def test_versions_that_differ_are_settled_first(cabinet: Cabinet) -> None:
    cabinet.add_in_conflict(TOOL, an_audit(overall="good"), an_audit(overall="inadequate"))
    with pytest.raises(AuditAppError, match="Settle which answers stand"):
        audit_report(cabinet.store, "C-0001")
