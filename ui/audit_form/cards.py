"""The parts of a view below one another; one that is not built yet keeps its room free."""

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.audit_form.tab_order import chain_before
from ui.audit_form.tray import PARTS, Tray
from ui.theme import GRID


def _always() -> bool:
    return True


@dataclass
class Slot:
    """The room of one part: how it is made, which stops are in it, and the part once it is built.

    `is_wanted` says whether the part is in the form, as far as that is known before it is built.
    """

    make: Callable[[], QWidget]
    names: Sequence[str] = ()
    is_wanted: Callable[[], bool] = _always
    part: QWidget | None = None


class Cards(QVBoxLayout):
    """Slots in order, each a part or free room, in trays of some."""

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(GRID + 2)
        self.slots: list[Slot] = []
        self.place_of: dict[str, int] = {}
        self._trays: list[Tray] = []
        self._built: list[int] = []
        self._end: QWidget | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every part is built."""
        return len(self._built) == len(self.slots)

    def reserve(self, slot: Slot, height: int = 0) -> int:
        """Keep so many pixels free for a part at the end. Returns its place."""
        at = len(self.slots)
        if at % PARTS == 0:
            holder = QWidget()
            self._trays.append(Tray(holder))
            self.addWidget(holder)
            self._show(holder)
        self.slots.append(slot)
        self.place_of |= dict.fromkeys(slot.names, at)
        self._trays[-1].addSpacing(height)
        return at

    def fill(self, at: int, part: QWidget) -> None:
        """Put a part into its room, and on Tab's way between its neighbours."""
        self.slots[at].part = part
        tray, row = self._trays[at // PARTS], at % PARTS
        tray.takeAt(row)
        tray.insertWidget(row, part)
        later = self._built[bisect_left(self._built, at) :]
        insort(self._built, at)
        if later and later[0] // PARTS == at // PARTS and (beside := self.slots[later[0]].part):
            part.stackUnder(beside)  # screen readers go by this order
        for place in later:
            after = self.slots[place].part
            if after is not None and chain_before(part, after):
                return
        if self._end is not None:
            chain_before(part, self._end)

    def close_with(self, widget: QWidget) -> None:
        """Put a widget below all parts, in place of the one there."""
        if self._end is not None:
            self._end.hide()
            self._end.deleteLater()
        self._end = widget
        self.addWidget(widget)

    def keep_room(self, at: int, height: int) -> None:
        """Keep so many pixels free for a part that is not built yet."""
        item = self._trays[at // PARTS].itemAt(at % PARTS)
        spacer = item.spacerItem() if item is not None else None
        if spacer is not None and spacer.sizeHint().height() != height:
            spacer.changeSize(0, height)
            self._trays[at // PARTS].invalidate()

    def top_of(self, at: int) -> int:
        """Return where a slot begins, in pixels from the top of the view."""
        return self._box(at).top()

    def seen(self, top: int, bottom: int, *, free: bool) -> list[int]:
        """Return the places between two heights: of the free rooms, or of all."""
        found: list[int] = []
        for number, tray in enumerate(self._trays):
            if _meets(tray.holder.geometry(), top, bottom):
                first = number * PARTS
                found += range(first, min(first + PARTS, len(self.slots)))
        boxes = [(at, self._box(at)) for at in found if not (free and self.slots[at].part)]
        return [at for at, box in boxes if box.height() and _meets(box, top, bottom)]

    def _box(self, at: int) -> QRect:
        tray = self._trays[at // PARTS]
        item = tray.itemAt(at % PARTS)
        box = item.geometry() if item is not None else QRect()
        return box.translated(0, tray.holder.y())

    def _show(self, holder: QWidget) -> None:
        """Show what comes into a view that is shown: Qt would at its loop's next turn only."""
        view = self.parentWidget()
        if view is not None and view.isVisible():
            holder.show()


def _meets(box: QRect, top: int, bottom: int) -> bool:
    return box.bottom() >= top and box.top() <= bottom
