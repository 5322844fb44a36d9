"""Databases as released versions wrote them, one for each schema: they open and say the same.

They lie in `tests/databases/` and were made by `python -m tests.databases.make`, each once, when
its schema was released.
"""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from db.drafts import load_draft
from db.foreign import open_foreign
from db.listing import AuditFilter, list_audits
from db.merging import merge_files
from db.migrations import LATEST
from db.opening import create_store, open_reading, open_store
from db.reading import AuditScope
from db.sealing import complete_audit, open_audit, reopen_audit
from db.store import ReadingStore
from db.unmerging import list_batches, unmerge
from db.verifying import verify
from exports.documents.thematic import thematic_bytes
from exports.figures.figures import work_out_figures
from exports.figures.thematic import thematic_report

FOLDER = Path(__file__).parents[1] / "databases"
SCHEMAS = range(1, LATEST + 1)
REVISIONS = {1: 15, 2: 15, 3: 15, 4: 15}
FINDINGS = {1: 333, 2: 333, 3: 333, 4: 333}


@pytest.fixture(params=SCHEMAS)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of one stored database, brought up to date."""
    path = tmp_path / "stored.audit"
    shutil.copy(FOLDER / f"schema-{request.param}.audit", path)
    open_store(path).close()
    return path


@pytest.mark.parametrize("schema", SCHEMAS)
def test_what_was_sealed_is_whole(tmp_path: Path, schema: int) -> None:
    path = tmp_path / "stored.audit"
    shutil.copy(FOLDER / f"schema-{schema}.audit", path)
    with open_store(path) as store:
        report = verify(store)
    assert report.problems == []
    assert (report.revisions, report.audits) == (REVISIONS[schema], 10)
    assert report.findings == FINDINGS[schema]


def _statuses(store: ReadingStore) -> Counter[str]:
    every = [*list_audits(store, AuditFilter()), *list_audits(store, AuditFilter(status="void"))]
    return Counter(row.status for row in every)


def test_every_audit_is_listed_where_it_stood(stored: Path) -> None:
    with open_reading(stored) as store:
        received = Counter(received=1)  # in what was made since drafts are handed over
        assert _statuses(store) - received == {
            "completed": 7, "draft": 1, "reopened": 1, "conflict": 1, "void": 1
        }  # fmt: skip
        assert [row.case for row in list_audits(store, AuditFilter(text="C-9001"))] == ["C-9001"]


def test_drafts_hold_every_word(stored: Path) -> None:
    with open_reading(stored) as store:
        (draft,) = list_audits(store, AuditFilter(status="draft"))
        (reopened,) = list_audits(store, AuditFilter(status="reopened"))
        assert load_draft(store, draft.uid).fields["finding.history_read"] == {
            "answer": "partly", "evidence": "نُظر في تاريخ الأسرة."
        }  # fmt: skip
        words = open_audit(store, reopened.uid).audit.strengths
        assert words == "Życie dziecka widać w każdej wizycie."


def test_work_goes_on(stored: Path) -> None:
    with open_store(stored) as store:
        (audit, *_) = list_audits(store, AuditFilter(text="C-8001"))
        reopen_audit(store, audit.uid, "auditor-01")
        complete_audit(store, audit.uid, "auditor-01")
        assert verify(store).ok


def test_the_figures_are_the_same_for_ever(stored: Path) -> None:
    with open_reading(stored) as store:
        figures = work_out_figures(store, AuditScope(tool_id="thresholds"))
    share = figures.overall.good_or_better
    assert share is not None
    assert (share.count, share.n, figures.scope.conflicts_left_out) == (2, 6, 1)
    history = next(each for each in figures.questions if each.id == "history_read")
    assert sum(history.counts.values()) == 6
    assert [point.period for point in figures.trend] == sorted(
        point.period for point in figures.trend
    )


def test_a_report_can_be_drawn(stored: Path) -> None:
    with open_reading(stored) as store:
        report = thematic_report(store, AuditScope(tool_id="thresholds"))
    assert thematic_bytes(report).startswith(b"%PDF-")


def test_it_can_be_merged_and_its_own_merge_taken_back(stored: Path, tmp_path: Path) -> None:
    with open_foreign(stored) as foreign:
        assert foreign.store.number("SELECT count(*) FROM revision") >= 15
    with create_store(tmp_path / "new.audit") as store:
        report = merge_files(store, [stored])
        assert [file.status for file in report.files] == ["merged"]
        assert (report.audits.new, report.audits.conflicts, report.set_aside) == (9, 1, [])
        assert verify(store).ok
        (batch,) = list_batches(store)
        assert unmerge(store, batch.uid) == _revisions(stored)
        assert verify(store).revisions == 0


@pytest.mark.parametrize("schema", SCHEMAS)
def test_it_is_merged_as_it_lies_and_not_touched(tmp_path: Path, schema: int) -> None:
    path = tmp_path / "stored.audit"
    shutil.copy(FOLDER / f"schema-{schema}.audit", path)
    before = path.read_bytes()
    with create_store(tmp_path / "new.audit") as store:
        report = merge_files(store, [path])
        assert (report.audits.new, report.audits.conflicts, report.set_aside) == (9, 1, [])
        assert verify(store).ok
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.glob("stored*")] == ["stored.audit"]


def _revisions(path: Path) -> int:
    with open_reading(path) as store:
        return store.number("SELECT count(*) FROM revision")
