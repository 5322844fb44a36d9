"""The Audit page: the form of one audit, its header, its commands, and every wire between them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from forms.audits import Audit
from forms.evaluation import Gap, Progress
from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED
from forms.tools import AuditTool
from ui.audit_form.gaps_panel import GapsPanel
from ui.audit_form.header import AuditHeader, ReadOnlyBanner
from ui.audit_form.history import History
from ui.audit_form.keys import page_actions
from ui.audit_form.pane import FormPane
from ui.audit_form.places import Place
from ui.audit_form.question_card import QuestionCard
from ui.audit_form.reading import lacks_words
from ui.audit_form.route import ANSWER, WORDS, first_place
from ui.audit_form.save_light import SaveLight
from ui.audit_form.sheet import Sheet, Today
from ui.audit_form.stop import Kit
from ui.audit_form.views import KnownValues
from ui.panes import mark_pane
from ui.theme import Theme

if TYPE_CHECKING:
    from db.listing import Status

_GUIDANCE_KEY = Qt.Key.Key_F1
_EDITING = ("undo", "redo", "complete", "not_applicable", "not_evidenced", "next_gap")


class AuditPage(QWidget):
    """The form of one audit.

    `field_edited(uid, field, value)` for everything the person changes, value None where a
    field was emptied; never while an audit is being opened. Choices come at once, text when it
    rests or its box is left. `place_changed(section, stop)` says where the person is; give it
    to `open_audit` to return there. `announced` says what was done.
    """

    field_edited = Signal(object, object, object)
    complete_requested = Signal(object)
    reopen_requested = Signal(object)
    void_requested = Signal(object)
    closed = Signal(object)
    place_changed = Signal(object, object)
    announced = Signal(str)

    def __init__(
        self,
        theme: Theme,
        today: Today = date.today,
        parent: QWidget | None = None,
        *,
        preview: bool = False,
    ) -> None:
        super().__init__(parent)
        self._is_preview = preview
        self._language = ""
        self._theme = theme
        self._today = today
        self._known: KnownValues = {}
        self._uid = ""
        self._kit: Kit | None = None
        self._actions = page_actions(self)
        self._build()
        self._connect_signals()

    @property
    def uid(self) -> str:
        """The id of the open audit, "" before the first."""
        return self._uid

    @property
    def audit(self) -> Audit | None:
        """The open audit as it stands on the page."""
        return self._kit.sheet.audit if self._kit else None

    def open_audit(
        self,
        uid: str,
        tool: AuditTool,
        audit: Audit,
        *,
        read_only: bool,
        status: "Status" = "draft",
        place: tuple[str, str] | None = None,
        old_tools: Mapping[str, AuditTool] | None = None,
    ) -> None:
        """Show an audit, at a place, or where there is something left to do.

        `old_tools` are those that asked what is set aside, by their hash, as far as known.
        A preview stays at the place where it is, and takes the focus only if it had it.
        """
        self.flush()
        language = self._language_of(tool)
        sheet = Sheet(tool, audit, self._today, read_only=read_only, language=language)
        history = History(sheet)
        if self._is_preview and self._kit is not None:
            place = self.pane.place
        self._uid = uid
        self._kit = Kit(self._theme, sheet, history, old_tools or {})
        self.pane.show_kit(self._kit, self._known)
        self.header.language.offer(tool.languages, language)
        self._save_light.reset()
        self.gaps_panel.hide()
        self.banner.setVisible(read_only)
        self.banner.explain(status)
        self.header.show_status(status, read_only=read_only)
        for name in _EDITING:
            self._actions[name].setEnabled(not read_only)
        self.header.concerns.begin(sheet.reading.concerns)
        self._show_standing()
        self._show_steps()
        self._go_to(place)
        sheet.changed.connect(self._on_changed)
        history.edited.connect(self._on_edited)
        history.stepped.connect(self._show_steps)
        history.travelled.connect(self.pane.go_to_field)

    def _language_of(self, tool: AuditTool) -> str:
        """Return the language chosen last where the tool has it, else the tool's first."""
        codes = [language.code for language in tool.languages]
        return self._language if self._language in codes else next(iter(codes), "")

    def _go_to(self, place: tuple[str, str] | None) -> None:
        if self._kit is None:
            return
        sheet = self._kit.sheet
        at = Place(*place) if place else first_place(sheet.reading, read_only=sheet.read_only)
        if self._is_preview and not self._has_focus():
            self.pane.show_place(at)
        else:
            self.pane.go(at)

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def set_known_values(self, known: KnownValues) -> None:
        """Offer these values while typing, by field (`auditor`, `attribute.team` …)."""
        self._known = known

    @Slot()
    def flush(self) -> None:
        """Hand on at once whatever was typed."""
        self.pane.flush()

    @Slot(object)
    def show_saved(self, at: datetime) -> None:
        """Say that all that was handed on so far is committed."""
        self._save_light.confirm(at)

    @Slot()
    def show_saving(self) -> None:
        """Say that a save is under way."""
        self._save_light.hand_on()

    @Slot(str)
    def show_not_saved(self, reason: str) -> None:
        """Say that the last save failed, and why, in a few words."""
        self._save_light.fail(reason)

    @Slot()
    def complete(self) -> None:
        """Ask for completion, or list everything that is missing."""
        self.flush()
        if self._kit is None or self._kit.sheet.read_only or self._is_preview:
            return
        gaps = self._kit.sheet.reading.gaps
        if not gaps:
            self.gaps_panel.hide()
            self.complete_requested.emit(self._uid)
            return
        self.gaps_panel.show_gaps(self._kit.sheet.tool, gaps)
        self.gaps_panel.show()
        self.gaps_panel.links.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Claim F1 for the guidance of the question in focus; elsewhere it is the window's."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and self.pane.current is not None
        if is_asked and isinstance(event, QKeyEvent) and event.key() == _GUIDANCE_KEY:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or fold guidance on F1."""
        current = self.pane.current
        if event.key() == _GUIDANCE_KEY and current is not None:
            current.toggle_guidance()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus back to where the person was, once the window has chosen its own."""
        super().showEvent(event)
        if not event.spontaneous():  # a window that was minimised still knows its box
            QTimer.singleShot(0, self, self._return_focus)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hand on what was typed before another page comes into view."""
        self.flush()
        super().hideEvent(event)

    def _build(self) -> None:
        self.header = AuditHeader(self._theme, preview=self._is_preview)
        self._save_light = SaveLight(self.header.save_state)
        self.banner = ReadOnlyBanner()
        self.pane = FormPane(self._theme)
        self.gaps_panel = GapsPanel(self._theme)
        mark_pane(self.header, "Audit")
        mark_pane(self.gaps_panel, "What is missing")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.banner)
        layout.addWidget(self.pane, 1)
        layout.addWidget(self.gaps_panel)
        if self._is_preview:
            for name in ("complete", "close"):
                self.removeAction(self._actions[name])

    def _connect_signals(self) -> None:
        commands: dict[str, Callable[[], object]] = {
            "next_gap": self._go_to_next_gap,
            "evidence": self._go_to_words,
            "previous_section": lambda: self.pane.step_section(-1),
            "next_section": lambda: self.pane.step_section(1),
            "undo": lambda: self._travel(back=True),
            "redo": lambda: self._travel(back=False),
            "complete": self.complete,
            "close": self._close,
            "not_applicable": lambda: self._press_reserved(NOT_APPLICABLE),
            "not_evidenced": lambda: self._press_reserved(NOT_EVIDENCED),
        }
        for name, command in commands.items():
            self._actions[name].triggered.connect(command)
        self.header.undo.clicked.connect(self._actions["undo"].trigger)
        self.header.redo.clicked.connect(self._actions["redo"].trigger)
        self.header.close_requested.connect(self._close)
        self.header.complete_requested.connect(self.complete)
        self.header.void_requested.connect(self._void)
        self.header.next_requested.connect(self._go_to_next_gap)
        self.header.concern_requested.connect(self._go_to_concern)
        self.header.language_chosen.connect(self._speak)
        self.banner.reopen_requested.connect(lambda: self.reopen_requested.emit(self._uid))
        self.gaps_panel.gap_chosen.connect(self._on_gap_chosen)
        self.gaps_panel.closed.connect(self._close_gaps)
        self.pane.place_changed.connect(self.place_changed)
        self.pane.announced.connect(self.announced)
        self.pane.pending_changed.connect(self._save_light.set_pending)

    @Slot(object)
    def _on_changed(self, names: frozenset[str]) -> None:
        self.pane.refresh(names)
        self._show_standing()
        if self._kit is not None and self.gaps_panel.isVisible():
            self.gaps_panel.show_gaps(self._kit.sheet.tool, self._kit.sheet.reading.gaps)

    @Slot(object, object)
    def _on_edited(self, field: str, value: object) -> None:
        self._save_light.hand_on()
        self.field_edited.emit(self._uid, field, value)

    @Slot(object)
    def _on_gap_chosen(self, gap: Gap) -> None:
        if self._kit is not None:
            words = lacks_words(self._kit.sheet.reading, gap.field)
            self.pane.go_to_field(gap.field, WORDS if words else ANSWER)

    @Slot()
    def _close_gaps(self) -> None:
        self.gaps_panel.hide()
        self.pane.return_focus()

    @Slot()
    def _close(self) -> None:
        self.flush()
        self.closed.emit(self._uid)

    @Slot()
    def _void(self) -> None:
        self.flush()
        self.void_requested.emit(self._uid)

    @Slot()
    def _go_to_next_gap(self) -> None:
        if not self.pane.go_to_next_gap():
            self.header.complete.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _go_to_words(self) -> None:
        current = self.pane.current
        if current is not None:
            current.enter(WORDS)

    @Slot()
    def _go_to_concern(self) -> None:
        """Go to the next answer that raises a concern."""
        key = self.header.concerns.next_key(self.pane.place.stop)
        self.pane.go_to_field(f"finding.{key}")

    @Slot(str)
    def _speak(self, language: str) -> None:
        """Show the tool's words in another of its languages, where the person is."""
        if self._kit is None:
            return
        self.flush()
        self._language = language
        sheet = self._kit.sheet
        sheet.speak(language)
        self.header.language.offer(sheet.tool.languages, language)
        self.gaps_panel.hide()
        self.pane.show_kit(self._kit, self._known)
        self.pane.go(self.pane.place)
        self._show_standing()

    def _travel(self, *, back: bool) -> None:
        self.flush()
        if self._kit is not None:
            (self._kit.history.undo if back else self._kit.history.redo)()

    def _press_reserved(self, code: str) -> None:
        current = self.pane.current
        if isinstance(current, QuestionCard):
            current.press_reserved(code)

    @Slot()
    def _return_focus(self) -> None:
        """Not while the person is elsewhere in the window, on the rail say."""
        is_free = QApplication.focusWidget() is None and not self._is_preview
        if self._kit is not None and (is_free or self._has_focus()):
            self.pane.return_focus()

    def _show_standing(self) -> None:
        if self._kit is None:
            return
        sheet = self._kit.sheet
        every = self.pane.sections.progress
        done = Progress(*(sum(counts) for counts in zip(*every, strict=True)))
        self.header.show_audit(sheet.tool, sheet.text("case"), sheet.text("auditor"), done)
        self.header.concerns.follow(sheet.reading.concerns)

    @Slot()
    def _show_steps(self) -> None:
        """Offer undo and redo where there is something to take back or make again."""
        if self._kit is None:
            return
        stack = self._kit.history.stack
        for name, button, can in (
            ("undo", self.header.undo, stack.canUndo()),
            ("redo", self.header.redo, stack.canRedo()),
        ):
            self._actions[name].setEnabled(can)
            button.setEnabled(can)
