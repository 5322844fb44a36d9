"""The report desk: carries report templates between the builder, Explore and the database."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from forms.errors import AuditAppError
from ui.builder import jobs as work
from ui.builder.offers import Offers, load_offers
from ui.desk import BUILDER, REPORT
from ui.explore.views import SavedViews
from ui.saving import DraftSaver, Target
from ui.tools.asking import AskDialog, Field

if TYPE_CHECKING:
    from pydantic import JsonValue

    from db.report_templates import TemplateState
    from forms.explore_views import ExploreView
    from ui.audits.reads import StoreJobs
    from ui.builder.page import BuilderPage
    from ui.memory import WindowMemory
    from ui.workspace import Workspace

_NEW = ""
_UNSAVED = (
    "Your last changes are not in the database yet, so nothing else was done. They are kept in "
    "this window and saved as soon as that is possible; then try again. What is in the way: {}"
)
_NO_VIEWS = (
    "There is no saved view yet. Set one up in Explore, and choose “Put into report” there, or "
    "save it under a name."
)
_REMOVED = "It stays in the database with your reason, but is listed no more."
_DISCARDED = "It was never saved as a template. What is in it is gone for good."
_BACK = "The template goes back to how it was saved last."


class ReportDesk(QObject):
    """Opens, saves, keeps and removes report templates, and says what was done.

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
        self._views = SavedViews(memory)
        self._drafts: set[str] = set()
        self._page: BuilderPage | None = None
        self._wanted: ExploreView | None = None
        workspace.closing.connect(self._on_closing)

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
        listed.settle_requested.connect(self._settle)
        listed.remove_requested.connect(self._ask_to_remove)
        bench.edited.connect(self._on_edited)
        bench.offers_wanted.connect(self._load_offers)
        bench.view_wanted.connect(self._ask_for_view)
        bench.keep_requested.connect(self._ask_to_keep)
        bench.discard_requested.connect(self._ask_to_discard)
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
            self._page.setCurrentWidget(self._page.templates)

    @Slot()
    def show(self) -> None:
        """Show the builder."""
        self._workspace.show_page(BUILDER)

    @Slot()
    def refresh(self, mark: str = "") -> None:
        """Read the list again, once what was typed is in the file."""
        self._saver.settle(lambda _: self._read_list(mark))

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

    @Slot()
    def begin(self) -> None:
        """Begin a new template, and open it."""
        self._write(partial(work.start, author=self._author()), self.open)

    @Slot(object)
    def _open(self, state: "TemplateState") -> None:
        """Open a template; somebody else's draft is gone on with as one's own."""
        if state.drafted_by and not self._jobs.read_only:
            self._write(partial(work.go_on, uid=state.uid, author=self._author()), self.open)
        else:
            self.open(state.uid)

    def open(self, uid: str) -> None:
        """Open a template on the bench."""
        self.flush()
        run = self._jobs.read if self._jobs.read_only else self._jobs.write  # behind every save
        run(partial(work.open_one, uid=uid), done=self._show, failed=self._refuse, owner=self)

    def _show(self, opened: work.Opened) -> None:
        """Show the template as it stands in the file, and what could not get there yet over it."""
        if opened.database != self._database():
            return
        if opened.is_draft:
            self._drafts.add(opened.uid)
        else:
            self._drafts.discard(opened.uid)
        page = self.page
        unsaved = self._saver.unsaved(self._database(), opened.uid)
        fields = {**opened.fields, **unsaved}
        sound = {name: value for name, value in fields.items() if value is not None}
        page.composing.open_template(opened.uid, sound, is_draft=opened.is_draft)
        page.show_bench()
        self._workspace.show_page(BUILDER)
        page.show_bench()
        self._put_in()

    @Slot(object)
    def _copy(self, state: "TemplateState") -> None:
        self._write(partial(work.copy, uid=state.uid, author=self._author()), self.open)

    @Slot(object, object, object)
    def _on_edited(self, uid: str, field: str, value: "JsonValue") -> None:
        """Save the field; the first edit of a template that was kept begins a working copy."""
        if uid not in self._drafts:
            self._drafts.add(uid)
            self._write(partial(work.edit, uid=uid, author=self._author()), _nothing_more)
            self.page.composing.mark_draft()
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

    @Slot(bool)
    def _ask_for_view(self, is_new: bool) -> None:
        """Ask which saved view a part shall show."""
        from ui.builder.choosing import ChooseDialog

        names = list(self._views)
        if not names:
            self.trouble.emit(AuditAppError(_NO_VIEWS))
            return
        told = "A view is worked out anew each time the report is made."
        offered = [(name, name) for name in names]
        dialog = ChooseDialog("Which view?", told, "Show it", offered, self._workspace)
        dialog.chosen.connect(partial(self._take_view, is_new))
        dialog.open()

    def _take_view(self, is_new: bool, name: str) -> None:
        try:
            view = self._views.get(name)
        except AuditAppError as error:
            self.trouble.emit(error)
            return
        bench = self.page.composing
        if is_new:
            bench.parts.add_part(_part_of(view, name))
        else:
            bench.bench.put(("view",), view.model_dump(mode="json", by_alias=True))

    @Slot(object)
    def put_into_report(self, view: "ExploreView") -> None:
        """Ask into which report a view of Explore goes."""
        self._jobs.read(work.load_templates, done=partial(self._ask_for_report, view), owner=self)

    def _ask_for_report(self, view: "ExploreView", templates: work.Templates) -> None:
        from ui.builder.choosing import ChooseDialog

        open_uid = self.page.composing.uid
        sound = [state for state in templates.states if not state.conflicts]
        sound.sort(key=lambda state: state.uid != open_uid)
        offered = [(state.uid, state.name) for state in sound] + [(_NEW, "A new report")]
        told = "The view becomes a part of the report, and is worked out anew each time."
        dialog = ChooseDialog("Into which report?", told, "Put into it", offered, self._workspace)
        dialog.chosen.connect(partial(self._put_into, view))
        dialog.open()

    def _put_into(self, view: "ExploreView", uid: str) -> None:
        self._wanted = view
        if uid:
            self.open(uid)
        else:
            self.begin()

    def _put_in(self) -> None:
        """Add the view that was wanted to the report that was opened for it."""
        view, self._wanted = self._wanted, None
        if view is not None:
            self.page.composing.parts.add_part(_part_of(view, ""))
            self.announced.emit("The view is a part of the report now.")

    @Slot(object)
    def _settle(self, state: "TemplateState") -> None:
        from ui.builder.settling import Settling

        settling = Settling(self._jobs, self._workspace, author=self._author)
        settling.trouble.connect(self.trouble)
        settling.settled.connect(self._on_settled)
        settling.ask(state.uid)

    @Slot(object)
    def _on_settled(self, uid: str) -> None:
        self.announced.emit("The two versions are settled.")
        self.refresh(uid)

    @Slot(object)
    def _ask_to_keep(self, uid: str) -> None:
        """Keep a template once everything is saved; whoever is not known by name is asked."""
        author = self._author()
        if author:
            self._once_saved(partial(self._keep, uid, author))
            return
        dialog = AskDialog(
            "Save the template",
            "Whoever opens it later reads who saved it.",
            "Save",
            [Field("author", "&Your name or auditor code", "")],
            self._workspace,
        )
        dialog.answered.connect(
            lambda given: self._once_saved(partial(self._keep, uid, given["author"]))
        )
        dialog.open()

    def _keep(self, uid: str, author: str) -> None:
        self._write(partial(work.keep, uid=uid, author=author), self._on_kept)

    def _on_kept(self, uid: str) -> None:
        self.announced.emit("The template is saved. It can be made again next quarter.")
        self._drafts.discard(uid)
        if self.page.composing.uid == uid:
            self.page.composing.mark_kept()

    @Slot(object)
    def _ask_to_discard(self, uid: str) -> None:
        self._jobs.read(work.load_templates, done=partial(self._ask_about_draft, uid), owner=self)

    def _ask_about_draft(self, uid: str, templates: work.Templates) -> None:
        state = next((each for each in templates.states if each.uid == uid), None)
        if state is None:
            return
        told = _BACK if state.kept_at else _DISCARDED
        title = f"Discard the changes to “{state.name}”?"
        dialog = AskDialog(title, told, "Discard", [], self._workspace, role="danger")
        dialog.answered.connect(lambda _: self._discard(uid, kept=state.kept_at is not None))
        dialog.open()

    def _discard(self, uid: str, *, kept: bool) -> None:
        self._let_go(uid)
        then = partial(self._reopen, uid) if kept else self._to_list
        self._write(partial(work.discard, uid=uid), lambda _: then())

    def _reopen(self, uid: str) -> None:
        self.announced.emit("The changes were discarded.")
        self.open(uid)

    @Slot(object)
    def _ask_to_remove(self, state: "TemplateState") -> None:
        if state.kept_at is None:
            title = f"Discard “{state.name}”?"
            dialog = AskDialog(title, _DISCARDED, "Discard", [], self._workspace, role="danger")
            dialog.answered.connect(lambda _: self._discard(state.uid, kept=False))
        else:
            fields = [Field("reason", "&Reason", "", is_long=True)]
            if not self._author():
                fields.append(Field("author", "&Your name or auditor code", ""))
            title = f"Remove “{state.name}”?"
            dialog = AskDialog(title, _REMOVED, "Remove", fields, self._workspace, role="danger")
            dialog.answered.connect(partial(self._remove, state.uid))
        dialog.open()

    def _remove(self, uid: str, given: dict[str, str]) -> None:
        self._let_go(uid)
        author = given.get("author") or self._author()
        removal = partial(work.remove, uid=uid, author=author, reason=given["reason"])
        self._write(removal, lambda _: self._to_list())

    def _to_list(self) -> None:
        self.page.show_templates()
        self.refresh()
        self.announced.emit("The template was removed.")

    def _let_go(self, uid: str) -> None:
        """Save nothing more of a draft that is about to be no draft any more."""
        self.flush()
        self._saver.forget(self._database(), uid)
        self._drafts.discard(uid)

    @Slot(object)
    def _close(self, uid: str) -> None:
        self.page.show_templates()
        self.refresh(uid)

    @Slot()
    def _on_closing(self) -> None:
        self.flush()
        self._saver.retry()

    def _once_saved(self, do: Callable[[], None]) -> None:
        self.flush()
        self._saver.settle(partial(self._go_on, do))

    def _go_on(self, do: Callable[[], None], trouble: str) -> None:
        if trouble:
            self.trouble.emit(AuditAppError(_UNSAVED.format(trouble)))
        else:
            do()

    def _write(self, change: Callable[..., object], done: Callable[..., None]) -> None:
        """Run on the writing thread, behind what is still being saved."""
        self._jobs.write(change, done=done, failed=self._refuse, owner=self)

    def _refuse(self, error: BaseException) -> None:
        self._wanted = None
        if isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self.trouble.emit(error)


def _part_of(view: "ExploreView", title: str) -> "dict[str, JsonValue]":
    """Return the part that shows a view."""
    from forms.report_parts import View

    part = View(title=title, view=view)
    return part.model_dump(mode="json", by_alias=True, exclude_none=True)


def _nothing_more(_: object) -> None:
    """Nothing follows."""
