"""The head of the page: its title, and buttons for what can be done."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.audits.commands import AuditCommands
from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.commands import command_button, follow
from ui.widgets.dressing import label, named, set_role


class Toolbar(QWidget):
    """Title at the left, commands at the right, the one for a new audit before all."""

    def __init__(
        self, commands: AuditCommands, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.new = set_role(named(QPushButton("&New audit…"), "New audit"), "primary")
        self.new.setToolTip(commands.new.toolTip())
        icons.wear(self.new, "add", "on_accent", 18)
        self.new.clicked.connect(commands.new.trigger)
        commands.new.changed.connect(lambda: follow(self.new, commands.new))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(label("Audits", "title"))
        layout.addStretch(1)
        self._of = {action: command_button(action) for action in commands.for_one_audit}
        self.buttons = list(self._of.values())
        for button in self.buttons:
            layout.addWidget(button)
        commands.settle.changed.connect(lambda: self._share(commands))
        self._share(commands)
        layout.addSpacing(GRID)
        layout.addWidget(self.new)

    def _share(self, commands: AuditCommands) -> None:
        """Let what suits only audits in conflict take the place of what never suits those."""
        in_conflict = commands.settle.isEnabled()
        self._of[commands.settle].setVisible(in_conflict)
        self._of[commands.moderate].setVisible(not in_conflict)
