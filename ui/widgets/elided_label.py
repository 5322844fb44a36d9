"""A label that shortens itself instead of widening its window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.dressing import tip


class ElidedLabel(QLabel):
    """One line of plain text, cut with an ellipsis where room ends; the tip shows it whole."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show this text; line breaks become blanks."""
        super().setText(" ".join(text.split()))
        self.setToolTip(tip(self.text()))

    def minimumSizeHint(self) -> QSize:
        """Ask for room for a few letters only."""
        return QSize(self.fontMetrics().horizontalAdvance("MMM…"), super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._mode, room.width())
        painter = QPainter(self)
        painter.drawText(room, self.alignment(), shown)
        painter.end()
