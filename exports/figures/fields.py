"""The fields that figures can be filtered and grouped by; a misspelt one is not passed over."""

from __future__ import annotations

from typing import Final

from db.reading import AuditScope, attribute_names
from db.store import ReadingStore
from exports.figures.wording import listed
from forms.audits import ATTRIBUTES
from forms.errors import AuditAppError

_ALWAYS: Final = frozenset(
    {*ATTRIBUTES, "auditor", "case", "overall", "version", "quarter", "month"}
)


def check_fields(store: ReadingStore, scope: AuditScope, by: str | None = None) -> None:
    """Raise AuditAppError where the scope or `by` names a field that no audit has."""
    asked = {*scope.where, *([by] if by else [])} - _ALWAYS
    if not asked:
        return
    known = _ALWAYS.union(attribute_names(store))
    for field in sorted(asked - known):
        raise AuditAppError(
            f"No audit has a field “{field}”. Fields to filter and group by are: "
            f"{listed(sorted(known))}."
        )
