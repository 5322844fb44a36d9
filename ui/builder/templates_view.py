"""The list of report templates: what there is, what each is about, and what can be done with it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.audit_form.dates import shown_date
from ui.theme import GRID, Theme
from ui.widgets.commands import PageCommands, command_button
from ui.widgets.dressing import label, named, set_role, tip
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from db.report_templates import TemplateState

_COLUMNS: Final = ("Template", "Audit tool", "For whom", "By", "How it stands")
_NAME, _TOOL, _WHOM, _BY, _STANDING = range(len(_COLUMNS))
_LETTERS: Final = {_WHOM: 10, _BY: 14, _STANDING: 25}
_UID = Qt.ItemDataRole.UserRole
_UNNAMED: Final = "No name yet"


class TemplatesView(QWidget):
    """Lists templates, and says what was asked for with the `TemplateState` it was asked of."""

    back_requested = Signal()
    new_requested = Signal()
    open_requested = Signal(object)
    copy_requested = Signal(object)
    settle_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._states: dict[str, TemplateState] = {}
        self._titles: dict[str, str] = {}
        commands = PageCommands(self, theme.icons, "Report templates")
        self.new = commands.add("New template", "add", "Ctrl+N")
        self.open = commands.add("Open", "edit")
        self.copy = commands.add("Duplicate", "duplicate", "Ctrl+D")
        self.settle = commands.add("Settle…", "alert")
        self.remove = commands.add("Remove…", "remove", "Del")
        self.back = commands.add("Back to the report", "arrow_left", "Ctrl+W")
        self.search = SearchBox(theme.icons, "Find a template …")
        self.list = named(
            QTreeWidget(), "Report templates", "Arrow keys move, Enter opens, Delete removes."
        )
        self._build()
        self._connect_signals()
        self._fit()
        self.forget()

    @property
    def current(self) -> "TemplateState | None":
        """The template that is marked, if there is one."""
        line = self.list.currentItem()
        return self._states.get(line.data(0, _UID)) if line is not None else None

    @Slot()
    def forget(self) -> None:
        """Show nothing until templates are listed."""
        self._states = {}
        self.list.clear()
        self.search.hide()
        self.stack.setCurrentWidget(self._blank)
        self._suit()

    def show_states(
        self, states: "Sequence[TemplateState]", titles: dict[str, str], mark: str = ""
    ) -> None:
        """List these templates; `titles` are those of audit tools, `mark` an id to be marked."""
        marked = mark or (self.current.uid if self.current else "")
        is_first = self.stack.currentWidget() is self._blank
        self._states = {state.uid: state for state in states}
        self._titles = titles
        self.list.clear()
        for state in states:
            self.list.addTopLevelItem(self._line(state))
        self.stack.setCurrentWidget(self.list if states else self.nothing)
        self.search.setVisible(bool(states))
        self._find()
        self._mark(marked)
        if is_first and self.isVisible():
            self.enter()

    def enter(self) -> None:
        """Put the focus where work begins."""
        first = self.list if self._states else self.nothing.button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        tree = self.list
        tree.setHeaderLabels(list(_COLUMNS))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        tree.addActions([self.open, self.copy, self.settle, self.remove])
        tree.setStyleSheet("QTreeView::item { border-radius: 0; }")
        header = tree.header()
        header.setStretchLastSection(False)
        for column in range(len(_COLUMNS)):
            is_fixed = column in _LETTERS
            mode = QHeaderView.ResizeMode.Fixed if is_fixed else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
        header.setSectionsMovable(False)
        self.nothing = EmptyState(
            self._theme.icons,
            "report",
            "No report templates yet",
            detail="A template is a report that you put together once and make again each "
            "quarter: its parts in order, your own words, your logo.",
            action="New template",
        )
        self.stack = QStackedWidget()
        self._blank = QWidget()
        for part in (self._blank, tree, self.nothing):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 3)
        layout.setSpacing(GRID)
        layout.addLayout(self._head())
        layout.addLayout(self._acts())
        layout.addWidget(self.stack, 1)

    def _head(self) -> QHBoxLayout:
        self.new_button = set_role(named(QPushButton("&New template"), "New template"), "primary")
        self._theme.icons.wear(self.new_button, "add", "on_accent", 18)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(command_button(self.back))
        head.addWidget(label("Report templates", "title"))
        head.addStretch(1)
        head.addWidget(self.search)
        head.addWidget(self.new_button)
        return head

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        for action in (self.open, self.copy, self.settle, self.remove):
            button = command_button(action)
            action.visibleChanged.connect(
                lambda button=button, action=action: button.setVisible(action.isVisible())
            )
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _connect_signals(self) -> None:
        self.new_button.clicked.connect(self.new.trigger)
        self.nothing.action_requested.connect(self.new.trigger)
        self.new.triggered.connect(self.new_requested)
        self.back.triggered.connect(self.back_requested)
        self.open.triggered.connect(self._open)
        self.list.itemActivated.connect(self._open)
        for action, request in (
            (self.copy, self.copy_requested),
            (self.settle, self.settle_requested),
            (self.remove, self.remove_requested),
        ):
            action.triggered.connect(lambda _=False, request=request: self._request(request))
        self.list.currentItemChanged.connect(self._suit)
        self.search.search_requested.connect(self._find)
        self._theme.changed.connect(self._fit)

    def _line(self, state: "TemplateState") -> QTreeWidgetItem:
        words = (
            state.name or _UNNAMED,
            self._titles.get(state.tool, state.tool),
            "Published" if state.profile == "published" else "Internal",
            state.drafted_by or state.author,
            _standing(state),
        )
        line = QTreeWidgetItem(list(words))
        line.setData(0, _UID, state.uid)
        for column, text in enumerate(words):
            line.setToolTip(column, tip(text))
        return line

    def _mark(self, uid: str) -> None:
        lines = [self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount())]
        shown = [line for line in lines if line is not None and not line.isHidden()]
        wanted = next((line for line in shown if line.data(0, _UID) == uid), None)
        if shown:
            self.list.setCurrentItem(wanted or shown[0])
        self._suit()

    @Slot()
    def _find(self) -> None:
        """Show only the templates with these words in them."""
        sought = self.search.text().casefold().split()
        for at in range(self.list.topLevelItemCount()):
            line = self.list.topLevelItem(at)
            if line is not None:
                words = " ".join(line.text(column) for column in (_NAME, _TOOL, _BY)).casefold()
                line.setHidden(not all(each in words for each in sought))
        current = self.list.currentItem()
        if current is not None and current.isHidden():
            self._mark("")

    @Slot()
    def _suit(self) -> None:
        """Offer what can be done with the template that is marked."""
        state = self.current
        in_conflict = state is not None and bool(state.conflicts) and not state.has_draft
        for action in (self.open, self.copy):
            action.setEnabled(state is not None and not in_conflict)
        self.settle.setVisible(in_conflict)
        self.remove.setEnabled(state is not None and not in_conflict)

    @Slot()
    def _open(self) -> None:
        state = self.current
        if state is not None:
            wanted = self.settle_requested if self.settle.isVisible() else self.open_requested
            wanted.emit(state)

    def _request(self, request: SignalInstance) -> None:
        if self.current is not None:
            request.emit(self.current)

    @Slot()
    def _fit(self) -> None:
        """Give the columns of few letters what they need; the others share the rest."""
        letter = self.list.fontMetrics().averageCharWidth()
        for column, letters in _LETTERS.items():
            self.list.setColumnWidth(column, letters * letter + GRID * 2)


def _standing(state: "TemplateState") -> str:
    """Return how a template stands, in words."""
    if state.conflicts and not state.has_draft:
        return "⚠ Two versions differ"
    if state.drafted_by:
        return "Somebody else’s draft"
    if state.kept_at is None:
        return "✎ Draft"
    day = shown_date(state.kept_at.astimezone().date())
    return f"✎ Changed since {day}" if state.has_draft else f"✓ Saved {day}"
