"""The bar above the builder: which report, is it saved, undo, and what can be done with it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout

from ui.theme import GRID, Theme
from ui.widgets.badge import Badge
from ui.widgets.commands import PageCommands
from ui.widgets.dressing import named, set_role
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.save_state import SaveState

_UNNAMED = "Report without a name"
_KEEP_TIP = "Keep it as it is now, to be made again next quarter (Ctrl+Return)"


class BuilderHeader(QFrame):
    """Shows what it is told; the page wires the actions."""

    def __init__(self, theme: Theme, commands: PageCommands) -> None:
        super().__init__()
        set_role(self, "bar")
        self._theme = theme
        self._title = set_role(ElidedLabel(), "heading")
        self._about = set_role(ElidedLabel(), "small")
        self._badge = Badge("Draft", "info", symbol="✎")
        self.save_state = SaveState()
        self.back = commands.add("Back to the templates", "arrow_left", "Ctrl+W")
        self.undo = commands.add("Undo", "undo", "Ctrl+Z")
        self.redo = commands.add("Redo", "redo", "Ctrl+Shift+Z")
        self.keep = commands.add("Save template", "save", "Ctrl+Return")
        self.save_pdf = commands.add("Save PDF…", "save", "Ctrl+S")
        self.protect = commands.add("Save PDF with a password…", "lock", "Ctrl+Shift+P")
        self.save_page = commands.add("Save as web page…", "save", "Ctrl+Shift+S")
        self.print = commands.add("Print…", "print", "Ctrl+P")
        self.open = commands.add("Open in reader", "document")
        self.each_team = commands.add("A report for each team…", "duplicate")
        self.discard = commands.add("Discard changes…", "void")
        self.show_preview = commands.add("Preview", "document", "F9")
        self.show_preview.setCheckable(True)
        self.show_preview.setChecked(True)
        self._build()

    @property
    def title_text(self) -> str:
        """The report as it is named."""
        return self._title.text()

    def show_report(self, name: str, about: str, *, is_draft: bool) -> None:
        """Show which report this is and what it is about."""
        self._title.setText(name or _UNNAMED)
        self._about.setText(about)
        self._badge.setVisible(is_draft)
        self.keep.setEnabled(is_draft)
        self.discard.setEnabled(is_draft)

    def show_fault(self, fault: str) -> None:
        """Say why the template cannot be kept yet, "" where it can."""
        self.keep.setToolTip(fault or _KEEP_TIP)
        self.keep_button.setToolTip(fault or _KEEP_TIP)
        self.keep_button.setAccessibleDescription(fault or _KEEP_TIP)

    def show_steps(self, undo: str, redo: str) -> None:
        """Say what undo and redo would do."""
        for action, word, step in ((self.undo, "Undo", undo), (self.redo, "Redo", redo)):
            action.setEnabled(bool(step))
            key = action.shortcut().toString()
            action.setToolTip(f"{word}: {step} ({key})" if step else f"{word} ({key})")

    def offer_document(self, *, there: bool, as_page: bool) -> None:
        """Let the document be handed on, or not while there is none."""
        for action in (self.save_pdf, self.protect, self.print, self.open):
            action.setEnabled(there)
        self.save_page.setEnabled(there and as_page)

    def _build(self) -> None:
        self.keep_button = set_role(
            named(QPushButton("Save &template"), "Save template"), "primary"
        )
        self.keep_button.clicked.connect(self.keep.trigger)
        self.keep.enabledChanged.connect(self.keep_button.setEnabled)
        names = QVBoxLayout()
        names.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._title)
        top.addWidget(self._badge)
        top.addStretch(1)
        names.addLayout(top)
        names.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID * 2, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self._icon_button(self.back))
        row.addLayout(names, 1)
        row.addWidget(self.save_state)
        for action in (self.undo, self.redo):
            row.addWidget(self._icon_button(action))
        row.addWidget(self._more())
        row.addWidget(self._text_button(self.show_preview))
        row.addWidget(self._text_button(self.save_pdf))
        row.addWidget(self.keep_button)

    def _icon_button(self, action: QAction) -> QToolButton:
        button = named(QToolButton(), action.text())
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _text_button(self, action: QAction) -> QToolButton:
        button = self._icon_button(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        return button

    def _more(self) -> QToolButton:
        more = named(QToolButton(), "More for this report", "Opens a menu.")
        more.setText("More ▾")
        menu = QMenu(more)
        menu.addActions([self.protect, self.save_page, self.print, self.open, self.each_team])
        menu.addSeparator()
        menu.addAction(self.discard)
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return more
