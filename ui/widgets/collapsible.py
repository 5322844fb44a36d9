"""A section that folds away under its heading."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.widgets.dressing import named, set_role


class Collapsible(QWidget):
    """A heading button and the content it opens and closes; closed at first.

    `toggled_open` is emitted when the person opened or closed it, not by `set_open`.
    """

    toggled_open = Signal(bool)

    def __init__(
        self, title: str, content: QWidget, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self._content = content
        self.heading = named(QToolButton(), title)
        self.heading.setText(title)
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.heading.setIconSize(QSize(16, 16))
        set_role(self.heading, "section")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.heading)
        layout.addWidget(content)
        self.heading.clicked.connect(self._on_clicked)
        self.set_open(False)

    @property
    def is_open(self) -> bool:
        """Whether the content is unfolded."""
        return self.heading.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Unfold or fold the content."""
        self.heading.setChecked(is_open)
        self._content.setVisible(is_open)
        self._icons.wear(self.heading, "chevron_down" if is_open else "chevron_right", "muted", 16)
        self.heading.setAccessibleDescription("Open" if is_open else "Closed")

    @Slot(bool)
    def _on_clicked(self, is_open: bool) -> None:
        self.set_open(is_open)
        self.toggled_open.emit(is_open)
