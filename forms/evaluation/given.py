"""What an audit holds, field by field, as somebody is filling it in."""

from __future__ import annotations

from pydantic import JsonValue

from forms.audits import Audit

_PLAIN = (
    "case",
    "auditor",
    "audited_on",
    "overall",
    "overall_reason",
    "strengths",
    "improvements",
    "status",
)
_GROUPS = {
    "attribute": "attributes",
    "finding": "findings",
    "section": "sections",
    "section_reason": "section_reasons",
    "instances": "instances",
    "set_aside": "set_aside",
}

_EMPTY = Audit()


class Given:
    """The parts of an audit, to be changed one by one."""

    def __init__(self, audit: Audit) -> None:
        self._audit: Audit | None = audit
        self.attributes = dict(audit.attributes)
        self.findings = dict(audit.findings)
        self.sections = dict(audit.sections)
        self.section_reasons = dict(audit.section_reasons)
        self.instances = dict(audit.instances)
        self.set_aside = dict(audit.set_aside)
        self.plain: dict[str, object] = {name: getattr(audit, name) for name in _PLAIN}

    @property
    def audit(self) -> Audit:
        """The audit as it stands."""
        if self._audit is None:
            several = {name: dict(getattr(self, name)) for name in _GROUPS.values()}
            self._audit = _EMPTY.model_copy(update={**self.plain, **several})
        return self._audit

    def put(self, field: str, value: JsonValue | None) -> None:
        """Give a field, named as in `Audit.to_fields`, another value; None empties it.

        Raises pydantic's ValidationError, and leaves everything as it was, where an audit
        cannot hold it.
        """
        one = Audit.from_fields({} if value is None else {field: value})
        group, dot, name = field.partition(".")
        if not dot:
            self.plain[field] = getattr(one, field)
        else:
            several: dict[str, object] = getattr(self, _GROUPS[group])
            if value is None:
                several.pop(name, None)
            else:
                several.update(getattr(one, _GROUPS[group]))
        self._audit = None
