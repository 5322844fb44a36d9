"""Puts invented audits where auditors would have them: each in a database of their own."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from audit_app.demo.graded_audits import Correction, DemoAudit
from audit_app.demo.moderations import DISPUTED, MANAGER, Moderation, invent_moderations
from audit_app.demo.service import DemoService
from audit_app.demo.vocabulary import read_vocabulary
from db.drafts import save_field
from db.merge_report import MergeReport
from db.merging import merge_files
from db.moderating import dispute, moderate
from db.opening import create_store, open_store
from db.sealing import complete_audit, reopen_audit, start_audit
from db.store import Store
from forms.tools import AuditTool

Step = Callable[[], None]
"""Called after each audit that was written; may raise to cancel."""


@dataclass
class DemoClock:
    """A clock that is set by hand, so that everything is sealed when the demo says it was."""

    moment: datetime

    def __call__(self) -> datetime:
        """Return the moment it was set to."""
        return self.moment


@dataclass(frozen=True)
class DemoWork:
    """All invented audits, by tool."""

    service: DemoService
    audits: Mapping[AuditTool, Sequence[DemoAudit]]
    end: datetime

    def of_auditor(self, auditor: int) -> list[tuple[AuditTool, DemoAudit]]:
        """Return what one auditor began, in the order of time."""
        return self._where(lambda audit: audit.auditor == auditor)

    def lent(self, lender: int, holder: int) -> list[tuple[AuditTool, DemoAudit]]:
        """Return the audits of one auditor that another holds a copy of and changed."""
        return self._where(lambda each: each.auditor == lender and holder in each.shared_with)

    def corrections_by(self, auditor: int) -> list[tuple[DemoAudit, Correction]]:
        """Return the later changes that one auditor sealed, on whosever audits."""
        every = (audit for _, audit in self._where(lambda audit: bool(audit.corrections)))
        return [
            (audit, each)
            for audit in every
            for each in audit.corrections
            if each.auditor == auditor
        ]

    def _where(self, wanted: Callable[[DemoAudit], bool]) -> list[tuple[AuditTool, DemoAudit]]:
        found = [
            (tool, audit) for tool, each in self.audits.items() for audit in each if wanted(audit)
        ]
        return sorted(found, key=lambda pair: (pair[1].started_at, pair[1].uid))


def write_auditors(work: DemoWork, folder: Path, step: Step) -> tuple[Path, ...]:
    """Write one database for each auditor, `auditor-01.audit` and so on; returns their paths.

    Copies travel as they would in life: handed over as a file, merged by whoever receives them.
    """
    codes = [auditor.code for auditor in work.service.auditors]
    paths = tuple(folder / f"{code}.audit" for code in codes)
    for auditor, path in enumerate(paths):
        _write_own(work, auditor, path, step)
    for holder, path in enumerate(paths):
        for lender in range(len(paths)):
            _hand_over(work, lender, holder, path)
        _write_corrections(work, holder, path)
    return paths


def merge_auditors(work: DemoWork, paths: Sequence[Path], target: Path) -> MergeReport:
    """Merge the auditors' databases into a new one."""
    with create_store(target, DemoClock(work.end)) as store:
        return merge_files(store, paths)


def moderate_some(work: DemoWork, merged: Path) -> int:
    """Let the leads moderate some audits in the merged database; returns how many."""
    vocabulary = read_vocabulary()
    clock = DemoClock(work.end)
    count = 0
    with open_store(merged, clock) as store:
        for tool, audits in work.audits.items():
            until = work.end.date()
            for each in invent_moderations(work.service.seed, tool, audits, vocabulary, until):
                _write_moderation(store, clock, each)
                count += 1
    return count


def _write_moderation(store: Store, clock: DemoClock, one: Moderation) -> None:
    clock.moment = one.sealed_at
    moderate(store, one.uid, one.moderator, one.audit, one.reason)
    if one.disputed_at:
        clock.moment = one.disputed_at
        dispute(store, one.uid, MANAGER, DISPUTED)


def _write_own(work: DemoWork, auditor: int, path: Path, step: Step) -> None:
    clock = DemoClock(work.end)
    with create_store(path, clock) as store:
        for tool, audit in work.of_auditor(auditor):
            _write_first(store, clock, tool, audit)
            step()


def _write_first(store: Store, clock: DemoClock, tool: AuditTool, audit: DemoAudit) -> None:
    clock.moment = audit.started_at
    start_audit(store, tool, audit.audit, audit.uid)
    if audit.sealed_at:
        clock.moment = audit.sealed_at
        complete_audit(store, audit.uid, audit.audit.auditor)


def _hand_over(work: DemoWork, lender: int, holder: int, path: Path) -> None:
    """Give a copy of the first versions: sealing the same again makes the same revisions."""
    lent = work.lent(lender, holder)
    if not lent:
        return
    clock = DemoClock(work.end)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".handed-over-") as folder:
        parcel = Path(folder) / f"from-{work.service.auditors[lender].code}.audit"
        with create_store(parcel, clock) as store:
            for tool, audit in lent:
                _write_first(store, clock, tool, audit)
        with open_store(path, clock) as store:
            merge_files(store, [parcel])


def _write_corrections(work: DemoWork, auditor: int, path: Path) -> None:
    author = work.service.auditors[auditor].code
    clock = DemoClock(work.end)
    with open_store(path, clock) as store:
        for audit, correction in work.corrections_by(auditor):
            clock.moment = correction.sealed_at
            reopen_audit(store, audit.uid, author)
            _save_changes(store, audit, correction)
            complete_audit(store, audit.uid, author)


def _save_changes(store: Store, audit: DemoAudit, correction: Correction) -> None:
    before, after = audit.audit.to_fields(), correction.audit.to_fields()
    for field in sorted(before.keys() | after.keys()):
        if before.get(field) != after.get(field):
            save_field(store, audit.uid, field, after.get(field))
