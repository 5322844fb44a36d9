"""Report templates in the cabinet: drafted field by field, kept as sealed revisions, settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.drafts import discard_draft, save_field
from db.received_drafts import continue_as_mine
from db.standalone import keep, reopen, save, start, void
from db.template_conflicts import (
    TemplateConflict,
    TemplateContest,
    TemplateSide,
    settle_template,
    template_conflict,
)
from db.template_listing import (
    OpenedTemplate,
    TemplateState,
    free_name,
    list_templates,
    name_is_free,
    open_template,
    template_called,
    template_meant,
)
from forms.report_templates import TEMPLATE_KIND, ReportTemplate
from forms.template_drafts import TemplateFault

if TYPE_CHECKING:
    from db.store import Store

__all__ = [
    "OpenedTemplate",
    "TemplateConflict",
    "TemplateContest",
    "TemplateFault",
    "TemplateSide",
    "TemplateState",
    "continue_as_mine",
    "discard_draft",
    "draft_template",
    "edit_template",
    "free_name",
    "keep_template",
    "list_templates",
    "name_is_free",
    "open_template",
    "save_field",
    "save_template",
    "settle_template",
    "template_called",
    "template_conflict",
    "template_meant",
    "void_template",
]


def draft_template(store: Store, template: ReportTemplate, author: str) -> str:
    """Start the draft of a new template; returns its permanent id."""
    return start(store, TEMPLATE_KIND, template.to_fields(), author)


def save_template(store: Store, uid: str, template: ReportTemplate) -> None:
    """Save a draft whole; only what differs is written. It is durable when this returns.

    What cannot be read as a template yet, such as a name that is being typed, is saved by
    `save_field`. Raises StoreTrouble where there is no such draft any more.
    """
    save(store, TEMPLATE_KIND, uid, template.to_fields())


def edit_template(store: Store, uid: str, author: str) -> None:
    """Start a working copy of a template that was kept.

    Raises StoreTrouble where it is gone, void or in conflict, or has a working copy already.
    """
    reopen(store, TEMPLATE_KIND, uid, author)


def keep_template(store: Store, uid: str, author: str) -> str:
    """Seal the draft of a template; returns the revision's hash.

    A draft that changed nothing is let go and seals nothing. Raises AuditAppError where something
    is missing or another template has the name; the draft then stays as it is.
    """
    return keep(store, TEMPLATE_KIND, uid, author)


def void_template(store: Store, uid: str, author: str, reason: str) -> str:
    """Seal a template as void, with the reason: it is listed no more. Returns the hash.

    A draft that was never kept is not voided but discarded. Raises AuditAppError without a name
    or a reason, StoreTrouble where the template is gone, void, in conflict or open as a draft.
    """
    return void(store, TEMPLATE_KIND, uid, author, reason)
