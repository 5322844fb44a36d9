"""The desk: carries audits between the pages and the database while the window is open."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from forms.errors import AuditAppError
from ui import desk_jobs
from ui.jobs import StoreLetGo
from ui.memory import WindowMemory
from ui.save_signs import SaveSigns
from ui.saving import DraftSaver, Target

if TYPE_CHECKING:
    from pydantic import JsonValue

    from db.listing import AuditRow
    from ui.audit_form import AuditPage
    from ui.audit_form.held_focus import Held
    from ui.audits.acts import AuditActs
    from ui.audits.new_audit_options import NewAudit
    from ui.audits.reads import StoreJobs
    from ui.desk_jobs import Change, Load, Loaded
    from ui.job_board import Failed
    from ui.theme import Theme
    from ui.workspace import Workspace

AUDITS, FORM, REPORT, TOOLS, DESIGNER = "audits", "audit", "report", "tools", "designer"
MERGE, SETTLE, EXPLORE, BUILDER = "merge", "settle", "explore", "builder"
_PLACES = (REPORT, EXPLORE, TOOLS, MERGE, SETTLE)
_RETURN_TO = {page: page for page in _PLACES} | {DESIGNER: TOOLS, BUILDER: REPORT}
_UNSAVED = (
    "Your last changes are not in the database yet, so nothing else was done. They are kept in "
    "this window and saved as soon as that is possible; then try again. What is in the way: {}"
)


class Desk(QObject):
    """Opens, starts, completes, reopens and voids audits, and says what was done.

    `author()` gives whoever works here, "" while nobody said; `author_named` carries the name
    a person first gives. `place_changed` says that the memory holds another place; `trouble`
    carries an error to be shown; `settling` asks every page for what was typed and not handed in.
    """

    settling = Signal()
    author_named = Signal(str)
    announced = Signal(str)
    place_changed = Signal()
    trouble = Signal(object)

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
        self._acts: AuditActs | None = None
        self._database = Path()
        self._held_focus: QWidget | None = None
        self._put_away: tuple[str, Held | None] = ("", None)
        self.saver = DraftSaver(jobs, self)
        self._signs = SaveSigns(workspace, self.saver, (FORM, DESIGNER, BUILDER))
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.announced.connect(self._workspace.announce)
        self._workspace.closing.connect(self._on_closing)

    def adopt_form(self, form: "AuditPage") -> None:
        """Take the form page in once it is built."""
        from ui.audits.acts import AuditActs
        from ui.moderation.desk import ModerationDesk

        self._form = form
        form.field_edited.connect(self._on_field_edited)
        form.complete_requested.connect(self.complete)
        form.reopen_requested.connect(self.reopen)
        form.go_on_requested.connect(self.ask_go_on)
        form.void_requested.connect(self.ask_void)
        form.closed.connect(self._on_form_closed)
        form.announced.connect(self.announced)
        self._acts = AuditActs(self._jobs, self._theme.icons, self._author, form)
        self._acts.discarded.connect(self.on_discarded)
        self._acts.changed.connect(self._show_what_became)
        self._acts.reopened.connect(self.open_audit)
        form.place_changed.connect(self._on_place_changed)
        self._moderations = ModerationDesk(self, self._jobs, self._theme.icons, self._author, form)
        self._signs.adopt_form(form)

    @property
    def held(self) -> "Held | None":
        """The box of the form that a person is in."""
        return self._form.pane.held if self._form is not None else None

    def work_on(self, database: Path, held: "Held | None" = None) -> None:
        """Go back to where the last session ended in this database, or into the very box.

        That is the one that was put away, where the same audit comes back in another file.
        """
        self._database = database
        place = self._memory.place
        record, box = self._put_away
        self._put_away = ("", None)
        held = held or (box if record == place.record else None)
        if place.page == FORM and place.record:
            self._load(
                partial(desk_jobs.load_if_there, uid=place.record),
                partial(self._return, held=held),
                self._on_no_return,
            )
        else:
            self._workspace.setEnabled(True)
            self._workspace.show_page(_RETURN_TO.get(place.page, AUDITS))

    def put_away(self, then: Callable[[], None], *, even_unsaved: bool = False) -> None:
        """Call `then` once everything is saved; until `work_on` or `resume` nothing is edited.

        With `even_unsaved` also where something cannot be saved now: it is kept until it can.
        One thing at a time: what is asked for meanwhile, such as the same by a second click, is
        not done.
        """
        if not self._workspace.isEnabled():
            return
        self.flush()
        self.settling.emit()
        self._put_away = (self._memory.place.record, self.held)
        self._held_focus = self._workspace.window().focusWidget()
        self._workspace.setEnabled(False)
        self.saver.settle((lambda _: then()) if even_unsaved else partial(self._go_on, then))

    @Slot()
    def resume(self) -> None:
        """Go on with what was put away, in the very box the person was in."""
        self._workspace.setEnabled(True)
        held, self._held_focus = self._held_focus, None
        if held is not None and isValid(held) and held.isVisible():
            held.setFocus()

    @Slot(object)
    def open_audit(self, uid: str, told: str = "") -> None:
        """Show an audit in the form, and then say what was done."""
        self.flush()
        work = partial(desk_jobs.load, uid=uid)
        self._load(work, partial(self._show, told=told), self._on_refused)

    @Slot(object)
    def start_audit(self, wanted: "NewAudit") -> None:
        """Start a new audit and show it."""
        if not self._author():
            self.author_named.emit(wanted.audit.auditor)
        self._write(partial(desk_jobs.start, wanted=wanted), self.open_audit)

    @Slot(object)
    def complete(self, uid: str) -> None:
        """Seal the audit in the form, then show it as completed; not while a word is unsaved."""
        seal = partial(desk_jobs.complete, uid=uid, author=self._author())
        self.carry_out(seal, uid, "The audit is completed and sealed.")

    @Slot(object)
    def reopen(self, uid: str) -> None:
        """Start a working copy of a completed audit and show it."""
        reopen = partial(desk_jobs.reopen, uid=uid, author=self._author())
        self.carry_out(reopen, uid, "The audit is open for changes.")

    @Slot(object)
    def ask_go_on(self, uid: str) -> None:
        """Ask before somebody else's draft becomes one of this device, and then show it."""
        self._write(partial(desk_jobs.row, uid=uid), self._ask_go_on)

    @Slot(object)
    def ask_void(self, uid: str) -> None:
        """Ask before the audit is made void, or its draft thrown away."""
        self.flush()
        self._write(partial(desk_jobs.row, uid=uid), self._ask_void)

    def carry_out(self, work: "Change", uid: str, told: str) -> None:
        """Change an audit once every word is saved, then show it and say what was done."""
        self.put_away(partial(self._change, work, uid, told))

    def look_up(self, work: "Change", done: Callable[..., None]) -> None:
        """Ask the database once every word is saved, and go on here with what it says."""

        def go_on(found: object) -> None:
            self.resume()
            done(found)

        self.put_away(partial(self._write, work, go_on))

    @Slot(object)
    def on_discarded(self, uid: str) -> None:
        """Let go of what could not be saved of a draft that is gone now."""
        self.saver.forget(self._database, uid)

    @Slot()
    def flush(self) -> None:
        """Let the form hand in what was typed and not saved yet."""
        if self._form is not None:
            self._form.flush()

    def _load(self, work: "Load", done: Callable[..., None], failed: "Failed") -> None:
        """Run behind what is still being saved; where nothing can be saved, on the other thread."""
        run = self._jobs.read if self._jobs.read_only else self._jobs.write
        run(work, done=done, failed=failed, owner=self)

    def _write(self, work: "Change", done: Callable[..., None]) -> None:
        """Run on the writing thread, behind what is still being saved."""
        self._jobs.write(work, done=done, failed=self._on_refused, owner=self)

    def _change(self, work: "Change", uid: str, told: str) -> None:
        self._write(work, lambda _: self.open_audit(uid, told))

    def _go_on(self, then: Callable[[], None], trouble: str) -> None:
        if trouble:
            self._on_refused(AuditAppError(_UNSAVED.format(trouble)))
        else:
            then()

    def _on_refused(self, error: BaseException) -> None:
        self.resume()
        if isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self.trouble.emit(error)

    def _return(self, loaded: "Loaded | None", told: str = "", held: "Held | None" = None) -> None:
        if loaded is not None:
            self._show(loaded, told, held)
        else:  # it was discarded, or the file came from elsewhere
            self._workspace.setEnabled(True)
            self._workspace.show_page(AUDITS)
            self.announced.emit(told)

    def _on_no_return(self, error: BaseException) -> None:
        """Of a database that was let go meanwhile, whoever let it go says why."""
        self._return(None)
        if not isinstance(error, StoreLetGo):
            self._on_refused(error)

    def _show(self, loaded: "Loaded", told: str = "", held: "Held | None" = None) -> None:
        self._workspace.page(FORM)  # builds the form, the first time
        if loaded.database != self._database or self._form is None:
            return
        self.flush()  # what was typed since it was asked for may belong to this very audit
        place = self._memory.place
        is_same = place.record == loaded.uid
        at = (place.section, place.question) if is_same and place.section else None
        place.record = loaded.uid
        self._held_focus = None
        self.resume()
        self._fill(self._form, loaded, at)
        self._workspace.show_page(FORM)
        self._form.pane.return_focus(held)
        self.place_changed.emit()
        self.announced.emit(told)

    def _fill(self, form: "AuditPage", loaded: "Loaded", at: tuple[str, str] | None) -> None:
        """Show the audit as it stands in the file, and what could not get there yet over it."""
        unsaved = self.saver.unsaved(self._database, loaded.uid)
        form.set_known_values(loaded.known)
        form.open_audit(
            loaded.uid,
            loaded.tool,
            loaded.audit_with(unsaved),
            read_only=bool(self._jobs.read_only) or not loaded.editable,
            why_not=self._jobs.read_only,
            status=loaded.status,
            place=at,
            old_tools=loaded.old_tools,
            drafted_by=loaded.drafted_by,
            beside=loaded.beside,
        )
        self._signs.show()

    def _ask_go_on(self, row: "AuditRow | None") -> None:
        if row is not None and self._acts is not None:
            self._acts.ask_go_on(row)

    def _ask_void(self, row: "AuditRow | None") -> None:
        """What was never sealed cannot be made void: it is discarded."""
        if row is None or self._acts is None:
            return
        is_draft = row.status in ("draft", "reopened", "moderating")
        (self._acts.ask_discard if is_draft else self._acts.ask_void)(row)

    @Slot(str)
    def _show_what_became(self, told: str) -> None:
        """Show the audit as it is now, or the list where it is gone."""
        uid = self._form.uid if self._form else ""
        self._write(partial(desk_jobs.load_if_there, uid=uid), partial(self._return, told=told))

    @Slot(object, object, object)
    def _on_field_edited(self, uid: str, field: str, value: "JsonValue") -> None:
        self.saver.save(Target(self._database, uid, field), value)

    @Slot()
    def _on_closing(self) -> None:
        self.flush()
        self.saver.retry()

    @Slot()
    def _on_form_closed(self) -> None:
        self.flush()
        self._workspace.show_page(AUDITS)

    @Slot(object, object)
    def _on_place_changed(self, section: str, question: str) -> None:
        self._memory.place.section, self._memory.place.question = section, question
        self.place_changed.emit()
