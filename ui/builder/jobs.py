"""What the builder asks of the database; each runs as a job, away from the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from db.report_templates import TemplateState
    from db.store import ReadingStore, Store
    from forms.audits import Fields
    from ui.lanes import Progress

_NEW = "New report"
_COPY = "{} (copy)"
_MOST_OF_NAME = 100
"""Letters of a name that a copy keeps, so that there is room for what is added."""


class Templates(NamedTuple):
    """The templates of a database, and what its audit tools are called."""

    states: list[TemplateState]
    titles: dict[str, str]


class Opened(NamedTuple):
    """A template to be shown: where it is kept, and its fields as they were typed."""

    database: Path
    uid: str
    fields: Fields
    is_draft: bool


def load_templates(store: ReadingStore, _progress: Progress) -> Templates:
    """Return every template of the database."""
    from db.report_templates import list_templates
    from db.tools import list_tools

    titles = {tool.tool_id: tool.title for tool in list_tools(store)}
    return Templates(list_templates(store), titles)


def start(store: Store, progress: Progress, author: str) -> str:
    """Start a template about the tool that most audits were made with; returns its id."""
    from db.report_templates import draft_template, free_name
    from forms.report_templates import ReportTemplate
    from forms.tool_files import builtin_tool_ids
    from ui.report.reads import load_options

    tool = load_options(store, progress).most_used or next(iter(builtin_tool_ids()))
    return draft_template(store, ReportTemplate(name=free_name(store, _NEW), tool=tool), author)


def copy(store: Store, _progress: Progress, uid: str, author: str) -> str:
    """Start a template like another one; returns its id."""
    from db.report_templates import draft_template, free_name, open_template

    template = open_template(store, uid).template
    name = free_name(store, _COPY.format(template.name[:_MOST_OF_NAME]))
    return draft_template(store, template.model_copy(update={"name": name}), author)


def open_one(store: ReadingStore, _progress: Progress, uid: str) -> Opened:
    """Return a template to be shown. Raises StoreTrouble where it is gone."""
    from db.report_templates import open_template

    opened = open_template(store, uid)
    return Opened(store.path, opened.uid, opened.fields, opened.editable)


def go_on(store: Store, _progress: Progress, uid: str, author: str) -> str:
    """Go on with somebody else's draft as one's own; returns its id."""
    from db.report_templates import continue_as_mine

    return continue_as_mine(store, uid, author)


def edit(store: Store, _progress: Progress, uid: str, author: str) -> None:
    """Begin a working copy of a template that was kept, unless there is one."""
    from db.report_templates import edit_template, open_template

    if not open_template(store, uid).editable:
        edit_template(store, uid, author)


def keep(store: Store, _progress: Progress, uid: str, author: str) -> str:
    """Seal a template as it is now; returns its id. Raises AuditAppError where it cannot be."""
    from db.report_templates import keep_template

    keep_template(store, uid, author)
    return uid


def discard(store: Store, _progress: Progress, uid: str) -> None:
    """Throw a working copy away; what was kept before stays."""
    from db.report_templates import discard_draft

    discard_draft(store, uid)


def remove(store: Store, _progress: Progress, uid: str, author: str, reason: str) -> None:
    """Make a template void, with the reason; a working copy of it is thrown away first."""
    from db.report_templates import discard_draft, open_template, void_template

    with store.transaction():
        if open_template(store, uid).editable:
            discard_draft(store, uid)
        void_template(store, uid, author, reason)
