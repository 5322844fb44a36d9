"""The designer's page: outline, properties and preview, the commands, and every wire between."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from pydantic import JsonValue
from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.designing.outline import level_of
from forms.designing.placeholders import NEW_TITLE, placeholders
from forms.designing.plain import Path, Plain, text_at
from forms.designing.published import published_names
from forms.tool_files import CheckedTool, scale_library
from forms.tools import AuditTool
from ui.audit_form.save_light import SaveLight
from ui.designer.checker import Checker
from ui.designer.commands import made_commands
from ui.designer.header import DesignerHeader
from ui.designer.problems import Fault, ProblemsPanel, faults
from ui.designer.three_panes import ThreePanes
from ui.designer.workshop import Workshop
from ui.memory import WindowMemory
from ui.panes import mark_pane
from ui.theme import Theme


class DesignerPage(QWidget):
    """Makes and amends one audit tool.

    `edited(uid, data)` after each change, with the whole tool as plain data; never while a draft
    is being opened. The other requests carry the draft's id.
    """

    edited = Signal(object, object)
    publish_requested = Signal(object)
    import_requested = Signal(object)
    export_requested = Signal(object)
    discard_requested = Signal(object)
    closed = Signal(object)

    def __init__(self, theme: Theme, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uid = ""
        self._is_opening = False
        self._faults: list[Fault] = []
        self._at = -1
        self._tool: AuditTool | None = None
        self.amends: AuditTool | None = None
        self.workshop = Workshop(scale_library())
        self._checker = Checker()
        self._build(theme, memory)
        self._commands = made_commands(self, (self.header, self.panes.bench), self.outline.tree)
        self.outline.wear(self._commands)
        self._connect_signals()

    @property
    def uid(self) -> str:
        """The id of the open draft, "" before the first."""
        return self._uid

    @property
    def tool(self) -> AuditTool | None:
        """The tool as it stands, None while it cannot be one; `flush` first.

        One with words that only stand in is a tool, but is not asked to be published.
        """
        return self._tool

    def open_draft(
        self, uid: str, data: dict[str, JsonValue], *, amends: AuditTool | None = None
    ) -> None:
        """Show a draft; `amends` is the published version that it amends, whose ids stay."""
        self.flush()
        self._is_opening = True
        self._uid, self.amends, self._tool = uid, amends, None
        self.preview.begin(uid)
        self._save_light.reset()
        self.problems_panel.hide()
        self.workshop.open(data, published_names(amends))
        self._is_opening = False
        self._checker.check_now()
        self.enter()

    @Slot()
    def enter(self) -> None:
        """Put the focus where work begins: into the title of a new tool, else into the outline."""
        if text_at(self.workshop.data, ("title",)) == NEW_TITLE:
            self._enter_words()
        else:
            self.outline.enter()

    @Slot()
    def flush(self) -> None:
        """Hand on at once whatever was typed, and check the tool as it is now."""
        self.workshop.settling.emit()
        self._checker.settle()

    @Slot(object)
    def show_saved(self, at: datetime) -> None:
        """Say that all that was handed on so far is committed."""
        self._save_light.confirm(at)

    @Slot(str)
    def show_not_saved(self, reason: str) -> None:
        """Say that the last save failed, and why, in a few words."""
        self._save_light.fail(reason)

    @Slot()
    def go_to_next_problem(self) -> None:
        """Go to the field of the next problem, round and round."""
        self.flush()
        if self._faults:
            self._at = (self._at + 1) % len(self._faults)
            self._go_to(self._faults[self._at])

    def hideEvent(self, event: QHideEvent) -> None:
        """Hand on what was typed before another page comes into view."""
        self.flush()
        super().hideEvent(event)

    def _build(self, theme: Theme, memory: WindowMemory) -> None:
        self.header = DesignerHeader(theme)
        self._save_light = SaveLight(self.header.save_state)
        self.panes = ThreePanes(self.workshop, theme, memory, self)
        self.outline = self.panes.outline
        self.properties = self.panes.properties
        self.preview = self.panes.preview
        self.problems_panel = ProblemsPanel(theme)
        mark_pane(self.header, "Audit tool")
        mark_pane(self.problems_panel, "Problems")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.panes, 1)
        layout.addWidget(self.problems_panel)

    def _connect_signals(self) -> None:
        self._connect_commands()
        shop, header = self.workshop, self.header
        shop.changed.connect(self._on_changed)
        shop.chosen.connect(self._on_chosen)
        shop.renamed.connect(self.preview.follow)
        shop.pending_changed.connect(self._save_light.set_pending)
        shop.pending_changed.connect(self.preview.wait_for_typing)
        shop.spoken.connect(lambda: self.preview.speak(shop.language))
        self.preview.closed.connect(lambda: self._ask(self.closed))
        self._checker.checked.connect(self._on_checked)
        self.outline.words_requested.connect(self._enter_words)
        self.problems_panel.fault_chosen.connect(self._go_to)
        self.problems_panel.closed.connect(lambda: self._show_problems_panel(False))
        header.preview.clicked.connect(self.panes.show_preview)
        self.panes.preview_shown.connect(header.preview.setChecked)
        header.problems.clicked.connect(self._show_problems_panel)
        header.publish.clicked.connect(self._ask_to_publish)
        header.import_requested.connect(lambda: self._ask(self.import_requested))
        header.export_requested.connect(lambda: self._ask(self.export_requested))
        header.discard_requested.connect(lambda: self._ask(self.discard_requested))

    def _connect_commands(self) -> None:
        outline, shop = self.outline, self.workshop
        commands: dict[str, Callable[[], object]] = {
            "add_question": lambda: outline.add_question(""),
            "add_section": outline.add_section,
            "add_subsection": outline.add_subsection,
            "words": self._enter_words,
            "duplicate": outline.duplicate,
            "remove": outline.remove,
            "move_up": lambda: outline.move_line("up"),
            "move_down": lambda: outline.move_line("down"),
            "move_in": lambda: outline.move_line("in"),
            "move_out": lambda: outline.move_line("out"),
            "undo": shop.undo,
            "redo": shop.redo,
            "next_problem": self.go_to_next_problem,
            "outline": outline.enter,
            "test_run": self.preview.fill_in,
            "close": lambda: self._ask(self.closed),
        }
        for name, command in commands.items():
            self._commands[name].action.triggered.connect(command)
        self.header.undo.clicked.connect(self._commands["undo"].action.trigger)
        self.header.redo.clicked.connect(self._commands["redo"].action.trigger)
        self.header.back.clicked.connect(self._commands["close"].action.trigger)

    def _ask(self, request: SignalInstance) -> None:
        self.flush()
        request.emit(self._uid)

    @Slot()
    def _ask_to_publish(self) -> None:
        """Ask for it, unless what was typed last has a problem: then go there."""
        self.flush()
        if self._faults:
            self._go_to(self._faults[0])
        else:
            self.publish_requested.emit(self._uid)

    @Slot()
    def _on_changed(self) -> None:
        shop = self.workshop
        self._tool = None
        amends = f"version {self.amends.version}" if self.amends else ""
        self.header.show_tool(shop.data, amends)
        self.header.show_steps(shop.undo_name, shop.redo_name)
        self.header.show_problems(len(self._faults), is_checked=False)
        self._checker.ask(shop.data)
        if not self._is_opening:
            self._save_light.hand_on()
            self.edited.emit(self._uid, shop.data)

    @Slot(object)
    def _on_chosen(self, path: Path) -> None:
        for name in ("duplicate", "remove", "move_up", "move_down", "move_in", "move_out"):
            self._commands[name].action.setEnabled(bool(path))
        section = text_at(self.workshop.data, (*path[:2], "id")) if path else ""
        is_question = level_of(path) == "question"
        question = text_at(self.workshop.part, ("id",)) if is_question else ""
        self.preview.go(section, question)

    @Slot(object, object)
    def _on_checked(self, data: Plain, checked: CheckedTool) -> None:
        """Show what a check found, and the tool if it found nothing."""
        self._faults = faults((*checked.problems, *placeholders(data)), data)
        self._at = -1
        self._tool = checked.tool if not checked.problems else None
        self.outline.model.show_problems(Counter(fault.line for fault in self._faults))
        self.header.show_problems(len(self._faults), is_checked=True)
        self.problems_panel.show_faults(self._faults)
        self.preview.show_tool(self._tool)

    @Slot(bool)
    def _show_problems_panel(self, is_shown: bool) -> None:
        self.header.problems.setChecked(is_shown)
        self.problems_panel.setVisible(is_shown)
        if is_shown:
            self.problems_panel.links.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.outline.enter()

    @Slot(object)
    def _go_to(self, fault: Fault) -> None:
        """Choose the line that the problem lies in, and go to the field; else to its words."""
        self.workshop.choose(fault.path)
        self.panes.show_properties()
        inner = fault.path[len(fault.line) :]
        if not (inner and self.properties.enter(inner)):
            self.properties.enter_words()

    @Slot()
    def _enter_words(self) -> None:
        self.panes.show_properties()
        self.properties.enter_words()
