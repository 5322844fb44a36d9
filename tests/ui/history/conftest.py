"""The history of an audit that was completed, corrected by somebody else, and made void."""

from pathlib import Path

import pytest

from db.drafts import save_field
from db.histories import read_history
from db.opening import create_store
from db.sealing import complete_audit, reopen_audit, start_audit, void_audit
from forms.record_history import History
from tests.db.making import an_audit, mini_tool, ticking_clock
from tests.ui.audits.seeding import Cabinet


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    """An empty store on disk."""
    return Cabinet(tmp_path / "audits.db")


@pytest.fixture
def history(tmp_path: Path) -> History:
    """Three versions; the second changes an answer, its evidence and the strengths."""
    with create_store(tmp_path / "own.audit", ticking_clock()) as store:
        uid = start_audit(store, mini_tool(), an_audit())
        complete_audit(store, uid, "auditor-01")
        reopen_audit(store, uid, "qa-lead")
        save_field(store, uid, "finding.q2", {"answer": "inadequate", "evidence": "<b>Drawn</b>"})
        save_field(store, uid, "strengths", "Much time was taken.")
        complete_audit(store, uid, "qa-lead")
        void_audit(store, uid, "manager", "The wrong child")
        return read_history(store, uid)
