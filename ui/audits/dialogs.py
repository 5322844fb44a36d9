"""Asking before an audit is made void, a draft thrown away or taken over."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.listing import AuditRow
from ui.audits.words import progress_text
from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role, set_tone

_MOST_LETTERS = 2_000


class ReasonWords(NamedTuple):
    """What a dialog says that asks for a reason: its texts, and the role of its button.

    `yes` is what is done, `by` the caption of the name, `why` what the reason is of, `missing` the
    sentence where there is none.
    """

    title: str
    question: str
    told: str
    yes: str
    role: str
    by: str
    why: str
    example: str
    missing: str


class ReasonDialog(QDialog):
    """Asks who does something and why; `confirmed(reason, author)` once both are given."""

    confirmed = Signal(str, str)

    def __init__(self, words: ReasonWords, author: str, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setWindowTitle(words.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.reason = named(QPlainTextEdit(), "Reason", words.why)
        self.reason.setPlaceholderText(words.example)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(GRID * 14)
        plain = words.by.replace("&", "")
        self.author = named(QLineEdit(author), plain, "Your name or auditor code.")
        self.author.setMaxLength(100)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        buttons = QDialogButtonBox()
        self.yes = QPushButton(words.yes)
        set_role(named(self.yes, words.yes.replace("&", "")), words.role)
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        layout = column(self)
        layout.addLayout(question_row(icons, words.question, words.told))
        layout.addWidget(caption("&Reason", self.reason))
        layout.addWidget(self.reason)
        layout.addWidget(caption(words.by, self.author))
        layout.addWidget(self.author)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.setMinimumWidth(GRID * 62)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self.reason.setFocus()

    @Slot()
    def _on_accepted(self) -> None:
        reason = self.reason.toPlainText().strip()
        author = self.author.text().strip()
        set_tone(self.reason, "" if reason else "bad")
        set_tone(self.author, "" if author else "bad")
        if not reason:
            self._complain(self._words.missing, self.reason)
        elif len(reason) > _MOST_LETTERS:
            self._complain(f"Use at most {_MOST_LETTERS:,} letters for the reason.", self.reason)
        elif not author:
            self._complain("Enter your name or auditor code.", self.author)
        else:
            self.accept()
            self.confirmed.emit(reason, author)

    def _complain(self, sentence: str, field: QWidget) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.adjustSize()
        field.setAccessibleDescription(sentence)
        field.setFocus()


class VoidDialog(ReasonDialog):
    """Asks who makes an audit void and why."""

    def __init__(self, row: AuditRow, author: str, icons: Icons, parent: QWidget) -> None:
        words = ReasonWords(
            title="Make audit void",
            question=f"Make the audit of {row.case or 'this case'} void?",
            told="It stays in the database with your reason, but no list or report counts it.",
            yes="Make &void",
            role="danger",
            by="Made void &by",
            why="Why the audit must not count.",
            example="For example: recorded against the wrong case",
            missing="Say why the audit is made void.",
        )
        super().__init__(words, author, icons, parent)


class DiscardDialog(QDialog):
    """Asks before work is thrown away; keeping it is what Enter and Escape do."""

    confirmed = Signal()

    def __init__(self, row: AuditRow, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question, told, yes = _discard_words(row)
        self.setWindowTitle(yes)
        self.yes = set_role(named(QPushButton(f"&{yes}"), yes), "danger")
        self.keep = set_role(named(QPushButton("&Keep"), "Keep"), "primary")
        buttons = QDialogButtonBox()
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.DestructiveRole)
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.RejectRole)
        layout = column(self)
        layout.addLayout(question_row(icons, question, told))
        layout.addWidget(buttons)
        self.setMinimumWidth(GRID * 58)
        self.keep.setDefault(True)
        self.keep.setFocus()
        self.yes.setAutoDefault(False)
        self.yes.clicked.connect(self._on_confirmed)
        buttons.rejected.connect(self.reject)

    @Slot()
    def _on_confirmed(self) -> None:
        self.accept()
        self.confirmed.emit()


class GoOnDialog(QDialog):
    """Asks before somebody else's draft is gone on with; leaving it is what Enter and Escape do."""

    confirmed = Signal()

    def __init__(self, row: AuditRow, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Continue as mine")
        whose = row.drafted_by or "somebody else"
        self.yes = named(QPushButton("Continue as &mine"), "Continue as mine")
        self.leave = set_role(named(QPushButton("&Leave it"), "Leave it"), "primary")
        buttons = QDialogButtonBox()
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        layout = column(self)
        layout.addLayout(
            question_row(
                icons,
                f"Go on with the draft of {whose}?",
                f"It becomes your draft of the audit of {row.case or 'this case'}. What "
                f"{whose} has stays as it is: if you both complete it, the two versions meet as a "
                "conflict when they are merged, and somebody has to settle it. Agree first who "
                "goes on.",
            )
        )
        layout.addWidget(buttons)
        self.setMinimumWidth(GRID * 62)
        self.leave.setDefault(True)
        self.leave.setFocus()
        self.yes.setAutoDefault(False)
        self.yes.clicked.connect(self._on_confirmed)
        buttons.rejected.connect(self.reject)

    @Slot()
    def _on_confirmed(self) -> None:
        self.accept()
        self.confirmed.emit()


def _discard_words(row: AuditRow) -> tuple[str, str, str]:
    case = row.case or "this case"
    if row.status == "moderating":
        told = "What the auditor sealed stays as it was; what you gave is gone for good."
        return f"Discard the moderation of {case}?", told, "Discard moderation"
    if row.status == "reopened":
        told = "What was completed before stays as it was; what was changed since is gone for good."
        return f"Discard the changes to the audit of {case}?", told, "Discard changes"
    told = f"It was never completed ({progress_text(row)}). What is in it is gone for good."
    return f"Discard the draft of {case}?", told, "Discard draft"


def letters(dialog: QDialog, count: int) -> int:
    """Return the pixels that so many letters of a dialog are wide, whatever the text size."""
    return count * dialog.fontMetrics().averageCharWidth()


def fit(dialog: QDialog) -> None:
    """Make a dialog as high as its words are at its width."""
    layout = dialog.layout()
    width = max(dialog.minimumWidth(), dialog.sizeHint().width())
    if layout is not None:
        dialog.resize(width, max(layout.totalHeightForWidth(width), dialog.sizeHint().height()))


def column(dialog: QDialog) -> QVBoxLayout:
    """Return the layout of a dialog that asks something."""
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
    layout.setSpacing(GRID)
    return layout


def caption(text: str, field: QWidget) -> QLabel:
    """Return the words over a field, whose marked letter leads into it."""
    made = label(text, "strong")
    made.setBuddy(field)
    return made


def question_row(
    icons: Icons, question: str, told: str, sign: tuple[str, str] = ("alert", "warn")
) -> QHBoxLayout:
    """Return what a dialog asks, what becomes of it, and at their side a sign in a colour."""
    picture = QLabel()
    icons.wear(picture, *sign, 32)
    words = QVBoxLayout()
    words.setSpacing(GRID // 2)
    words.addWidget(label(question, "heading", wrap=True))
    words.addWidget(label(told, "muted", wrap=True))
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, GRID)
    row.setSpacing(GRID * 2)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row
