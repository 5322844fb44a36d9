"""Tab's way through the parts of a view, whichever was built first."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def chain_before(part: QWidget, after: QWidget) -> bool:
    """Let Tab come through a part that was added last right before it comes into another.

    Qt goes through widgets in the order in which they came into their window. Returns False
    where there is nothing to go to in the other.
    """
    start = _start_of(after)
    if start is None:
        return False
    before = _previous(start)
    for widget in list(_added(part)):
        QWidget.setTabOrder(before, widget)
        before = widget
    return True


def _takes_focus(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _start_of(part: QWidget) -> QWidget | None:
    """Return what Tab comes to first in a part; a button made later may stand elsewhere."""
    inside = {widget for widget in (part, *part.findChildren(QWidget)) if _takes_focus(widget)}
    start = next((each for each in (part, *part.findChildren(QWidget)) if each in inside), None)
    while start is not None and (before := _previous(start)) in inside and before is not start:
        inside.discard(start)
        start = before
    return start


def _previous(widget: QWidget) -> QWidget:
    """Return what Tab comes to before a widget; itself where it is the only one."""
    before = widget.previousInFocusChain()
    while before is not None and before is not widget and not _takes_focus(before):
        before = before.previousInFocusChain()
    return before or widget


def _added(part: QWidget) -> Iterator[QWidget]:
    """Yield what takes the focus in a part that stands at the end of Tab's way, in order."""
    widget: QWidget | None = part
    while widget is not None and (widget is part or part.isAncestorOf(widget)):
        if _takes_focus(widget):
            yield widget
        widget = widget.nextInFocusChain()
        if widget is part:
            return
