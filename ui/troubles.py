"""Trouble as people see it: a sentence for what is known, one copyable report for a bug."""

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from types import TracebackType
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from forms.errors import AuditAppError, ProblemsFound
from ui.bug_report import BugReport, bug_report
from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.collapsible import Collapsible
from ui.widgets.dressing import named, set_role

_FEW_PROBLEMS = 3  # more than these are folded away under the sentence


class Way(NamedTuple):
    """A way on from trouble: the text of its button, with an access key, and where it leads."""

    text: str
    go: Callable[[], None]


class Troubles(QObject):
    """Shows known trouble and bugs over one window; one bug dialog at a time, all of them logged.

    `bug_caught` may be emitted from any thread; the dialog opens on the GUI thread.
    """

    bug_caught = Signal(object)

    def __init__(self, parent: QWidget, icons: Icons, log: logging.Logger) -> None:
        super().__init__(parent)
        self._parent = parent
        self._icons = icons
        self._log = log
        self._bug_dialog: BugDialog | None = None
        self.bug_caught.connect(self.show_bug)

    @Slot(object)
    def show(self, error: BaseException, ways: Sequence[Way] = ()) -> None:
        """Show known trouble as its sentence with the `ways` on, anything else as a bug."""
        if not isinstance(error, AuditAppError):
            self.show_bug(error)
            return
        self._log.warning("known trouble shown: %s", type(error).__name__)
        sentence, problems = sentence_and_problems(error)
        TroubleDialog(sentence, problems, self._icons, self._parent, ways=ways).open()

    @Slot(object)
    def show_bug(self, error: BaseException) -> None:
        """Log a bug and offer its report; a bug that repeats while one is shown is only logged."""
        self._log.error("bug", exc_info=error)
        if self._bug_dialog is not None:
            return
        self._bug_dialog = BugDialog(bug_report(error), self._icons, self._parent)
        self._bug_dialog.finished.connect(self._forget_bug_dialog)
        self._bug_dialog.open()

    @Slot()
    def _forget_bug_dialog(self) -> None:
        self._bug_dialog = None

    def watch_uncaught(self) -> None:
        """Take over what nobody caught, on this thread and on all others."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_uncaught_in_thread

    def unwatch_uncaught(self) -> None:
        """Give uncaught exceptions back to Python."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.bug_caught.emit(error)

    def _on_uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.bug_caught.emit(args.exc_value)


def sentence_and_problems(error: AuditAppError) -> tuple[str, tuple[str, ...]]:
    """Part the sentence that says what to do from the list of single problems, if there is one."""
    sentence = str(error).splitlines()[0] if isinstance(error, ProblemsFound) else str(error)
    problems = error.problems if isinstance(error, ProblemsFound) else ()
    return sentence, tuple(str(problem) for problem in problems)


class TroubleDialog(QDialog):
    """Known trouble: what is wrong and what to do, with single problems folded below."""

    def __init__(
        self,
        sentence: str,
        problems: Sequence[str],
        icons: Icons,
        parent: QWidget | None = None,
        *,
        ways: Sequence[Way] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Case File Audit")
        self.setAccessibleName("Something needs your attention")
        self.setAccessibleDescription(sentence)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = _column(self)
        layout.addLayout(_sentence_row(icons, "alert", "warn", sentence))
        if problems:
            text = _read_only("\n".join(problems), "List of problems")
            folded = Collapsible(f"Problems ({len(problems)})", text, icons)
            folded.set_open(len(problems) <= _FEW_PROBLEMS)
            layout.addWidget(folded)
        buttons = _buttons(self)
        for way in ways:
            button = named(QPushButton(way.text), way.text.replace("&", "").rstrip("…"), sentence)
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(partial(self._take, way))
            buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()  # as Enter does
        layout.addWidget(buttons)
        self.setMinimumWidth(480)

    def _take(self, way: Way) -> None:
        """Go this way once the dialog is out of it."""
        self.close()
        way.go()


class BugDialog(QDialog):
    """A bug: what happened to the person's work, and one report to copy and send."""

    def __init__(self, report: BugReport, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        sentence = (
            "The program met a fault of its own. Everything shown as saved is safe. "
            "Please send this report to whoever looks after the program; "
            "it holds no case content."
        )
        self.setWindowTitle("Fault in Case File Audit")
        self.setAccessibleName("Fault report")
        self.setAccessibleDescription(sentence)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = _column(self)
        layout.addLayout(_sentence_row(icons, "bug", "bad", sentence))
        layout.addWidget(_read_only(report.text, "Fault report"), 1)
        buttons = _buttons(self)
        copy = buttons.addButton("&Copy report", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy_report)
        layout.addWidget(buttons)
        self.resize(640, 440)

    @Slot()
    def copy_report(self) -> None:
        """Put the whole report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report.text)


def _column(dialog: QDialog) -> QVBoxLayout:
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
    layout.setSpacing(GRID * 2)
    return layout


def _sentence_row(icons: Icons, icon: str, tone: str, sentence: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID * 2)
    picture = QLabel()
    icons.wear(picture, icon, tone, 32)
    text = QLabel(sentence)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setWordWrap(True)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text, 1)
    return row


def _read_only(text: str, name: str) -> QPlainTextEdit:
    box = named(QPlainTextEdit(text), name, "Read only. The text can be selected and copied.")
    box.setReadOnly(True)
    box.setTabChangesFocus(True)
    box.setMinimumHeight(GRID * 20)
    return box


def _buttons(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    close = buttons.button(QDialogButtonBox.StandardButton.Close)
    set_role(close, "primary")
    close.setDefault(True)
    buttons.rejected.connect(dialog.reject)
    return buttons
