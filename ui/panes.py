"""Going round the parts of the window by one key, for people who do not use a mouse."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def mark_pane(widget: QWidget, name: str) -> None:
    """Make this widget a stop of the pane key, known to screen readers by `name`."""
    widget.setProperty("pane", True)
    if not widget.accessibleName():
        widget.setAccessibleName(name)


def next_pane(window: QWidget, *, backwards: bool = False) -> QWidget | None:
    """Move the focus into the next pane, from left to right and top to bottom.

    Returns the widget that has the focus then, None when no pane can take it.
    """
    stops = [pane for pane in _panes(window) if first_stop(pane) is not None]
    if not stops:
        return None
    here = _pane_of(window.focusWidget(), stops)
    step = -1 if backwards else 1
    at = stops.index(here) + step if here is not None else (0 if step == 1 else -1)
    return focus_first(stops[at % len(stops)])


def focus_first(pane: QWidget) -> QWidget | None:
    """Put the focus where a pane wants it, else where Tab would enter; returns where it is then.

    A page wants it in its `entry`, if it has one. A focus proxy serves boxes made of several
    widgets: on a page, Tab would never reach what comes before it.
    """
    wanted = getattr(pane, "entry", None) or pane.focusProxy()
    can_take = isinstance(wanted, QWidget) and isValid(wanted) and _takes_tab(wanted)
    target = wanted if can_take else first_stop(pane)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)
    return target


def first_stop(pane: QWidget) -> QWidget | None:
    """Return the first widget in `pane` that Tab would reach, if there is one.

    The focus chain holds invisible widgets and those of other panes too.
    """
    widget: QWidget | None = pane
    for _ in range(_LONGEST_CHAIN):
        if widget is None:
            break
        if _takes_tab(widget) and (widget is pane or pane.isAncestorOf(widget)):
            return widget
        widget = widget.nextInFocusChain()
        if widget is pane:
            break
    return None


_LONGEST_CHAIN = 10_000  # a chain is a ring; this only ends the search should Qt break one


def _takes_tab(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisibleTo(widget.window()) and widget.isEnabled()


def _panes(window: QWidget) -> list[QWidget]:
    """Return the innermost visible panes in reading order."""
    marked = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.property("pane") and widget.isVisible()
    ]
    inner = [pane for pane in marked if not _holds(pane, marked)]
    return sorted(inner, key=lambda pane: _corner(pane, window))


def _holds(pane: QWidget, others: list[QWidget]) -> bool:
    return any(other is not pane and pane.isAncestorOf(other) for other in others)


def _corner(pane: QWidget, window: QWidget) -> tuple[int, int]:
    corner = pane.mapTo(window, QPoint(0, 0))
    return corner.x(), corner.y()


def _pane_of(widget: QWidget | None, panes: list[QWidget]) -> QWidget | None:
    for pane in panes:
        if widget is not None and (pane is widget or pane.isAncestorOf(widget)):
            return pane
    return None
