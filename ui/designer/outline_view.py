"""The outline of the tool, beside its properties: choosing, adding, moving and removing lines."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from forms.designing import editing, moving
from forms.designing.outline import TOOL
from forms.designing.plain import Path, Plain
from ui.designer.commands import Command
from ui.designer.outline_model import PATH, OutlineModel
from ui.designer.outline_paint import OutlineDelegate
from ui.designer.words import KINDS, OFFERED
from ui.designer.workshop import Workshop
from ui.theme import GRID, Theme
from ui.widgets.dressing import named


class OutlineTree(QTreeView):
    """The tree; the keys that work lines are commands of the page."""

    def __init__(self, model: OutlineModel, theme: Theme) -> None:
        super().__init__()
        named(
            self,
            "Outline of the tool",
            "Arrow keys choose, typing finds. Insert adds, Delete removes, F2 goes to the words, "
            "Alt with an arrow moves.",
        )
        self.setModel(model)
        self._delegate = OutlineDelegate(theme)  # a view does not keep its delegate
        self.setItemDelegate(self._delegate)
        self.setStyleSheet("QTreeView::item { border-radius: 0; }")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(GRID * 2)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        model.rowsInserted.connect(self._on_rows_inserted)

    @Slot(QModelIndex, int, int)
    def _on_rows_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        self.expand(parent)
        for row in range(first, last + 1):
            self.expandRecursively(self.model().index(row, 0, parent))


class OutlineView(QWidget):
    """The tree with its buttons.

    `words_requested` when the person wants to write the words of the chosen line.
    """

    words_requested = Signal()

    def __init__(self, workshop: Workshop, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._is_showing = False
        self.model = OutlineModel()
        self.tree = OutlineTree(self.model, theme)
        self.add = self._button(theme, "add", "Add", "Add a question, a section … (Insert)")
        self.add.setText("Add")
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        self._buttons.addWidget(self.add)
        self._buttons.addStretch(1)
        self._theme = theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(self._buttons)
        layout.addWidget(self.tree, 1)
        workshop.changed.connect(self._show_tool)
        workshop.chosen.connect(self._show_chosen)
        self.tree.selectionModel().currentChanged.connect(self._on_current_changed)
        self.model.move_requested.connect(self._on_move_requested)

    def wear(self, commands: dict[str, Command]) -> None:
        """Show buttons and the menu for the page's commands."""
        menu = QMenu(self.add)
        menu.addAction(commands["add_question"].action)
        kinds = menu.addMenu("Add a question of a kind")
        for kind in OFFERED:
            what, purpose = KINDS[kind]
            action = kinds.addAction(what, partial(self.add_question, kind))
            action.setToolTip(purpose)
            self._theme.icons.wear(action, f"kind_{kind}", "muted", 16)
        kinds.setToolTipsVisible(True)
        menu.addAction(commands["add_section"].action)
        menu.addAction(commands["add_subsection"].action)
        self.add.setMenu(menu)
        for name in _BUTTONS:
            command = commands[name]
            button = self._button(self._theme, command.icon, command.what, command.tip)
            button.clicked.connect(command.action.trigger)
            command.action.enabledChanged.connect(button.setEnabled)
            self._buttons.addWidget(button)
        for command in commands.values():
            if command.is_of_outline:
                self.tree.addAction(command.action)

    @Slot()
    def enter(self) -> None:
        """Put the focus into the outline."""
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_question(self, kind: str = "") -> None:
        """Add a question after the chosen line, like the one before it or of a kind.

        Then go to its words.
        """
        self._edit(partial(editing.add_question, kind=kind), is_written=True)

    def add_section(self) -> None:
        """Add a section after the one chosen, and go to its title."""
        self._edit(editing.add_section, is_written=True)

    def add_subsection(self) -> None:
        """Add a nested section to the section chosen, and go to its title."""
        self._edit(editing.add_subsection, is_written=True)

    def duplicate(self) -> None:
        """Put a copy after the chosen line, and go to its words."""
        if self._workshop.path != TOOL:
            self._edit(editing.duplicate, is_written=True)

    def remove(self) -> None:
        """Take the chosen line away."""
        if self._workshop.path != TOOL:
            self._edit(editing.remove)

    def move_line(self, direction: moving.Direction) -> None:
        """Move the chosen line one step."""
        self._edit(lambda data, path: moving.move_step(data, path, direction))

    def _edit(
        self, edit: Callable[[Plain, Path], editing.Edited], *, is_written: bool = False
    ) -> None:
        """Edit the tool at the chosen line, as it is once all that was typed is in it."""
        self._workshop.settling.emit()
        self._workshop.do(edit(self._workshop.data, self._workshop.path))
        if is_written:
            self.words_requested.emit()

    @Slot()
    def _show_tool(self) -> None:
        self._is_showing = True  # Qt chooses another line by itself where the current one goes
        self.model.show_tool(self._workshop.data)
        self._is_showing = False
        self._show_chosen(self._workshop.path)

    @Slot(object)
    def _show_chosen(self, path: Path) -> None:
        index = self.model.index_of(path)
        if index != self.tree.currentIndex():
            self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)

    @Slot(QModelIndex)
    def _on_current_changed(self, current: QModelIndex) -> None:
        path = current.data(PATH) if current.isValid() else TOOL
        if not self._is_showing and path != self._workshop.path:
            self._workshop.choose(path)

    @Slot(object, object, object)
    def _on_move_requested(self, path: Path, parent: Path, index: int) -> None:
        self._workshop.settling.emit()
        self._workshop.do(moving.move_to(self._workshop.data, path, parent, index))

    def _button(self, theme: Theme, icon: str, name: str, tip: str) -> QToolButton:
        button = named(QToolButton(), name)
        button.setToolTip(tip)
        theme.icons.wear(button, icon, "muted", 18)
        return button


_BUTTONS = ("move_up", "move_down", "duplicate", "remove")
