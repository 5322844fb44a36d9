"""The dialog that shows what joined by itself, and asks why and by whom it is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.settling.asked import Asked, AskedBoxes
from ui.settling.joined_words import as_html, title_text, told_text
from ui.theme import GRID, Theme
from ui.widgets.changes_text import ChangesText
from ui.widgets.dressing import label, named, say_aloud, set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.settling.joined_reads import JoinedView

_SHARE = 0.9  # of the screen
_ASKED = Asked(
    "&Reason",
    "Why the joined answers are accepted.",
    "Say why the joined answers are accepted.",
    "Accepted &by",
)


class AcceptDialog(QDialog):
    """Shows the joined answers of one audit or several; `accepted_as(reason, name)`.

    `reason` is proposed and can be written anew; `more` audits are left for later.
    """

    accepted_as = Signal(str, str)

    def __init__(
        self,
        views: Sequence[JoinedView],
        theme: Theme,
        parent: QWidget,
        *,
        reason: str,
        author: str,
        more: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title_text(views))
        self._views = views
        self._theme = theme
        self.told = label(told_text(views, more), "muted", wrap=True)
        self.text = ChangesText("answer")
        self._asked = AskedBoxes(_ASKED, author)
        self.reason, self.author = self._asked.reason, self._asked.author
        self.reason.setText(reason)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.yes = set_role(named(QPushButton("&Accept"), "Accept the joined answers"), "primary")
        self._build()
        self.yes.clicked.connect(self._on_yes)
        theme.changed.connect(self.refresh)
        self.refresh()
        self.text.setFocus()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label(self.windowTitle(), "heading", wrap=True))
        layout.addWidget(self.told)
        columns = QHBoxLayout()
        for word in ("Before", "Joined"):
            columns.addWidget(label(word, "strong"), 1)
        layout.addLayout(columns)
        layout.addWidget(self.text, 1)
        layout.addLayout(self._asked)
        layout.addWidget(self.problem)
        foot = self.text.foot_of(self)
        foot.addWidget(self.yes)
        layout.addLayout(foot)
        self.yes.setDefault(True)
        room = self.screen().availableSize()
        self.resize(QSize(GRID * 120, GRID * 84).boundedTo(room * _SHARE))

    @Slot()
    def refresh(self) -> None:
        """Write what joined in the colours in use."""
        html, count = as_html(self._views, self._theme.palette)
        self.text.show_changes(html, [f"change{at}" for at in range(count)])

    @Slot()
    def _on_yes(self) -> None:
        missing = self._asked.missing()
        if missing:
            self.problem.setText(missing)
            self.problem.show()
            say_aloud(self.problem, missing)
            return
        self.accept()
        self.accepted_as.emit(self.reason.text().strip(), self.author.text().strip())
