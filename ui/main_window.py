"""The window: rail, header, pages built when first shown, and every wire between them."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QByteArray, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.header import Header
from ui.icons import app_icon
from ui.jobs import Job, JobBoard
from ui.memory import WindowMemory
from ui.menus import Menus
from ui.panes import first_stop, mark_pane, next_pane
from ui.progress import ProgressStrip
from ui.rail import Rail
from ui.theme import Theme
from ui.widgets.dressing import set_role
from ui.widgets.save_state import SaveState

PROGRAM = "Case File Audit"
_FIRST_SIZE = (1280, 800)
_SMALLEST_SIZE = (880, 560)


class Page(NamedTuple):
    """A page as it was announced: how to build it, and the rail button it belongs to."""

    title: str
    build: Callable[[], QWidget]
    rail_id: str


class MainWindow(QMainWindow):
    """The frame round all pages. It says what was asked for; others do it.

    The three requests carry the path a person chose. `closing` comes before the window goes,
    so that pages can hand in their last words; it stays open until these are saved.
    """

    new_database_requested = Signal(str)
    open_database_requested = Signal(str)
    backup_requested = Signal(str)
    page_shown = Signal(str)
    closing = Signal()

    def __init__(
        self, theme: Theme, memory: WindowMemory, jobs: JobBoard, folder: Path, version: str
    ) -> None:
        super().__init__()
        self._theme = theme
        self._memory = memory
        self._jobs = jobs
        self._folder = folder
        self._version = version
        self._pages: dict[str, Page] = {}
        self._built: dict[str, QWidget] = {}
        self._key_lines: list[tuple[str, str, str]] = []
        self._waits_to_close = False
        self._may_lose_work = False
        self._build()
        self._connect_signals()
        self._restore_geometry()

    @property
    def save_state(self) -> SaveState:
        """Where pages say how their last save went."""
        return self._header.save_state

    @property
    def page_id(self) -> str:
        """The page in view, "" before the first."""
        current = self._stack.currentWidget()
        return next((page for page, widget in self._built.items() if widget is current), "")

    def add_page(
        self,
        page_id: str,
        title: str,
        icon: str,
        build: Callable[[], QWidget],
        *,
        under: str = "",
    ) -> None:
        """Announce a page; it is built when first shown.

        With `under`, it gets no button of its own: the button of that page stays marked.
        """
        self._pages[page_id] = Page(title, build, under or page_id)
        if not under:
            key = f"Ctrl+{len(self._rail) + 1}"
            self._rail.add_button(page_id, title, icon, key)
            self._menus.add_page(page_id, title, key)

    def page(self, page_id: str) -> QWidget:
        """Return the page, building it if it was never shown."""
        if page_id not in self._built:
            widget = self._pages[page_id].build()
            mark_pane(widget, self._pages[page_id].title)
            self._built[page_id] = widget
            self._stack.addWidget(widget)
        return self._built[page_id]

    @Slot(str)
    def show_page(self, page_id: str) -> None:
        """Bring a page into view, remember it, and put the focus into it."""
        self._bring(page_id)
        stop = first_stop(self.page(page_id))
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring(self, page_id: str) -> None:
        page = self.page(page_id)
        self._stack.setCurrentWidget(page)
        self._rail.mark(self._pages[page_id].rail_id)
        self._memory.place.page = page_id
        self._header.announce("")
        self.page_shown.emit(page_id)

    @Slot(str)
    def _on_rail_chosen(self, page_id: str) -> None:
        """Leave the focus where it is while someone walks along the rail by arrow keys."""
        if self._rail.isAncestorOf(self.focusWidget() or self):
            self._bring(page_id)
        else:
            self.show_page(page_id)

    def show_remembered_page(self) -> None:
        """Return to the page the last session ended on, or begin with the first."""
        remembered = self._memory.place.page
        self.show_page(remembered if remembered in self._pages else next(iter(self._pages)))

    def show_database(self, path: Path | None) -> None:
        """Name the open database in header and title."""
        self._header.show_database(path)
        self._menus.backup.setEnabled(path is not None)
        self.setWindowTitle(f"{path.stem} – {PROGRAM}" if path else PROGRAM)
        if path is not None:
            self._folder = path.parent

    def set_recent(self, paths: list[Path]) -> None:
        """Offer these databases under File, Open recent."""
        self._menus.set_recent(paths)

    @Slot(str)
    def announce(self, sentence: str) -> None:
        """Say what was done, on screen and to screen readers."""
        self._header.announce(sentence)

    def describe_keys(self, group: str, lines: list[tuple[str, str]]) -> None:
        """Add keys that are no actions (digits that grade) to the sheet: (key, what it does)."""
        self._key_lines += [(group, keys, what) for keys, what in lines]

    def _build(self) -> None:
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*_SMALLEST_SIZE)
        self._menus = Menus(self.menuBar())
        self._menus.mark_scheme(self._theme.scheme)
        self._rail = Rail(self._theme.icons)
        self._header = Header(self._theme.icons)
        self._stack = QStackedWidget()
        self._strip = ProgressStrip()
        mark_pane(self._strip, "Work under way")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        column.addWidget(self._strip)
        centre = set_role(QWidget(), "page")
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(column, 1)
        self.setCentralWidget(centre)
        self.show_database(None)

    def _connect_signals(self) -> None:
        menus = self._menus
        menus.new.triggered.connect(self._ask_new)
        menus.open.triggered.connect(self._ask_open)
        menus.backup.triggered.connect(self._ask_backup)
        menus.recent_chosen.connect(self.open_database_requested)
        menus.quit.triggered.connect(self.close)
        menus.next_pane.triggered.connect(lambda: next_pane(self))
        menus.previous_pane.triggered.connect(lambda: next_pane(self, backwards=True))
        menus.enlarge.triggered.connect(self._theme.enlarge_text)
        menus.reduce.triggered.connect(self._theme.reduce_text)
        menus.reset.triggered.connect(lambda: self._theme.set_text_percent(100))
        menus.scheme_chosen.connect(self._theme.set_scheme)
        menus.keys.triggered.connect(self.show_keys)
        menus.about.triggered.connect(self._show_about)
        menus.page_chosen.connect(self.show_page)
        self._rail.page_chosen.connect(self._on_rail_chosen)
        self._jobs.started.connect(self._strip.add)
        self._jobs.ended.connect(self._strip.remove)
        self._jobs.ended.connect(self._on_job_ended)

    @Slot()
    def show_keys(self) -> None:
        """Show every key that works, those of the pages built so far included."""
        from ui.about import KeyHelp, KeySheet, keys_of

        spoken = [KeyHelp(*line) for line in self._key_lines]
        KeySheet(keys_of(self.findChildren(QAction)) + spoken, self).open()

    @Slot()
    def _show_about(self) -> None:
        from ui.about import AboutDialog

        AboutDialog(self._version, self._theme.icons, self).open()

    @Slot()
    def _ask_new(self) -> None:
        from ui.file_dialogs import ask_for_new

        ask_for_new(self, self._folder, self.new_database_requested.emit)

    @Slot()
    def _ask_open(self) -> None:
        from ui.file_dialogs import ask_for_existing

        ask_for_existing(self, self._folder, self.open_database_requested.emit)

    @Slot()
    def _ask_backup(self) -> None:
        from ui.file_dialogs import ask_for_backup

        ask_for_backup(self, self._folder, self.backup_requested.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let pages hand in what is unsaved, and stay until it is in the file."""
        if not self._waits_to_close and not self._may_lose_work:
            self._remember_geometry()
            self.closing.emit()
        if self._jobs.unsaved and not self._may_lose_work:
            self._waits_to_close = True
            self.announce("Saving your last changes, then closing …")
            event.ignore()
            return
        self._waits_to_close = False
        super().closeEvent(event)

    @Slot(object)
    def _on_job_ended(self, job: Job) -> None:
        if job.writes and not job.has_failed:
            self._may_lose_work = False
        if not self._waits_to_close:
            return
        if job.writes and job.has_failed:
            self._waits_to_close = False
            self._may_lose_work = True
            self.announce("The last change could not be saved. Close again to leave without it.")
        elif not self._jobs.unsaved:
            self.close()

    def _remember_geometry(self) -> None:
        self._memory.geometry = b64encode(self.saveGeometry().data()).decode()

    def _restore_geometry(self) -> None:
        self.resize(*_FIRST_SIZE)
        try:
            state = b64decode(self._memory.geometry, validate=True)
        except (NotBase64, ValueError):
            return
        self.restoreGeometry(QByteArray(state))
