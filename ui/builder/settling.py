"""Two versions of a report template that differ: which one holds, field by field, and why."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from forms.errors import AuditAppError
from ui.audit_form.dates import shown_date
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role, set_tone

if TYPE_CHECKING:
    from db.report_templates import TemplateConflict, TemplateContest, TemplateSide
    from db.store import ReadingStore, Store
    from ui.audits.reads import StoreJobs
    from ui.lanes import Progress

_TOLD = (
    "Two people changed the same fields differently. Choose what holds; the other version stays "
    "in the history."
)
_SHOWN_LETTERS = 600
_CODE = "code"


class Settling(QObject):
    """Asks what holds, and seals it; `settled(uid)` once it is done."""

    settled = Signal(object)
    trouble = Signal(object)

    def __init__(self, jobs: "StoreJobs", page: QWidget, *, author: Callable[[], str]) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._page = page
        self._author = author

    def ask(self, uid: str) -> None:
        """Read the conflict of a template, and ask."""
        self._jobs.read(partial(_load, uid=uid), done=self._open, failed=self._refuse, owner=self)

    def _open(self, conflict: "TemplateConflict") -> None:
        dialog = SettleDialog(conflict, self._author(), self._page)
        dialog.settled.connect(partial(self._settle, conflict))
        dialog.open()

    def _settle(
        self, conflict: "TemplateConflict", choices: dict[str, str], author: str, reason: str
    ) -> None:
        self._jobs.write(
            partial(_seal, conflict=conflict, choices=choices, author=author, reason=reason),
            done=lambda _: self.settled.emit(conflict.uid),
            failed=self._refuse,
            owner=self,
        )

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self.trouble.emit(error)


class SettleDialog(QDialog):
    """Shows every field that differs with what each version says there.

    `settled(choices, author, reason)` once each is chosen: field → version.
    """

    settled = Signal(object, str, str)

    def __init__(self, conflict: "TemplateConflict", author: str, parent: QWidget) -> None:
        super().__init__(parent)
        name = conflict.sides[0].template.name
        self.setWindowTitle("Settle two versions")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.groups: dict[str, QButtonGroup] = {}
        self.author = named(QLineEdit(author), "Settled by", "Your name or auditor code.")
        self.author.setMaxLength(100)
        self.reason = named(QLineEdit(), "Reason")
        self.reason.setMaxLength(2_000)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label(f"Two versions of “{name}”", "heading", wrap=True))
        layout.addWidget(label(_TOLD, "muted", wrap=True))
        layout.addWidget(self._contests(conflict), 1)
        for caption, box in (("&Reason", self.reason), ("Settled &by", self.author)):
            title = label(caption, "strong")
            title.setBuddy(box)
            layout.addWidget(title)
            layout.addWidget(box)
        layout.addWidget(self.problem)
        layout.addWidget(self._buttons())
        self.resize(GRID * 90, GRID * 76)

    def _contests(self, conflict: "TemplateConflict") -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSpacing(GRID)
        for contest in conflict.contests:
            column.addWidget(self._card(contest, conflict.sides))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _card(self, contest: "TemplateContest", sides: "tuple[TemplateSide, ...]") -> QFrame:
        card = set_role(QFrame(), "card")
        column = QVBoxLayout(card)
        column.setSpacing(GRID // 2)
        column.addWidget(label(contest.label, "strong", wrap=True))
        group = self.groups[contest.field] = QButtonGroup(card)
        for side in sides:
            said = contest.texts.get(side.name, "") or "Nothing"
            when = f"{side.author}, {shown_date(side.sealed_at.astimezone().date())}"
            choice = named(QRadioButton(when), f"{contest.label}, {when}: {said[:_SHOWN_LETTERS]}")
            choice.setProperty(_CODE, side.name)
            group.addButton(choice)
            column.addWidget(choice)
            words = label(_shortened(said), wrap=True)
            words.setContentsMargins(GRID * 3, 0, 0, 0)
            column.addWidget(words)
        return card

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.yes = set_role(named(QPushButton("&Settle"), "Settle"), "primary")
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot()
    def _on_accepted(self) -> None:
        open_ones = [group for group in self.groups.values() if group.checkedButton() is None]
        reason, author = self.reason.text().strip(), self.author.text().strip()
        if open_ones:
            self._complain("Choose what holds in each field.", open_ones[0].buttons()[0])
        elif not reason:
            self._complain("Say why.", self.reason)
        elif not author:
            self._complain("Enter your name or auditor code.", self.author)
        else:
            self.accept()
            self.settled.emit(self.choices(), author, reason)

    def choices(self) -> dict[str, str]:
        """Return field → the version that was chosen for it."""
        chosen = {field: group.checkedButton() for field, group in self.groups.items()}
        return {field: str(each.property(_CODE)) for field, each in chosen.items() if each}

    def _complain(self, sentence: str, field: QWidget) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        set_tone(field, "bad")
        field.setAccessibleDescription(sentence)
        field.setFocus()


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN_LETTERS else f"{text[:_SHOWN_LETTERS]} …"


def _load(store: "ReadingStore", _progress: "Progress", uid: str) -> "TemplateConflict":
    from db.report_templates import template_conflict

    return template_conflict(store, uid)


def _seal(
    store: "Store",
    _progress: "Progress",
    conflict: "TemplateConflict",
    choices: dict[str, str],
    author: str,
    reason: str,
) -> str:
    from db.report_templates import settle_template

    return settle_template(store, conflict.uid, choices, author, reason, shown=conflict.heads)
