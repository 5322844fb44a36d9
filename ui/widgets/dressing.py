"""What the style sheet and screen readers need to know about a widget, said in one line."""

from html import escape
from typing import Literal, TypeVar

from PySide6.QtWidgets import QLabel, QWidget

Tone = Literal["good", "warn", "bad", "info", "neutral"]
W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, description: str = "") -> W:
    """Give a widget the name (and description) that a screen reader speaks; return it."""
    widget.setAccessibleName(name)
    if description:
        widget.setAccessibleDescription(description)
    return widget


def set_role(widget: W, role: str) -> W:
    """Let the style sheet dress the widget for what it is (`title`, `card`, `primary` …)."""
    widget.setProperty("role", role)
    _dress_again(widget)
    return widget


def set_tone(widget: W, tone: Tone | Literal[""]) -> W:
    """Let the style sheet colour the widget for how things stand; the text must say it too."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        _dress_again(widget)
    return widget


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Make a label of plain text; a role is one of the style sheet's `QLabel[role=…]`."""
    made = QLabel(text)
    made.setTextFormat(made.textFormat().PlainText)
    made.setWordWrap(wrap)
    return set_role(made, role) if role else made


def tip(text: str) -> str:
    """Return a tool tip that shows the text as it is written: Qt takes some texts for HTML."""
    if "<" not in text:
        return text
    return "<qt>" + escape(text).replace("\n", "<br>") + "</qt>"


def say_aloud(widget: QWidget, sentence: str) -> None:
    """Let a screen reader say something about a widget that does not have the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # slow to load at start

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


def _dress_again(widget: QWidget) -> None:
    """Qt does not look at properties again by itself once a widget was shown."""
    if widget.isVisible():
        widget.style().unpolish(widget)
        widget.style().polish(widget)
