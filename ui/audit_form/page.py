"""The Audit page: the form of one audit, its header, its commands, and every wire between them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.audits import Audit
from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED
from forms.moderations import Beside
from forms.tools import AuditTool
from ui.audit_form.history import History
from ui.audit_form.page_frame import PageFrame
from ui.audit_form.places import Place, field_of
from ui.audit_form.route import first_place
from ui.audit_form.sheet import Sheet, Today
from ui.audit_form.stop import Kit
from ui.audit_form.views import KnownValues
from ui.theme import Theme

if TYPE_CHECKING:
    from db.listing import Status


class AuditPage(PageFrame):
    """The form of one audit.

    `field_edited(uid, field, value)` for everything the person changes, value None where a
    field was emptied; never while an audit is being opened. Choices come at once, text when it
    rests or its box is left. `place_changed(section, stop)` says where the person is; give it
    to `open_audit` to return there. `announced` says what was done.
    """

    field_edited = Signal(object, object, object)
    complete_requested = Signal(object)
    reopen_requested = Signal(object)
    go_on_requested = Signal(object)
    void_requested = Signal(object)
    seal_requested = Signal(object)
    moderate_requested = Signal(object)
    dispute_requested = Signal(object)
    settle_requested = Signal(object)
    history_requested = Signal(object, object, object)
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
        super().__init__(theme, parent, preview=preview)
        self._language = ""
        self._theme = theme
        self._today = today
        self._known: KnownValues = {}
        self._uid = ""
        self._connect_signals()

    @property
    def uid(self) -> str:
        """The id of the open audit, "" before the first."""
        return self._uid

    @property
    def audit(self) -> Audit | None:
        """The open audit as it stands on the page."""
        return self.pane.kit.sheet.audit if self.pane.kit else None

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
        why_not: str = "",
        drafted_by: str = "",
        beside: Beside | None = None,
    ) -> None:
        """Show an audit, at a place, or where there is something left to do.

        `why_not` says why nothing in the whole database can be changed, `drafted_by` whose draft
        a received one is, `beside` what is shown beside a moderation.

        `old_tools` are those that asked what is set aside, by their hash, as far as known.
        A preview stays at the place where it is, and takes the focus only if it had it.
        """
        self.flush()
        language = self._language_of(tool)
        sheet = Sheet(tool, audit, self._today, read_only=read_only, language=language)
        history = History(sheet)
        if self.is_preview and self.pane.kit is not None:
            place = self.pane.place
        self._uid = uid
        kit = Kit(self._theme, sheet, history, old_tools or {}, beside or Beside())
        self.pane.show_kit(kit, self._known)
        self.save_light.reset()
        self.banner.drafted_by = drafted_by
        self.signs.begin(kit, status, language, why_not)
        self._show_standing()
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
        if self.pane.kit is None:
            return
        sheet = self.pane.kit.sheet
        at = Place(*place) if place else first_place(sheet.reading, read_only=sheet.read_only)
        if self.is_preview and not self.has_focus():
            self.pane.show_place(at)
        else:
            self.pane.go(at)

    def set_known_values(self, known: KnownValues) -> None:
        """Offer these values while typing, by field (`auditor`, `attribute.team` …)."""
        self._known = known

    @Slot(object)
    def show_saved(self, at: datetime) -> None:
        """Say that all that was handed on so far is committed."""
        self.save_light.confirm(at)

    @Slot()
    def show_saving(self) -> None:
        """Say that a save is under way."""
        self.save_light.hand_on()

    @Slot(str)
    def show_not_saved(self, reason: str) -> None:
        """Say that the last save failed, and why, in a few words."""
        self.save_light.fail(reason)

    @Slot()
    def complete(self) -> None:
        """Ask for completion, or for sealing a moderation, or list everything that is missing."""
        self.flush()
        kit = self.pane.kit
        if kit is None or kit.sheet.read_only or self.is_preview:
            return
        if not kit.gaps:
            self.gaps_panel.hide()
            asked = self.seal_requested if kit.is_moderation else self.complete_requested
            asked.emit(self._uid)
            return
        self.gaps_panel.show_gaps(kit.sheet.tool, kit.gaps, moderated=kit.is_moderation)
        self.gaps_panel.show()
        self.gaps_panel.links.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect_signals(self) -> None:
        commands: dict[str, Callable[[], object]] = {
            "next_gap": self.going.to_next_gap,
            "evidence": self.going.to_words,
            "previous_section": lambda: self.pane.step_section(-1),
            "next_section": lambda: self.pane.step_section(1),
            "history": self._ask_for_answers,
            "undo": self.going.undo,
            "redo": self.going.redo,
            "complete": self.complete,
            "close": self._close,
            "not_applicable": lambda: self.going.press_reserved(NOT_APPLICABLE),
            "not_evidenced": lambda: self.going.press_reserved(NOT_EVIDENCED),
        }
        for name, command in commands.items():
            self.actions_by_name[name].triggered.connect(command)
        self.header.undo.clicked.connect(self.actions_by_name["undo"].trigger)
        self.header.redo.clicked.connect(self.actions_by_name["redo"].trigger)
        self.header.close_requested.connect(self._close)
        self.header.complete_requested.connect(self.complete)
        self.header.void_requested.connect(self._void)
        self.header.moderate.triggered.connect(lambda: self.moderate_requested.emit(self._uid))
        self.header.dispute.triggered.connect(lambda: self.dispute_requested.emit(self._uid))
        self.header.history_requested.connect(self._ask_for_history)
        self.header.next_requested.connect(self.going.to_next_gap)
        self.header.concern_requested.connect(self.going.to_concern)
        self.header.language_chosen.connect(self._speak)
        self.banner.reopen_requested.connect(lambda: self.reopen_requested.emit(self._uid))
        self.banner.go_on_requested.connect(lambda: self.go_on_requested.emit(self._uid))
        self.banner.settle_requested.connect(lambda: self.settle_requested.emit(self._uid))
        self.gaps_panel.gap_chosen.connect(self.going.to_gap)
        self.gaps_panel.closed.connect(self.going.back_from_gaps)
        self.pane.place_changed.connect(self.place_changed)
        self.pane.announced.connect(self.announced)
        self.pane.pending_changed.connect(self.save_light.set_pending)

    @Slot(object)
    def _on_changed(self, names: frozenset[str]) -> None:
        self.pane.refresh(names)
        self._show_standing()

    @Slot(object, object)
    def _on_edited(self, field: str, value: object) -> None:
        self.save_light.hand_on()
        self.field_edited.emit(self._uid, field, value)

    @Slot()
    def _close(self) -> None:
        self.flush()
        self.closed.emit(self._uid)

    @Slot()
    def _void(self) -> None:
        self.flush()
        self.void_requested.emit(self._uid)

    @Slot()
    def _ask_for_answers(self) -> None:
        """Ask for all that the answer in focus ever said; elsewhere for the whole history."""
        current, kit = self.pane.current, self.pane.kit
        self._ask_for_history(field_of(kit.sheet.tool, current.name) if kit and current else "")

    @Slot()
    def _ask_for_history(self, field: str = "") -> None:
        if self.audit is not None and self.pane.kit is not None:
            title = f"{self.audit.case}, {self.pane.kit.sheet.tool.title}"
            self.history_requested.emit(self._uid, title, field)

    @Slot(str)
    def _speak(self, language: str) -> None:
        """Show the tool's words in another of its languages, where the person is."""
        if self.pane.kit is None:
            return
        self.flush()
        self._language = language
        sheet = self.pane.kit.sheet
        sheet.speak(language)
        self.header.language.offer(sheet.tool.languages, language)
        self.gaps_panel.hide()
        self.pane.show_kit(self.pane.kit, self._known)
        self.pane.go(self.pane.place)
        self._show_standing()

    def _show_standing(self) -> None:
        if self.pane.kit is not None:
            self.signs.show_standing(self.pane.kit, self.pane.sections.progress)

    @Slot()
    def _show_steps(self) -> None:
        if self.pane.kit is not None:
            self.signs.show_steps(self.pane.kit)
