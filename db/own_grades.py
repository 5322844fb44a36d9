"""The overall grade that the auditor of each audit gave, whatever moderation made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from db.projection import read_audit
from db.revisions import fields_of
from db.scopes import FROM, AuditScope, where
from db.second_opinions import first_and_moderated
from db.store import ReadingStore
from db.troubles import damaged_if_unreadable
from forms.moderations import MODERATION_ACTS


class OwnGrade(NamedTuple):
    """One audit: who graded it, with which tool version by hash, on what case, and the grade.

    `overall` is a code of the tool's grades, "" where none was given.
    """

    auditor: str
    tool: str
    attributes: Mapping[str, str]
    overall: str


def own_grades(store: ReadingStore, scope: AuditScope) -> Iterator[OwnGrade]:
    """Yield the audits in a scope, a moderated one with what its auditor had sealed before."""
    condition, values = where(scope)
    rows = store.rows(
        "SELECT current_audit.record, uid, hash, current_audit.auditor, status, overall, "
        f"attributes FROM {FROM} WHERE {condition} ORDER BY uid",
        values,
    )
    for record, *texts, attributes in rows:
        uid, tool, auditor, status, overall = map(str, texts)
        with damaged_if_unreadable(store.path):
            found = OwnGrade(auditor, tool, json.loads(str(attributes)), overall)
        is_moderated = status in MODERATION_ACTS
        yield _before(store, int(record or 0), uid, found) if is_moderated else found


def _before(store: ReadingStore, record: int, uid: str, moderated: OwnGrade) -> OwnGrade:
    """Return a moderated audit as its auditor had left it."""
    opinions = first_and_moderated(store, record, uid)
    if opinions is None:
        return moderated
    own = opinions[0]
    overall = read_audit(store, fields_of(store, own.revision)).overall
    return moderated._replace(auditor=own.grader, tool=own.tool, overall=overall or "")
