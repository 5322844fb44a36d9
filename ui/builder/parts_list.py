"""The parts of the report in their order, between its cover and its method; and their buttons."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.builder.bench import ReportBench
from ui.builder.words import ABOUT, ICONS
from ui.designer.bench import WHOLE
from ui.theme import GRID, Theme
from ui.widgets.commands import PageCommands
from ui.widgets.dressing import named, tip

if TYPE_CHECKING:
    from forms.designing.plain import Plain
    from forms.report_parts import PartName

_COVER = "Cover and audits"
_METHOD = "Limits and method"
_ICON = 16


class PartsList(QWidget):
    """Chooses, adds, moves and takes away parts of the report on a bench.

    `view_wanted` when a view from Explore is asked for: which one is for others to ask.
    """

    view_wanted = Signal()

    def __init__(self, bench: ReportBench, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._theme = theme
        self._is_filling = False
        self.list = named(
            QListWidget(),
            "Parts of the report",
            "Arrow keys choose. Insert adds, Delete removes, Alt with an arrow moves, "
            "F2 goes to the heading.",
        )
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._make_actions()
        self._build()
        self._connect_signals()

    def _make_actions(self) -> None:
        commands = PageCommands(self.list, self._theme.icons, "Building a report")
        self.menu = named(QMenu(self), "Parts to add")
        self.menu.setToolTipsVisible(True)
        self.open_menu = commands.add("Add a part…", "add", "Ins")
        self.up = commands.add("Move up", "arrow_up", "Alt+Up")
        self.down = commands.add("Move down", "arrow_down", "Alt+Down")
        self.duplicate = commands.add("Duplicate", "duplicate", "Ctrl+D")
        self.remove = commands.add("Remove", "remove", "Del")
        for kind, about in ABOUT.items():
            self.menu.addAction(self._adding(kind, about))

    def _adding(self, kind: "PartName", about: str) -> QAction:
        from forms.report_parts import PART_TITLES

        action = QAction(PART_TITLES[kind], self.menu)
        action.setToolTip(about)
        self._theme.icons.wear(action, ICONS[kind], "muted", _ICON)
        action.triggered.connect(partial(self.add, kind))
        return action

    def _build(self) -> None:
        self.adding = named(QToolButton(), "Add a part", "Opens a menu of parts. Key: Insert.")
        self.adding.setText("Add")
        self.adding.setToolTip("Add a part (Insert)")
        self.adding.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.adding.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.adding.setMenu(self.menu)
        self._theme.icons.wear(self.adding, "add", "muted", 18)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.adding)
        row.addStretch(1)
        for action in (self.up, self.down, self.duplicate, self.remove):
            button = named(QToolButton(), action.text())
            button.setDefaultAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, 0, GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)

    def _connect_signals(self) -> None:
        self._bench.changed.connect(self._show_parts)
        self._bench.chosen.connect(self._show_chosen)
        self._theme.changed.connect(self._show_parts)
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.list.model().rowsMoved.connect(self._on_dragged)
        self.open_menu.triggered.connect(self.adding.showMenu)
        self.up.triggered.connect(lambda: self._move(-1))
        self.down.triggered.connect(lambda: self._move(1))
        self.duplicate.triggered.connect(self._duplicate)
        self.remove.triggered.connect(self._remove)

    @property
    def writing(self) -> tuple[QAction | QWidget, ...]:
        """What is not offered while nothing can be changed."""
        moving = self.up, self.down, self.duplicate, self.remove
        return self.adding, self.open_menu, *moving, *self.menu.actions()

    @Slot()
    def enter(self) -> None:
        """Put the focus into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self, kind: "PartName") -> None:
        """Add a part of a kind after the chosen one; of a view it is asked which."""
        if kind == "view":
            self.view_wanted.emit()
        else:
            self.add_part({"part": kind})

    def add_part(self, part: "Plain") -> None:
        """Add a part after the chosen one."""
        from forms.composing import add_part

        self._bench.settling.emit()
        self._bench.do(add_part(self._bench.data, self._bench.path, part))

    def _move(self, step: int) -> None:
        if self._bench.path:
            self._move_to(int(self._bench.path[1]) + step)

    def _move_to(self, place: int) -> None:
        from forms.composing import move_part

        self._bench.settling.emit()
        self._bench.do(move_part(self._bench.data, self._bench.path, place))

    @Slot()
    def _duplicate(self) -> None:
        if self._bench.path:
            self.add_part(self._bench.part)

    @Slot()
    def _remove(self) -> None:
        from forms.composing import remove_part

        if self._bench.path:
            self._bench.settling.emit()
            self._bench.do(remove_part(self._bench.data, self._bench.path))

    @Slot()
    def _show_parts(self) -> None:
        """List the parts as they are now."""
        from forms.designing.plain import parts_in

        self._is_filling = True
        parts = parts_in(self._bench.data.get("parts"))
        self.list.clear()
        self.list.addItem(self._line(_COVER, "document", "", is_fixed=True))
        for number, part in enumerate(parts, 1):
            self.list.addItem(self._part_line(number, part))
        last = self._line(_METHOD, "info", "Always comes last", is_fixed=True)
        last.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(last)
        self._is_filling = False
        self._show_chosen(self._bench.path)

    def _part_line(self, number: int, part: "Plain") -> QListWidgetItem:
        from forms.composing import part_title

        kind = cast("PartName", part["part"])
        line = self._line(part_title(part), ICONS[kind], ABOUT[kind])
        spoken = f"{number}: {part_title(part)}. {ABOUT[kind]}"
        line.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        return line

    def _line(
        self, words: str, icon: str, about: str, *, is_fixed: bool = False
    ) -> QListWidgetItem:
        line = QListWidgetItem(self._theme.icons.icon(icon, "muted"), words)
        line.setToolTip(tip(f"{words}: {about}" if about else words))
        if is_fixed:
            line.setFlags(line.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
        return line

    @Slot(object)
    def _show_chosen(self, path: tuple[str | int, ...]) -> None:
        place = int(path[1]) + 1 if path else 0
        self._is_filling = True
        self.list.setCurrentRow(place)
        self._is_filling = False
        last = self.list.count() - 2
        self.up.setEnabled(place > 1)
        self.down.setEnabled(0 < place < last)
        for action in (self.duplicate, self.remove):
            action.setEnabled(place > 0)

    @Slot(int)
    def _on_row_changed(self, row: int) -> None:
        from forms.composing import part_path

        if not self._is_filling and row >= 0:
            self._bench.choose(part_path(row - 1) if row else WHOLE)

    @Slot(QModelIndex, int, int, QModelIndex, int)
    def _on_dragged(
        self, _from: QModelIndex, first: int, _last: int, _to: QModelIndex, before: int
    ) -> None:
        """Move the part that was dragged, once Qt is done with the lines."""
        place = before - (1 if before > first else 0)
        QTimer.singleShot(0, self, partial(self._take_dragged, first - 1, place - 1))

    def _take_dragged(self, part: int, place: int) -> None:
        """Move a part to another place; between the cover and the method it stays."""
        from forms.composing import move_part, part_path

        last = self.list.count() - 3
        moved = move_part(self._bench.data, part_path(part), min(max(place, 0), last))
        self._bench.do(moved)
        self._show_parts()
