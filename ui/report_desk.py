"""The report desk: carries report templates between the builder, Explore and the database."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from forms.errors import AuditAppError
from ui.builder import jobs as work
from ui.builder.acts import TemplateActs
from ui.builder.offers import Offers, load_offers
from ui.builder.view_parts import ViewParts
from ui.desk import BUILDER, REPORT
from ui.saving import DraftSaver, Target

if TYPE_CHECKING:
    from pydantic import JsonValue

    from db.report_templates import TemplateState
    from forms.explore_views import ExploreView
    from ui.audits.reads import StoreJobs
    from ui.builder.page import BuilderPage
    from ui.memory import WindowMemory
    from ui.workspace import Workspace

_UNSAVED = (
    "Your last changes are not in the database yet, so nothing else was done. They are kept in "
    "this window and saved as soon as that is possible; then try again. What is in the way: {}"
)


class ReportDesk(QObject):
    """Opens and saves report templates, and says what was done.

    `author()` gives whoever works here, "" while nobody said; `database()` the open one.
    """

    announced = Signal(str)
    trouble = Signal(object)

    def __init__(
        self,
        workspace: "Workspace",
        jobs: "StoreJobs",
        memory: "WindowMemory",
        *,
        saver: DraftSaver,
        author: Callable[[], str],
        database: Callable[[], Path],
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._jobs = jobs
        self._saver = saver
        self._author = author
        self._database = database
        self._drafts: set[str] = set()
        self._page: BuilderPage | None = None
        self._wanted: dict[str, JsonValue] | None = None
        self.acts = TemplateActs(jobs, workspace, author)
        self.views = ViewParts(jobs, workspace, memory)
        self._connect_signals()

    def _connect_signals(self) -> None:
        acts, views = self.acts, self.views
        acts.letting_go.connect(self._let_go)
        acts.kept.connect(self._on_kept)
        acts.discarded.connect(self._on_discarded)
        acts.removed.connect(self._on_removed)
        acts.settled.connect(self._on_settled)
        views.added.connect(self._add_part)
        views.replaced.connect(lambda view: self.page.composing.bench.put(("view",), view))
        views.wanted.connect(self._put_into)
        for part in (acts, views):
            part.trouble.connect(self.trouble)
        self._workspace.closing.connect(self._on_closing)

    @property
    def page(self) -> "BuilderPage":
        """The builder, made the first time."""
        self._workspace.page(BUILDER)
        assert self._page is not None  # noqa: S101 -- adopted while it is built
        return self._page

    def adopt_page(self, page: "BuilderPage") -> None:
        """Take the builder in once it is built."""
        self._page = page
        listed, bench = page.templates, page.composing
        page.shown.connect(self.refresh)
        listed.back_requested.connect(lambda: self._workspace.show_page(REPORT))
        listed.new_requested.connect(self.begin)
        listed.open_requested.connect(self._open)
        listed.copy_requested.connect(self._copy)
        listed.settle_requested.connect(self.acts.settle)
        listed.remove_requested.connect(self.acts.ask_to_remove)
        bench.edited.connect(self._on_edited)
        bench.offers_wanted.connect(self._load_offers)
        bench.view_wanted.connect(self.views.ask_for_view)
        bench.keep_requested.connect(self._ask_to_keep)
        bench.discard_requested.connect(self.acts.ask_to_discard)
        bench.closed.connect(self._close)
        bench.announced.connect(self.announced)
        bench.trouble.connect(self.trouble)
        self._saver.saved.connect(bench.show_saved)
        self._saver.not_saved.connect(bench.show_not_saved)

    @Slot()
    def flush(self) -> None:
        """Let the builder hand in what was typed and not saved yet."""
        if self._page is not None:
            self._page.composing.flush()

    @Slot()
    def forget(self) -> None:
        """Show nothing of a database that is locked, or another one now."""
        self._drafts.clear()
        if self._page is not None:
            self._page.templates.forget()
            self._page.composing.forget()
            self._page.setCurrentWidget(self._page.templates)

    @Slot()
    def show(self) -> None:
        """Show the builder."""
        self._workspace.show_page(BUILDER)

    @Slot()
    def refresh(self, mark: str = "") -> None:
        """Read the list again, once what was typed is in the file."""
        self._saver.settle(lambda _: self._read_list(mark))

    @Slot()
    def begin(self) -> None:
        """Begin a new template, and open it."""
        self._write(partial(work.start, author=self._author()), self.open)

    def open(self, uid: str) -> None:
        """Open a template on the bench."""
        self.flush()
        run = self._jobs.read if self._jobs.read_only else self._jobs.write  # behind every save
        run(partial(work.open_one, uid=uid), done=self._show, failed=self._refuse, owner=self)

    @Slot(object)
    def put_into_report(self, view: "ExploreView") -> None:
        """Ask into which report a view of Explore goes."""
        self.views.ask_for_report(view, self.page.composing.uid)

    def _read_list(self, mark: str) -> None:
        self._jobs.read(
            work.load_templates,
            done=partial(self._show_list, mark),
            key="builder.list",
            owner=self,
        )

    def _show_list(self, mark: str, templates: work.Templates) -> None:
        if self._page is not None:
            self._page.templates.show_states(templates.states, templates.titles, mark)

    @Slot(object)
    def _open(self, state: "TemplateState") -> None:
        """Open a template; somebody else's draft is gone on with as one's own."""
        if state.drafted_by and not self._jobs.read_only:
            self._write(partial(work.go_on, uid=state.uid, author=self._author()), self.open)
        else:
            self.open(state.uid)

    def _show(self, opened: work.Opened) -> None:
        """Show the template as it stands in the file, and what could not get there yet over it."""
        if opened.database != self._database():
            return
        if opened.is_draft:
            self._drafts.add(opened.uid)
        else:
            self._drafts.discard(opened.uid)
        unsaved = self._saver.unsaved(self._database(), opened.uid)
        fields = {**opened.fields, **unsaved}
        sound = {name: value for name, value in fields.items() if value is not None}
        self.page.composing.open_template(opened.uid, sound, is_draft=opened.is_draft)
        self.page.setCurrentWidget(self.page.composing)
        self._workspace.show_page(BUILDER)
        part, self._wanted = self._wanted, None
        if part is not None:
            self._add_part(part)
            self.announced.emit("The view is a part of the report now.")

    @Slot(object)
    def _add_part(self, part: "dict[str, JsonValue]") -> None:
        self.page.composing.parts.add_part(part)

    @Slot(object)
    def _copy(self, state: "TemplateState") -> None:
        self._write(partial(work.copy, uid=state.uid, author=self._author()), self.open)

    @Slot(object, object, object)
    def _on_edited(self, uid: str, field: str, value: "JsonValue") -> None:
        """Save the field; the first edit of a template that was kept begins a working copy."""
        if uid not in self._drafts:
            self._drafts.add(uid)
            self._write(partial(work.edit, uid=uid, author=self._author()), _nothing_more)
            self.page.composing.mark_draft(is_draft=True)
        self._saver.save(Target(self._database(), uid, field), value)

    @Slot(str)
    def _load_offers(self, tool_id: str) -> None:
        self._jobs.read(
            partial(load_offers, tool_id=tool_id),
            done=self._show_offers,
            key="builder.offers",
            owner=self,
        )

    def _show_offers(self, offers: Offers) -> None:
        self.page.composing.offer(offers)

    @Slot(object, object)
    def _put_into(self, uid: str, part: "dict[str, JsonValue]") -> None:
        """Open the report that a part is for; the part is added once it is there."""
        self._wanted = part
        if uid:
            self.open(uid)
        else:
            self.begin()

    @Slot(object)
    def _ask_to_keep(self, uid: str) -> None:
        """Keep a template once everything is saved."""
        self.flush()
        self._saver.settle(partial(self._keep, uid))

    def _keep(self, uid: str, trouble: str) -> None:
        if trouble:
            self.trouble.emit(AuditAppError(_UNSAVED.format(trouble)))
        else:
            self.acts.ask_to_keep(uid)

    @Slot(object)
    def _on_kept(self, uid: str) -> None:
        self._drafts.discard(uid)
        if self.page.composing.uid == uid:
            self.page.composing.mark_draft(is_draft=False)
        self.announced.emit("The template is saved. It can be made again next quarter.")

    @Slot(object)
    def _on_discarded(self, uid: str) -> None:
        self.announced.emit("The changes were discarded.")
        self.open(uid)

    @Slot(object)
    def _on_removed(self, _uid: str) -> None:
        self._close()
        self.announced.emit("The template was removed.")

    @Slot(object)
    def _on_settled(self, uid: str) -> None:
        self.refresh(uid)
        self.announced.emit("The two versions are settled.")

    @Slot(object)
    def _let_go(self, uid: str) -> None:
        """Save nothing more of a draft that is about to be no draft any more."""
        self.flush()
        self._saver.forget(self._database(), uid)
        self._drafts.discard(uid)

    @Slot(object)
    def _close(self, uid: str = "") -> None:
        self.page.show_templates()
        self.refresh(uid)

    @Slot()
    def _on_closing(self) -> None:
        self.flush()
        self._saver.retry()

    def _write(self, change: Callable[..., object], done: Callable[..., None]) -> None:
        """Run on the writing thread, behind what is still being saved."""
        self._jobs.write(change, done=done, failed=self._refuse, owner=self)

    def _refuse(self, error: BaseException) -> None:
        self._wanted = None
        if isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self.trouble.emit(error)


def _nothing_more(_: object) -> None:
    """Nothing follows."""
