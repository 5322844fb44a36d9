"""A text of changes that keys walk through, one after the other."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QTextBrowser

from ui.widgets.dressing import named


class ChangesText(QTextBrowser):
    """Shows changes as HTML; F8 and Shift+F8 go from one to the next, round at the end.

    `of` says what is walked through: a change, an answer.
    """

    def __init__(self, of: str) -> None:
        super().__init__()
        named(self, "What differs", f"F8 next {of}, Shift+F8 the one before.")
        self._of = of
        self._anchors: Sequence[str] = ()
        self._at = -1
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)

    def show_changes(self, html: str, anchors: Sequence[str]) -> None:
        """Show changes from their beginning; `anchors` name those to be walked through."""
        self._anchors, self._at = anchors, -1
        self.setHtml(html)

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) change."""
        if self._anchors:
            self._at = (max(self._at, -1 if step > 0 else 0) + step) % len(self._anchors)
            self.scrollToAnchor(self._anchors[self._at])
            self.setFocus()

    def foot_of(self, dialog: QDialog) -> QHBoxLayout:
        """Return the foot of the dialog that holds the text: both ways to walk, and Close."""
        foot = QHBoxLayout()
        for word, key, step in (("Previous", "Shift+F8", -1), ("Next", "F8", 1)):
            plain = f"{word} {self._of}"
            button = named(QPushButton(f"&{plain}"), plain)
            button.setToolTip(f"{plain} ({key})")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, step=step: self.step(step))
            QShortcut(QKeySequence(key), dialog, lambda step=step: self.step(step))
            foot.addWidget(button)
        foot.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(dialog.reject)
        foot.addWidget(buttons)
        return foot
