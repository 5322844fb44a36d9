"""What the desk asks of the database."""

from pathlib import Path

from db.opening import create_store
from db.sealing import open_audit, start_audit
from forms.audits import Audit, SetAside
from forms.findings import Finding
from forms.tool_files import read_tool
from tests.db.making import MINI
from ui.audits.new_audit_options import NewAudit
from ui.desk_jobs import load, start


def test_a_new_audit_begins_with_the_defaults_of_its_tool(tmp_path: Path) -> None:
    content = MINI.replace(b"label: In their words", b"label: In their words, default: Not said")
    wanted = NewAudit(read_tool(content, "mini.yaml"), Audit(case="C-1", auditor="a"))
    with create_store(tmp_path / "one.audit") as store:
        uid = start(store, lambda *_: None, wanted)
        assert open_audit(store, uid).audit.findings == {"q3": Finding(answer="Not said")}


def test_an_audit_comes_with_the_tools_that_asked_what_is_set_aside(tmp_path: Path) -> None:
    old = read_tool(MINI, "mini.yaml")
    new = old.model_copy(update={"version": "2.0"})
    aside = {
        name: SetAside(answer="yes", label="Seen?", tool=tool, reason="Withdrawn.")
        for name, tool in (("known", old.hash), ("strange", "0" * 64))
    }
    with create_store(tmp_path / "one.audit") as store:
        start_audit(store, old, Audit(case="C-1"))
        uid = start_audit(store, new, Audit(case="C-2", set_aside=aside))
        assert load(store, lambda *_: None, uid).old_tools == {old.hash: old}
