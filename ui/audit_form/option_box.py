"""A group of options of which one, or several, are chosen by mouse or by keys."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.audit_form.option_button import OptionButton, option_button
from ui.audit_form.option_layout import placed_in_columns, placed_in_rows
from ui.audit_form.option_paint import Fonts, OptionPaint
from ui.audit_form.options import Option
from ui.theme import GRID, Theme

_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_CHOOSING = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ENDLESS = 10_000  # pixels; wider than any row of options
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class OptionBox(QWidget):
    """Options in a row that wraps, or in columns of even width.

    `picked(code)` when the person chose one (chosen already or not), `considered(code)` when
    one comes under the focus or the mouse, "" when none is. Arrow keys move within the box;
    Tab enters and leaves it as one stop. It never changes what is chosen by itself: its owner
    calls `show_chosen`.
    """

    picked = Signal(object)
    considered = Signal(object)

    def __init__(self, options: Sequence[Option], theme: Theme, *, aligned: bool = False) -> None:
        super().__init__()
        self.options = tuple(options)
        self._theme = theme
        self._arrange = placed_in_columns if aligned else placed_in_rows
        self._fonts = Fonts.of(self.font())
        self._places: dict[int, list[QRect]] = {}
        self._is_read_only = False
        self.buttons = {option.code: self._button(option) for option in self.options}
        self._mark_stop(next(iter(self.buttons.values()), None))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chosen(self, codes: Iterable[str]) -> None:
        """Mark these options as chosen, and no others."""
        chosen = set(codes)
        for code, button in self.buttons.items():
            button.show_checked(code in chosen)
        if not self.has_focus:
            self._mark_stop(self._first_choice)

    def set_read_only(self) -> None:
        """Show what is chosen, and take nothing any more."""
        self._is_read_only = True
        self.update()

    @property
    def has_focus(self) -> bool:
        """Whether one of the options has the focus."""
        return any(button.hasFocus() for button in self.buttons.values())

    def describe(self, sentence: str) -> None:
        """Let a screen reader say this with every option: the question and its state."""
        for button in self.buttons.values():
            button.setAccessibleDescription(sentence)

    def press(self, key: str) -> bool:
        """Choose by a key, as its hint says. Returns whether an option has this key."""
        code = next((each.code for each in self.options if each.key == key), None)
        if code is None or self._is_read_only:
            return False
        self.buttons[code].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.picked.emit(code)
        return True

    def enter(self) -> None:
        """Take the focus: on what is chosen, else on the first option."""
        target = self._first_choice
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move within the box, choose; other keys go up to the question."""
        key = Qt.Key(event.key())
        buttons = list(self.buttons.values())
        here = next((at for at, button in enumerate(buttons) if button.hasFocus()), None)
        if here is None or event.modifiers() & _COMMANDING:
            event.ignore()
        elif key in _STEPS:
            self._focus(buttons[(here + _STEPS[key]) % len(buttons)])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._focus(buttons[0 if key == Qt.Key.Key_Home else -1])
        elif key in _CHOOSING:
            self._pick(self.options[here])
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Fonts again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fonts = Fonts.of(self.font())
            self._places.clear()
            self.updateGeometry()
            self._place()

    def paint_button(self, button: QAbstractButton, option: Option) -> None:
        """Draw one of the buttons."""
        OptionPaint(button, option, self._fonts, self._theme.palette, self._is_read_only).draw()

    def on_button_focused(self, button: QAbstractButton, option: Option) -> None:
        """Make the option in focus the one stop of Tab, and say that it is considered."""
        self._mark_stop(button)
        self.considered.emit(option.code)

    def on_button_hovered(self, option: Option | None) -> None:
        """Say that the option under the mouse is considered, or none any more."""
        self.considered.emit(option.code if option else "")

    def hasHeightForWidth(self) -> bool:
        """The narrower the box, the more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that all options take within a width."""
        return _bounds(self._placed(width)).height()

    def sizeHint(self) -> QSize:
        """Ask for all options side by side."""
        return _bounds(self._placed(_ENDLESS)).size()

    def minimumSizeHint(self) -> QSize:
        """Ask for room for a short option; rows break."""
        return QSize(GRID * 20, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the options anew."""
        super().resizeEvent(event)
        self._place()

    def _button(self, option: Option) -> OptionButton:
        button = option_button(self, self, option)
        button.setCheckable(True)
        button.clicked.connect(lambda: self._pick(option))
        return button

    @property
    def _first_choice(self) -> QAbstractButton | None:
        chosen = (button for button in self.buttons.values() if button.isChecked())
        return next(chosen, next(iter(self.buttons.values()), None))

    def _pick(self, option: Option) -> None:
        if not self._is_read_only:
            self.picked.emit(option.code)

    def _focus(self, button: QAbstractButton) -> None:
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark_stop(self, stop: QAbstractButton | None) -> None:
        for button in self.buttons.values():
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _placed(self, width: int) -> list[QRect]:
        """Return where each option stands in a box of this width; Qt asks for it often."""
        if width not in self._places:
            self._places[width] = self._arrange(self.options, self._fonts, width)
        return self._places[width]

    def _place(self) -> None:
        for button, place in zip(self.buttons.values(), self._placed(self.width()), strict=True):
            button.setGeometry(place)


def _bounds(places: Sequence[QRect]) -> QRect:
    bounds = QRect()
    for place in places:
        bounds = bounds.united(place)
    return bounds
