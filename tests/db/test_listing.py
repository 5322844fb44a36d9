import pytest

from db.drafts import save_field
from db.listing import AuditFilter, filter_choices, list_audits
from db.sealing import complete_audit, reopen_audit, start_audit, void_audit
from db.store import Store
from forms.audits import Audit
from tests.db.making import an_audit, mini_tool


@pytest.fixture
def filled(store: Store) -> Store:
    for case, auditor in (("C-10", "auditor-01"), ("C-2", "auditor-02"), ("50%_x", "auditor-02")):
        uid = start_audit(store, mini_tool(), an_audit(case, auditor))
        complete_audit(store, uid, auditor)
    draft = start_audit(store, mini_tool(), Audit(case="C-3", auditor="auditor-01"))
    save_field(store, draft, "finding.q1", {"answer": "yes"})
    save_field(store, draft, "finding.q3", {"evidence": "only words"})
    return store


def _cases(store: Store, wanted: AuditFilter) -> list[str]:
    return [row.case for row in list_audits(store, wanted)]


def test_drafts_and_completed_audits_stand_together(filled: Store) -> None:
    rows = {row.case: row for row in list_audits(filled, AuditFilter())}
    assert {case: row.status for case, row in rows.items()} == {
        "C-10": "completed",
        "C-2": "completed",
        "50%_x": "completed",
        "C-3": "draft",
    }
    assert (rows["C-3"].answered, rows["C-3"].questions) == (1, 3)
    assert rows["C-10"].team == "North"


@pytest.mark.parametrize(
    ("wanted", "cases"),
    [
        (AuditFilter(text="c-1"), {"C-10"}),
        (AuditFilter(text="north auditor-02"), {"C-2", "50%_x"}),
        (AuditFilter(text="%_"), {"50%_x"}),
        (AuditFilter(text="nobody"), set()),
        (AuditFilter(status="draft"), {"C-3"}),
        (AuditFilter(auditor="auditor-01"), {"C-10", "C-3"}),
        (AuditFilter(team="North", tool_id="mini"), {"C-10", "C-2", "50%_x"}),
        (AuditFilter(audited_from="2026-04-03"), set()),
        (AuditFilter(audited_to="2026-04-02", status="completed"), {"C-10", "C-2", "50%_x"}),
        (AuditFilter(text="'; DROP TABLE tool; --"), set()),
    ],
)
def test_the_list_is_filtered(filled: Store, wanted: AuditFilter, cases: set[str]) -> None:
    assert set(_cases(filled, wanted)) == cases


def test_the_list_is_sorted(filled: Store) -> None:
    assert _cases(filled, AuditFilter(sort="case", descending=False)) == [
        "50%_x",
        "C-10",
        "C-2",
        "C-3",
    ]


def test_a_limit_lists_the_first_ones_only(filled: Store) -> None:
    assert _cases(filled, AuditFilter(sort="case", descending=False, limit=2)) == ["50%_x", "C-10"]


def test_reopened_and_void_audits_say_so(filled: Store) -> None:
    rows = {row.case: row.uid for row in list_audits(filled, AuditFilter())}
    reopen_audit(filled, rows["C-10"], "auditor-01")
    void_audit(filled, rows["C-2"], "auditor-02", "Wrong file.")
    status = {row.case: row.status for row in list_audits(filled, AuditFilter())}
    assert status["C-10"] == "reopened"
    assert "C-2" not in status
    assert _cases(filled, AuditFilter(status="void")) == ["C-2"]


def test_filters_offer_what_there_is(filled: Store) -> None:
    choices = filter_choices(filled)
    assert choices.tools == [("mini", "Mini")]
    assert choices.teams == ["North"]
    assert choices.auditors == ["auditor-01", "auditor-02"]
