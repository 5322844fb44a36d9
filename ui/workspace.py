"""What furnishes the window: menus, rail, header, pages, and every wire between them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QStackedWidget, QVBoxLayout, QWidget

from ui.header import Header
from ui.icons import app_icon
from ui.job_board import JobBoard
from ui.main_window import PROGRAM
from ui.memory import WindowMemory
from ui.menus import Menus
from ui.panes import focus_first, mark_pane, next_pane
from ui.progress import ProgressStrip
from ui.rail import Rail
from ui.theme import Theme
from ui.widgets.save_state import SaveState


class Page(NamedTuple):
    """A page as it was announced: how to build it, and the rail button it belongs to."""

    title: str
    build: Callable[[], QWidget]
    rail_id: str


class Workspace(QWidget):
    """The frame round all pages. It says what was asked for; others do it.

    The requests for a database or a backup carry the path a person chose; `page_shown` carries
    the page's id; `closing` is passed on from the window.
    """

    new_database_requested = Signal(str)
    open_database_requested = Signal(str)
    backup_requested = Signal(str)
    hand_over_requested = Signal()
    export_requested = Signal()
    backups_requested = Signal()
    protection_requested = Signal()
    retention_requested = Signal()
    lock_requested = Signal()
    quit_requested = Signal()
    closing = Signal()
    page_shown = Signal(str)

    def __init__(
        self,
        theme: Theme,
        memory: WindowMemory,
        jobs: JobBoard,
        folder: Path,
        version: Callable[[], str],
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
        self._build()
        self._connect_signals()
        self.show_database(None)

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

    def show_count(self, page_id: str, count: int) -> None:
        """Say on the button of a page how many things wait there."""
        self._rail.show_count(page_id, count)

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
        focus_first(self.page(page_id))

    def show_remembered_page(self) -> None:
        """Return to the page the last session ended on, or begin with the first."""
        remembered = self._memory.place.page
        self.show_page(remembered if remembered in self._pages else next(iter(self._pages)))

    def show_database(self, path: Path | None) -> None:
        """Name the open database in header and title."""
        self._header.show_database(path)
        for action in self._menus.of_database:
            action.setEnabled(path is not None)
        self.setWindowTitle(f"{path.stem} – {PROGRAM}" if path else PROGRAM)
        if path is not None:
            self._folder = path.parent

    def add_banner(self, banner: QWidget) -> None:
        """Put a strip between the header and the pages."""
        mark_pane(banner, "What to know of this database")
        self._column.insertWidget(1, banner)

    def offer_pages(self, *, offered: bool) -> None:
        """Let people go from page to page, or keep them on the one in view."""
        self._rail.setEnabled(offered)
        self._menus.offer_pages(offered=offered)

    @property
    def writing(self) -> tuple[QAction, ...]:
        """The menu entries that are not offered while the database can only be read."""
        return self._menus.writing

    def explain_greyed(self, why: str) -> None:
        """Let people read in the menu why entries are grey; "" where none is."""
        self._menus.explain_greyed(why)

    def set_recent(self, paths: Sequence[Path]) -> None:
        """Offer these databases under File, Open recent."""
        self._menus.set_recent(paths)

    @Slot(str)
    def announce(self, sentence: str) -> None:
        """Say what was done, on screen and to screen readers."""
        self._header.announce(sentence)

    def describe_keys(self, group: str, lines: Sequence[tuple[str, str]]) -> None:
        """Add keys that are no actions (digits that grade) to the sheet: (key, what it does)."""
        self._key_lines += [(group, keys, what) for keys, what in lines]

    def _build(self) -> None:
        self.setWindowIcon(app_icon())
        self.menu_bar = QMenuBar()
        self._menus = Menus(self.menu_bar)
        self._menus.mark_scheme(self._theme.scheme)
        self._rail = Rail(self._theme.icons)
        self._header = Header(self._theme.icons)
        self._stack = QStackedWidget()
        self._strip = ProgressStrip()
        mark_pane(self._strip, "Work under way")
        row, column = QHBoxLayout(self), QVBoxLayout()
        self._column = column
        for layout in (row, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        column.addWidget(self._strip)
        row.addWidget(self._rail)
        row.addLayout(column, 1)

    def _connect_signals(self) -> None:
        menus = self._menus
        menus.new.triggered.connect(self._ask_new)
        menus.open.triggered.connect(self._ask_open)
        menus.backup.triggered.connect(self._ask_backup)
        menus.backups.triggered.connect(self.backups_requested)
        menus.hand_over.triggered.connect(self.hand_over_requested)
        menus.export.triggered.connect(self.export_requested)
        menus.retention.triggered.connect(self.retention_requested)
        menus.protection.triggered.connect(self.protection_requested)
        menus.lock.triggered.connect(self.lock_requested)
        menus.recent_chosen.connect(self.open_database_requested)
        menus.quit.triggered.connect(self.quit_requested)
        menus.next_pane.triggered.connect(lambda: next_pane(self.window()))
        menus.previous_pane.triggered.connect(lambda: next_pane(self.window(), backwards=True))
        menus.enlarge.triggered.connect(self._theme.enlarge_text)
        menus.reduce.triggered.connect(self._theme.reduce_text)
        menus.reset.triggered.connect(lambda: self._theme.set_text_percent(100))
        menus.scheme_chosen.connect(self._theme.set_scheme)
        menus.keys.triggered.connect(self.show_keys)
        menus.about.triggered.connect(self._show_about)
        menus.page_chosen.connect(self.show_page)
        self._rail.page_chosen.connect(self._on_rail_chosen)
        self.watch(self._jobs)

    def watch(self, jobs: JobBoard) -> None:
        """Show the progress of work that takes a while."""
        jobs.started.connect(self._strip.add)
        jobs.ended.connect(self._strip.remove)

    def _bring(self, page_id: str) -> None:
        self._stack.setCurrentWidget(self.page(page_id))
        self._rail.mark(self._pages[page_id].rail_id)
        self._memory.place.page = page_id
        self._header.announce("")
        self.page_shown.emit(page_id)

    @Slot(str)
    def _on_rail_chosen(self, page_id: str) -> None:
        """Leave the focus where it is while someone walks along the rail by arrow keys."""
        if self._rail.isAncestorOf(self.window().focusWidget() or self):
            self._bring(page_id)
        else:
            self.show_page(page_id)

    # Dialogs are rarely wanted, so what draws them is read when they are.

    @Slot()
    def show_keys(self) -> None:
        """Show every key that works, those of the pages built so far included."""
        from ui.about import KeyHelp, KeySheet, keys_of

        spoken = [KeyHelp(*line) for line in self._key_lines]
        KeySheet(keys_of(self.window().findChildren(QAction)) + spoken, self).open()

    @Slot()
    def _show_about(self) -> None:
        from ui.about import AboutDialog

        AboutDialog(self._version(), self._theme.icons, self).open()

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
