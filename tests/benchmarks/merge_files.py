"""Databases to merge: many auditors, each with many audits in words like real ones."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from audit_app.demo.building import LAST_DAY
from audit_app.demo.inventing import invent_audits
from audit_app.demo.service import invent_service
from db.opening import create_store, open_store
from db.projection import project
from db.revisions import FieldKeys, add_revision
from db.store import Store
from db.tools import add_tool
from forms.audits import AUDIT_KIND, Audit
from forms.revisions import Revision
from forms.tool_files import builtin_tool

TOOL = "thresholds"
_MODELS = 40
_SEALED_AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
CHANGED = 0.02


class Maker:
    """Makes databases; each audit is one of a few invented ones with its own case and words."""

    def __init__(self) -> None:
        self._tool = builtin_tool(TOOL)
        invented = invent_audits(invent_service(1, 3), self._tool, _MODELS, 1, LAST_DAY)
        self._models = [each.audit for each in invented]

    def file(self, path: Path, number: int, audits: int) -> int:
        """Make the database of one auditor; returns its findings."""
        with create_store(path, lambda: _SEALED_AT) as store:
            revisions = [self._revision(number, each) for each in range(audits)]
            self._add(store, revisions)
        return sum(field.startswith("finding.") for each in revisions for field in each.fields)

    def changed(self, source: Path, target: Path, number: int, audits: int) -> None:
        """Copy a database and seal a correction of some audits in the copy."""
        shutil.copy(source, target)
        some = range(0, audits, round(1 / CHANGED))
        with open_store(target, lambda: _SEALED_AT) as store:
            self._add(store, list(self._corrections(number, some)))

    def _corrections(self, number: int, some: range) -> Iterator[Revision]:
        for each in some:
            before = self._revision(number, each)
            fields = {**before.fields, "strengths": "Corrected after a second look at the file."}
            yield before.model_copy(
                update={"parents": (before.id,), "fields": fields, "reason": "A second look."}
            )

    def _revision(self, number: int, each: int) -> Revision:
        audit: Audit = self._models[(number * 7 + each) % _MODELS]
        fields = audit.to_fields()
        fields["case"] = f"C-{number:03}-{each:03}"
        fields["strengths"] = f"{fields.get('strengths', '')} Seen in file {number}-{each}."
        return Revision(
            kind=AUDIT_KIND,
            record=str(UUID(int=(0x19A0000 << 100) | (7 << 76) | (2 << 62) | number << 20 | each)),
            tool=self._tool.hash,
            author=audit.auditor,
            sealed_at="2026-11-01T09:00:00.000000Z",
            act="completed",
            fields=fields,
        )

    def _add(self, store: Store, revisions: list[Revision]) -> None:
        with store.transaction():
            add_tool(store, self._tool)
            keys = FieldKeys(store)
            for revision in revisions:
                add_revision(store, revision, keys)
            project(store, [revision.record for revision in revisions], keys)
