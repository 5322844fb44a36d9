"""The buttons of an option box: radio buttons and check boxes that the theme's colours draw."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from ui.audit_form.options import Option
from ui.widgets.dressing import named, tip


class Host(Protocol):
    """What a button asks of the box it stands in."""

    def paint_button(self, button: QAbstractButton, option: Option) -> None:
        """Draw the button as it stands."""

    def on_button_focused(self, button: QAbstractButton, option: Option) -> None:
        """The focus came to this button."""

    def on_button_hovered(self, option: Option | None) -> None:
        """The mouse came to this button; or mouse or focus left one."""


if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # a class can have one parent of Qt's only


class _Drawn(_Button):
    """What both kinds share. What is chosen is told from outside, never by a click."""

    host: Host
    option: Option

    def prepare(self, host: Host, option: Option) -> None:
        """Stand in the box for this option."""
        self.host = host
        self.option = option
        named(self, option.label)
        self.setToolTip(tip(option.descriptor))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def nextCheckState(self) -> None:
        """Change nothing: the audit says what is chosen."""

    def hitButton(self, at: QPoint) -> bool:
        """Take a click anywhere in the box drawn, not only on Qt's own mark."""
        return bool(self.rect().contains(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the box."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the box, which shows what this option means."""
        super().focusInEvent(event)
        self.host.on_button_focused(self, self.option)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the box that this option is no longer considered."""
        super().focusOutEvent(event)
        self.host.on_button_hovered(None)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tell the box, which shows what this option means."""
        super().enterEvent(event)
        self.host.on_button_hovered(self.option)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell the box."""
        super().leaveEvent(event)
        self.host.on_button_hovered(None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Let the box draw, which has the fonts and the colours."""
        self.host.paint_button(self, self.option)

    def show_checked(self, is_checked: bool) -> None:
        """Show whether the option is chosen."""
        self.setChecked(is_checked)


class SegmentButton(_Drawn, QRadioButton):
    """One option of which one is chosen; screen readers know it as a radio button."""

    def show_checked(self, is_checked: bool) -> None:
        """Show whether the option is chosen; Qt lets no exclusive button be the last to go out.

        It must be exclusive all the same, or Qt presents it as a check box.
        """
        self.setAutoExclusive(False)
        self.setChecked(is_checked)
        self.setAutoExclusive(True)


class TickButton(_Drawn, QCheckBox):
    """One option of which several are chosen; screen readers know it as a check box."""


OptionButton = SegmentButton | TickButton


def option_button(parent: QWidget, host: Host, option: Option) -> OptionButton:
    """Make the button for an option."""
    button = TickButton(parent) if option.shape == "tick" else SegmentButton(parent)
    button.prepare(host, option)
    return button
