"""One revision of one audit: the audit as it was sealed, who, when and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exports.documents.base import draw_document
from exports.documents.html.page import draw_page
from exports.documents.protecting import protected
from exports.documents.saving import save_whole
from exports.documents.sealed_audit.content import sealed_content
from exports.documents.sealed_audit.drawing import facts, story

if TYPE_CHECKING:
    from db.histories import SealedAudit


def sealed_audit_bytes(sealed: SealedAudit) -> bytes:
    """Return a sealed audit as a PDF; the same revision gives the same bytes."""
    content = sealed_content(sealed)
    return draw_document(facts(content), story(content))


def sealed_audit_page(sealed: SealedAudit) -> bytes:
    """Return a sealed audit as a web page, complete in itself; equal revisions, equal bytes."""
    content = sealed_content(sealed)
    return draw_page(facts(content), story(content))


def write_sealed_audit(sealed: SealedAudit, target: Path, password: str = "") -> None:
    """Write a sealed audit to `target`: the whole file appears, or nothing does.

    It opens with `password` only, unless that is empty. Raises AuditAppError when the file cannot
    be written.
    """
    save_whole(protected(sealed_audit_bytes(sealed), password), target)
