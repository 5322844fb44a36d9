"""The building of a view: what fills the screen at once, the rest later or where it is needed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Protocol, runtime_checkable

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.audit_form.cards import Cards, Slot
from ui.audit_form.stop import Kit, Stop

_ORDINARY = 60  # parts; of a longer section only what is near the view is built
_CARD = 150  # pixels at ordinary text size; few cards are lower, so this many fill a screen
_HEADING = 50
_LAYOUTS = 3  # rounds in which boxes find their heights: text has one only at its width
_BATCH = 2  # parts built between two turns of the event loop


@runtime_checkable
class Part(Protocol):
    """Something in a view that shows what `follows` names, and does so anew when asked."""

    follows: tuple[str, ...]

    def refresh(self) -> None:
        """Show what the sheet holds now."""


class BuildingView(QWidget):
    """Parts that are built when they are needed: the base of every section's view.

    The cards that fill the screen are built at once. The others follow right after the first
    paint; in a very long section only those near what is seen do, and room is kept for the rest.

    `step_requested` and `pending_changed` as the stops within have it; `moved(pixels)` when
    what is seen came to stand so much lower in the view, for something above it was built;
    `settled` once what fills the screen first, and a screen around it, is built.
    """

    step_requested = Signal(object)
    pending_changed = Signal(object)
    moved = Signal(int)
    settled = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.cards = Cards()
        self._built: dict[str, Stop] = {}
        self._followers: dict[str, list[Part]] = {}
        self._is_building = False
        self._is_finished = False
        self._is_settled = False

    @property
    def stops(self) -> dict[str, Stop]:
        """Every stop by its name, in the order of the view; those not built yet are built now."""
        self.build(range(len(self.cards.slots)))
        names = chain.from_iterable(slot.names for slot in self.cards.slots)
        return {name: self._built[name] for name in names}

    @property
    def is_long(self) -> bool:
        """Whether only what is near the view is built."""
        return len(self.cards.slots) > _ORDINARY

    @property
    def current(self) -> Stop | None:
        """The stop that has the focus."""
        around = self._ancestors(QApplication.focusWidget())
        return next((stop for stop in around if self._built.get(stop.name) is stop), None)

    def add_slots(self, slots: Sequence[Slot], room: int, stop: str) -> None:
        """Add parts; those that fill `room` pixels are built at once.

        They are the first, or in a long section those from a stop on.
        """
        for slot in slots:
            self.cards.reserve(slot, self._room_for(slot))
        first = self.cards.place_of.get(stop, 0) if self.is_long else 0
        wanted = [at for at in range(first, len(slots)) if slots[at].is_wanted()]
        self.build(wanted[: room // self.kit.scaled(_CARD) + 1])

    def finish(self) -> None:
        """Add what comes after the first paint."""

    def refresh(self, names: Collection[str]) -> None:
        """Show what the sheet holds now, in every part that follows one of these names."""
        parts = {id(part): part for name in names for part in self._followers.get(name, ())}
        for part in parts.values():
            part.refresh()
        if not self.cards.is_whole:
            self._keep_room(names)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Go on with the parts that are not built, now that what fills the screen is on it."""
        super().paintEvent(event)
        if not self._is_building and not (self.cards.is_whole and self._is_finished):
            self._is_building = True
            QTimer.singleShot(0, self, self._build_batch)

    @QtCore.Slot()
    def _build_batch(self) -> None:
        if not self._is_finished:
            self._is_finished = True
            self.finish()
        batch = self._next_places()[:_BATCH]
        self._is_building = bool(batch)
        with self.standing_still():
            self.build(batch)
            if not batch:
                self._build_ends()
        if not batch and not self._is_settled:
            self._is_settled = True
            self.settled.emit()
        if batch:
            QTimer.singleShot(0, self, self._build_batch)

    def _build_ends(self) -> None:
        """Build the first and the last stop: what Tab comes to from outside the cards."""
        self.end_stop(1)
        self.end_stop(-1)

    def _next_places(self) -> list[int]:
        """Return the places to build next: those seen, then a screen above and below."""
        slots = self.cards.slots
        if not self.is_long:
            return [at for at, slot in enumerate(slots) if slot.part is None]
        top, bottom = self._seen_span()
        around = bottom - top
        seen = self.cards.seen(top, bottom, free=True)
        return seen or self.cards.seen(top - around, bottom + around, free=True)

    def _seen_span(self) -> tuple[int, int]:
        """Return from where to where the view is seen, in pixels from its top."""
        window = self.parentWidget()
        return -self.y(), (window.height() if window else self.height()) - self.y()

    def build(self, places: Iterable[int]) -> None:
        """Build the parts that belong to these places, where they are not built yet."""
        for at in places:
            slot = self.cards.slots[at]
            if slot.part is not None:
                continue
            part = slot.make()
            if isinstance(part, Stop):
                self.adopt(part)
            elif isinstance(part, Part):
                self._follow(part)
            self.cards.fill(at, part)
            if isinstance(part, Stop) and self.isVisible() and not part.is_out:
                part.show()  # Qt would at the next turn of its loop, too late to go there now

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Keep what is seen where it is, while parts of a long section are built around it."""
        held = self._held_place() if self.is_long and self.isVisible() else None
        if held is None:
            yield
            return
        before = self.cards.top_of(held)
        yield
        for _ in range(_LAYOUTS):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if change := self.cards.top_of(held) - before:
            self.moved.emit(change)

    def _held_place(self) -> int | None:
        """Return the slot that is to stay where it is: the one in focus, or the first seen."""
        seen = self.cards.seen(*self._seen_span(), free=False)
        current = self.current
        here = self.cards.place_of.get(current.name) if current else None
        return here if here in seen else next(iter(seen), None)

    def _keep_room(self, names: Iterable[str]) -> None:
        """Give room to parts that came into the form and are not built, and take it from others."""
        for at in {self.cards.place_of[name] for name in names if name in self.cards.place_of}:
            if self.cards.slots[at].part is None:
                self.cards.keep_room(at, self._room_for(self.cards.slots[at]))

    def _room_for(self, slot: Slot) -> int:
        """Return about how high a part will be that is not built yet, in pixels."""
        if not slot.is_wanted():
            return 0
        return self.kit.scaled(_CARD if slot.names else _HEADING)

    def stops_from(self, at: int, step: int) -> Iterator[Stop]:
        """Yield the stops that no rule hides, from a place on; they are built on the way."""
        slots = self.cards.slots
        while 0 <= at < len(slots):
            if slots[at].is_wanted():
                self.build([at])
            found = (self._built[name] for name in slots[at].names[::step] if name in self._built)
            yield from (stop for stop in found if not stop.is_out)
            at += step

    def end_stop(self, step: int) -> Stop | None:
        """Return the first stop (1) that no rule hides, or the last (-1)."""
        return next(self.stops_from(0 if step > 0 else len(self.cards.slots) - 1, step), None)

    def adopt(self, stop: Stop) -> None:
        """Take a stop in that came into the view, in whatever part."""
        self._built[stop.name] = stop
        self._follow(stop)
        stop.step_requested.connect(self.step_requested)
        stop.pending_changed.connect(self.pending_changed)

    def _follow(self, part: Part) -> None:
        for name in part.follows:
            self._followers.setdefault(name, []).append(part)

    def _ancestors(self, widget: QWidget | None) -> Iterator[Stop]:
        while widget is not None:
            if isinstance(widget, Stop):
                yield widget
            widget = widget.parentWidget()
