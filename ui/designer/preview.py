"""The tool as the auditor will see it: the auditor's own form, on an audit that nobody keeps."""

from datetime import date

from PySide6.QtCore import QElapsedTimer, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from forms.audits import Audit
from forms.designing.fitting import fitted
from forms.designing.made_up import made_up_answers
from forms.findings import finding_key
from forms.tools import AuditTool
from ui.audit_form import AuditPage
from ui.audit_form.places import Place
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, say_aloud, set_role
from ui.widgets.empty_state import EmptyState

_REST = 250  # milliseconds without a change after which the form is built anew
_PATIENCE = 3  # times the last building, if that took longer: a large form waits for a real rest
_GLANCE = 60  # milliseconds on a line of the outline before the form goes there too
_LEAST = GRID * 61  # pixels at ordinary text size; in less a card's answers would be cut
_ROOM_FOR_LIST = GRID * 90  # pixels; in less the form stands alone, the outline leads to sections


class Preview(QWidget):
    """Shows the newest tool that is sound. Answers given in it stay while the tool changes.

    `closed` when the person leaves by the form's own key.
    """

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._uid = ""
        self._tool: AuditTool | None = None
        self._shown: AuditTool | None = None
        self._renames: dict[str, str] = {}
        self._seed = 0
        self._is_typing = False
        self._place = ("", "")
        self.form = AuditPage(theme, preview=True)
        self.stale = label(_STALE, "small", wrap=True)
        self.stale.hide()
        self.empty = EmptyState(theme.icons, "document", _NOTHING, detail=_HOW)
        self.test_run = self._button("Fill in", "Fill the preview with made-up answers (Ctrl+T)")
        self.clear = self._button("Clear", "Take all answers out of the preview")
        self._build()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.refresh)
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(_GLANCE)
        self._going.timeout.connect(self._arrive)
        self.test_run.clicked.connect(self.fill_in)
        self.clear.clicked.connect(self._clear)
        self.form.closed.connect(self.closed)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def audit(self) -> Audit:
        """The audit as it is filled in."""
        held = self.form.audit if self._shown is not None else None
        return held or Audit(audited_on=date.today())

    def begin(self, uid: str) -> None:
        """Forget the tool and its answers, for the draft of another one comes."""
        self._uid = uid
        self._tool = self._shown = None
        self._renames = {}
        self._show_form(False)

    @Slot(object)
    def show_tool(self, tool: AuditTool | None) -> None:
        """Show a tool soon; None while it has problems: the last one that had none stays."""
        self.stale.setVisible(tool is None and self._shown is not None)
        if tool is not None:
            self._tool = tool
            self.wait_for_typing(self._is_typing)

    @Slot(object)
    def wait_for_typing(self, is_typing: bool) -> None:
        """Build nothing while somebody types: a large form would hold up the next key."""
        self._is_typing = is_typing
        if is_typing:
            self._rest.stop()
        elif self._tool is not self._shown:
            self._rest.start()

    @Slot(object)
    def follow(self, renames: tuple[tuple[str, str], ...]) -> None:
        """Keep the answers of questions whose ids changed."""
        for old, new in renames:
            first = next((one for one, later in self._renames.items() if later == old), old)
            self._renames[first] = new

    def speak(self, language: str) -> None:
        """Show the words of a language of the tool, "" for its first."""
        self.refresh()
        languages = self._shown.languages if self._shown else ()
        if languages:
            self.form.header.language_chosen.emit(language or languages[0].code)

    def go(self, section: str, question: str) -> None:
        """Bring a section, and a question in it, into view soon; the focus stays where it is."""
        self._place = section, question
        self._going.start()
        if self._rest.isActive():  # somebody goes through the outline: the next key comes soon
            self._rest.start()

    @Slot()
    def fill_in(self) -> None:
        """Fill the form with made-up answers, others each time."""
        self.refresh()
        if self._shown is not None:
            self._seed += 1
            self._open(self._shown, made_up_answers(self._shown, self._seed, date.today()))
            say_aloud(self.test_run, "The preview is filled with made-up answers.")

    @Slot()
    def refresh(self) -> None:
        """Build the form of the newest sound tool, unless it is there already."""
        self._rest.stop()
        if self._tool is None or not self.isVisible():
            return
        if self._tool is self._shown:
            self._arrive()
            return
        took = QElapsedTimer()
        took.start()
        self.form.flush()
        audit = fitted(self._tool, self.audit, self._renames, date.today())
        self._renames = {}
        self._open(self._tool, audit)
        self._rest.setInterval(max(_REST, _PATIENCE * took.elapsed()))

    def showEvent(self, event: QShowEvent) -> None:
        """Build the form when it comes into view."""
        super().showEvent(event)
        self.wait_for_typing(self._is_typing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list of sections out where there is no room for it beside the form."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.setMinimumWidth(_LEAST * self._theme.text_percent // 100)
        room = _ROOM_FOR_LIST * self._theme.text_percent // 100
        self.form.pane.sections.setVisible(self.width() >= room)

    def _open(self, tool: AuditTool, audit: Audit) -> None:
        self._shown = tool
        self._show_form(True)
        self.form.open_audit(self._uid, tool, audit, read_only=False)
        self._arrive()

    @Slot()
    def _arrive(self) -> None:
        """Show the place of the chosen line."""
        self._going.stop()
        if self._shown is not None:
            self.form.pane.show_place(self._wanted(self._shown))

    @Slot()
    def _clear(self) -> None:
        if self._shown is not None:
            blank = Audit(audited_on=date.today())
            self._open(self._shown, fitted(self._shown, blank, {}, date.today()))

    def _wanted(self, tool: AuditTool) -> Place:
        """Return the place of the chosen line; in a repeat a question's first instance."""
        section, question = self._place
        if section not in {each.id for each in tool.sections}:
            return Place(tool.sections[0].id, "")
        group = tool.repeat_of.get(question)
        if question not in tool.questions or group is None:
            return Place(section, question if question in tool.questions else "")
        first = next(iter(self.audit.instances.get(group, ())), 1)
        return Place(section, finding_key(question, first))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(GRID * 2, GRID // 2, GRID, 0)
        head.addWidget(label("Preview", "strong"))
        head.addStretch(1)
        head.addWidget(self.test_run)
        head.addWidget(self.clear)
        self.stale.setContentsMargins(GRID * 2, 0, GRID * 2, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stale)
        column.addWidget(self.form, 1)
        column.addWidget(self.empty, 1)
        self._show_form(False)

    def _show_form(self, is_there: bool) -> None:
        self.form.setVisible(is_there)
        self.empty.setVisible(not is_there)
        self.test_run.setEnabled(is_there)
        self.clear.setEnabled(is_there)

    def _button(self, text: str, name: str) -> QPushButton:
        button = set_role(named(QPushButton(text), name), "quiet")
        button.setToolTip(name)
        return button


_NOTHING = "The auditor's form appears here"
_HOW = "Add a first question with Ctrl+Enter, and see it as the auditor will."
_STALE = "The preview shows the tool as it was before the problems."
