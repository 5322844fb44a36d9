"""Cards of questions that nobody answers: notes, what is worked out, what is not asked here."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from forms.answer_words import answer_in_words
from forms.findings import Answer, split_key
from forms.tools import AuditTool, Question
from ui.audit_form.dates import shown_date
from ui.audit_form.fold import Fold
from ui.audit_form.notices import ConcernNotice, asked_words
from ui.audit_form.option_paint import RING
from ui.audit_form.reading import concerns_of
from ui.audit_form.rows import QuestionRow
from ui.audit_form.stop import Kit, Stop
from ui.theme import GRID
from ui.widgets.badge import Badge
from ui.widgets.dressing import label, named

NOT_YET = "Nothing yet: it follows from other answers."


class ToldCard(Stop):
    """A card that is only read. The arrows and Tab go to it, so that it is read out."""

    def __init__(self, row: QuestionRow, kit: Kit) -> None:
        super().__init__(row.name, kit)
        self.question = row.question
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def refresh(self) -> None:
        """Show the card while its rule holds."""
        self.put_out(not self.kit.sheet.reading.shown(*split_key(self.name)))

    def enter(self, part: str = "") -> None:  # noqa: ARG002 -- there is one part only
        """Take the focus itself."""
        self.setFocus(Qt.FocusReason.TabFocusReason)


class NoteCard(ToldCard):
    """A note to the auditor."""

    def __init__(self, row: QuestionRow, kit: Kit) -> None:
        super().__init__(row, kit)
        self.column.addLayout(asked_words(kit.sheet.tool, self.question))
        if self.question.guidance:
            told = label(self.question.guidance, "muted", wrap=True)
            told.setContentsMargins(RING, 0, 0, 0)
            self.column.addWidget(told)
        said = ". ".join(filter(None, (self.question.hint, self.question.guidance)))
        named(self, f"Note: {self.question.label}", said)
        self.refresh()


class InertCard(ToldCard):
    """A question of another program's form that no audit asks."""

    def __init__(self, row: QuestionRow, kit: Kit) -> None:
        super().__init__(row, kit)
        kind = f" ({self.question.was})" if self.question.was else ""
        sentence = f"“{self.question.label}”{kind} is not asked in an audit."
        told = label(sentence, "muted", wrap=True)
        told.setContentsMargins(RING, 0, 0, 0)
        self.column.addWidget(told)
        named(self, sentence)
        self.refresh()


class CalculatedCard(ToldCard):
    """A value that follows from other answers."""

    def __init__(self, row: QuestionRow, number: str, kit: Kit) -> None:
        super().__init__(row, kit)
        self.number = number
        self.value = QLabel()
        self.value.setTextFormat(Qt.TextFormat.PlainText)
        self.value.setWordWrap(True)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.value.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.value.setContentsMargins(RING, 0, 0, 0)
        self._concern = ConcernNotice(kit.theme)
        self._fold: Fold | None = None
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Show what the question comes to now; in a sealed audit, what it came to then."""
        super().refresh()
        reading = self.kit.sheet.reading
        sealed = reading.finding(self.name).answer if self.kit.sheet.read_only else None
        answer = reading.calculated.get(self.name) if sealed is None else sealed
        words = worked_out_words(self.kit.sheet.tool, self.question, answer)
        self.value.setText(words or NOT_YET)
        self._concern.show_concerns(concerns_of(reading, self.name))
        said = f"Worked out. {words or NOT_YET} {self._concern.sentence}".strip()
        named(self, f"{self.number} {self.question.label}", said)

    def toggle_guidance(self) -> bool:
        """Open or fold what good looks like."""
        if self._fold is not None:
            self._fold.toggle()
        return self._fold is not None

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(RING, 0, 0, 0)
        head.setSpacing(GRID)
        head.addWidget(label(self.number, "small"))
        head.addWidget(Badge("Worked out", "info", symbol="="))
        head.addStretch(1)
        self.column.addLayout(head)
        self.column.addLayout(asked_words(self.kit.sheet.tool, self.question))
        if self.question.guidance:
            about = f"question {self.number}"
            self._fold = Fold(self.question.guidance, self.kit.theme, about)
            head.addWidget(self._fold.button)
            self.column.addLayout(self._fold.layout)
        self.column.addWidget(self.value)
        self.column.addLayout(self._concern.layout)


def worked_out_words(tool: AuditTool, question: Question, answer: Answer) -> str:
    """Return a worked out value as people read it, with its unit; "" for none."""
    try:
        day = date.fromisoformat(answer) if isinstance(answer, str) else None
    except ValueError:
        day = None
    return shown_date(day) if day else answer_in_words(tool, question.id, answer)
