"""Boxes to type in: they grow with their text and hand it on when it has settled."""

import math

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.audit_form.keys import is_for_the_page
from ui.audit_form.settling import Settling
from ui.widgets.dressing import named

_TALLEST = 14  # lines; longer text scrolls within its box
_CHROME = 18  # pixels of padding and border that the style sheet puts round the text


class TextBox(QPlainTextEdit):
    """Plain text over several lines.

    `settled(text, run)` comes when the text should be kept, `pending_changed(bool)` when there
    begins and ends to be something typed that is not handed on. `show_text` emits nothing.
    """

    pending_changed = Signal(object)
    settled = Signal(object, object)

    def __init__(self, name: str, placeholder: str = "", *, lines: int = 1) -> None:
        super().__init__()
        named(self, name)
        self._least = lines
        self._told = ""
        self._settling = Settling(self)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the page undoes, across all boxes
        self.document().setDocumentMargin(1)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A blank at a line's end must not scroll the box. Bound to the box, not to its bar, which
        # Qt may take down first.
        self.horizontalScrollBar().rangeChanged.connect(self._stay)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grow()
        self._settling.due.connect(self._hand_on)
        self._settling.pending_changed.connect(self.pending_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._on_text_changed)

    @Slot()
    def _stay(self) -> None:
        self.horizontalScrollBar().setRange(0, 0)

    @property
    def is_pending(self) -> bool:
        """Whether something was typed that is not handed on yet."""
        return self._settling.is_pending

    def flush(self) -> None:
        """Hand on what was typed, if anything was."""
        self._settling.flush()

    def show_text(self, text: str) -> None:
        """Show a text that comes from elsewhere; what is typed at this moment stays."""
        is_own = self.hasFocus() and text.strip() == self._told.strip()
        if text == self._told or is_own or self.is_pending:
            return
        self._told = text
        self._settling.end_run(text)
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self.moveCursor(self.textCursor().MoveOperation.End)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Leave the page's keys to the page."""
        if is_for_the_page(event):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand on what was typed when the box is left."""
        super().focusOutEvent(event)
        self.flush()
        self._settling.end_run(self._told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow again: in another width the text takes another number of lines."""
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:
        """Ask for the height of the text, between the least and the most lines."""
        line = self.fontMetrics().lineSpacing()
        least, most = self._least * line, _TALLEST * line
        height = min(max(self._text_height(most), least), most)
        return QSize(super().sizeHint().width(), math.ceil(height) + _CHROME)

    def _text_height(self, most: float) -> float:
        """Return the pixels that the text takes; not counted further once beyond `most`."""
        height = 0.0
        block = self.document().firstBlock()
        while block.isValid() and height <= most:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return height

    @Slot()
    def _on_text_changed(self) -> None:
        self._settling.touch()

    @Slot()
    def _hand_on(self) -> None:
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.settled.emit(text, self._settling.follow(text))

    @Slot()
    def _grow(self) -> None:
        height = self.sizeHint().height()
        if self.minimumHeight() != height:
            self.setFixedHeight(height)
        most = _TALLEST * self.fontMetrics().lineSpacing()
        fits = self._text_height(most) <= most
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )


class LineBox(QLineEdit):
    """One line of text, with the same signals as `TextBox`, and `left` when the focus goes."""

    pending_changed = Signal(object)
    settled = Signal(object, object)
    left = Signal()

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name)
        self._told = ""
        self._settling = Settling(self)
        self.setPlaceholderText(placeholder)
        self._settling.due.connect(self._hand_on)
        self._settling.pending_changed.connect(self.pending_changed)
        self.textEdited.connect(self._on_text_edited)
        self.editingFinished.connect(self.flush)

    @property
    def is_pending(self) -> bool:
        """Whether something was typed that is not handed on yet."""
        return self._settling.is_pending

    @Slot()
    def flush(self) -> None:
        """Hand on what was typed, if anything was."""
        self._settling.flush()

    def show_text(self, text: str) -> None:
        """Show a text that comes from elsewhere; what is typed at this moment stays."""
        is_own = self.hasFocus() and text.strip() == self._told.strip()
        if text != self._told and not is_own and not self.is_pending:
            self._told = text
            self._settling.end_run(text)
            self.setText(text)

    def type_in(self, text: str) -> None:
        """Put text in as if it had been typed (from a calendar, say)."""
        self.setText(text)
        self._on_text_edited()
        self.flush()

    def event(self, event: QEvent) -> bool:
        """Leave the page's keys to the page."""
        if is_for_the_page(event):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand on what was typed when the box is left."""
        super().focusOutEvent(event)
        self.flush()
        self._settling.end_run(self._told)
        self.left.emit()

    @Slot()
    def _on_text_edited(self) -> None:
        self._settling.touch()

    @Slot()
    def _hand_on(self) -> None:
        if self.text() != self._told:
            self._told = self.text()
            self.settled.emit(self._told, self._settling.follow(self._told))
