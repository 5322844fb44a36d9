"""The view of one merge: what is said of it, its commands as buttons, its report."""

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from ui.merge.commands import MergeCommands
from ui.merge.report_view import ReportView
from ui.theme import GRID, Theme
from ui.widgets.commands import command_button
from ui.widgets.dressing import label, named, set_role


class MergeBoard(QWidget):
    """Puts the commands that suit round a `ReportView`."""

    def __init__(
        self, commands: MergeCommands, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: list[QToolButton] = []
        self.view = ReportView(theme)
        self.told = label("", "strong", wrap=True)
        self.merge = set_role(named(QPushButton("&Merge"), "Merge"), "primary")
        self.merge.setToolTip(commands.merge.toolTip())
        theme.icons.wear(self.merge, "merge", "on_accent", 18)
        self.report = self._report_button(commands)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._acts(commands))
        layout.addWidget(self.told)
        layout.addWidget(self.view, 1)
        self.merge.clicked.connect(commands.merge.trigger)
        commands.merge.changed.connect(lambda: _follow(self.merge, commands.merge))
        theme.changed.connect(self._size_icons)
        self._size_icons()

    def _acts(self, commands: MergeCommands) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        for action in commands.for_files:
            row.addWidget(self._button(action))
        row.addStretch(1)
        row.addWidget(self.report)
        for action in (commands.undo, commands.settle, commands.accept):
            row.addWidget(self._button(action))
        row.addWidget(self.merge)
        return row

    def _report_button(self, commands: MergeCommands) -> QToolButton:
        """Return the one button for all that can be done with the report."""
        button = named(
            QToolButton(), "Report", "Save the report as PDF or as a table, or print it."
        )
        button.setText("Repor&t")
        button.setToolTip("Save the report as PDF or as a table, or print it")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(command_button(commands.save_pdf).toolButtonStyle())
        menu = QMenu(button)
        menu.addActions(list(commands.for_report))
        button.setMenu(menu)
        button.setFocusPolicy(self.merge.focusPolicy())
        self._theme.icons.wear(button, "save", "text", 18)
        commands.save_pdf.changed.connect(lambda: button.setVisible(commands.save_pdf.isVisible()))
        return button

    def _button(self, action: QAction) -> QToolButton:
        button = command_button(action)
        self._buttons.append(button)
        action.changed.connect(lambda: button.setVisible(action.isVisible()))
        return button

    @Slot()
    def _size_icons(self) -> None:
        """Let icons grow with the text: those of actions do not by themselves."""
        size = 18 * self._theme.text_percent // 100
        for button in self._buttons:
            button.setIconSize(QSize(size, size))


def _follow(button: QPushButton, action: QAction) -> None:
    """Let a button of its own be offered as its action is."""
    button.setVisible(action.isVisible())
    button.setEnabled(action.isEnabled())
    button.setToolTip(action.toolTip())
