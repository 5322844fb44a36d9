"""One audit as a PDF: as it was sealed, for the file; with pages to talk over, for feedback."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exports.documents.base import draw_document
from exports.documents.html.page import draw_page
from exports.documents.protecting import protected
from exports.documents.saving import save_whole
from exports.documents.sealed_audit.drawing import facts, story
from exports.figures.reports.single_audit import sealed_content

if TYPE_CHECKING:
    from db.histories import SealedAudit
    from exports.figures.reports.audit_data import AuditData


def audit_bytes(report: AuditData) -> bytes:
    """Return an audit for the file and for feedback as a PDF; the same data give the same bytes."""
    return draw_document(facts(report), story(report, feedback=True))


def audit_page(report: AuditData) -> bytes:
    """Return the same as a web page, complete in itself."""
    return draw_page(facts(report), story(report, feedback=True))


def sealed_audit_bytes(sealed: SealedAudit) -> bytes:
    """Return a sealed audit as a PDF; the same revision gives the same bytes."""
    content = sealed_content(sealed)
    return draw_document(facts(content), story(content))


def write_sealed_audit(sealed: SealedAudit, target: Path, password: str = "") -> None:
    """Write a sealed audit to `target`: the whole file appears, or nothing does.

    It opens with `password` only, unless that is empty. Raises AuditAppError when the file cannot
    be written.
    """
    save_whole(protected(sealed_audit_bytes(sealed), password), target)
