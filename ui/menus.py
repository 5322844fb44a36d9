"""The menu bar: every command of the window, with its key."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from ui.memory import SCHEMES, Scheme

_SCHEME_TEXTS: dict[Scheme, str] = {
    "system": "&Follow the system",
    "light": "&Light",
    "dark": "&Dark",
}


class Menus(QObject):
    """Fills a menu bar and says what was chosen; knows nothing of what happens then."""

    recent_chosen = Signal(str)
    scheme_chosen = Signal(str)
    page_chosen = Signal(str)

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        bar.setAccessibleName("Menu bar")
        self._fill_file(bar.addMenu("&File"))
        self._fill_view(bar.addMenu("&View"))
        self._fill_help(bar.addMenu("&Help"))

    @property
    def of_database(self) -> tuple[QAction, ...]:
        """What needs an open database."""
        going_out = self.hand_over, self.export, self.backup, self.backups
        return *going_out, self.protection, self.retention, self.lock

    @property
    def writing(self) -> tuple[QAction, ...]:
        """What is not offered while the database can only be read.

        Protection stays: when it locks, and copies without, are no changes to the file.
        """
        return self.hand_over, self.retention

    def explain_greyed(self, why: str) -> None:
        """Let the tips of the entries be read that say why one is grey; "" for none."""
        self._file.setToolTipsVisible(bool(why))

    def _fill_file(self, menu: QMenu) -> None:
        self._file = menu
        self.new = _add(menu, "&New database…", "Ctrl+Shift+N")
        self.open = _add(menu, "&Open database…", QKeySequence.StandardKey.Open)
        self._recent = menu.addMenu("Open &recent")
        self._recent.setEnabled(False)
        menu.addSeparator()
        self.hand_over = _add(menu, "&Hand over…", "Ctrl+Shift+H")
        self.export = _add(menu, "&Export tables…", "Ctrl+Shift+E")
        menu.addSeparator()
        self.backup = _add(menu, "&Back up to a file…", "Ctrl+Shift+B")
        self.backups = _add(menu, "Bac&kups…")
        menu.addSeparator()
        self.protection = _add(menu, "&Protection…")
        self.lock = _add(menu, "&Lock", "Ctrl+L")
        self.retention = _add(menu, "Re&tention…")
        menu.addSeparator()
        self.quit = _add(menu, "&Quit", "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _fill_view(self, menu: QMenu) -> None:
        self._pages: list[QAction] = []
        self._pages_end = menu.addSeparator()
        self._view = menu
        self.next_pane = _add(menu, "Next &pane", "F6")
        self.previous_pane = _add(menu, "Previous pane", "Shift+F6")
        menu.addSeparator()
        self.enlarge = _add(menu, "Text lar&ger", QKeySequence.StandardKey.ZoomIn)
        self.enlarge.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.reduce = _add(menu, "Text &smaller", "Ctrl+-")
        self.reset = _add(menu, "Text as the s&ystem has it", "Ctrl+0")
        self._fill_schemes(menu.addMenu("&Colours"))

    def _fill_schemes(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        self._schemes: dict[Scheme, QAction] = {}
        for scheme in SCHEMES:
            action = group.addAction(_SCHEME_TEXTS[scheme])
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, chosen=scheme: self.scheme_chosen.emit(chosen))
            menu.addAction(action)
            self._schemes[scheme] = action

    def _fill_help(self, menu: QMenu) -> None:
        self.keys = _add(menu, "&Keyboard shortcuts", "F1")
        self.about = _add(menu, "&About Case File Audit")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def add_page(self, page_id: str, title: str, key: str) -> None:
        """Add a way to a page."""
        action = QAction(title, self._view)
        action.setShortcut(QKeySequence(key))
        action.setProperty("group", "View")
        action.triggered.connect(lambda: self.page_chosen.emit(page_id))
        self._view.insertAction(self._pages_end, action)
        self._pages.append(action)

    def offer_pages(self, *, offered: bool) -> None:
        """Let the ways to the pages, and what needs an open database, be chosen, or not."""
        for action in (*self._pages, *self.of_database):
            action.setEnabled(offered)

    def mark_scheme(self, scheme: Scheme) -> None:
        """Show which colours are chosen."""
        self._schemes[scheme].setChecked(True)

    def set_recent(self, paths: Sequence[Path]) -> None:
        """Offer these databases to be opened again."""
        self._recent.clear()
        for path in paths:
            action = self._recent.addAction(path.stem)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, p=str(path): self.recent_chosen.emit(p))
        self._recent.setEnabled(bool(paths))


def _add(menu: QMenu, text: str, key: QKeySequence.StandardKey | str = "") -> QAction:
    action = QAction(text, menu)  # one that Qt made, PySide may some day take for deleted
    menu.addAction(action)
    if key:
        action.setShortcut(QKeySequence(key))
    action.setProperty("group", menu.title().replace("&", ""))
    return action
