"""One section as it is in view: its heading, its stops in order, the way on at its end."""

from itertools import chain, pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.audit_form.building import BuildingView
from ui.audit_form.cards import Slot
from ui.audit_form.fold import Fold
from ui.audit_form.stop import Kit, Stop
from ui.audit_form.way_on import WayOn
from ui.theme import GRID
from ui.widgets.dressing import label, set_role

_WIDEST = 1120  # pixels at ordinary text size; longer lines are hard to read


class FormView(BuildingView):
    """The base of every section's view; it is built anew each time the section is shown.

    `section_requested(id)` for another section, `field_requested(field)` for a place somewhere,
    `announced` says what was done.
    """

    section_requested = Signal(object)
    field_requested = Signal(object)
    announced = Signal(str)

    def __init__(self, section: str, title: str, guidance: str, kit: Kit) -> None:
        super().__init__(kit)
        self.section = section
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
        self.column.addLayout(self.cards)
        self.column.addStretch(1)

    @property
    def is_outdated(self) -> bool:
        """Whether other parts belong into the view than it was built with."""
        return False

    def add(self, widget: QWidget) -> None:
        """Add a part at the end: a stop, a heading, a card of several stops."""
        names = [widget.name] if isinstance(widget, Stop) else []
        self.build([self.cards.reserve(Slot(lambda: widget, names))])

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
            self.adopt(stop)
            column.addWidget(stop)
        names = [stop.name for stop in stops]
        self.build([self.cards.reserve(Slot(lambda: card, names))])

    def finish(self) -> None:
        """Put the way on at the end."""
        self.add_way_on()

    def add_way_on(self) -> None:
        """Put the buttons to the sections before and after at the end, in place of those there."""
        way = WayOn(self.section, self.kit)
        way.section_requested.connect(self.section_requested)
        self.cards.close_with(way)

    def flush(self) -> None:
        """Hand on what was typed."""
        for stop in self._built.values():
            stop.flush()

    def stop_named(self, name: str) -> Stop | None:
        """Return the stop of this name; without a name, the first.

        Of one that a rule hides, the next that is in the form, for the person had come that far.
        """
        at = self.cards.place_of.get(name)
        if at is not None and name not in self._built:
            with self.standing_still():
                self.build([at] if self.is_long else range(len(self.cards.slots)))
        if name in self._built and not self._built[name].is_out:
            return self._built[name]
        beyond = next(self.stops_from(at, 1), None) if at is not None else None
        return beyond or self.end_stop(1)

    def shown_stops(self) -> list[Stop]:
        """Return the stops that are not hidden by a rule, in order."""
        return list(self.stops_from(0, 1))

    def neighbour(self, step: int) -> Stop | None:
        """Return the stop before (-1) or after (1) the one in focus; nothing at the end."""
        here = self.current
        if here is None or here.is_out:
            return self.end_stop(1)
        with self.standing_still():
            walk = self.stops_from(self.cards.place_of[here.name], step)
            return next(stop for before, stop in pairwise(chain(walk, [None])) if before is here)

    def mark_current(self, current: Stop | None) -> None:
        """Mark the stop that has the focus, and no other; have those beside it built for Tab."""
        if self.is_long and not self.cards.is_whole:
            self.neighbour(-1)
            self.neighbour(1)
        for stop in self._built.values():
            stop.set_current(stop is current)
