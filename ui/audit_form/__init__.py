"""The Audit page: the form that an auditor grades a case file with."""

from ui.audit_form.page import AuditPage

__all__ = ["AuditPage"]
