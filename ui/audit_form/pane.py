"""The section list beside the one section in view, and going from place to place."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ui.audit_form.entries import Entry, entry_of, place_of_entry
from ui.audit_form.held_focus import Held
from ui.audit_form.places import Heading, Place, headings, place_of, shown_headings
from ui.audit_form.route import ANSWER
from ui.audit_form.section_list import SectionList
from ui.audit_form.section_scroll import SectionScroll
from ui.audit_form.stop import Kit, Stop
from ui.audit_form.view import FormView
from ui.audit_form.views import KnownValues, build_view
from ui.panes import mark_pane
from ui.theme import GRID, Theme

_LIST_WIDTH = GRID * 35
_LIST_SHARE = 30  # percent of the width, at most; titles wrap


class FormPane(QWidget):
    """Shows one section of an audit at a time; the others are not built.

    `kit` is what the audit in view is worked with. `place_changed(section, stop)` when the
    person went somewhere; `announced` says what was done.
    """

    place_changed = Signal(object, object)
    pending_changed = Signal(object)
    announced = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.kit: Kit | None = None
        self._known: KnownValues = {}
        self._place = Place("", "")
        self._percent = theme.text_percent
        self.view: FormView | None = None
        self.sections = SectionList(theme)
        self._dress()
        self._scroll = SectionScroll()
        mark_pane(self.sections, "Sections")
        mark_pane(self._scroll, "Section")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sections)
        layout.addWidget(self._scroll, 1)
        self.sections.entry_chosen.connect(self.show_entry)
        self.sections.section_entered.connect(self.return_focus)
        theme.changed.connect(self._dress)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @property
    def current(self) -> Stop | None:
        """The stop that has the focus."""
        return self.view.current if self.view else None

    @property
    def room_width(self) -> int:
        """The pixels from side to side in which a section is seen."""
        return self._scroll.maximumViewportSize().width()

    @property
    def place(self) -> Place:
        """Where the person is, or was last."""
        return self._place

    def show_kit(self, kit: Kit, known: KnownValues) -> None:
        """Turn to another audit; `go` then shows a place in it."""
        self._drop_view()
        self.kit, self._known = kit, known
        self.sections.follow(kit.sheet.reading)

    def refresh(self, names: frozenset[str]) -> None:
        """Show what the sheet holds now, as far as what has these names stands differently."""
        if self.kit is None or self.view is None:
            return
        if self.sections.follow(self.kit.sheet.reading, names):
            self.sections.mark(entry_of(self.kit.sheet.tool, self._place))
            self.view.add_way_on()
        if all(heading.id != self.view.section for heading in self._headings):
            self._leave_hidden_section()
        elif self.view.is_outdated:
            self.rebuild()
        else:
            self.view.refresh(names)

    @property
    def _headings(self) -> list[Heading]:
        return shown_headings(self.kit.sheet.reading) if self.kit else []

    def _leave_hidden_section(self) -> None:
        """Go to the last section before the one in view, which is not shown any more."""
        if self.kit is None or self.view is None:
            return
        every = [heading.id for heading in headings(self.kit.sheet.tool)]
        before = every[: every.index(self.view.section)]
        shown = {heading.id for heading in self._headings}
        self.go(Place(next(name for name in reversed(before) if name in shown), ""))

    @Slot()
    def flush(self) -> None:
        """Hand on what was typed."""
        if self.view is not None:
            self.view.flush()

    def go(self, place: Place, part: str = ANSWER) -> None:
        """Bring a place into view and put the focus there; part `words` is its writing box."""
        self._build(place.section, place.stop)
        if self.view is None:
            return
        stop = self.view.stop_named(place.stop)
        self._note(Place(self.view.section, stop.name if stop else ""))
        if stop is not None:
            stop.enter(part)
            self._scroll.bring_into_view(stop)

    def show_place(self, place: Place, *, on_top: bool = False) -> None:
        """Bring a place into view, at its top if that is wanted; the focus stays where it is."""
        self._build(place.section, place.stop)
        stop = self.view.stop_named(place.stop) if self.view else None
        if self.view is not None and stop is not None:
            self._note(Place(self.view.section, stop.name))
            (self._scroll.bring_to_top if on_top else self._scroll.bring_into_view)(stop)

    def go_to_field(self, field: str, part: str = ANSWER) -> None:
        """Go to where a field of the audit is filled in."""
        if self.kit is not None:
            self.go(place_of(self.kit.sheet.tool, field), part)

    def step_section(self, step: int) -> None:
        """Go to the section before (-1) or after (1), if there is one."""
        if self.kit is None or self.view is None:
            return
        every = [heading.id for heading in self._headings]
        at = every.index(self.view.section) + step
        if 0 <= at < len(every):
            self.go(Place(every[at], ""))

    @Slot(object)
    def show_entry(self, entry: Entry) -> None:
        """Show a section from its top, or what is nested in it; the focus stays where it is."""
        if self.kit is not None and entry.is_nested:
            self.show_place(place_of_entry(self.kit.sheet.reading, entry), on_top=True)
        else:
            self.show_section(entry.section)

    def show_section(self, section: str) -> None:
        """Show a section from its top; the focus stays where it is."""
        self._build(section, "")
        self._scroll.scroll_to(0)
        self._note(Place(section, ""))

    @property
    def held(self) -> Held | None:
        """The box that a person is in, and where the caret stands in it."""
        return Held.of(self.current, self.window().focusWidget())

    @Slot()
    def return_focus(self, held: Held | None = None) -> None:
        """Put the focus back to where the person was in this section, or into the very box."""
        self.go(self._place)
        if held is not None:
            held.give_back(self.current)

    def _build(self, section: str, stop: str) -> None:
        """Build the view of a section, as far as to a stop, in place of the one there is."""
        if self.kit is None or (self.view is not None and self.view.section == section):
            return
        known = [heading.id for heading in self._headings]
        self._drop_view()
        wanted = section if section in known else known[0]
        place = Place(wanted, stop)
        view = build_view(place, self.kit, self._known, self._scroll.height())
        view.stop_named(stop)
        self.view = view
        view.section_requested.connect(lambda wanted: self.go(Place(wanted, "")))
        view.field_requested.connect(self.go_to_field)
        view.step_requested.connect(self._on_step)
        view.pending_changed.connect(self.pending_changed)
        view.announced.connect(self.announced)
        self._scroll.show_view(view)
        self.sections.mark(entry_of(self.kit.sheet.tool, place))

    @Slot()
    def _dress(self) -> None:
        """Fit the list to the text size, and build the view anew, for widths hang on it."""
        self._share_width()
        percent, self._percent = self._percent, self._theme.text_percent
        if percent != self._percent:
            self.rebuild()

    def rebuild(self) -> None:
        """Build the view anew, at the same place, with the caret where it was."""
        if self.view is None:
            return
        held = self.held
        place, scrolled = self._place, self._scroll.scrolled
        section = self.view.section
        self._drop_view()
        self._build(section, place.stop)
        self._scroll.scroll_to(scrolled)
        if held is not None:
            self.go(Place(section, place.stop))
            held.give_back(self.current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give the list what its titles need, but never more than its share of a small window."""
        wanted = _LIST_WIDTH * self._theme.text_percent // 100
        self.sections.setFixedWidth(min(wanted, self.width() * _LIST_SHARE // 100))

    def _drop_view(self) -> None:
        """Let go of the view, and hand on what was typed in it."""
        if self.view is not None:
            self.flush()
            self._scroll.drop(self.view)
            self.view = None

    @Slot(object)
    def _on_step(self, step: int) -> None:
        """Go to the stop above or below, beyond the section's end to the next section."""
        if self.view is None or self.kit is None:
            return
        target = self.view.neighbour(step)
        if target is not None:
            self.go(Place(self.view.section, target.name))
            return
        self.step_section(step)
        if step < 0 and self.view.neighbour(step) is None and (last := self.view.end_stop(-1)):
            self.go(Place(self.view.section, last.name))

    @Slot(object, object)
    def _on_focus_changed(self, _old: QWidget | None, _new: QWidget | None) -> None:
        current = self.current
        if self.view is not None and current is not None:
            self.view.mark_current(current)
            self._note(Place(self.view.section, current.name))
            self._scroll.bring_into_view(current)

    def _note(self, place: Place) -> None:
        if place != self._place and self.kit is not None:
            self._place = place
            self.sections.mark(entry_of(self.kit.sheet.tool, place))
            self.place_changed.emit(place.section, place.stop)
