"""Small editors of one property each: they show a value quietly and hand on what a person makes."""

from collections.abc import Iterable
from datetime import date

from pydantic import JsonValue
from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.audit_form.dates import read_date, shown_date
from ui.audit_form.text_box import LineBox, TextBox
from ui.audits.choice_box import ChoiceBox
from ui.theme import GRID
from ui.widgets.dressing import named

_SHORT = GRID * 18  # pixels; room for a number or a date


class Editor(QWidget):
    """What every editor is: `edited(value, run)` only for what a person did, None for nothing.

    Edits with the same `run` are one stretch of typing. `pending_changed(bool)` when there
    begins and ends to be something typed that is not handed on.
    """

    edited = Signal(object, object)
    pending_changed = Signal(object)

    def show_value(self, value: JsonValue) -> None:
        """Show a value that comes from elsewhere."""

    def show_placeholder(self, text: str) -> None:
        """Show a text where there is no value."""

    def flush(self) -> None:
        """Hand on what was typed."""

    def _hold(self, widget: QWidget, stretch: bool = True) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(widget)
        if not stretch:
            layout.addStretch(1)
        self.setFocusProxy(widget)


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, name: str, placeholder: str = "", *, is_short: bool = False) -> None:
        super().__init__()
        self.line = LineBox(name, placeholder)
        if is_short:
            self.line.setMaximumWidth(_SHORT)
        self._hold(self.line, not is_short)
        self.line.settled.connect(self._on_settled)
        self.line.pending_changed.connect(self.pending_changed)

    def show_value(self, value: JsonValue) -> None:
        """Show a text or a number."""
        self.line.show_text(self._as_text(value))

    def show_placeholder(self, text: str) -> None:
        """Show a text where there is no value."""
        self.line.setPlaceholderText(text)

    def flush(self) -> None:
        """Hand on what was typed."""
        self.line.flush()

    def _as_text(self, value: JsonValue) -> str:
        if isinstance(value, float):
            return f"{value:g}"
        return "" if value is None else str(value)

    def _read(self, text: str) -> JsonValue:
        return text.strip() or None

    @Slot(object, object)
    def _on_settled(self, text: str, run: str) -> None:
        self.edited.emit(self._read(text), run)


class NumberEditor(LineEditor):
    """A number; what is none is handed on as it was typed, for the check to say so."""

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(name, placeholder, is_short=True)

    def _read(self, text: str) -> JsonValue:
        plain = text.strip().replace(",", ".")
        try:
            number = float(plain)
        except ValueError:
            return text or None
        return int(number) if number.is_integer() else number


class DayEditor(LineEditor):
    """A day, kept as an ISO date; `today` stays a word, for it means the day of the audit."""

    def __init__(self, name: str, placeholder: str = "dd/mm/yyyy") -> None:
        super().__init__(name, placeholder, is_short=True)

    def _as_text(self, value: JsonValue) -> str:
        try:
            return shown_date(date.fromisoformat(str(value)))
        except ValueError:
            return "" if value is None else str(value)

    def _read(self, text: str) -> JsonValue:
        plain = text.strip()
        if plain.casefold() == "today":
            return "today"
        day = read_date(plain, date.today())
        return day.isoformat() if day else plain or None


class WordsEditor(Editor):
    """Text over several lines; of one line's height, Enter goes on to the next field.

    Shift+Enter begins another line in any case.
    """

    def __init__(self, name: str, placeholder: str = "", *, lines: int = 1) -> None:
        super().__init__()
        self.box = TextBox(name, placeholder, lines=lines)
        if lines == 1:
            self.box.installEventFilter(self)
        self._hold(self.box)
        self.box.settled.connect(self._on_settled)
        self.box.pending_changed.connect(self.pending_changed)

    def show_value(self, value: JsonValue) -> None:
        """Show a text."""
        self.box.show_text("" if value is None else str(value))

    def show_placeholder(self, text: str) -> None:
        """Show a text where there is no value."""
        self.box.setPlaceholderText(text)

    def flush(self) -> None:
        """Hand on what was typed."""
        self.box.flush()

    def eventFilter(self, _box: QObject, event: QEvent) -> bool:
        """Go on at Enter."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        goes_on = is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return goes_on and self.box.focusNextPrevChild(True)

    @Slot(object, object)
    def _on_settled(self, text: str, run: str) -> None:
        self.edited.emit(text.strip() or None, run)


class TickEditor(Editor):
    """Yes or no; what the tool takes for granted is not written down."""

    def __init__(self, name: str, *, default: bool) -> None:
        super().__init__()
        self._default = default
        self.tick = named(QCheckBox(name), name)
        self._hold(self.tick, stretch=False)
        self.tick.clicked.connect(self._on_clicked)

    def show_value(self, value: JsonValue) -> None:
        """Show true or false, or what is taken for granted; a part that is there is true."""
        self.tick.setChecked(self._default if value is None else value not in (False, "false"))

    @Slot(bool)
    def _on_clicked(self, is_on: bool) -> None:
        self.edited.emit(None if is_on == self._default else is_on, "")


class PropertyBox(ChoiceBox):
    """A list on a page that scrolls: the wheel scrolls the page and never changes the value."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class ChoiceEditor(Editor):
    """One of a list; the value "" is handed on as none."""

    def __init__(self, name: str, choices: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.box = PropertyBox(name)
        self._hold(self.box)
        self._default = ""
        self.offer(choices)
        self.box.choice_changed.connect(self._on_changed)

    def offer(self, choices: Iterable[tuple[str, str]], default: str = "") -> None:
        """Offer these (value, label) pairs; no value means `default`."""
        self._default = default
        self.box.set_choices(choices, keep_strange=False)

    def show_value(self, value: JsonValue) -> None:
        """Choose a value; one that is not offered stands under its own name."""
        self.box.set_value(self._default if value is None else str(value))

    @Slot()
    def _on_changed(self) -> None:
        value = self.box.value
        self.edited.emit(None if value == self._default else value, "")


class CodesEditor(Editor):
    """Any number of a short list, each with a box to tick."""

    def __init__(self, name: str) -> None:
        super().__init__()
        named(self, name)
        self._offered: list[tuple[str, str]] = []
        self._ticks: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def offer(self, offered: list[tuple[str, str]]) -> None:
        """Offer these (code, label) pairs."""
        if offered == self._offered:
            return
        self._offered = list(offered)
        for tick in self._ticks.values():
            self._column.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self._ticks = {code: self._made_tick(code, text) for code, text in offered}
        if self._ticks:
            self.setFocusProxy(next(iter(self._ticks.values())))

    def show_value(self, value: JsonValue) -> None:
        """Tick the codes of a list; one that is not offered is shown too, to be taken out."""
        codes = [str(code) for code in value] if isinstance(value, list) else []
        strange = [(code, f"{code} (not offered any more)") for code in codes]
        known = dict(self._offered)
        self.offer([*self._offered, *(pair for pair in strange if pair[0] not in known)])
        for code, tick in self._ticks.items():
            tick.setChecked(code in codes)

    def _made_tick(self, code: str, text: str) -> QCheckBox:
        tick = named(QCheckBox(text.replace("&", "&&")), text)
        tick.setProperty("code", code)
        tick.clicked.connect(self._on_clicked)
        tick.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column.addWidget(tick)
        return tick

    @Slot()
    def _on_clicked(self) -> None:
        chosen: list[JsonValue] = [code for code, tick in self._ticks.items() if tick.isChecked()]
        self.edited.emit(chosen or None, "")
