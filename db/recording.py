"""Recording: audits that people already graded elsewhere become completed audits here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from db.erasures import erased_records
from db.projection import CurrentState, current_state, project
from db.revisions import FieldKeys, add_revision, fields_of, parents_of, revisions_of
from db.store import ReadingStore, Store
from db.tools import add_tool
from forms.audits import AUDIT_KIND
from forms.errors import AuditAppError
from forms.evaluation import with_calculated
from forms.joining import with_ancestors
from forms.revisions import Revision, as_moment

if TYPE_CHECKING:
    from pydantic import JsonValue

    from forms.audits import Audit
    from forms.tools import AuditTool


class ToRecord(NamedTuple):
    """One audit to record, under the permanent id its row gives it."""

    uid: str
    tool: AuditTool
    audit: Audit


@dataclass
class RecordReport:
    """How many audits were new, changed what was recorded before, or added nothing."""

    new: int = 0
    updated: int = 0
    identical: int = 0


def record_audits(store: Store, several: Sequence[ToRecord]) -> RecordReport:
    """Record audits, all of them or none.

    A row that says what it said when it was last recorded adds nothing, even where the audit
    was corrected in the window since. Raises AuditAppError where an audit has two versions that
    wait to be settled, or was erased from this file.
    """
    report = RecordReport()
    _refuse_erased(store, several)
    keys = FieldKeys(store)
    with store.transaction():
        for each in several:
            _record(store, each, keys, report)
    return report


def _refuse_erased(store: ReadingStore, several: Sequence[ToRecord]) -> None:
    markers = erased_records(store)
    count = sum(each.uid in markers for each in several)
    if count:
        raise AuditAppError(
            f"{count:,} of these audits were erased from this database when their time was over. "
            "Leave them out; nothing was recorded."
        )


def _record(store: Store, each: ToRecord, keys: FieldKeys, report: RecordReport) -> None:
    state = current_state(store, each.uid)
    today = each.audit.audited_on or store.clock().date()
    fields = with_calculated(each.tool, each.audit, today).to_fields()
    if state is None:
        report.new += 1
    elif state.conflicts or state.tools_differ:
        raise AuditAppError(
            "An audit among these has two versions that wait to be settled; settle the conflict "
            "first. Nothing was recorded."
        )
    elif (each.tool.hash, fields) in (_current(state), _last_recorded(store, each.uid)):
        report.identical += 1
        return
    else:
        report.updated += 1
    add_tool(store, each.tool)
    add_revision(store, _revision(store, each, fields, state), keys)
    project(store, [each.uid], keys)


def _revision(
    store: Store, each: ToRecord, fields: dict[str, JsonValue], state: CurrentState | None
) -> Revision:
    return Revision(
        kind=AUDIT_KIND,
        record=each.uid,
        parents=tuple(sorted(head.hash for head in state.heads)) if state else (),
        tool=each.tool.hash,
        author=each.audit.auditor,
        sealed_at=as_moment(store.clock()),
        act="recorded",
        fields=fields,
    )


def _current(state: CurrentState) -> tuple[str | None, dict[str, JsonValue]]:
    return state.heads[0].tool, state.fields


def _last_recorded(store: ReadingStore, uid: str) -> tuple[str, dict[str, JsonValue]] | None:
    """Return what the newest recorded revision of an audit says: tool hash and fields."""
    parents = parents_of(store, uid)
    recorded = [each for each in revisions_of(store, uid) if each.act == "recorded"]
    built_on = set[str]().union(
        *(with_ancestors(parents, each.hash) - {each.hash} for each in recorded)
    )
    newest = [each for each in recorded if each.hash not in built_on]
    if not newest:
        return None
    return newest[-1].tool or "", fields_of(store, newest[-1].key)
