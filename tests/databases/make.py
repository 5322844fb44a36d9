"""Makes the database that stands for the present schema: `python -m tests.databases.make`.

Run it once, when a schema is released, and never again: the file is what users have. It holds
audits of an invented service (conflicts, double audits, a batch) with two tools, a draft, a
reopened audit and a void one, with words in several scripts.
"""

import sqlite3
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from audit_app.demo.building import LAST_DAY
from audit_app.demo.databases import DemoWork, merge_auditors, write_auditors
from audit_app.demo.inventing import invent_audits
from audit_app.demo.service import invent_service
from db.drafts import save_field
from db.listing import AuditFilter, list_audits
from db.migrations import LATEST
from db.opening import open_store
from db.sealing import complete_audit, reopen_audit, start_audit, void_audit
from forms.audits import Audit
from forms.findings import Finding
from forms.tool_files import builtin_tool
from tests.db.making import an_audit, mini_tool

HERE = Path(__file__).parent
SEED = 11


def make(target: Path) -> None:
    """Make the file; one that exists is never replaced."""
    if target.exists():
        raise SystemExit(f"{target} exists: a released database is not made again.")
    with tempfile.TemporaryDirectory() as folder:
        merged = _merged(Path(folder))
        _work_in(merged)
        connection = sqlite3.connect(merged, isolation_level=None)
        connection.execute("VACUUM")
        connection.close()
        target.write_bytes(merged.read_bytes())


def _merged(folder: Path) -> Path:
    service = invent_service(SEED, 3)
    tool = builtin_tool("thresholds")
    invented = {tool: invent_audits(service, tool, 8, SEED, LAST_DAY)}
    work = DemoWork(service, invented, datetime.combine(LAST_DAY, time(18), UTC))
    merged = folder / "merged.audit"
    merge_auditors(work, write_auditors(work, folder, lambda: None), merged)
    return merged


def _work_in(path: Path) -> None:
    moments = (datetime(2026, 10, 1, 9, tzinfo=UTC) + timedelta(minutes=n) for n in range(1_000))
    with open_store(path, lambda: next(moments)) as store:
        completed = list_audits(store, AuditFilter(status="completed", sort="case"))
        void_audit(store, completed[0].uid, "qa-lead", "Audited by mistake: not in the sample.")
        reopen_audit(store, completed[1].uid, "auditor-01")
        save_field(store, completed[1].uid, "strengths", "Życie dziecka widać w każdej wizycie.")
        for case in ("C-8001", "C-8002"):
            complete_audit(store, start_audit(store, mini_tool(), an_audit(case)), "auditor-01")
        draft = Audit(
            case="C-9001",
            auditor="auditor-01",
            audited_on=date(2026, 10, 1),
            attributes={"team": "Front door", "plan_type": "child protection"},
            findings={"history_read": Finding(answer="partly", evidence="نُظر في تاريخ الأسرة.")},
        )
        start_audit(store, builtin_tool("thresholds"), draft)


if __name__ == "__main__":
    make(HERE / f"schema-{LATEST}.audit")
