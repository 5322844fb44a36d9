"""The card of one question: number, label, answer, guidance, evidence, and how it stands."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from forms.findings import Answer
from forms.tools import Question
from ui.audit_form.date_box import NO_DATE
from ui.audit_form.dates import read_date
from ui.audit_form.fold import Fold
from ui.audit_form.option_paint import RING
from ui.audit_form.options import reserved_options
from ui.audit_form.stop import Kit, ProblemLine, Stop
from ui.audit_form.typed_editors import answer_editor
from ui.audit_form.written_box import WrittenBox
from ui.theme import GRID
from ui.widgets.badge import Badge
from ui.widgets.dressing import Tone, label, named

_EVIDENCE_WIDTH = GRID * 10


class Standing(NamedTuple):
    """How a question stands: words, tone and symbol."""

    text: str
    tone: Tone
    symbol: str


_STANDINGS = {
    "answered": Standing("Answered", "good", "✓"),
    "not_applicable": Standing("Not applicable", "neutral", "–"),
    "not_evidenced": Standing("Not evidenced", "neutral", "?"),
}


class QuestionCard(Stop):
    """One question. It shows itself only while its rule holds."""

    def __init__(self, question: Question, number: str, kit: Kit) -> None:
        super().__init__(question.id, kit)
        self.question = question
        self.number = number
        self.editor = answer_editor(kit.sheet.tool, question, kit.theme, lambda: kit.sheet.today)
        self.evidence: WrittenBox | None = None
        self.fold: Fold | None = None
        self._shown: object = None
        self._badge = Badge()
        self._problem = ProblemLine()
        self._head = QHBoxLayout()
        self._clear: QToolButton | None = None
        self._build()
        self._connect_signals()
        if kit.sheet.read_only:
            self.editor.set_read_only()
        self.refresh()

    @property
    def field(self) -> str:
        """The field of the audit in which the finding is kept."""
        return f"finding.{self.question.id}"

    @property
    def problem(self) -> str:
        """What is said to be wrong with the answer."""
        return self._problem.sentence

    def refresh(self) -> None:
        """Show finding, state and problems as the sheet holds them."""
        reading = self.kit.sheet.reading
        self.put_out(reading.states[self.name] == "hidden")
        finding = reading.finding(self.name)
        shows = (finding, reading.states[self.name], reading.gap_by_field.get(self.field))
        if shows == self._shown:
            return
        self._shown = shows
        self.editor.show_answer(finding.answer)
        if self.evidence is not None:
            self.evidence.show_text(finding.evidence)
        self._offer_to_clear(finding.answer is not None and not self.kit.sheet.read_only)
        self._show_standing()

    def enter(self, part: str = "") -> None:
        """Go to the answer, or to the evidence where that is asked for."""
        if part == "words" and self.evidence is not None:
            self.evidence.box.setFocus()
        else:
            self.editor.enter()

    def flush(self) -> None:
        """Hand on what was typed."""
        self.editor.flush()
        if self.evidence is not None:
            self.evidence.flush()

    def press(self, key: str) -> bool:
        """Answer by a key."""
        return bool(key) and self.editor.press(key)

    def press_reserved(self, code: str) -> None:
        """Answer “not applicable” or “not evidenced”, where the question allows it."""
        if any(option.code == code for option in reserved_options(self.question)):
            self.flush()
            self.kit.history.answer(self.name, code)

    @Slot()
    def clear_answer(self) -> None:
        """Take the answer away; the evidence stays."""
        self.flush()
        self.kit.history.answer(self.name, None)
        self.editor.enter()

    def toggle_guidance(self) -> bool:
        """Open or fold what good looks like."""
        if self.fold is not None:
            self.fold.toggle()
        return self.fold is not None

    def _build(self) -> None:
        head = self._head
        head.setContentsMargins(RING, 0, 0, 0)
        head.setSpacing(GRID)
        head.addWidget(label(self.number, "small"))
        head.addWidget(self._badge)
        head.addStretch(1)
        self.column.addLayout(head)
        asked = label(self.question.label, "strong", wrap=True)
        asked.setContentsMargins(RING, 0, 0, 0)
        self.column.addWidget(asked)
        if self.question.guidance:
            about = f"question {self.number}"
            self.fold = Fold(self.question.guidance, self.kit.theme, about)
            head.addWidget(self.fold.button)
            self.column.addLayout(self.fold.layout)
        self.column.addWidget(self.editor)
        self.column.addLayout(self._problem.layout)
        if self.question.evidence != "none":
            self.column.addLayout(self._evidence_row())

    def _evidence_row(self) -> QHBoxLayout:
        required = self.question.evidence == "required"
        words = "required" if required else "optional"
        name = f"{self.number} Evidence, {words}: {self.question.label}"
        placeholder = "What on the file shows this? (Ctrl+E)"
        self.evidence = WrittenBox(f"{self.field}#evidence", name, self.kit.sheet, placeholder)
        heading = label(f"Evidence\n{words}", "small")
        heading.setFixedWidth(self.kit.scaled(_EVIDENCE_WIDTH))
        heading.setContentsMargins(RING, 2, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.evidence, 1)
        return row

    def _offer_to_clear(self, is_offered: bool) -> None:
        if self._clear is None and is_offered:
            self._clear = self._clear_button()
            before_guidance = self._head.count() - (1 if self.fold else 0)
            self._head.insertWidget(before_guidance, self._clear)
        if self._clear is not None:
            self._clear.setVisible(is_offered)

    def _clear_button(self) -> QToolButton:
        button = named(QToolButton(), f"Clear the answer to {self.number}", "Key: Delete.")
        button.setText("Clear")
        button.setToolTip("Take the answer away (Delete)")
        button.clicked.connect(self.clear_answer)
        return button

    def _connect_signals(self) -> None:
        self.editor.answered.connect(self._on_answered)
        self.editor.pending_changed.connect(self.pending_changed)
        if self.evidence is not None:
            self.evidence.pending_changed.connect(self.pending_changed)
            self.evidence.settled.connect(self._on_evidence)

    @Slot(object, object)
    def _on_answered(self, answer: Answer, run: str) -> None:
        self.kit.history.answer(self.name, answer, run)

    @Slot(object, object)
    def _on_evidence(self, text: str, run: str) -> None:
        self.kit.history.write_evidence(self.name, text, run)

    def _answer_problem(self) -> str:
        answer = self.kit.sheet.reading.finding(self.name).answer
        problem = self.kit.sheet.reading.answer_problem(self.question)
        if problem and self.question.kind == "date":
            return problem if read_date(str(answer), self.kit.sheet.today) else NO_DATE
        return problem

    def _show_standing(self) -> None:
        problem = self._answer_problem()
        standing = self._standing(problem)
        self._badge.show_state(standing.text, standing.tone, symbol=standing.symbol)
        self._problem.say(problem)
        required = "Required." if self.question.required else "Optional."
        name = f"{self.number} {self.question.label} {required}"
        state = f"{standing.text}. {problem}".strip() if problem else standing.text
        self.editor.describe(name, state)
        self.setAccessibleName(name)
        self.setAccessibleDescription(state)

    def _standing(self, problem: str) -> Standing:
        if problem:
            return Standing("Check the answer", "bad", "✕")
        if self.kit.sheet.reading.lacks_words(self.field):
            return Standing("Evidence needed", "warn", "!")
        state = self.kit.sheet.reading.states[self.name]
        if state in _STANDINGS:
            return _STANDINGS[state]
        return Standing("Required" if self.question.required else "Optional", "neutral", "○")
