"""What the desk asks of the database; each runs as a job, away from the window."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ui.lanes import Progress

if TYPE_CHECKING:
    from pydantic import JsonValue

    from db.listing import AuditRow, Status
    from db.sealing import OpenedAudit
    from db.store import ReadingStore, Store
    from forms.audits import Audit
    from forms.moderations import Beside
    from forms.tools import AuditTool
    from ui.audits.new_audit_options import NewAudit

Change = Callable[["Store", Progress], object]
Load = Callable[["ReadingStore", Progress], object]


class Loaded(NamedTuple):
    """An audit to show, the database it is from, and what its case fields may offer.

    `old_tools` are those that asked what is set aside, by hash, as far as the file has them;
    `drafted_by` is whose draft a received one is, `beside` what is shown beside a moderation.
    """

    database: Path
    uid: str
    tool: "AuditTool"
    audit: "Audit"
    status: "Status"
    editable: bool
    known: dict[str, list[str]]
    old_tools: "dict[str, AuditTool]"
    drafted_by: str = ""
    beside: "Beside | None" = None

    def audit_with(self, fields: "Mapping[str, JsonValue]") -> "Audit":
        """Return the audit with these fields in place of its own; None empties one."""
        from forms.audits import Audit

        if not fields:
            return self.audit
        changed = {**self.audit.to_fields(), **fields}
        return Audit.from_fields({k: value for k, value in changed.items() if value is not None})


def load(store: "ReadingStore", _progress: Progress, uid: str) -> Loaded:
    """Return an audit with everything the form needs. Raises StoreTrouble where it is gone."""
    from db.reading import attribute_values
    from db.sealing import open_audit
    from forms.audits import ATTRIBUTES

    known = {f"attribute.{name}": attribute_values(store, name) for name in ATTRIBUTES}
    known["auditor"] = attribute_values(store, "auditor")
    opened = open_audit(store, uid)
    tool, audit, status = opened.tool, opened.audit, opened.status
    old = _tools_aside(store, audit)
    editable, drafted_by = opened.editable, opened.drafted_by
    shown = _beside(store, opened)
    return Loaded(store.path, uid, tool, audit, status, editable, known, old, drafted_by, shown)


def _beside(store: "ReadingStore", opened: "OpenedAudit") -> "Beside | None":
    """Return what is shown beside an audit that is moderated or was; nothing for all others."""
    if opened.status not in ("moderating", "moderated", "disputed"):
        return None
    from datetime import date

    from db.moderating import gradings_before
    from forms.moderations import beside

    is_blind = opened.status == "moderating" and opened.audit.moderation == "blind"
    gradings = gradings_before(store, opened.uid)
    return beside(opened.tool, gradings, date.today(), is_blind=is_blind)


def _tools_aside(store: "ReadingStore", audit: "Audit") -> "dict[str, AuditTool]":
    """Return the tools that asked what is set aside, by hash; not those the file lacks."""
    from db.tools import load_tool, tool_key

    wanted = {aside.tool for aside in audit.set_aside.values()}
    return {each: load_tool(store, each) for each in wanted if tool_key(store, each)}


def load_if_there(store: "ReadingStore", progress: Progress, uid: str) -> Loaded | None:
    """Return an audit of an earlier session; nothing where it is not in this database."""
    return load(store, progress, uid) if row(store, progress, uid) else None


def start(store: "Store", _progress: Progress, wanted: "NewAudit") -> str:
    """Start the draft of a new audit with its tool's defaults; returns its permanent id."""
    from db.sealing import start_audit
    from forms.evaluation import started

    return start_audit(store, wanted.tool, started(wanted.tool, wanted.audit))


def complete(store: "Store", _progress: Progress, uid: str, author: str) -> None:
    """Seal an audit's draft; its auditor stands for an author who is not known."""
    from db.sealing import complete_audit

    complete_audit(store, uid, author or _auditor(store, uid))


def reopen(store: "Store", _progress: Progress, uid: str, author: str) -> None:
    """Make a working copy of a completed audit."""
    from db.sealing import reopen_audit

    reopen_audit(store, uid, author or _auditor(store, uid))


def row(store: "ReadingStore", _progress: Progress, uid: str) -> "AuditRow | None":
    """Return how an audit stands in the list; nothing where it is not in the database."""
    from db.listing import audit_row

    return audit_row(store, uid)


def _auditor(store: "ReadingStore", uid: str) -> str:
    from db.sealing import open_audit

    return open_audit(store, uid).audit.auditor
