"""One version of an answer, to be read and chosen: a radio button as large as its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QRadioButton, QSizePolicy, QVBoxLayout

from ui.settling.words import (
    NOT_BEFORE_ALL,
    side_text,
    spoken,
    spoken_differences,
    version_html,
)
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named

if TYPE_CHECKING:
    from forms.settling_names import Choice
    from ui.settling.reads import Version

_RING = 2.0
_DOT = 16.0


class VersionCell(QRadioButton):
    """Shows what one version says; `picked(name)` when a person chooses it.

    One that cannot be chosen says `why_not`.
    """

    picked = Signal(str)

    def __init__(
        self,
        name: Choice,
        version: Version | None,
        question: str,
        key: str,
        theme: Theme,
        *,
        why_not: str = NOT_BEFORE_ALL,
    ) -> None:
        super().__init__()
        self.name = name
        self.version = version
        self._why_not = why_not
        self._theme = theme
        self._key = key
        self._text = QLabel()
        self._head = label(f"{side_text(name)}   {key}", "small")
        self._build()
        self._speak(question)
        self.setEnabled(version is not None)
        self.show_words()
        self.clicked.connect(lambda: self.picked.emit(self.name))

    def _build(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # Qt's own buttons do not shrink below their text
        self.setSizePolicy(policy)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(int(_DOT) + GRID * 2, GRID, GRID + 4, GRID + 2)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._head)
        layout.addWidget(self._text, 1)
        for part in (self._head, self._text):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _speak(self, question: str) -> None:
        said = spoken(self.version) if self.version else self._why_not
        named(self, f"{side_text(self.name)}: {said}")
        differs = spoken_differences(self.version) if self.version else ""
        hint = f"Key {self._key} chooses it." if self._key else "Space chooses it."
        self.setAccessibleDescription(" ".join(part for part in (question, differs, hint) if part))

    def show_words(self) -> None:
        """Show the words in the colours of the theme."""
        if self.version is None:
            self._text.setText(f"<i>{self._why_not}</i>")
        else:
            self._text.setText(version_html(self.version, self._theme.palette))

    def show_chosen(self, is_chosen: bool) -> None:
        """Show whether this version is chosen; Qt lets no exclusive button be the last to go."""
        self.setAutoExclusive(False)
        self.setChecked(is_chosen)
        self.setAutoExclusive(True)

    def nextCheckState(self) -> None:
        """Change nothing: the row says what is chosen."""

    def hitButton(self, at: QPoint) -> bool:
        """Take a click anywhere in the cell."""
        return bool(self.rect().contains(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space; leave every other key to the row."""
        if event.key() == Qt.Key.Key_Space:
            self.picked.emit(self.name)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        """Be as large as the text, not as Qt's own mark."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Be as large as the text."""
        return self._column.minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Long evidence wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the wrapped text is."""
        return self._column.totalHeightForWidth(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card, the mark of what is chosen, and the line of the focus."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = palette.selected if self.isChecked() else palette.surface
        if not self.isEnabled():
            ground = palette.window
        elif self.underMouse() and not self.isChecked():
            ground = palette.hover
        line = palette.accent if self.isChecked() else palette.border
        width = _RING if self.isChecked() else 1.0
        if self.hasFocus():
            line, width = palette.focus, _RING + 1
        edge = width / 2
        painter.setPen(QPen(QColor(line), width))
        painter.setBrush(QColor(ground))
        room = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(room, 7, 7)
        if self.isEnabled():
            self._paint_mark(painter)
        painter.end()

    def _paint_mark(self, painter: QPainter) -> None:
        palette = self._theme.palette
        middle = QPointF(GRID + _DOT / 2 + 1, self._head.geometry().center().y() + 1)
        ring = palette.accent if self.isChecked() else palette.input_border
        painter.setPen(QPen(QColor(ring), _RING if self.isChecked() else 1.0))
        painter.setBrush(QColor(palette.surface))
        painter.drawEllipse(middle, _DOT / 2 - 1, _DOT / 2 - 1)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.accent))
            painter.drawEllipse(middle, _DOT / 4, _DOT / 4)
