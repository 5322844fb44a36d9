"""The report on agreement: what moderation made of grades, what to do, and what is left out."""

import pytest

from db.listing import AuditFilter, list_audits
from db.moderating import dispute, moderate
from db.reading import AuditScope
from db.sealing import load_current_audit
from exports.figures.reports.agreed import agreed_report
from forms.errors import AuditAppError
from tests.exports.line_samples import (
    MODERATED,
    add_doubles,
    agreed,
    graded,
    plain_tool,
)
from tests.exports.making import memory_cabinet


def test_what_became_of_each_grade_is_counted() -> None:
    part = agreed(doubles=0).moderations
    assert part is not None
    moves = {each.grade: each for each in part.moves}
    assert moves["Good"].n == 15
    assert moves["Good"].became == {
        "Outstanding": 0, "Good": 9, "Requires improvement": 6, "Inadequate": 0,
    }  # fmt: skip
    assert moves["Requires improvement"].became["Good"] == 1
    assert sum(each.n for each in part.moves) == len(MODERATED) == part.figures.cases
    kept = sum(each.became[each.grade] for each in part.moves)
    assert kept == part.figures.overall.exact.agreed


def test_double_audits_have_no_first_and_second() -> None:
    report = agreed(doubles=6, moderated=())
    assert report.moderations is None
    assert report.double_audits is not None
    assert report.double_audits.moves == []


def test_nothing_graded_twice_is_no_report() -> None:
    with memory_cabinet() as cabinet:
        cabinet.add(plain_tool(), graded(1, "a", "good"), graded(2, "b", "good"))
        with pytest.raises(AuditAppError, match="There is no agreement to report"):
            agreed_report(cabinet.store, AuditScope())


def to_do(doubles: int = 0, moderated: tuple[tuple[str, str], ...] = ()) -> str:
    return " ".join(agreed(doubles, moderated).to_do)


def test_few_double_audits_ask_for_more() -> None:
    assert "Have more cases audited by two people" in to_do(3)
    assert "3 cases so far" in to_do(3)
    assert "none so far" in to_do(0, MODERATED)
    assert "Have more cases" not in to_do(20)


def test_moderation_that_leans_one_way_is_talked_about() -> None:
    assert "9 grades worse and 1 better: auditors grade more mildly" in to_do(0, MODERATED)
    up = tuple((after, first) for first, after in MODERATED)
    assert "1 grade worse and 9 better: auditors grade more strictly" in to_do(0, up)
    both = (("good", "inadequate"), ("inadequate", "good")) * 5
    assert "auditors grade more" not in to_do(0, both)


def test_the_question_that_divides_people_is_talked_about_first() -> None:
    assert agreed().to_do[0].startswith("Read two or three of these files together")
    assert "“Was the child seen?”" in agreed().to_do[0]


def test_questions_that_nobody_answered_twice_are_counted_and_not_listed() -> None:
    with memory_cabinet() as cabinet:
        tool = plain_tool()
        add_doubles(cabinet, tool, 2)
        cabinet.add(tool, graded(9, "a", "good", seen="not_evidenced"))
        part = agreed_report(cabinet.store, AuditScope()).double_audits
    assert part is not None
    assert part.questions_left_out == 0
    assert {each.id for each in part.figures.by_question} == {"seen", "heard", "place"}


def test_pairs_beyond_the_first_forty_are_counted() -> None:
    with memory_cabinet() as cabinet:
        tool = plain_tool()
        people = [f"auditor-{number:02}" for number in range(11)]
        cabinet.add(tool, *(graded(1, each, "good") for each in people))
        part = agreed_report(cabinet.store, AuditScope()).double_audits
    assert part is not None
    assert (len(part.figures.by_pair), part.pairs_left_out) == (40, 15)


def test_no_case_is_named() -> None:
    assert "C-5" not in agreed().model_dump_json()


def test_a_real_moderation_is_reported_and_a_disputed_one_asked_for() -> None:
    with memory_cabinet() as cabinet:
        cabinet.add(plain_tool(), *(graded(case, "a", "good") for case in range(1, 4)))
        uids = [row.uid for row in list_audits(cabinet.store, AuditFilter())]
        for uid in uids[:2]:
            tool, audit = load_current_audit(cabinet.store, uid)
            assert tool.id == plain_tool().id
            changed = {"overall": "inadequate", "overall_reason": "No plan is on file."}
            typed = audit.model_copy(update={**changed, "moderation": "open"})
            moderate(cabinet.store, uid, "lead", typed, "No plan is on file.")
        report = agreed_report(cabinet.store, AuditScope())
        assert report.moderations is not None
        moves = {each.grade: each.became for each in report.moderations.moves}
        assert moves["Good"]["Inadequate"] == report.moderations.figures.cases == 2
        assert "disputed" not in " ".join(report.to_do)

        dispute(cabinet.store, uids[0], "Manager", "It is in the other folder.")
        report = agreed_report(cabinet.store, AuditScope())
        assert report.moderations is not None
        assert report.moderations.figures.cases == 2, "it counts until it is settled"
        assert report.to_do[0].startswith("One moderation is disputed")
