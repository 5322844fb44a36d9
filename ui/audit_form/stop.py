"""A stop of the form: one thing to fill in that the arrow keys go to."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from forms.evaluation import Gap
from forms.moderations import WHOSE, Beside
from forms.tools import AuditTool
from ui.audit_form.history import History
from ui.audit_form.option_paint import RING
from ui.audit_form.sheet import Sheet
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, set_role

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_BAR = 4  # pixels of the bar that marks the stop in focus


class Kit(NamedTuple):
    """What every part of the form works with."""

    theme: Theme
    sheet: Sheet
    history: History
    old_tools: Mapping[str, AuditTool] = MappingProxyType({})
    """Hash → a tool that asked answers which are set aside now, as far as it is known."""
    beside: Beside = Beside()
    """What is shown beside a moderation."""

    @property
    def is_moderation(self) -> bool:
        """Whether a second person is at work on a completed audit."""
        return self.sheet.text("status") == "moderated" and not self.sheet.read_only

    @property
    def is_blind(self) -> bool:
        """Whether that person does not see the auditor's grades."""
        return self.is_moderation and self.sheet.text("moderation") == "blind"

    @property
    def gaps(self) -> list[Gap]:
        """What must be given before the audit can be sealed."""
        return [gap for gap in self.sheet.reading.gaps if gap.field not in self.beside.lacking]

    def is_fixed(self, field: str) -> bool:
        """Return whether a field can only be read."""
        return self.sheet.read_only or (self.is_moderation and field in WHOSE)

    def scaled(self, pixels: int) -> int:
        """Return a length for ordinary text as it is at the text size chosen."""
        return pixels * self.theme.text_percent // 100


class Stop(QFrame):
    """A card with something to fill in. `name` is a finding key or a field of the audit.

    `follows` names what it shows: it is refreshed when one of these stands differently.
    `is_out` while a rule keeps it out of the form; Qt's own `isHidden` also means “not yet
    shown”.

    `step_requested(-1 or 1)` when the person goes to the stop above or below, `pending_changed`
    as the boxes within have it.
    """

    step_requested = Signal(object)
    pending_changed = Signal(object)

    def __init__(self, name: str, kit: Kit) -> None:
        super().__init__()
        self.name = name
        self.follows: tuple[str, ...] = (name,)
        self.kit = kit
        self.is_out = False
        self._is_current = False
        set_role(self, "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GRID * 2, GRID + 4, GRID * 2, GRID + 6)
        self.column.setSpacing(GRID - 2)

    @property
    def problem(self) -> str:
        """What is said to be wrong with what stands here, "" for nothing."""
        return ""

    def refresh(self) -> None:
        """Show what the sheet holds now."""

    def put_out(self, is_out: bool) -> None:
        """Take the stop out of the form, or back into it."""
        if is_out != self.is_out:
            self.is_out = is_out
            self.setVisible(not is_out)

    def enter(self, part: str = "") -> None:
        """Take the focus; `part` "words" asks for the evidence or the reason."""

    def flush(self) -> None:
        """Hand on what was typed."""

    def press(self, _key: str) -> bool:
        """Answer by a key. Returns whether it means something here."""
        return False

    def clear_answer(self) -> None:
        """Take the answer away."""

    def toggle_guidance(self) -> bool:
        """Open or fold what good looks like. Returns whether there is any."""
        return False

    def set_current(self, is_current: bool) -> None:
        """Mark the stop that has the focus."""
        if is_current != self._is_current:
            self._is_current = is_current
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Work the keys that nothing within took: digits, letters, up and down."""
        key = Qt.Key(event.key())
        if event.modifiers() & _COMMANDING:
            event.ignore()
        elif key in _STEPS:
            self.step_requested.emit(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.enter()
        elif self.kit.sheet.read_only:
            event.ignore()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clear_answer()
        elif not self.press(event.text().upper()):
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, and a bar at its side while it has the focus."""
        super().paintEvent(event)
        if not self._is_current:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.kit.theme.palette.accent))
        painter.drawRoundedRect(QRectF(3, 8, _BAR, self.height() - 16), 2, 2)
        painter.end()


class Tinted(QLabel):
    """Wrapped plain text on a quiet background: guidance, descriptors."""

    def __init__(self, text: str, theme: Theme, back: str = "neutral_soft") -> None:
        super().__init__(text)
        self._theme = theme
        self._back = back
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)

    def tint(self, back: str) -> None:
        """Take another background of the palette."""
        if back != self._back:
            self._back = back
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the background, then the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(self._theme.palette, self._back)))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.end()
        super().paintEvent(event)


class ProblemLine:
    """The sentence that says what is wrong; `layout` is for the card to place.

    Most answers are right, so the label is made when first needed.
    """

    def __init__(self) -> None:
        self.layout = QVBoxLayout()
        self.layout.setContentsMargins(RING, 0, 0, 0)
        self._label: QLabel | None = None

    @property
    def sentence(self) -> str:
        """What is said at the moment, "" for nothing."""
        return self._label.text() if self._label is not None and not self._label.isHidden() else ""

    def say(self, sentence: str) -> None:
        """Say what is wrong, or nothing."""
        if self._label is None and sentence:
            self._label = label("", "problem", wrap=True)
            self.layout.addWidget(self._label)
        if self._label is not None:
            self._label.setText(f"✕ {sentence}" if sentence else "")
            self._label.setVisible(bool(sentence))
