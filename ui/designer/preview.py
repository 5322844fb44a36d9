"""The tool as the auditor will see it: the auditor's own form, on an audit that nobody keeps."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from forms.audits import Audit
from forms.completing import CASE, OVERALL
from forms.designing.fitting import fitted
from forms.designing.made_up import made_up_answers
from forms.tools import AuditTool
from ui.audit_form.history import History
from ui.audit_form.pane import FormPane
from ui.audit_form.sheet import Sheet
from ui.audit_form.stop import Kit, Stop
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, say_aloud, set_role

_REST = 250  # milliseconds without a change after which the form is built anew
_ROOM_FOR_LIST = GRID * 90  # pixels; in less the form stands alone, the outline leads to sections


class Preview(QWidget):
    """Shows the newest tool that is sound. Answers given in it stay while the tool changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tool: AuditTool | None = None
        self._shown: AuditTool | None = None
        self._renames: dict[str, str] = {}
        self._language = ""
        self._seed = 0
        self._place = ("", "")
        self._kit: Kit | None = None
        self.pane = FormPane(theme)
        self.stale = label(_STALE, "small", wrap=True)
        self.stale.hide()
        self.test_run = self._button("Fill in", "Fill the preview with made-up answers (Ctrl+T)")
        self.clear = self._button("Clear", "Take all answers out of the preview")
        self._build()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.refresh)
        self.test_run.clicked.connect(self.fill_in)
        self.clear.clicked.connect(self._clear)

    @property
    def audit(self) -> Audit:
        """The audit as it is filled in."""
        return self._kit.sheet.audit if self._kit else Audit(audited_on=date.today())

    def begin(self) -> None:
        """Forget the tool and its answers, for another one comes."""
        self._tool = self._shown = self._kit = None
        self._renames = {}
        self._language = ""
        self.pane.setEnabled(False)

    @Slot(object)
    def show_tool(self, tool: AuditTool | None) -> None:
        """Show a tool soon; None while it has problems: the last one that had none stays."""
        self.stale.setVisible(tool is None)
        if tool is not None:
            self._tool = tool
            self._rest.start()

    @Slot(object)
    def follow(self, renames: tuple[tuple[str, str], ...]) -> None:
        """Keep the answers of questions whose ids changed."""
        for old, new in renames:
            first = next((one for one, later in self._renames.items() if later == old), old)
            self._renames[first] = new

    def speak(self, language: str) -> None:
        """Show the words of a language of the tool."""
        self._language = language
        self._shown = None
        self._rest.start()

    def go(self, section: str, question: str) -> None:
        """Bring a section, and a question in it, into view; the focus stays where it is."""
        self._place = section, question
        self._bring_into_view()

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
        if self._tool is None or self._tool is self._shown or not self.isVisible():
            return
        audit = fitted(self._tool, self.audit, self._renames, date.today())
        self._renames = {}
        self._open(self._tool, audit)

    def showEvent(self, event: QShowEvent) -> None:
        """Build the form when it comes into view."""
        super().showEvent(event)
        self._rest.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list of sections out where there is no room for it beside the form."""
        super().resizeEvent(event)
        room = _ROOM_FOR_LIST * self._theme.text_percent // 100
        self.pane.sections.setVisible(self.width() >= room)

    def _open(self, tool: AuditTool, audit: Audit) -> None:
        self._shown = tool
        top = self._scroll().verticalScrollBar().value() if self._kit else 0
        shown = tool.in_language(self._language) if self._language else tool
        sheet = Sheet(shown, audit, date.today)
        self._kit = Kit(self._theme, sheet, History(sheet))
        self.pane.setEnabled(True)
        self.pane.show_kit(self._kit, {})
        sheet.changed.connect(self.pane.refresh)
        self.pane.show_section(self._section(tool))
        if self.pane.view is not None:
            self.setMinimumWidth(self.pane.view.minimumSizeHint().width() + GRID * 3)
        self._scroll().verticalScrollBar().setValue(top)
        self._bring_into_view()

    def _section(self, tool: AuditTool) -> str:
        known = {section.id for section in tool.sections} | {CASE, OVERALL}
        return self._place[0] if self._place[0] in known else tool.sections[0].id

    @Slot()
    def _clear(self) -> None:
        if self._shown is not None:
            self._kit = None
            self._open(self._shown, fitted(self._shown, self.audit, {}, date.today()))

    def _bring_into_view(self) -> None:
        if self._kit is None or self._shown is None:
            return
        section, question = self._place
        if self.pane.view is None or self.pane.view.section != section:
            self.pane.show_section(self._section(self._shown))
        stop = self._stop_of(question) if question else None
        if stop is not None:
            QTimer.singleShot(0, stop, lambda: self._scroll_to(stop))

    def _scroll_to(self, stop: Stop) -> None:
        scroll = self._scroll()
        scroll.ensureWidgetVisible(stop, 0, GRID * 2)
        scroll.horizontalScrollBar().setValue(0)
        if self.pane.view is not None:
            self.pane.view.mark_current(stop)

    def _stop_of(self, question: str) -> Stop | None:
        """Return the first stop of a question; in a repeat there is one for each instance."""
        stops: Mapping[str, Stop] = self.pane.view.stops if self.pane.view else {}
        mine = (stop for name, stop in stops.items() if name.partition("#")[0] == question)
        return next((stop for stop in mine if not stop.is_out), None)

    def _scroll(self) -> QScrollArea:
        return self.pane.findChildren(QScrollArea)[0]

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
        column.addWidget(self.pane, 1)

    def _button(self, text: str, name: str) -> QPushButton:
        button = set_role(named(QPushButton(text), name), "quiet")
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button


_STALE = "The preview shows the tool as it was before the problems."
