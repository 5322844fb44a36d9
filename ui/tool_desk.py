"""The tool desk: carries tools between the Tools page, the designer and the database."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from forms.errors import AuditAppError
from ui.desk import DESIGNER, TOOLS
from ui.saving import DraftSaver, Target
from ui.tools import jobs as work
from ui.tools.acts import ToolActs

if TYPE_CHECKING:
    from pydantic import JsonValue

    from forms.tools import AuditTool
    from ui.audits.reads import StoreJobs
    from ui.designer import DesignerPage
    from ui.theme import Theme
    from ui.tools.catalogue import Entry
    from ui.tools.jobs import OpenedDraft
    from ui.tools.page import ToolsPage
    from ui.tools.publishing import PublishDialog
    from ui.workspace import Workspace

_COPIED = "This is your own copy; the draft it was made of stays as it is."
_BODY = "body"  # the one field of a tool's draft
_UNSAVED = (
    "Your last changes are not in the database yet, so nothing else was done. They are kept in "
    "this window and saved as soon as that is possible; then try again. What is in the way: {}"
)
_GOING_ON = "This amendment was begun earlier; here it goes on."
_NOT_SOUND = "The tool still has problems. Mend those in the list of problems, then try again."


class ToolDesk(QObject):
    """Opens, saves and publishes tools, and says what was done.

    `author()` gives whoever works here, "" while nobody said; `database()` the open one.
    """

    announced = Signal(str)
    trouble = Signal(object)

    def __init__(
        self,
        workspace: "Workspace",
        jobs: "StoreJobs",
        theme: "Theme",
        *,
        saver: DraftSaver,
        author: Callable[[], str],
        database: Callable[[], Path],
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._jobs = jobs
        self._theme = theme
        self._author = author
        self._database = database
        self._page: ToolsPage | None = None
        self._designer: DesignerPage | None = None
        self.saver = saver
        self.acts = ToolActs(workspace, jobs, theme, author, lambda: database().parent)
        self._connect_signals()

    def _connect_signals(self) -> None:
        acts = self.acts
        acts.draft_wanted.connect(self.begin)
        acts.changed.connect(self._show_tools)
        acts.announced.connect(self.announced)
        acts.trouble.connect(self.trouble)
        acts.discarded.connect(self._let_go)
        self._workspace.closing.connect(self._on_closing)
        self._workspace.page_shown.connect(self._on_page_shown)

    def adopt_page(self, page: "ToolsPage") -> None:
        """Take the Tools page in once it is built."""
        self._page = page
        acts = self.acts
        page.new_requested.connect(self._begin_new)
        page.import_requested.connect(acts.ask_to_import)
        page.edit_requested.connect(lambda entry: self.edit(entry.key))
        page.copy_requested.connect(self._copy)
        page.amend_requested.connect(self._amend)
        page.fork_requested.connect(lambda entry: acts.ask_to_fork(entry.tool))
        page.export_requested.connect(lambda entry: acts.ask_to_export(entry.tool))
        page.compare_requested.connect(lambda one, others: acts.compare(one.tool, _tools(others)))
        page.move_requested.connect(self._ask_to_move)
        page.withdraw_requested.connect(acts.ask_to_withdraw)
        page.discard_requested.connect(lambda entry: acts.ask_to_discard(entry.key, entry.title))

    def adopt_designer(self, designer: "DesignerPage") -> None:
        """Take the designer in once it is built."""
        self._designer = designer
        designer.edited.connect(self._on_edited)
        designer.publish_requested.connect(self._ask_to_publish)
        designer.import_requested.connect(lambda _: self.acts.ask_to_import())
        designer.export_requested.connect(lambda _: self._with_tool(self.acts.ask_to_export))
        designer.discard_requested.connect(
            lambda uid: self.acts.ask_to_discard(uid, designer.header.title_text)
        )
        designer.closed.connect(lambda uid: self._show_tools("", uid))
        self.saver.saved.connect(designer.show_saved)
        self.saver.not_saved.connect(designer.show_not_saved)

    @Slot()
    def flush(self) -> None:
        """Let the designer hand in what was typed and not saved yet."""
        if self._designer is not None:
            self._designer.flush()

    @Slot()
    def _begin_new(self) -> None:
        from forms.designing.editing import new_tool

        self.begin(new_tool("new-tool", "New audit tool"))

    @Slot(object)
    def begin(self, data: "dict[str, JsonValue]") -> None:
        """Keep a new draft of a tool, and open it in the designer."""
        self._write(partial(work.start_draft, data=data, author=self._author()), self.edit)

    @Slot(str)
    def edit(self, uid: str, told: str = "") -> None:
        """Open a draft in the designer, and then say what was done."""
        self.flush()
        self._write(partial(work.open_draft, uid=uid), partial(self._show, told=told))

    def _show(self, opened: "OpenedDraft", told: str) -> None:
        """Show the draft as it stands in the file, or what could not get there yet."""
        self._workspace.page(DESIGNER)  # builds it, the first time
        if self._designer is None or opened.database != self._database():
            return
        unsaved = self.saver.unsaved(self._database(), opened.uid).get(_BODY)
        data = unsaved if isinstance(unsaved, dict) else opened.data
        self._designer.open_draft(opened.uid, data, amends=opened.amends)
        self._workspace.show_page(DESIGNER)
        self._designer.enter()
        self.announced.emit(told)

    @Slot(object, object)
    def _on_edited(self, uid: str, data: "dict[str, JsonValue]") -> None:
        self.saver.save(Target(self._database(), uid, _BODY), data)

    @Slot(object)
    def _copy(self, entry: "Entry") -> None:
        """Go on with a copy of somebody else's draft."""
        self._write(
            partial(work.copy_received, uid=entry.key, author=self._author()),
            lambda uid: self.edit(uid, _COPIED),
        )

    @Slot(object)
    def _amend(self, entry: "Entry") -> None:
        if entry.tool is not None:
            self._write(
                partial(work.begin_amendment, tool=entry.tool, author=self._author()),
                lambda begun: self.edit(begun.uid, _GOING_ON if begun.was_there else ""),
            )

    @Slot(object, object)
    def _ask_to_move(self, new: "Entry", old: "list[Entry]") -> None:
        if new.tool is not None:
            self._once_saved(partial(self.acts.ask_to_move, new.tool, _tools(old)))

    @Slot(object)
    def _ask_to_publish(self, uid: str) -> None:
        """Ask what became of each changed question, once everything is saved."""
        self._once_saved(partial(self._with_tool, partial(self._open_publishing, uid)))

    def _once_saved(self, do: Callable[[], None]) -> None:
        self.flush()
        self.saver.settle(partial(self._go_on, do))

    def _go_on(self, do: Callable[[], None], trouble: str) -> None:
        if trouble:
            self.trouble.emit(AuditAppError(_UNSAVED.format(trouble)))
        else:
            do()

    def _open_publishing(self, uid: str, tool: "AuditTool") -> None:
        from ui.tools.publishing import PublishDialog

        amends = self._designer.amends if self._designer else None
        dialog = PublishDialog(tool, amends, self._author(), self._workspace)
        dialog.confirmed.connect(partial(self._publish, uid, dialog))
        dialog.open()

    def _publish(self, uid: str, dialog: "PublishDialog", tool: "AuditTool", author: str) -> None:
        self._jobs.write(
            partial(work.publish, uid=uid, tool=tool, author=author),
            done=partial(self._on_published, uid, dialog, tool),
            failed=partial(self._on_not_published, dialog),
            owner=self,
        )

    def _on_published(
        self, uid: str, dialog: "PublishDialog", tool: "AuditTool", tool_hash: str
    ) -> None:
        if isValid(dialog):
            dialog.accept()
        self._let_go(uid)
        told = f"{tool.name}, is published. Audits can be made with it now."
        self._show_tools(told, tool_hash)

    def _on_not_published(self, dialog: "PublishDialog", error: BaseException) -> None:
        """Leave the dialog as it is, so that what was judged need not be judged again."""
        if not isValid(dialog):
            self.acts.refuse(error)
        elif isinstance(error, AuditAppError):
            dialog.refuse(str(error))
        else:  # the jobs report it
            dialog.setEnabled(True)

    @Slot(object)
    def _let_go(self, uid: str) -> None:
        """Save nothing more of a draft that is about to be no draft any more."""
        self.flush()
        self.saver.forget(self._database(), uid)

    def _with_tool(self, do: "Callable[[AuditTool], None]") -> None:
        """Do something with the tool in the designer; one that has problems is none yet."""
        tool = self._designer.tool if self._designer else None
        if tool is None:
            self.trouble.emit(AuditAppError(_NOT_SOUND))
        else:
            do(tool)

    @Slot(str)
    def _show_tools(self, told: str, key: str = "") -> None:
        self.flush()
        self._workspace.show_page(TOOLS)
        if self._page is not None:
            self._page.refresh(key)
            self._page.table.setFocus()
        self.announced.emit(told)

    @Slot(str)
    def _on_page_shown(self, page_id: str) -> None:
        """List a tool as it was left: its last words may still be on their way to the file."""
        page = self._page
        if page_id == TOOLS and page is not None and self._designer is not None:
            self.saver.settle(lambda _: page.refresh())

    @Slot()
    def _on_closing(self) -> None:
        self.flush()
        self.saver.retry()

    def _write(self, change: "work.Change", done: Callable[..., None]) -> None:
        """Run on the writing thread, behind what is still being saved."""
        self._jobs.write(change, done=done, failed=self.acts.refuse, owner=self)


def _tools(entries: "list[Entry]") -> "list[AuditTool]":
    return [entry.tool for entry in entries if entry.tool is not None]
