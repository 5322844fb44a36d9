"""The bar above the designer: which tool, is it saved, undo, what is wrong, and publishing it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout

from forms.designing.outline import questions
from forms.designing.plain import Plain, text_at
from ui.designer.problems import counted
from ui.theme import GRID, Theme
from ui.widgets.badge import Badge
from ui.widgets.dressing import named, set_role
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.save_state import SaveState


class DesignerHeader(QFrame):
    """Shows what it is told; the buttons are wired by the page."""

    import_requested = Signal()
    export_requested = Signal()
    discard_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        set_role(self, "bar")
        self._theme = theme
        self._title = set_role(ElidedLabel(), "heading")
        self._about = set_role(ElidedLabel(), "small")
        self.save_state = SaveState()
        self.back = self._tool("arrow_left", "Back to the audit tools", "Ctrl+W")
        self.undo = self._tool("undo", "Undo", "Ctrl+Z")
        self.redo = self._tool("redo", "Redo", "Ctrl+Shift+Z")
        self.problems = named(QPushButton(), "Problems of the tool")
        self.problems.setCheckable(True)
        self.preview = named(QPushButton("Preview"), "Preview of the auditor's form")
        self.preview.setCheckable(True)
        self.preview.setToolTip("Show or hide the form as the auditor will see it")
        self.more = named(QToolButton(), "More for this tool")
        self.more.setText("More ▾")
        self.publish = set_role(named(QPushButton("Publish"), "Publish the tool"), "primary")
        self._build()
        self._build_menu()

    @property
    def title_text(self) -> str:
        """The tool as it is named."""
        return self._title.text()

    def show_tool(self, data: Plain, amends: str) -> None:
        """Show which tool this is, how long, and which version it amends ("" for none)."""
        title = text_at(data, ("title",)) or "Audit tool without a title"
        self._title.setText(title)
        count = sum(1 for _ in questions(data))
        version = str(data.get("version") or "")
        words = [f"Version {version}"] if version else []
        words += [f"amends {amends}"] if amends else []
        words.append("1 question" if count == 1 else f"{count} questions")
        self._about.setText("  ·  ".join(words))

    def show_problems(self, count: int, *, is_checked: bool) -> None:
        """Show how many problems there are; a tool with any, or not checked, is not published."""
        words = counted(count)
        self.problems.setText(words if count else f"✓ {words}")
        self.problems.setProperty("tone", "bad" if count else "good")
        self.problems.setAccessibleDescription(f"{words}.")
        self.problems.setToolTip("List the problems (F8 goes to the next)")
        is_ready = is_checked and not count
        self.publish.setEnabled(is_ready)
        self.publish.setToolTip(
            "Publish this version: audits can be made with it, and it stays as it is for ever"
            if is_ready
            else "Mend the problems first"
        )

    def show_steps(self, undo: str, redo: str) -> None:
        """Say what undo and redo would do."""
        for button, word, step, key in (
            (self.undo, "Undo", undo, "Ctrl+Z"),
            (self.redo, "Redo", redo, "Ctrl+Shift+Z"),
        ):
            button.setEnabled(bool(step))
            name = f"{word}: {step}" if step else word
            named(button, name).setToolTip(f"{name} ({key})")

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._title)
        top.addWidget(Badge("Draft", "info", symbol="✎"))
        top.addStretch(1)
        names.addLayout(top)
        names.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID * 2, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self.back)
        row.addLayout(names, 1)
        row.addWidget(self.save_state)
        for part in (self.undo, self.redo, self.more, self.preview, self.problems, self.publish):
            row.addWidget(part)

    def _build_menu(self) -> None:
        menu = QMenu(self.more)
        for words, signal in (
            ("&Import another form…", self.import_requested),
            ("&Export to a file…", self.export_requested),
            ("&Discard this draft…", self.discard_requested),
        ):
            action = QAction(words, self)
            action.triggered.connect(signal)
            menu.addAction(action)
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _tool(self, icon: str, name: str, key: str) -> QToolButton:
        button = named(QToolButton(), name, f"Key: {key}.")
        button.setToolTip(f"{name} ({key})")
        self._theme.icons.wear(button, icon, "muted")
        return button
