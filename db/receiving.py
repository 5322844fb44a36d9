"""Reads the revisions of a received file one by one; a bad one is set aside with its reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pydantic import ValidationError

from db.merge_report import SetAside
from db.revisions import StoredRevision, each_stored, whole
from db.store import ReadingStore
from db.tools import load_tool
from db.troubles import StoreCorrupt, StoreTrouble
from forms.audit_checks import audit_faults
from forms.audits import AUDIT_KIND, Audit
from forms.evaluation import TooMuchWork, evaluate
from forms.identity import is_tool_uid
from forms.revisions import Revision, from_moment
from forms.tool_checks import harms
from forms.tool_records import TOOL_KIND, tool_record_fault
from forms.tools import AuditTool

SECONDS_AN_AUDIT = 5.0
"""What working out one audit may take; 5,000 questions that all depend on others take half one."""


class Received:
    """The revisions of a received file that the target may need, checked as they are read."""

    def __init__(self, source: ReadingStore, known: set[str], erased: Collection[str] = ()) -> None:
        self.set_aside: list[SetAside] = []
        self.audits: dict[str, None] = {}
        self._erased = erased
        self.hashes: list[str] = []
        self._source = source
        self._known = known
        self._tools: dict[str, AuditTool | None] = {}
        self._endless: set[str] = set()

    def new_revisions(self) -> Iterator[tuple[Revision, AuditTool | None]]:
        """Yield each sound revision that the target lacks, with its tool, parents first.

        Raises StoreTrouble where the file itself cannot be read on.
        """
        taken: set[str] = set()
        for _, stored in each_stored(self._source):
            if stored.kind != TOOL_KIND:
                self.audits[stored.record] = None
            if stored.record in self._erased:
                continue
            if stored.hash in self._known or stored.hash in taken:
                self.hashes.append(stored.hash)
                continue
            try:
                revision, tool = self._checked(stored, taken)
            except _Unsound as unsound:
                self.set_aside.append(SetAside(stored.record, str(unsound)))
                continue
            taken.add(revision.id)
            self.hashes.append(revision.id)
            yield revision, tool

    def amended_by(self, tool: AuditTool) -> list[AuditTool]:
        """Return the versions that a tool amends, as far as the file holds them and they are sound.

        They come along, so that it stays known what may be compared with what.
        """
        found: list[AuditTool] = []
        while tool.amends and (before := self._tool(tool.amends.hash)):
            found.append(before)
            tool = before
        return found

    def _checked(
        self, stored: StoredRevision, taken: set[str]
    ) -> tuple[Revision, AuditTool | None]:
        try:
            revision = whole(self._source, stored)
        except (StoreCorrupt, ValueError, RecursionError):
            raise _Unsound("it is not written as a revision must be") from None
        if revision.id != stored.hash:
            raise _Unsound("its content does not match its hash: it was altered or damaged")
        if not set(revision.parents) <= self._known | taken:
            raise _Unsound("the version it builds on is missing or was set aside")
        check = _CHECKS.get(revision.kind)
        if check is None:
            raise _Unsound(f"this version of the program does not know the kind “{revision.kind}”")
        tool = self._tool(revision.tool or "")
        if tool is None:
            raise _Unsound("its audit tool is missing, was altered or is not sound")
        if tool.hash in self._endless:
            raise _Unsound(_TOO_LONG)
        check(revision, tool)
        if revision.kind == AUDIT_KIND:
            self._work_out(revision, tool)
        return revision, tool

    def _work_out(self, revision: Revision, tool: AuditTool) -> None:
        """Try whether an audit is worked out in time; a tool that takes longer gets one try."""
        audit, day = Audit.from_fields(revision.fields), from_moment(revision.sealed_at).date()
        try:
            evaluate(tool, audit, day, SECONDS_AN_AUDIT)
        except TooMuchWork:
            self._endless.add(tool.hash)
            raise _Unsound(_TOO_LONG) from None

    def _tool(self, tool_hash: str) -> AuditTool | None:
        if tool_hash not in self._tools:
            try:
                tool = load_tool(self._source, tool_hash)
            except StoreTrouble:
                tool = None
            self._tools[tool_hash] = tool if tool and not harms(tool) else None
        return self._tools[tool_hash]


_TOO_LONG = "the rules of its audit tool take too long to work out"


class _Unsound(Exception):
    """Why one revision is set aside."""


def _check_audit(revision: Revision, tool: AuditTool) -> None:
    if is_tool_uid(revision.record):
        raise _Unsound("its id is not one of an audit")
    try:
        audit = Audit.from_fields(revision.fields)
    except ValidationError:
        raise _Unsound("it does not hold an audit as it must be") from None
    for fault in audit_faults(tool, audit):
        raise _Unsound(fault)


def _check_tool_record(revision: Revision, tool: AuditTool) -> None:
    try:
        fault = tool_record_fault(revision, tool)
    except ValidationError:
        fault = "it does not hold the record of an audit tool as it must be"
    if fault:
        raise _Unsound(fault)


_CHECKS = {AUDIT_KIND: _check_audit, TOOL_KIND: _check_tool_record}
