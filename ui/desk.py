"""The desk: carries audits between the pages and the database while the window is open."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from ui.lanes import Progress
from ui.memory import WindowMemory
from ui.saving import DraftSaver

if TYPE_CHECKING:
    from db.listing import AuditRow
    from db.sealing import OpenedAudit
    from db.store import ReadingStore, Store
    from ui.audit_form import AuditPage
    from ui.audits.new_audit_options import NewAudit
    from ui.audits.reads import StoreJobs
    from ui.theme import Theme
    from ui.workspace import Workspace

AUDITS, FORM, REPORT = "audits", "audit", "report"


class Desk(QObject):
    """Opens, starts, completes, reopens and voids audits, and says what was done.

    `author()` gives whoever works here, "" while nobody said; `author_named` carries the name
    a person first gives.
    """

    author_named = Signal(str)
    announced = Signal(str)

    def __init__(
        self,
        workspace: "Workspace",
        jobs: "StoreJobs",
        theme: "Theme",
        memory: WindowMemory,
        author: Callable[[], str],
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._jobs = jobs
        self._theme = theme
        self._memory = memory
        self._author = author
        self._form: AuditPage | None = None
        self.saver = DraftSaver(jobs, self)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.saver.saved.connect(self._on_saved)
        self.saver.not_saved.connect(self._on_not_saved)
        self.announced.connect(self._workspace.announce)
        self._workspace.closing.connect(self.flush)

    def adopt_form(self, form: "AuditPage") -> None:
        """Take the form page in once it is built."""
        self._form = form
        form.field_edited.connect(self.saver.save)
        form.complete_requested.connect(self.complete)
        form.reopen_requested.connect(self.reopen)
        form.void_requested.connect(self.ask_void)
        form.closed.connect(self._on_form_closed)
        form.place_changed.connect(self._on_place_changed)
        self.saver.saving.connect(form.show_saving)

    @Slot(object)
    def open_audit(self, uid: str) -> None:
        """Show an audit in the form; on the writing thread, behind what is still being saved."""
        self.flush()
        self._jobs.write(partial(_open, uid=uid), done=self._show, owner=self)

    @Slot(object)
    def start_audit(self, wanted: "NewAudit") -> None:
        """Start a new audit and show it."""
        if not self._author():
            self.author_named.emit(wanted.audit.auditor)
        self._jobs.write(partial(_start, wanted=wanted), done=self.open_audit, owner=self)

    @Slot(object)
    def complete(self, uid: str) -> None:
        """Seal the audit in the form, then show it as completed."""
        self.flush()
        self._jobs.write(
            partial(_complete, uid=uid, author=self._author()),
            done=partial(self._on_sealed, uid, "The audit is completed and sealed."),
            label="Completing the audit …",
            owner=self,
        )

    @Slot(object)
    def reopen(self, uid: str) -> None:
        """Start a working copy of a completed audit and show it."""
        self._jobs.write(
            partial(_reopen, uid=uid, author=self._author()),
            done=partial(self._on_sealed, uid, "The audit is open for changes."),
            owner=self,
        )

    @Slot(object)
    def ask_void(self, uid: str) -> None:
        """Ask for the reason, then make the audit void."""
        self._jobs.write(partial(_row, uid=uid), done=self._ask_void, owner=self)

    @Slot()
    def flush(self) -> None:
        """Let the form hand in what was typed and not saved yet."""
        if self._form is not None:
            self._form.flush()

    def return_to_place(self) -> None:
        """Go back to where the last session ended."""
        place = self._memory.place
        if place.page == FORM and place.record:
            self._workspace.show_page(AUDITS)
            self._jobs.write(
                partial(_open, uid=place.record), done=self._show, failed=_gone, owner=self
            )
        else:
            self._workspace.show_page(REPORT if place.page == REPORT else AUDITS)

    def _show(self, loaded: "_Loaded") -> None:
        opened = loaded.opened
        place = self._memory.place
        same = place.record == opened.uid
        at = (place.section, place.question) if same and place.section else None
        self._workspace.page(FORM)
        if not same:
            place.section = place.question = ""
        place.record = opened.uid
        if self._form is not None:
            self._form.set_known_values(loaded.known)
            self._form.open_audit(
                opened.uid, opened.tool, opened.audit, read_only=not opened.editable, place=at
            )
        self._workspace.show_page(FORM)

    def _on_sealed(self, uid: str, sentence: str, _result: object) -> None:
        self.announced.emit(sentence)
        self.open_audit(uid)
        self.announced.emit(sentence)

    def _ask_void(self, row: "AuditRow | None") -> None:
        from ui.audits.acts import AuditActs

        if row is not None:
            acts = AuditActs(self._jobs, self._theme.icons, self._author, self._workspace)
            acts.changed.connect(self.announced)
            acts.changed.connect(lambda _sentence: self.open_audit(row.uid))
            acts.ask_void(row)

    @Slot(object)
    def _on_saved(self, at: datetime) -> None:
        self._workspace.save_state.clear()
        if self._form is not None:
            self._form.show_saved(at)

    @Slot(str)
    def _on_not_saved(self, reason: str) -> None:
        """Say so on every page: the person may have left the form by now."""
        self._workspace.save_state.not_saved(reason)
        if self._form is not None:
            self._form.show_not_saved(reason)

    @Slot()
    def _on_form_closed(self) -> None:
        self.flush()
        self._workspace.show_page(AUDITS)

    @Slot(object, object)
    def _on_place_changed(self, section: str, question: str) -> None:
        self._memory.place.section, self._memory.place.question = section, question


class _Loaded(NamedTuple):
    """An audit to show, and the values that its case fields may offer."""

    opened: "OpenedAudit"
    known: dict[str, list[str]]


def _open(store: "Store", _progress: Progress, uid: str) -> _Loaded:
    from db.reading import attribute_values
    from db.sealing import open_audit
    from forms.audits import ATTRIBUTES

    known = {f"attribute.{name}": attribute_values(store, name) for name in ATTRIBUTES}
    known["auditor"] = attribute_values(store, "auditor")
    return _Loaded(open_audit(store, uid), known)


def _start(store: "Store", _progress: Progress, wanted: "NewAudit") -> str:
    from db.sealing import start_audit

    return start_audit(store, wanted.tool, wanted.audit)


def _complete(store: "Store", _progress: Progress, uid: str, author: str) -> None:
    from db.sealing import complete_audit

    complete_audit(store, uid, author or _auditor(store, uid))


def _reopen(store: "Store", _progress: Progress, uid: str, author: str) -> None:
    from db.sealing import reopen_audit

    reopen_audit(store, uid, author or _auditor(store, uid))


def _row(store: "ReadingStore", _progress: Progress, uid: str) -> "AuditRow | None":
    from db.listing import audit_row

    return audit_row(store, uid)


def _auditor(store: "ReadingStore", uid: str) -> str:
    from db.sealing import open_audit

    return open_audit(store, uid).audit.auditor


def _gone(_error: BaseException) -> None:
    """The audit of the last session is not in this file any more: the list stays in view."""
