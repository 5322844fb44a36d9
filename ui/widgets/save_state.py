"""Whether the work is safe: saved at, saving, or not saved and why."""

import re
from datetime import datetime

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.badge import Badge
from ui.widgets.dressing import Tone

_CLAUSE_END = re.compile(r"[.,;:](?=\s|$)")


class SaveState(Badge):
    """Says after every save how it went. Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("Save state")
        self.hide()

    def saved(self, at: datetime) -> None:
        """Say that everything typed is in the file; call only after the commit returned."""
        self._say(f"Saved {at:%H:%M}", "good", "✓")
        self.setToolTip(f"Everything is saved in the database as of {at:%H:%M:%S}.")

    def saving(self) -> None:
        """Say that something is on its way to the file."""
        self._say("Saving …", "neutral", "↻")
        self.setToolTip("Your last change is being written to the database.")

    def not_saved(self, reason: str) -> None:
        """Say that the last change is not in the file, and why: in a few words, all in the tip."""
        few_words = _CLAUSE_END.split(reason, maxsplit=1)[0]
        self._say(f"Not saved – {few_words}", "bad", "!")
        self.setAccessibleDescription(f"Not saved – {reason}")
        self.setToolTip(f"{reason}\nYour last changes are kept in this window and tried again.")

    def clear(self) -> None:
        """Say nothing: no work is open that could be saved."""
        self.hide()

    def _say(self, text: str, tone: Tone, symbol: str) -> None:
        self.show()  # first, for what is hidden is not dressed in another tone
        self.show_state(text, tone, symbol=symbol)
        self.setAccessibleName("Save state")
        self.setAccessibleDescription(text)
        changed = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(changed)
