"""Report templates as a list, a page or a command finds them: in the making, kept, in conflict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from db.drafts import has_draft, load_draft
from db.received_drafts import has_received, load_received
from db.standalone_states import name_is_taken, state_of, uids_of, versions_of, waits
from db.template_conflicts import GONE
from db.troubles import StoreTrouble
from forms.errors import AuditAppError
from forms.identity import normalised
from forms.report_templates import TEMPLATE_KIND, ReportTemplate
from forms.revisions import from_moment
from forms.standalone import STANDALONE, is_void
from forms.template_drafts import TemplateFault, drafted_template

if TYPE_CHECKING:
    from db.projection import CurrentState
    from db.store import ReadingStore
    from forms.audits import Fields

TemplateStatus = Literal["draft", "reopened", "received", "kept", "void", "conflict"]
"""`draft` was never kept, `reopened` was; `received` is the draft of somebody else."""

_KIND = STANDALONE[TEMPLATE_KIND]
_NAMED = 8
"""How many characters of an id are enough to mean it."""


class OpenedTemplate(NamedTuple):
    """A template as a page shows it: its working copy where there is one, else what was kept.

    `fields` is what was typed, word for word; `template` is that as far as it can be read, and
    `faults` say what stops it from being kept. In conflict it is the version that came to this
    file first. `author` is whose draft it is, or who kept it last.
    """

    uid: str
    template: ReportTemplate
    status: TemplateStatus
    fields: Fields
    faults: tuple[TemplateFault, ...]
    author: str

    @property
    def editable(self) -> bool:
        """Whether there is a working copy to edit."""
        return self.status in ("draft", "reopened")


class TemplateState(NamedTuple):
    """What a list shows of a template; `tool` is the id of its audit tool.

    `kept_at` is None where it was never kept. `conflicts` counts the fields that wait for a
    person. `drafted_by` is whose draft it is where it is somebody else's, "" for all others.
    """

    uid: str
    name: str
    tool: str
    profile: str
    author: str
    kept_at: datetime | None
    has_draft: bool
    conflicts: int
    drafted_by: str = ""


def open_template(store: ReadingStore, uid: str) -> OpenedTemplate:
    """Return a template to show. Raises StoreTrouble where it is gone."""
    with store.snapshot():
        state = state_of(store, TEMPLATE_KIND, uid)
        if has_draft(store, uid):
            draft = load_draft(store, uid)
            if draft.kind == TEMPLATE_KIND:
                status: TemplateStatus = "reopened" if state else "draft"
                return _opened(uid, draft.fields, status, draft.author)
        waiting = state is not None and waits(_KIND, state)
        if not waiting and has_received(store, uid):
            received = load_received(store, uid)
            return _opened(uid, received.fields, "received", received.author)
        if state is None:
            raise StoreTrouble(GONE)
        author = _newest(state)[0]
        if waiting:
            return _opened(uid, versions_of(store, uid).sides[0].fields, "conflict", author)
        return _opened(uid, state.fields, "void" if is_void(state.fields) else "kept", author)


def list_templates(store: ReadingStore) -> list[TemplateState]:
    """Return every template but those made void, drafts included, by name."""
    with store.snapshot():
        found = [_row(store, uid) for uid in uids_of(store, TEMPLATE_KIND)]
    rows = [row for row in found if row]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.uid))


def template_called(store: ReadingStore, name: str) -> OpenedTemplate:
    """Return the kept template that is meant, as `template_meant` reads it.

    A working copy is left out of account: reports are made from what was kept. Raises
    AuditAppError where there is none or there are several, or where it is in conflict.
    """
    meant = template_meant(store, name)
    state = state_of(store, TEMPLATE_KIND, meant.uid)
    if state is None:
        raise StoreTrouble(GONE)
    if waits(_KIND, state):
        raise AuditAppError(
            f"Two versions of the report template “{meant.name}” differ; settle the conflict first."
        )
    return _opened(meant.uid, state.fields, "kept", meant.author)


def template_meant(store: ReadingStore, name: str) -> TemplateState:
    """Return the kept template that is meant: by its name, its id or the beginning of that.

    It may be in conflict. It is called what it was kept as, whatever is typed into its draft.
    Raises AuditAppError where there is none or there are several.
    """
    rows = list(_kept(store))
    found = [row for row in rows if normalised(row.name) == normalised(name)] or [
        row for row in rows if len(name) >= _NAMED and row.uid.startswith(name)
    ]
    if not found:
        raise AuditAppError(f"No report template in this file is called “{name}”.")
    if len(found) > 1:
        several = "; ".join(row.uid for row in found)
        raise AuditAppError(
            f"{len(found)} report templates are called “{name}”. Give the id of one: {several}"
        )
    return found[0]


def name_is_free(store: ReadingStore, name: str) -> bool:
    """Return whether no template in use is called so; case and blanks do not count."""
    return not name_is_taken(store, TEMPLATE_KIND, name)


def free_name(store: ReadingStore, name: str) -> str:
    """Return a name, with a number behind it where another template is called so."""
    number, free = 1, name
    while not name_is_free(store, free):
        number += 1
        free = f"{name[:110]} ({number})"
    return free


def _kept(store: ReadingStore) -> Iterator[TemplateState]:
    """Yield the templates in use by the names they were kept under."""
    for row in list_templates(store):
        state = state_of(store, TEMPLATE_KIND, row.uid)
        if state and (row.conflicts or not is_void(state.fields)):
            yield row._replace(name=_KIND.called(state.fields) or row.name)


def _opened(uid: str, fields: Fields, status: TemplateStatus, author: str) -> OpenedTemplate:
    template, faults = drafted_template(fields)
    return OpenedTemplate(uid, template, status, fields, faults, author)


def _row(store: ReadingStore, uid: str) -> TemplateState | None:
    """Return what the list shows of one template; nothing of those made void."""
    state = state_of(store, TEMPLATE_KIND, uid)
    opened = open_template(store, uid)
    if opened.status == "void":
        return None
    author, sealed_at = _newest(state) if state else (opened.author, "")
    return TemplateState(
        uid,
        str(opened.fields.get("name") or ""),
        opened.template.tool,
        opened.template.profile,
        author,
        from_moment(sealed_at) if sealed_at else None,
        opened.editable,
        max(1, len(state.conflicts)) if state and waits(_KIND, state) else 0,
        opened.author if opened.status == "received" else "",
    )


def _newest(state: CurrentState) -> tuple[str, str]:
    """Return who sealed a record last, and when."""
    newest = max(state.heads, key=lambda head: head.sealed_at)
    return newest.author, newest.sealed_at
