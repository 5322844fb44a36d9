"""Carrying out what was asked for one tool: import, export, fork, compare, withdraw, discard."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import AuditAppError
from ui.tools import jobs as work

if TYPE_CHECKING:
    from forms.tools import AuditTool
    from ui.audits.reads import StoreJobs
    from ui.theme import Theme
    from ui.tools.catalogue import Entry
    from ui.tools.jobs import TakenIn

_COPY = (
    "A tool of your own begins as a copy. Where it came from stays in it, in credit. Its results "
    "are never counted together with those of the tool it came from."
)
_WITHDRAWN = (
    "No new audit is begun with it. Audits that were made with it stay as they are, and drafts "
    "can be finished."
)
_GONE = "It was never published. What is in it is gone for good."


class ToolActs(QObject):
    """Asks where something cannot be taken back, does it, and says what was done.

    `draft_wanted` carries the plain data of a tool to be designed, `changed` a sentence about
    what was done to the tools of the database, `announced` any other; `discarded` which draft
    is gone.
    """

    draft_wanted = Signal(object)
    changed = Signal(str)
    announced = Signal(str)
    discarded = Signal(object)
    trouble = Signal(object)

    def __init__(
        self,
        page: QWidget,
        jobs: "StoreJobs",
        theme: "Theme",
        author: Callable[[], str],
        folder: Callable[[], Path],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._jobs = jobs
        self._theme = theme
        self._author = author
        self._folder = folder

    @Slot()
    def ask_to_import(self) -> None:
        """Ask for a workbook or a tool file, and read it."""
        from ui.tools.asking import ask_for_tool_file

        ask_for_tool_file(self._page, self._folder(), self.take_in)

    @Slot(str)
    def take_in(self, path: str) -> None:
        """Read a workbook or a tool file, and want what it holds as a draft."""
        self._jobs.read(
            partial(work.take_in, path=Path(path)),
            done=self._on_taken_in,
            failed=self.refuse,
            label="Reading the tool …",
            owner=self,
        )

    def _on_taken_in(self, taken: "TakenIn") -> None:
        if taken.report is None:
            self.draft_wanted.emit(taken.data)
            return
        from ui.tools.import_report import ImportReportDialog

        dialog = ImportReportDialog(taken.file, taken.report, self._page)
        dialog.wanted.connect(lambda: self.draft_wanted.emit(taken.data))
        dialog.open()

    def ask_to_export(self, tool: "AuditTool") -> None:
        """Ask where a tool is to be written, and write it."""
        from ui.tools.asking import ask_where_to_export

        proposal = self._folder() / f"{tool.id}-{tool.version}.xlsx"
        ask_where_to_export(self._page, proposal, partial(self.export, tool))

    def export(self, tool: "AuditTool", path: str) -> None:
        """Write a tool as a workbook, or as a tool file where the name says so."""
        self._jobs.read(
            partial(work.give_out, tool=tool, path=Path(path)),
            done=lambda name: self.announced.emit(f"“{tool.title}” was written to {name}."),
            failed=self.refuse,
            label="Writing the tool …",
            owner=self,
        )

    def ask_to_fork(self, tool: "AuditTool") -> None:
        """Ask for title and name of a tool of one's own, and begin it as a copy."""
        from ui.tools.asking import AskDialog, Field

        fields = [
            Field("title", "&Title of your tool", f"{tool.title} (ours)"),
            Field(
                "tool_id", "&Name in files: lower-case words joined by hyphens", f"{tool.id}-ours"
            ),
        ]
        dialog = AskDialog(f"Fork “{tool.title}”", _COPY, "Fork", fields, self._page)
        dialog.check = partial(_wrong_name, tool)
        dialog.answered.connect(lambda answers: self.draft_wanted.emit(_fork(tool, **answers)))
        dialog.open()

    def compare(self, tool: "AuditTool", others: "list[AuditTool]") -> None:
        """Show two versions side by side."""
        from ui.tools.comparing import CompareDialog

        CompareDialog(tool, others, self._theme, self._page).open()

    def ask_to_move(self, tool: "AuditTool", older: "list[AuditTool]") -> None:
        """Show what would become of audits in draft, and move those that are wanted."""
        from ui.tools.moving import MoveDialog

        dialog = MoveDialog(tool, older, self._jobs, self._theme, self._page)
        dialog.moved.connect(self.changed)
        dialog.open()

    def ask_to_withdraw(self, entry: "Entry") -> None:
        """Ask who withdraws a version and why, and do it."""
        from ui.tools.asking import AskDialog, Field

        name = f"{entry.title}, version {entry.version}"
        fields = [
            Field("reason", "&Reason", "", is_long=True),
            Field("author", "Withdrawn &by", self._author()),
        ]
        dialog = AskDialog(
            f"Withdraw {name}?", _WITHDRAWN, "Withdraw", fields, self._page, role="danger"
        )
        dialog.answered.connect(partial(self._withdraw, entry.key, f"{name}, is withdrawn."))
        dialog.open()

    def _withdraw(self, tool_hash: str, told: str, answers: dict[str, str]) -> None:
        self._write(
            partial(
                work.withdraw,
                tool_hash=tool_hash,
                author=answers["author"],
                reason=answers["reason"],
            ),
            told,
        )

    def ask_to_discard(self, uid: str, title: str) -> None:
        """Ask, then throw a draft away."""
        from ui.tools.asking import AskDialog

        question = f"Discard the draft “{title}”?"
        dialog = AskDialog(question, _GONE, "Discard draft", [], self._page, role="danger")
        dialog.answered.connect(lambda _: self._discard(uid))
        dialog.open()

    def _discard(self, uid: str) -> None:
        self.discarded.emit(uid)
        self._write(partial(work.discard_draft, uid=uid), "The draft is discarded.")

    def _write(self, change: "work.Change", told: str) -> None:
        self._jobs.write(
            change,
            done=lambda _: self.changed.emit(told),
            failed=self.refuse,
            owner=self,
        )

    def refuse(self, error: BaseException) -> None:
        """Tell known trouble; a fault of our own is reported by the jobs."""
        if isinstance(error, AuditAppError):
            self.trouble.emit(error)


def _wrong_name(tool: "AuditTool", answers: dict[str, str]) -> tuple[str, str]:
    from pydantic import ValidationError

    if answers["tool_id"] == tool.id:
        return "tool_id", "A tool of your own needs a name of its own."
    try:
        _fork(tool, **answers)
    except ValidationError:
        return "tool_id", "Use lower-case words joined by hyphens, such as our-thresholds."
    return "", ""


def _fork(tool: "AuditTool", tool_id: str, title: str) -> dict[str, object]:
    from forms.tool_files import plain_tool
    from forms.versions.amending import forked

    return dict(plain_tool(forked(tool, tool_id, title)))
