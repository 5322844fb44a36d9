"""A small label that says how something stands, by text, symbol and colour together."""

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.dressing import Tone, set_tone

SYMBOLS: dict[Tone, str] = {"good": "✓", "warn": "!", "bad": "✕", "info": "•", "neutral": "–"}


class Badge(QLabel):
    """Text with a symbol before it, in the colours of its tone. Pass `symbol=""` for none."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = "neutral",
        *,
        symbol: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(self.textFormat().PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_state(text, tone, symbol=symbol)

    def show_state(self, text: str, tone: Tone, *, symbol: str | None = None) -> None:
        """Say something else; the symbol is the tone's own unless given."""
        mark = SYMBOLS[tone] if symbol is None else symbol
        self.setText(f"{mark} {text}".strip())
        self.setAccessibleName(text)
        set_tone(self, tone)
