"""What the desk asks of the database."""

from pathlib import Path

from db.opening import create_store
from db.sealing import open_audit
from forms.audits import Audit
from forms.findings import Finding
from forms.tool_files import read_tool
from tests.db.making import MINI
from ui.audits.new_audit_options import NewAudit
from ui.desk_jobs import start


def test_a_new_audit_begins_with_the_defaults_of_its_tool(tmp_path: Path) -> None:
    content = MINI.replace(b"label: In their words", b"label: In their words, default: Not said")
    wanted = NewAudit(read_tool(content, "mini.yaml"), Audit(case="C-1", auditor="a"))
    with create_store(tmp_path / "one.audit") as store:
        uid = start(store, lambda *_: None, wanted)
        assert open_audit(store, uid).audit.findings == {"q3": Finding(answer="Not said")}
