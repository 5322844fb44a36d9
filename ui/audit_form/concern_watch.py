"""The safeguarding concerns that the answers raise: counted in the header, said aloud when new."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from forms.evaluation import Concern
from ui.audit_form.reading import concern_words
from ui.theme import GRID
from ui.widgets.dressing import named, say_aloud, set_role

_NARROWEST = GRID * 7  # pixels; the number fits


class ConcernWatch:
    """Keeps a button that counts the concerns; it is not there while there are none."""

    def __init__(self) -> None:
        self.button = set_role(QPushButton(), "danger")
        self.button.setMinimumWidth(_NARROWEST)  # or its words would keep the window wide
        self.button.hide()
        self._raised: Sequence[Concern] = ()
        self._is_short = False

    def begin(self, concerns: Sequence[Concern]) -> None:
        """Take the concerns of another audit as known."""
        self._raised = concerns
        self._say()

    def follow(self, concerns: Sequence[Concern]) -> None:
        """Count the concerns that there are now, and say the new ones aloud."""
        if concerns == self._raised:
            return
        new = [concern for concern in concerns if concern not in self._raised]
        self._raised = concerns
        self._say()
        if new:
            say_aloud(self.button, " ".join(map(concern_words, new)))

    def next_key(self, here: str) -> str:
        """Return the finding key of the concern after the one at `here`, round and round."""
        keys = [concern.key for concern in self._raised]
        return keys[(keys.index(here) + 1) % len(keys) if here in keys else 0]

    def shorten(self, is_short: bool) -> None:
        """Show the number only, where there is no room for words."""
        if is_short != self._is_short:
            self._is_short = is_short
            self._say()

    def _say(self) -> None:
        count = len(self._raised)
        words = f"{count} safeguarding concern{'' if count == 1 else 's'} to raise"
        self.button.setText(f"⚠ {count}" if self._is_short else f"⚠ {words}")
        self.button.setToolTip(f"{words}: go to the answer that raises it")
        named(self.button, words, "Goes to the answer that raises it.")
        self.button.setVisible(bool(count))
