"""The page of audit tools: what there is, what each is for, and what can be done with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QToolButton, QVBoxLayout, QWidget

from ui.theme import GRID, Theme
from ui.tools.catalogue import Entry, load_catalogue
from ui.tools.commands import ToolCommands
from ui.tools.details import ToolDetails
from ui.tools.table import ToolsTable
from ui.widgets.commands import command_button
from ui.widgets.dressing import label, named, set_role

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs


class ToolsPage(QWidget):
    """Lists the audit tools of the open database and of the library.

    It says what was asked for, with the `Entry` it was asked of; others do it. `move_requested`
    carries the version to move drafts to, and the older versions that have any.
    """

    new_requested = Signal()
    import_requested = Signal()
    edit_requested = Signal(object)
    copy_requested = Signal(object)
    amend_requested = Signal(object)
    fork_requested = Signal(object)
    export_requested = Signal(object)
    compare_requested = Signal(object, object)
    move_requested = Signal(object, object)
    withdraw_requested = Signal(object)
    discard_requested = Signal(object)
    history_requested = Signal(object)

    def __init__(self, jobs: "StoreJobs", theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
        self._wanted = ""
        self._buttons: list[QToolButton] = []
        self.entries: list[Entry] = []
        self.commands = ToolCommands(self, theme.icons)
        self.table = ToolsTable(theme)
        self.details = ToolDetails()
        self._build()
        self._size_icons()
        self._connect_signals()

    @Slot()
    def refresh(self, key: str = "") -> None:
        """Read the list again; the tool with this key is marked then, else what was marked."""
        self._wanted = key or self._wanted
        label = "" if self.entries else "Reading the audit tools …"  # long only the first time
        self._jobs.read(load_catalogue, done=self._show, label=label, key="tools.list", owner=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the list up to date."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def _build(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(GRID * 2)
        self.table.addActions([*self.commands.for_one_tool, self.commands.history])
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        splitter.addWidget(self.table)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([640, 420])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 3)
        layout.setSpacing(GRID)
        layout.addLayout(self._head())
        layout.addLayout(self._acts())
        layout.addWidget(splitter, 1)
        self.entry = self.table  # who comes to the page by a key wants the list

    def _head(self) -> QHBoxLayout:
        self.new = set_role(named(QPushButton("&New tool"), "New tool"), "primary")
        self.new.setToolTip(self.commands.new.toolTip())
        self._theme.icons.wear(self.new, "add", "on_accent", 18)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(label("Audit tools", "title"))
        head.addStretch(1)
        head.addWidget(self._button(self.commands.take_in))
        head.addWidget(self.new)
        return head

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        for action in self.commands.for_one_tool:
            button = self._button(action)
            action.changed.connect(lambda button=button, action=action: _follow(button, action))
            _follow(button, action)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _button(self, action: QAction) -> QToolButton:
        button = command_button(action)
        self._buttons.append(button)
        return button

    @Slot()
    def _size_icons(self) -> None:
        """Let icons grow with the text: those of actions do not by themselves."""
        size = 18 * self._theme.text_percent // 100
        for button in self._buttons:
            button.setIconSize(QSize(size, size))

    def _connect_signals(self) -> None:
        commands = self.commands
        self.new.clicked.connect(commands.new.trigger)
        commands.new.triggered.connect(self.new_requested)
        commands.take_in.triggered.connect(self.import_requested)
        for action, request in (
            (commands.edit, self.edit_requested),
            (commands.copy, self.copy_requested),
            (commands.amend, self.amend_requested),
            (commands.fork, self.fork_requested),
            (commands.export, self.export_requested),
            (commands.withdraw, self.withdraw_requested),
            (commands.discard, self.discard_requested),
            (commands.history, self.history_requested),
        ):
            action.triggered.connect(lambda _=False, request=request: self._request(request))
        commands.compare.triggered.connect(self._ask_to_compare)
        commands.move.triggered.connect(self._ask_to_move)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.opened.connect(self._on_opened)
        self._theme.changed.connect(self._size_icons)

    def _show(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.table.show_entries(entries)
        if self._wanted:
            self.table.mark(self._wanted)
            self._wanted = ""

    def _request(self, request: "Signal") -> None:
        if self.table.current is not None:
            request.emit(self.table.current)  # type: ignore[attr-defined]

    @Slot()
    def _on_current_changed(self) -> None:
        entry = self.table.current
        self.details.show_entry(entry)
        self.commands.suit(entry, can_move=bool(entry and self.with_drafts(entry)))

    @Slot()
    def _on_opened(self) -> None:
        commands = self.commands
        for action in (commands.edit, commands.copy, commands.amend, commands.fork):
            if action.isEnabled():
                action.trigger()
                return

    @Slot()
    def _ask_to_compare(self) -> None:
        """Compare with the other versions of the tool, and with what else there is."""
        entry = self.table.current
        if entry is not None:
            self.compare_requested.emit(entry, self._comparable(entry))

    @Slot()
    def _ask_to_move(self) -> None:
        entry = self.table.current
        if entry is not None:
            self.move_requested.emit(entry, self.with_drafts(entry))

    def with_drafts(self, entry: Entry) -> list[Entry]:
        """Return the other versions of a tool that audits in draft are made with.

        Nothing where the version itself cannot be used for audits.
        """
        if entry.status not in ("published", "in_use", "library"):
            return []
        others = (each for each in self.entries if each.tool_id == entry.tool_id)
        return [each for each in others if each.drafts and each.key != entry.key]

    def _comparable(self, entry: Entry) -> list[Entry]:
        sound = [each for each in self.entries if each.tool and each.key != entry.key]
        return sorted(sound, key=lambda each: each.tool_id != entry.tool_id)


def _follow(button: QToolButton, action: QAction) -> None:
    """Hide the button of what cannot be done: a greyed row of eight says nothing."""
    button.setVisible(action.isVisible())
