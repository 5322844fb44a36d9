"""What a move would make of one draft, answer by answer."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTextBrowser

from ui.theme import Theme
from ui.tools.moves import PlannedMove
from ui.widgets.dressing import named

if TYPE_CHECKING:
    from forms.versions.moving import MoveLine, Outcome

_LOOKS: "dict[Outcome, tuple[str, str, str]]" = {
    "set_aside": ("!", "Set aside", "warn"),
    "converted": ("→", "Converted", "info"),
    "kept": ("✓", "Kept", "good"),
}


class MovePreview(QTextBrowser):
    """Shows first what is set aside, then what is converted, then what is kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "What becomes of each answer")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self._theme = theme
        self._move: PlannedMove | None = None
        theme.changed.connect(self._refresh)

    def show_move(self, move: PlannedMove | None) -> None:
        """Show what would become of one draft, or nothing."""
        self._move = move
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        if self._move is None:
            self.setPlainText("No audit in draft is made with an older version.")
            return
        lines = self._move.plan.lines
        if not lines:
            self.setPlainText("Nothing is answered yet in this draft.")
            return
        shown = [line for outcome in _LOOKS for line in lines if line.outcome == outcome]
        rows = "".join(self._row(line) for line in shown)
        self.setHtml(f'<table width="100%" cellspacing="0" cellpadding="6">{rows}</table>')

    def _row(self, line: "MoveLine") -> str:
        sign, word, tone = _LOOKS[line.outcome]
        colour = getattr(self._theme.palette, tone)
        muted = self._theme.palette.muted
        answer = _lines(line.before) or "no answer, evidence only"
        if line.outcome == "converted":
            answer = f"{answer} → {_lines(line.after)}"
        why = f'<br><span style="color: {muted}">{_lines(line.reason)}</span>'
        return (
            f'<tr><td valign="top"><span style="color: {colour}"><b>{sign} {word}</b></span></td>'
            f'<td width="80%">{_lines(line.label)}<br><b>{answer}</b>'
            f"{why if line.reason else ''}</td></tr>"
        )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
