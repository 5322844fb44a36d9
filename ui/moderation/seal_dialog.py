"""Before a moderation is sealed: every grade beside the auditor's, and why it was changed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from forms.moderations import ChangedGrade
from ui.audits.dialogs import caption, column, fit, letters, question_row
from ui.icons import Icons
from ui.moderation.jobs import Ready
from ui.widgets.dressing import label, named, set_role, set_tone

_MOST_LETTERS = 2_000
_AT_ONCE = 4  # rows that are seen without scrolling
_LINES = 2.4  # that a row is high: two, and the room round them
_BLIND = (
    "All your grades are given. Look now at where those given before differ. If you go back to the "
    "form after that, you go on with them in view and no longer blind."
)


class SealDialog(QDialog):
    """Shows what a moderation changes; `confirmed(reason)` when it is to be sealed.

    Of a blind one nothing is shown before that is asked for; `looked` says that it was, and that
    the person then went back.
    """

    confirmed = Signal(str)
    looked = Signal()

    def __init__(self, ready: Ready, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._ready = ready
        self._is_hidden = ready.is_blind
        self.setWindowTitle("Seal the moderation")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        before = f"{ready.before.whose} {ready.before.name}"
        self.table = differences_table(ready.changed, before, f"Moderator {ready.moderator}")
        self.summary = label(_summary(ready), wrap=True)
        self.reason = named(QPlainTextEdit(), "Reason", "Why you see it otherwise.")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(4 * self.reason.fontMetrics().lineSpacing())
        self._reason_caption = caption(_asked(ready), self.reason)
        self.problem = label("", "problem", wrap=True)
        shown = "Show the &grades given before"
        self.show_grades = named(QPushButton(shown), shown.replace("&", ""), _BLIND)
        self.yes = set_role(named(QPushButton("&Seal"), "Seal the moderation"), "primary")
        self._build(icons)
        self._show_parts()

    def _build(self, icons: Icons) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.show_grades, QDialogButtonBox.ButtonRole.ActionRole)
        back = buttons.addButton("Go &back", QDialogButtonBox.ButtonRole.RejectRole)
        named(back, "Go back to the form")
        ready = self._ready
        asked = f"Seal your moderation of {ready.case or 'this case'}?"
        told = f"{ready.auditor} audited, {ready.moderator} moderates. Both grades are kept."
        layout = column(self)
        layout.addLayout(question_row(icons, asked, told, ("check_circle", "accent")))
        self._blind = label(_BLIND, wrap=True)
        for part in (self._blind, self.summary, self.table, self._reason_caption, self.reason):
            layout.addWidget(part, 1 if part is self.table else 0)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.setMinimumWidth(letters(self, 92))
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self.show_grades.clicked.connect(self._show_grades)

    def reject(self) -> None:
        """Go back to the form; whoever has seen the auditor's grades is no longer blind."""
        super().reject()
        if self._ready.is_blind and not self._is_hidden:
            self.looked.emit()

    def _show_parts(self) -> None:
        is_shown = not self._is_hidden
        has_changed = bool(self._ready.changed)
        self._blind.setVisible(self._is_hidden)
        self.show_grades.setVisible(self._is_hidden)
        self.summary.setVisible(is_shown)
        self.table.setVisible(is_shown and has_changed)
        for part in (self._reason_caption, self.reason, self.yes):
            part.setVisible(is_shown)
        self.problem.hide()
        fit(self)
        first = self.reason if is_shown else self.show_grades
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_grades(self) -> None:
        self._is_hidden = False
        self._show_parts()

    @Slot()
    def _on_accepted(self) -> None:
        reason = self.reason.toPlainText().strip()
        is_missing = bool(self._ready.changed) and not reason
        if is_missing or len(reason) > _MOST_LETTERS:
            said = "Say why grades were changed."
            self._complain(said if is_missing else f"Use at most {_MOST_LETTERS:,} letters.")
            return
        self.accept()
        self.confirmed.emit(reason)

    def _complain(self, sentence: str) -> None:
        set_tone(self.reason, "bad")
        self.problem.setText(sentence)
        self.problem.show()
        fit(self)
        self.reason.setAccessibleDescription(sentence)
        self.reason.setFocus()


def differences_table(changed: Sequence[ChangedGrade], before: str, after: str) -> QTableWidget:
    """Return a table of what two people do not share, to be read by keys."""
    table = named(QTableWidget(len(changed), 3), "Grades that differ", f"{before} beside {after}.")
    table.setHorizontalHeaderLabels(["What", before, after])
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    for row, each in enumerate(changed):
        for place, text in enumerate((each.label, each.before, each.after)):
            cell = QTableWidgetItem(text)
            cell.setToolTip(text)
            table.setItem(row, place, cell)
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    if len(changed) > _AT_ONCE:  # from the beginning, so that words are wrapped once
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    lines = _LINES * (min(len(changed), _AT_ONCE) + 1)  # the head is one
    height = round(lines * table.fontMetrics().lineSpacing())
    table.setMinimumHeight(height)
    if len(changed) <= _AT_ONCE:
        table.setMaximumHeight(height)
    return table


def _summary(ready: Ready) -> str:
    count = len(ready.changed)
    if not count:
        return f"You agree with every grade that {ready.before.name} gave."
    things = "one thing" if count == 1 else f"{count:,} things"
    return f"You see {things} otherwise than {ready.before.name}:"


def _asked(ready: Ready) -> str:
    return "&Reason (required)" if ready.changed else "&Reason (optional)"
