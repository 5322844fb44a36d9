"""What joined by itself, folded away below the answers that are to be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.icons import Icons
from ui.settling.words import NOT_THERE, joined_title, side_text
from ui.theme import GRID
from ui.widgets.collapsible import Collapsible
from ui.widgets.dressing import label, named, set_role

if TYPE_CHECKING:
    from forms.record_words import Told
    from forms.settling_words import JoinedWords


def joined_list(joined: Sequence[JoinedWords], icons: Icons) -> Collapsible:
    """Return a list of what only one side changed, or several alike; closed at first."""
    card = set_role(QFrame(), "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(GRID * 2, GRID + 4, GRID * 2, GRID + 4)
    column.setSpacing(GRID // 2)
    told = "Only one side changed these, or all sides alike. They stand as they are."
    column.addWidget(label(told, "muted", wrap=True))
    for each in joined:
        column.addSpacing(GRID)
        by = ", ".join(side_text(side).lower() for side in each.sides)
        column.addWidget(label(f"{each.label}  ·  {by}", "strong", wrap=True))
        words = f"{_in_words(each.before)}  →  {_in_words(each.now)}"
        text = label(words, wrap=True)
        by_mouse = Qt.TextInteractionFlag.TextSelectableByMouse
        text.setTextInteractionFlags(by_mouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        column.addWidget(named(text, f"{each.label}. {words}. Changed by {by}."))
    return Collapsible(joined_title(len(joined)), card, icons)


def _in_words(told: Told) -> str:
    return ": ".join(part for part in (told.text, told.evidence) if part) or NOT_THERE
