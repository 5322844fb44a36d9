"""The merge page: files in, a look at what they change, the merge, its report, and back again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.merge.acts import MergeActs
from ui.merge.board import MergeBoard
from ui.merge.choosing import ask_for_files, ask_for_folder, dropped_paths
from ui.merge.commands import MergeCommands
from ui.merge.jobs import load_batches
from ui.merge.lines import FileLine
from ui.merge.phases import IS_DONE, phase_text
from ui.merge.saving import ReportSaving, ToReport
from ui.merge.start import MergeStart
from ui.merge.words import merge_name
from ui.merge.work import MergeWork
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, say_aloud

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs


class MergePage(QWidget):
    """Merges other people's files into the open database.

    `open_audit_requested` carries an audit's permanent id; `settle_requested` asks for the page
    of conflicts; `merged` and `undone` say that the database holds more, or less, than before;
    `announced` carries a sentence, `trouble` known trouble. `private_folder` is for copies of
    received files; `folder()` gives where asking for files begins.
    """

    open_audit_requested = Signal(object)
    settle_requested = Signal()
    merged = Signal()
    undone = Signal()
    announced = Signal(str)
    trouble = Signal(object)

    def __init__(
        self,
        jobs: "StoreJobs",
        theme: Theme,
        *,
        private_folder: Path,
        folder: Callable[[], Path],
        author: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
        self._folder = folder
        self._author = author
        self.setAcceptDrops(True)
        self.work = MergeWork(jobs, private_folder=private_folder, author=author, parent=self)
        self.saving = ReportSaving(jobs, self, private_folder=private_folder, folder=folder)
        self.acts = MergeActs(self, jobs, theme, self.work, private_folder)
        self.commands = MergeCommands(self, theme.icons)
        self.start = MergeStart(theme)
        self.board = MergeBoard(self.commands, theme)
        self._build()
        self._connect_signals()
        self._on_phase_changed()

    def _build(self) -> None:
        self.title = label("Merge", "title")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self._stack.addWidget(self.board)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 3)
        layout.setSpacing(GRID)
        layout.addWidget(self.title)
        layout.addWidget(self._stack, 1)

    def _connect_signals(self) -> None:
        commands, view = self.commands, self.board.view
        for action, slot in (
            (commands.back, self._back),
            (commands.add_files, self._ask_files),
            (commands.add_folder, self._ask_folder),
            (commands.remove, self._remove),
            (commands.look, self.work.look),
            (commands.go_on, lambda: self.work.add(self.work.rest)),
            (commands.unlock, self.work.ask_for_passphrase),
            (commands.save_pdf, self._save_pdf),
            (commands.protect, self._save_protected),
            (commands.save_csv, self._save_csv),
            (commands.print, self._print),
            (commands.undo, self.acts.ask_undo_shown),
            (commands.settle, self.settle_requested.emit),
            (commands.accept, self.settle_requested.emit),
            (commands.merge, self.work.merge),
        ):
            action.triggered.connect(lambda _=False, slot=slot: slot())
        QShortcut(QKeySequence.StandardKey.Delete, view.files, commands.remove.trigger).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )
        self.start.files_requested.connect(self._ask_files)
        self.start.folder_requested.connect(self._ask_folder)
        self.start.earlier.open_requested.connect(self.work.show_batch)
        self.start.earlier.undo_requested.connect(self.acts.ask_undo)
        view.compare_requested.connect(self.acts.compare)
        view.audits_requested.connect(self.acts.choose_audit)
        view.twins_requested.connect(self.acts.compare_twins)
        view.current_changed.connect(self._suit)
        self._connect_work()

    def _connect_work(self) -> None:
        work_ = self.work
        work_.lines_changed.connect(self._on_lines_changed)
        work_.line_changed.connect(self._on_line_changed)
        work_.phase_changed.connect(self._on_phase_changed)
        work_.locked.connect(self.acts.ask_passphrase)
        work_.merged.connect(self.merged)
        self.acts.open_audit_requested.connect(self.open_audit_requested)
        self.acts.undone.connect(self._on_undone)
        for teller in (work_, self.saving, self.acts):
            teller.announced.connect(self.announced)
        work_.trouble.connect(self.trouble)

    @property
    def writing(self) -> tuple[QAction | QWidget, ...]:
        """What is not offered while the database can only be read."""
        does, start = self.commands, self.start
        buttons = (start.add_files, start.add_folder, start.earlier.undo)
        choosing = (does.add_files, does.add_folder, does.look, does.go_on)
        return (does.merge, does.undo, *choosing, *buttons)

    @Slot()
    def refresh(self) -> None:
        """List the merges done before."""
        self._jobs.read(
            load_batches, done=self.start.earlier.show_batches, key="merge.list", owner=self
        )

    @Slot()
    def begin_anew(self) -> None:
        """Forget the files and keys: another database was opened, or a merge was undone."""
        self.work.clear()
        if self.isVisible():
            self.refresh()

    @Slot()
    def forget(self) -> None:
        """Show nothing of a database that is locked now, and keep no keys."""
        self.work.clear()
        self.start.earlier.show_batches([])

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the list of merges up to date."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders, unless a merge is running or the database can only be read."""
        may_merge = self.start.add_files.isEnabled() and not self.work.is_busy
        if dropped_paths(event.mimeData()) and may_merge:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look into what was dropped."""
        event.acceptProposedAction()
        self.work.add(dropped_paths(event.mimeData()))

    @Slot()
    def _on_phase_changed(self) -> None:
        phase = self.work.phase
        is_start = phase == "empty"
        self._stack.setCurrentWidget(self.start if is_start else self.board)
        batch = self.work.batch
        self.title.setText(merge_name(batch.merged_at, batch.author) if batch else "Merge")
        self._suit()
        self.board.view.show_findings(self.work.report, offered=phase in IS_DONE)
        self._say(self._told())
        if not is_start and not self.board.view.isAncestorOf(self.focusWidget() or self):
            self.board.view.files.setFocus()  # the button that was pressed is out of sight

    def _told(self) -> str:
        now = self.work
        return phase_text(now.phase, now.lines, now.report, was_stopped=now.was_stopped)

    def _say(self, sentence: str) -> None:
        self.board.told.setText(sentence)
        if self.work.phase in ("ready", "done", "stopped"):
            say_aloud(self.board.told, sentence)

    @Slot()
    def _on_lines_changed(self) -> None:
        self.board.view.show_lines(self.work.lines)
        self.board.told.setText(self._told())

    @Slot(object)
    def _on_line_changed(self, line: FileLine) -> None:
        self.board.view.show_line(line)
        self.board.told.setText(self._told())

    @Slot()
    def _suit(self) -> None:
        report = self.work.report
        self.commands.suit(
            self.work.phase,
            can_merge=any(line.state in ("ready", "same") for line in self.work.lines),
            is_marked=self.board.view.files.current is not None,
            has_locked=bool(self.work.locked_files),
            can_undo=bool(self.work.batch_uid),
            can_go_on=bool(self.work.rest),
            conflicts=report.audits.conflicts if report else 0,
            joined=report.audits.joined if report else 0,
        )

    @Slot()
    def _back(self) -> None:
        self.begin_anew()
        self.start.add_files.setFocus()

    @Slot()
    def _on_undone(self) -> None:
        self.undone.emit()
        self.begin_anew()

    @Slot()
    def _ask_files(self) -> None:
        ask_for_files(self, self._folder(), self.work.add)

    @Slot()
    def _ask_folder(self) -> None:
        ask_for_folder(self, self._folder(), self.work.add)

    @Slot()
    def _remove(self) -> None:
        line = self.board.view.files.current
        if line is not None:
            self.work.remove(line)

    def _to_report(self) -> ToReport | None:
        report, batch = self.work.report, self.work.batch
        if report is None:
            return None
        if batch is not None:
            return ToReport(report, batch.merged_at, batch.author)
        return ToReport(report, self.work.merged_at, self._author())

    @Slot()
    def _save_pdf(self) -> None:
        what = self._to_report()
        if what is not None:
            self.saving.save_pdf(what, "Merge report")

    @Slot()
    def _save_protected(self) -> None:
        what = self._to_report()
        if what is not None:
            self.saving.save_protected(what, "Merge report")

    @Slot()
    def _save_csv(self) -> None:
        what = self._to_report()
        if what is not None:
            self.saving.save_csv(what, "Merge report")

    @Slot()
    def _print(self) -> None:
        what = self._to_report()
        if what is not None:
            self.saving.print(what)
