"""The section list beside the one section in view, and going from place to place."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QWidget

from ui.audit_form.places import Place, headings, place_of
from ui.audit_form.route import ANSWER, WORDS, next_gap
from ui.audit_form.section_list import SectionList
from ui.audit_form.stop import Kit, Stop
from ui.audit_form.text_box import TextBox
from ui.audit_form.view import FormView
from ui.audit_form.views import KnownValues, build_view
from ui.panes import mark_pane
from ui.theme import GRID, Theme

_LIST_WIDTH = GRID * 35
_LIST_SHARE = 30  # percent of the width, at most; titles wrap
_MARGIN = GRID * 2  # pixels kept in view above and below the stop in focus


class FormPane(QWidget):
    """Shows one section of an audit at a time; the others are not built.

    `place_changed(section, stop)` when the person went somewhere.
    """

    place_changed = Signal(object, object)
    pending_changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._kit: Kit | None = None
        self._known: KnownValues = {}
        self._place = Place("", "")
        self._percent = theme.text_percent
        self.view: FormView | None = None
        self.sections = SectionList(theme)
        self._dress()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mark_pane(self.sections, "Sections")
        mark_pane(self._scroll, "Section")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sections)
        layout.addWidget(self._scroll, 1)
        self.sections.section_chosen.connect(self.show_section)
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

    def show_kit(self, kit: Kit, known: KnownValues) -> None:
        """Turn to another audit; `go` then shows a place in it."""
        self._drop_view()
        self._kit, self._known = kit, known
        self.sections.show_sections(headings(kit.sheet.tool))
        self.sections.show_progress(kit.sheet.reading)

    def refresh(self) -> None:
        """Show what the sheet holds now."""
        if self._kit is not None and self.view is not None:
            self.view.refresh()
            self.sections.show_progress(self._kit.sheet.reading)

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
            self._bring_into_view(stop)

    def go_to_field(self, field: str, part: str = ANSWER) -> None:
        """Go to where a field of the audit is filled in."""
        if self._kit is not None:
            self.go(place_of(self._kit.sheet.tool, field), part)

    def go_to_next_gap(self) -> bool:
        """Go to the next thing to do, in any section. Returns whether there is one."""
        self.flush()
        found = next_gap(self._kit.sheet.reading, self._here(), self._part()) if self._kit else None
        if found is not None:
            self.go(*found)
        return found is not None

    def step_section(self, step: int) -> None:
        """Go to the section before (-1) or after (1), if there is one."""
        if self._kit is None or self.view is None:
            return
        every = [heading.id for heading in headings(self._kit.sheet.tool)]
        at = every.index(self.view.section) + step
        if 0 <= at < len(every):
            self.go(Place(every[at], ""))

    @Slot(object)
    def show_section(self, section: str) -> None:
        """Show a section from its top; the focus stays where it is."""
        self._build(section, "")
        if self.view is not None:
            self._note(Place(self.view.section, ""))

    @Slot()
    def return_focus(self) -> None:
        """Put the focus back to where the person was in this section."""
        self.go(self._place)

    def _build(self, section: str, stop: str) -> None:
        """Build the view of a section, as far as to a stop, in place of the one there is."""
        if self._kit is None or (self.view is not None and self.view.section == section):
            return
        known = [heading.id for heading in headings(self._kit.sheet.tool)]
        self._drop_view()
        wanted = section if section in known else known[0]
        view = build_view(wanted, self._kit, self._known, self._scroll.height())
        view.stop_named(stop)
        self.view = view
        view.section_requested.connect(lambda wanted: self.go(Place(wanted, "")))
        view.question_requested.connect(lambda wanted: self.go_to_field(f"finding.{wanted}"))
        view.step_requested.connect(self._on_step)
        view.pending_changed.connect(self.pending_changed)
        self._scroll.setWidget(view)
        self._scroll.verticalScrollBar().setValue(0)
        self.sections.mark(view.section)

    @Slot()
    def _dress(self) -> None:
        """Fit the list to the text size, and build the view anew, for widths hang on it."""
        self._share_width()
        percent, self._percent = self._percent, self._theme.text_percent
        if self.view is None or percent == self._percent:
            return
        focused = self.window().focusWidget()
        was_inside = focused is not None and self.view.isAncestorOf(focused)
        caret = focused.textCursor().position() if isinstance(focused, TextBox) else -1
        section = self.view.section
        self._drop_view()
        self._build(section, self._place.stop)
        if was_inside:
            self._go_on_typing(caret)

    def _go_on_typing(self, caret: int) -> None:
        """Put the focus back where it was before the view was built anew; -1 is in no text."""
        self.go(self._place, ANSWER if caret < 0 else WORDS)
        box = self.window().focusWidget()
        if caret >= 0 and isinstance(box, TextBox):
            cursor = box.textCursor()
            cursor.setPosition(min(caret, len(box.toPlainText())))
            box.setTextCursor(cursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give the list what its titles need, but never more than its share of a small window."""
        wanted = _LIST_WIDTH * self._theme.text_percent // 100
        self.sections.setFixedWidth(min(wanted, self.width() * _LIST_SHARE // 100))

    def _drop_view(self) -> None:
        """Let go of the view; later, for a button in it may be what asked for this."""
        if self.view is not None:
            self.flush()
            self._scroll.takeWidget()
            self.view.hide()
            self.view.deleteLater()
            self.view = None

    @Slot(object)
    def _on_step(self, step: int) -> None:
        """Go to the stop above or below, beyond the section's end to the next section."""
        if self.view is None or self._kit is None:
            return
        target = self.view.neighbour(step)
        if target is not None:
            self.go(Place(self.view.section, target.name))
            return
        self.step_section(step)
        if step < 0 and self.view.neighbour(step) is None:
            self.go(Place(self.view.section, self.view.shown_stops()[-1].name))

    @Slot(object, object)
    def _on_focus_changed(self, _old: QWidget | None, _new: QWidget | None) -> None:
        current = self.current
        if self.view is not None and current is not None:
            self.view.mark_current(current)
            self._note(Place(self.view.section, current.name))
            self._bring_into_view(current)

    def _note(self, place: Place) -> None:
        if place != self._place:
            self._place = place
            self.place_changed.emit(place.section, place.stop)

    def _here(self) -> Place:
        current = self.current
        if self.view is None or current is None:
            return Place("", "")
        return Place(self.view.section, current.name)

    def _part(self) -> str:
        return WORDS if isinstance(QApplication.focusWidget(), TextBox) else ANSWER

    def _bring_into_view(self, stop: Stop) -> None:
        """Scroll as little as shows the whole stop; of one that is too tall, what has the focus."""
        if self.view is not None and self.isVisible():
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._scroll.ensureWidgetVisible(stop, 0, _MARGIN)
            focused = QApplication.focusWidget()
            if focused is not None and stop.isAncestorOf(focused):
                self._scroll.ensureWidgetVisible(focused, 0, _MARGIN)
