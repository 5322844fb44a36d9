"""What a merge would do or did: its files with what is in them, and what to look at."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from db.merge_report import MergeReport
from ui.merge.files_table import files_table
from ui.merge.findings import Findings, double_audits, recent_audits, tool_twins
from ui.merge.inside import Inside
from ui.merge.lines import FileLine
from ui.theme import GRID, Theme
from ui.widgets.dressing import named

T = TypeVar("T")


class ReportView(QWidget):
    """Tabs: the files, then each kind of finding there is.

    `compare_requested(FileLine, AuditOutcome)` for what changes in an audit,
    `audits_requested(list of id, auditor, date)` to open one of several audits,
    `twins_requested(ToolTwins)` to compare tools of one name.
    """

    compare_requested = Signal(object, object)
    audits_requested = Signal(object)
    twins_requested = Signal(object)
    current_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files = files_table(theme)
        self.inside = Inside(theme)
        self.doubles = double_audits(theme)
        self.recent = recent_audits(theme)
        self.twins = tool_twins(theme)
        self.tabs = named(QTabWidget(), "Merge")
        self._build()
        self._connect_signals()
        self.show_findings(None, offered=False)

    def _build(self) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(GRID)
        splitter.addWidget(self.files)
        splitter.addWidget(self.inside)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        for part in (splitter, self.doubles, self.recent, self.twins):
            self.tabs.addTab(part, "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def _connect_signals(self) -> None:
        self.files.current_changed.connect(self._on_current_changed)
        self.inside.compare_requested.connect(self._on_compare)
        self.doubles.opened.connect(lambda each: self.audits_requested.emit(list(each.audits)))
        self.recent.opened.connect(
            lambda each: self.audits_requested.emit([each.earlier, each.later])
        )
        self.twins.opened.connect(self.twins_requested)

    def show_lines(self, lines: Sequence[FileLine]) -> None:
        """List other files; the marked one stays marked if it is still there."""
        marked = self.files.current
        at = next((at for at, line in enumerate(lines) if marked and line.path == marked.path), 0)
        self.files.show_things(lines, at)
        self.tabs.setTabText(0, f"Files ({len(lines):,})")

    def show_line(self, line: FileLine) -> None:
        """Show what is now known of one file, wherever it stands in the list."""
        things = self.files.list.things
        place = next((at for at, each in enumerate(things) if each.path == line.path), None)
        if place is None:
            return
        is_marked = place == self.files.currentIndex().row()
        self.files.list.replace(place, line)
        if is_marked:
            self._show_inside(line)

    def show_findings(self, report: MergeReport | None, *, offered: bool) -> None:
        """Show what there is to look at; `offered` once it is in the database."""
        found = report or MergeReport()
        self._show_part(1, self.doubles, "Double audits", found.doubles)
        self._show_part(2, self.recent, "Audited within 12 months", found.recent)
        self._show_part(3, self.twins, "Tools of one name", found.tools)
        for part in (self.doubles, self.recent, self.twins):
            part.offer(offered=offered)

    def _show_part(self, at: int, part: Findings[T], title: str, things: Sequence[T]) -> None:
        part.table.show_things(things)
        self.tabs.setTabText(at, f"{title} ({len(things):,})")
        self.tabs.setTabVisible(at, bool(things))

    @Slot()
    def _on_current_changed(self) -> None:
        self._show_inside(self.files.current)
        self.current_changed.emit()

    def _show_inside(self, line: FileLine | None) -> None:
        """Where the part with the focus goes out of sight, keep the focus beside it."""
        had_focus = self.inside.isAncestorOf(self.window().focusWidget() or self)
        self.inside.show_line(line)
        if had_focus and not self.inside.isAncestorOf(self.window().focusWidget() or self):
            self.files.setFocus()

    @Slot(object)
    def _on_compare(self, outcome: object) -> None:
        if self.files.current is not None:
            self.compare_requested.emit(self.files.current, outcome)
