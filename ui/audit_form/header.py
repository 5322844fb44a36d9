"""The bar above the form: whose file, which tool, who audits, is it saved, and completing it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from forms.evaluation import Progress
from forms.tools import AuditTool, Language
from ui.audit_form.concern_watch import ConcernWatch
from ui.theme import GRID, Theme
from ui.widgets.badge import Badge
from ui.widgets.dressing import Tone, label, named, set_role
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.save_state import SaveState

if TYPE_CHECKING:
    from db.listing import Status

_WIDE = GRID * 130  # pixels at ordinary text size; in less, concerns are only counted

_STATUS: dict["Status", tuple[str, Tone, str]] = {
    "draft": ("Draft", "info", "✎"),
    "reopened": ("Reopened", "info", "↶"),
    "moderating": ("Moderating", "info", "✎"),
    "received": ("Received draft", "neutral", "✎"),
    "conflict": ("Conflict", "warn", "!"),
    "completed": ("Completed", "good", "✓"),
    "moderated": ("Moderated", "good", "✓"),
    "disputed": ("Disputed", "warn", "!"),
    "void": ("Void", "neutral", "⊘"),
}


_ENDINGS: dict["Status", tuple[str, str]] = {"moderating": ("Seal", "moderation")}
"""What the last button does with what."""


class AuditHeader(QFrame):
    """Shows what is told; the requests are signals.

    A preview shows nothing that belongs to an audit in a database.
    """

    close_requested = Signal()
    complete_requested = Signal()
    void_requested = Signal()
    next_requested = Signal()
    concern_requested = Signal()
    history_requested = Signal()
    language_chosen = Signal(str)

    def __init__(self, theme: Theme, *, preview: bool = False) -> None:
        super().__init__()
        set_role(self, "bar")
        self._theme = theme
        self._is_preview = preview
        self._case = set_role(ElidedLabel(), "heading")
        self._about = set_role(ElidedLabel(), "small")
        self._status = Badge()
        self.save_state = SaveState()
        self.back = self._tool("arrow_left", "Back to the list of audits", "Ctrl+W")
        self.more = named(QToolButton(), "More for this audit")
        self.more.setText("More ▾")
        self.language = LanguageButton()
        self.concerns = ConcernWatch()
        self.next = named(QPushButton(), "Go to the next thing to do")
        self.next.setToolTip("Go to the next thing to answer, in any section (F8)")
        self.void = QAction("&Void this audit…", self)
        self.history = QAction("&History of this audit…", self)
        self.moderate = QAction("&Moderate this audit…", self)
        self.dispute = QAction("&Dispute the moderation…", self)
        self.complete = set_role(QPushButton(), "primary")
        self.undo = self._tool("undo", "Undo", "Ctrl+Z")
        self.redo = self._tool("redo", "Redo", "Ctrl+Y")
        self._build()
        self.back.clicked.connect(self.close_requested)
        self.complete.clicked.connect(self.complete_requested)
        self.void.triggered.connect(self.void_requested)
        self.history.triggered.connect(self.history_requested)
        self.next.clicked.connect(self.next_requested)
        self.concerns.button.clicked.connect(self.concern_requested)
        self.language.chosen.connect(self.language_chosen)

    @property
    def case_text(self) -> str:
        """The case as it is named."""
        return self._case.text()

    @property
    def about_text(self) -> str:
        """What is said about the audit below the case."""
        return self._about.text()

    def show_audit(self, tool: AuditTool, case: str, auditor: str, done: Progress) -> None:
        """Show which audit this is, and how many of its questions in view are answered."""
        self._case.setText(case or "New audit")
        named(self._case, f"Case reference: {case or 'not given yet'}")
        by = f"  ·  {auditor}" if auditor else ""
        self._about.setText(f"{tool.name}{by}  ·  {done.answered} of {done.total} answered")
        self._show_to_do(done.to_do)

    def show_status(
        self, status: "Status", *, read_only: bool, can_act: bool = True, is_blind: bool = False
    ) -> None:
        """Show how the audit stands, and only what may be done with it."""
        text, tone, symbol = _STATUS[status]
        text = f"{text} blind" if is_blind else text
        self._status.show_state(text, tone, symbol=symbol)
        is_real = not self._is_preview
        shown: dict[QWidget, bool] = {
            **dict.fromkeys((self.next, self.undo, self.redo), not read_only),
            **dict.fromkeys((self.complete, self.save_state), not read_only and is_real),
            **dict.fromkeys((self.back, self._status), is_real),
            self.more: is_real and status != "received",
        }
        self.void.setVisible(can_act and status not in ("void", "received"))
        self.moderate.setVisible(can_act and status in ("completed", "moderated", "disputed"))
        self.dispute.setVisible(can_act and status == "moderated")
        self.history.setVisible(status not in ("draft", "received") and not is_blind)
        self._name_ending(*_ENDINGS.get(status, ("Complete", "audit")))
        for part, is_shown in shown.items():
            part.setVisible(is_shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give words up where there is no room for them."""
        super().resizeEvent(event)
        self.concerns.shorten(self.width() < _WIDE * self._theme.text_percent // 100)

    def _name_ending(self, does: str, what: str) -> None:
        """Call the button by which the work is sealed by what it seals."""
        self.complete.setText(does)
        named(self.complete, f"{does} the {what}")
        self.complete.setToolTip(f"{does} the {what}, or list what is missing (Ctrl+Enter)")

    def _show_to_do(self, count: int) -> None:
        words = "Nothing is left to do" if not count else f"{count} to do"
        self.next.setText(f"{words} →" if count else words)
        self.next.setEnabled(bool(count))
        self.next.setAccessibleDescription(f"{words}.")
        self.complete.setAccessibleDescription(f"{words}.")

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._case)
        top.addWidget(self._status)
        top.addStretch(1)
        names.addLayout(top)
        names.addWidget(self._about)
        menu = QMenu(self.more)
        menu.addActions([self.history, self.moderate, self.dispute, self.void])
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID * 2, GRID // 2)
        layout.setSpacing(GRID)
        layout.addWidget(self.back)
        layout.addLayout(names, 1)
        for part in (
            self.concerns.button,
            self.save_state,
            self.language,
            self.undo,
            self.redo,
            self.more,
            self.next,
            self.complete,
        ):
            layout.addWidget(part)

    def _tool(self, icon: str, name: str, key: str) -> QToolButton:
        button = named(QToolButton(), name, f"Key: {key}.")
        button.setToolTip(f"{name} ({key})")
        self._theme.icons.wear(button, icon, "muted")
        return button


class LanguageButton(QToolButton):
    """The languages of a tool; `chosen(code)` when the person wants another."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.hide()

    def offer(self, languages: Sequence[Language], shown: str) -> None:
        """Offer the languages a tool has, where it has several."""
        self.setVisible(len(languages) > 1)
        if len(languages) <= 1:
            return
        menu = QMenu(self)
        for language in languages:
            action = menu.addAction(language.title)
            action.setCheckable(True)
            action.setChecked(language.code == shown)
            action.triggered.connect(partial(self._choose, language.code))
        self._give_menu(menu)
        title = next((each.title for each in languages if each.code == shown), "")
        self.setText(f"{title} ▾")
        named(self, f"Language of the questions: {title}", "Opens the list of languages.")
        self.setToolTip("Language of the questions")

    def _give_menu(self, menu: QMenu) -> None:
        """Put a menu in place of the one there, which may be what asked for this."""
        old = self.menu()
        self.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def _choose(self, code: str, _is_checked: bool) -> None:
        self.chosen.emit(code)


class ReadOnlyBanner(QFrame):
    """Says why an audit cannot be edited, and offers to reopen it, or to settle a conflict."""

    reopen_requested = Signal()
    settle_requested = Signal()
    go_on_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "strip")
        self.drafted_by = ""
        """Whose draft a received one is."""
        self._why = label("", wrap=True)
        self.reopen = named(QPushButton("Reopen"), "Reopen this audit")
        self.settle = named(QPushButton("Settle…"), "Settle the conflict")
        self.go_on = named(QPushButton("Continue as &mine…"), "Continue as mine")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID // 2, GRID * 2, GRID // 2)
        layout.setSpacing(GRID * 2)
        layout.addWidget(self._why, 1)
        layout.addWidget(self.reopen)
        layout.addWidget(self.settle)
        layout.addWidget(self.go_on)
        self.reopen.clicked.connect(self.reopen_requested)
        self.settle.clicked.connect(self.settle_requested)
        self.go_on.clicked.connect(self.go_on_requested)

    def explain(self, status: "Status", why_not: str = "", *, is_blind: bool = False) -> None:
        """Say why an audit of this status is only to be read; `why_not` where none can be.

        Of one that is being moderated it says what its moderator sees.
        """
        known = _BLIND if is_blind else _WHY.get(status, _WHY["completed"])
        sentence = why_not or known.format(whose=self.drafted_by or "somebody else")
        self.settle.setVisible(status == "conflict")
        self.reopen.setVisible(not why_not and status not in _NOT_REOPENED)
        self.go_on.setVisible(not why_not and status == "received")
        self.go_on.setAccessibleDescription(sentence)
        self._why.setText(sentence)
        self.reopen.setAccessibleDescription(sentence)


_NOT_REOPENED = ("conflict", "received", "moderating")
_BLIND = (
    "You moderate this audit blind: you see the evidence and the facts, and none of the auditor's "
    "grades until all of yours are given."
)
_WHY: dict["Status", str] = {
    "moderating": "You moderate this audit: the auditor's grade stands beside yours. What the "
    "auditor sealed is kept.",
    "completed": "This audit is completed and sealed, so nothing in it can be changed. Reopen it "
    "to work on it again; the completed version is kept.",
    "moderated": "This audit is moderated and sealed, so nothing in it can be changed. Reopen it "
    "to work on it again; the moderated version is kept.",
    "disputed": "The moderation of this audit is disputed. The moderated grades count until a "
    "further moderation settles it.",
    "conflict": "Two versions of this audit were completed apart from each other, so neither can "
    "be changed as it is. Settle the conflict to go on with it.",
    "received": "This is a draft of {whose}. It came with a merge and can only be read here; a "
    "newer merge may bring a newer one.",
    "void": "This audit is void: it counts in no report and cannot be changed. Reopen it to bring "
    "it back as a draft.",
}
