"""One section as it is in view: its heading, its stops in order, the way on at its end."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.audit_form.fold import Fold
from ui.audit_form.places import shortened, shown_headings
from ui.audit_form.stop import Kit, Stop
from ui.audit_form.tray import Tray
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

_WIDEST = 1120  # pixels at ordinary text size; longer lines are hard to read


_LONGEST_TITLE = 28  # characters of a section's title on a button
_NARROWEST_WAY = GRID * 16  # pixels; in a small window the end of a title is cut
_BATCH = 2  # cards built between two turns of the event loop
_CARD = 150  # pixels; few cards are lower, so this many fill a screen


@runtime_checkable
class Part(Protocol):
    """Something in a view that shows what `follows` names, and does so anew when asked."""

    follows: tuple[str, ...]

    def refresh(self) -> None:
        """Show what the sheet holds now."""


class FormView(QWidget):
    """The base of every section's view; it is built anew each time the section is shown.

    The cards that fill the screen are built at once, the others right after the first paint.
    `section_requested(id)` for another section, `field_requested(field)` for a place
    somewhere, `pending_changed(bool)` as the boxes within have it.
    """

    section_requested = Signal(object)
    field_requested = Signal(object)
    step_requested = Signal(object)
    pending_changed = Signal(object)

    def __init__(self, section: str, title: str, guidance: str, kit: Kit) -> None:
        super().__init__()
        self.section = section
        self.kit = kit
        self._built: dict[str, Stop] = {}
        self._followers: dict[str, list[Part]] = {}
        self._waiting: list[Callable[[], QWidget]] = []
        self._is_building = False
        self._way: QWidget | None = None
        self._tray: Tray | None = None
        self._cards = QVBoxLayout()
        self._cards.setSpacing(GRID + 2)
        self.fold = Fold(guidance, kit.theme, title) if guidance else None
        set_role(self, "page")
        self.setMaximumWidth(kit.scaled(_WIDEST))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 3)
        self.column.setSpacing(GRID + 2)
        head = QHBoxLayout()
        head.addWidget(label(title, "heading", wrap=True), 1)
        self.column.addLayout(head)
        if self.fold is not None:
            head.addWidget(self.fold.button)
            self.column.addLayout(self.fold.layout)
        self.column.addLayout(self._cards)
        self.column.addStretch(1)

    @property
    def is_outdated(self) -> bool:
        """Whether other parts belong into the view than it was built with."""
        return False

    @property
    def stops(self) -> dict[str, Stop]:
        """Every stop by its name; those still waiting are built now."""
        self._build_next(len(self._waiting))
        return self._built

    def add(self, widget: QWidget) -> None:
        """Add a part at the end: a stop, a heading, a card of several stops."""
        if isinstance(widget, Stop):
            self._adopt(widget)
        elif isinstance(widget, Part):
            self._follow(widget)
        self._tray_with_room().addWidget(widget)
        if isinstance(widget, Stop) and self.isVisible() and not widget.is_out:
            widget.show()  # Qt would do so at the next turn of its loop, too late to go there now

    def _tray_with_room(self) -> Tray:
        """Return the last tray, or a new one where it is full."""
        if self._tray is None or self._tray.is_full:
            holder = QWidget()
            self._tray = Tray(holder)
            self._cards.addWidget(holder)
            if self.isVisible():
                holder.show()
        return self._tray

    def add_parts(self, makers: Iterable[Callable[[], QWidget]], room: int) -> None:
        """Add parts: at once those that fill `room` pixels, the others when there is time."""
        self._waiting = list(makers)
        self._build_next(room // self.kit.scaled(_CARD) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin with the cards that wait, now that what fills the screen is on it."""
        super().paintEvent(event)
        if self._waiting and not self._is_building:
            self._is_building = True
            QTimer.singleShot(0, self, self._build_batch)

    @Slot()
    def _build_batch(self) -> None:
        self._build_next(_BATCH)
        if self._waiting:
            QTimer.singleShot(0, self, self._build_batch)

    def _build_next(self, count: int) -> None:
        makers, self._waiting = self._waiting[:count], self._waiting[count:]
        for make in makers:
            self.add(make())
        if makers and not self._waiting:
            self.add_way_on()

    def add_card_of(self, title: str, stops: list[Stop]) -> None:
        """Add one card that holds several fields."""
        card = set_role(QFrame(), "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(0, GRID + 4, 0, GRID)
        column.setSpacing(2)
        heading = label(title, "strong")
        heading.setContentsMargins(GRID * 2, 0, 0, 4)
        column.addWidget(heading)
        for stop in stops:
            self._adopt(stop)
            column.addWidget(stop)
        self.add(card)

    def add_way_on(self) -> None:
        """Put the buttons to the sections before and after at the end, in place of those there."""
        if self._way is not None:
            self._way.hide()
            self._way.deleteLater()
        every = shown_headings(self.kit.sheet.reading)
        at = next((at for at, each in enumerate(every) if each.id == self.section), 0)
        self._way = QWidget()
        row = QHBoxLayout(self._way)
        row.setContentsMargins(0, 0, 0, 0)
        if at > 0:
            row.addWidget(self._way_to("Previous", every[at - 1].id, every[at - 1].title))
        row.addStretch(1)
        if at + 1 < len(every):
            row.addWidget(self._way_to("Next", every[at + 1].id, every[at + 1].title))
        self._cards.addWidget(self._way)

    def refresh(self, names: Iterable[str]) -> None:
        """Show what the sheet holds now, in every part that follows one of these names."""
        parts = {id(part): part for name in names for part in self._followers.get(name, ())}
        for part in parts.values():
            part.refresh()

    def flush(self) -> None:
        """Hand on what was typed."""
        for stop in self._built.values():
            stop.flush()

    def stop_named(self, name: str) -> Stop | None:
        """Return the stop of this name, if it is in the form; without a name, the first."""
        if name not in self._built and (name or not self._built):
            self._build_next(len(self._waiting))
        if name in self._built and not self._built[name].is_out:
            return self._built[name]
        return next((stop for stop in self.stops.values() if not stop.is_out), None)

    def shown_stops(self) -> list[Stop]:
        """Return the stops that are not hidden by a rule, in order."""
        return [stop for stop in self.stops.values() if not stop.is_out]

    @property
    def current(self) -> Stop | None:
        """The stop that has the focus."""
        widget = QApplication.focusWidget()
        return next((stop for stop in self._ancestors(widget) if stop.name in self._built), None)

    def neighbour(self, step: int) -> Stop | None:
        """Return the stop before (-1) or after (1) the one in focus; nothing at the end."""
        shown = self.shown_stops()
        here = self.current
        if here not in shown:
            return shown[0] if shown else None
        at = shown.index(here) + step
        return shown[at] if 0 <= at < len(shown) else None

    def _adopt(self, stop: Stop) -> None:
        self._built[stop.name] = stop
        self._follow(stop)
        stop.step_requested.connect(self.step_requested)
        stop.pending_changed.connect(self.pending_changed)

    def _follow(self, part: Part) -> None:
        for name in part.follows:
            self._followers.setdefault(name, []).append(part)

    def _way_to(self, word: str, section: str, title: str) -> QPushButton:
        button = named(QPushButton(), f"{word} section: {title}")
        shown = shortened(title, _LONGEST_TITLE).replace("&", "&&")
        button.setText(f"← {shown}" if word == "Previous" else f"{shown} →")
        button.setMinimumWidth(self.kit.scaled(_NARROWEST_WAY))
        key = "Ctrl+PgUp" if word == "Previous" else "Ctrl+PgDown"
        button.setToolTip(f"{word} section ({key})")
        button.clicked.connect(lambda: self.section_requested.emit(section))
        return button

    def _ancestors(self, widget: QWidget | None) -> Iterator[Stop]:
        while widget is not None:
            if isinstance(widget, Stop):
                yield widget
            widget = widget.parentWidget()

    def mark_current(self, current: Stop | None) -> None:
        """Mark the stop that has the focus, and no other."""
        for stop in self._built.values():
            stop.set_current(stop is current)
