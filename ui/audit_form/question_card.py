"""The card of one question: number, label, answer, guidance, evidence, and how it stands."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from forms.findings import Answer
from ui.audit_form.beside import BesideLines
from ui.audit_form.editors import answer_editor
from ui.audit_form.fold import Fold
from ui.audit_form.instance_rows import which_instance
from ui.audit_form.notices import ConcernNotice, ProposalLine, asked_words
from ui.audit_form.option_paint import RING
from ui.audit_form.options import reserved_options
from ui.audit_form.question_standing import QuestionStanding
from ui.audit_form.reading import concern_words
from ui.audit_form.rows import QuestionRow
from ui.audit_form.stop import Kit, ProblemLine, Stop
from ui.audit_form.written_box import WrittenBox
from ui.theme import GRID
from ui.widgets.badge import Badge
from ui.widgets.dressing import label, named

_EVIDENCE_WIDTH = GRID * 10


class QuestionCard(Stop):
    """One question, in one instance of its repeat. It shows itself only while its rule holds."""

    def __init__(self, row: QuestionRow, number: str, kit: Kit) -> None:
        super().__init__(row.name, kit)
        self.question = question = row.question
        self.number = number
        self._which = which_instance(kit.sheet, row)
        self.editor = answer_editor(kit.sheet.tool, question, kit.theme, lambda: kit.sheet.today)
        self.evidence: WrittenBox | None = None
        self.fold: Fold | None = None
        self._shown: object = None
        self._badge = Badge()
        self._problem = ProblemLine()
        self._concern = ConcernNotice(kit.theme)
        self._beside = BesideLines(self.field, kit)
        self._proposal = ProposalLine(row.question, kit)
        self._head = QHBoxLayout()
        self._clear: QToolButton | None = None
        self._build()
        self._connect_signals()
        if self._is_read_only:
            self.editor.set_read_only()
        self.refresh()

    @property
    def field(self) -> str:
        """The field of the audit in which the finding is kept."""
        return f"finding.{self.name}"

    @property
    def problem(self) -> str:
        """What is said to be wrong with the answer."""
        return self._problem.sentence

    @property
    def _is_read_only(self) -> bool:
        return self.kit.sheet.read_only or self.question.read_only

    def refresh(self) -> None:
        """Show finding, state and problems as the sheet holds them."""
        standing = QuestionStanding.of(self.kit.sheet.reading, self.name)
        self.put_out(standing.is_hidden)
        if standing == self._shown:
            return
        self._shown = standing
        self.editor.show_answer(standing.finding.answer)
        if self.question.choice_filter:
            self.editor.offer(standing.choices)
        if self.evidence is not None:
            self.evidence.show_text(standing.finding.evidence)
        self._offer_to_clear(standing.finding.answer is not None and not self._is_read_only)
        self._proposal.show_proposal(None if self._is_read_only else standing.proposal)
        self._concern.show_concerns(standing.concerns)
        self._beside.refresh()
        self._show_standing(standing)

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
        options = [] if self._is_read_only else reserved_options(self.question)
        if any(option.code == code for option in options):
            self.flush()
            self.kit.history.answer(self.name, code)

    @Slot()
    def clear_answer(self) -> None:
        """Take the answer away; the evidence stays."""
        if self._is_read_only:
            return
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
        self.column.addLayout(asked_words(self.kit.sheet.tool, self.question))
        if self.question.guidance:
            about = f"question {self.number}"
            self.fold = Fold(self.question.guidance, self.kit.theme, about)
            head.addWidget(self.fold.button)
            self.column.addLayout(self.fold.layout)
        self.column.addWidget(self.editor)
        self.column.addLayout(self._beside.layout)
        self.column.addLayout(self._proposal.layout)
        self.column.addLayout(self._problem.layout)
        self.column.addLayout(self._concern.layout)
        if self.question.evidence != "none":
            self.column.addLayout(self._evidence_row())

    def _evidence_row(self) -> QHBoxLayout:
        required = self.question.evidence == "required"
        words = "required" if required else "optional"
        name = f"{self._spoken_number} Evidence, {words}: {self.question.label}"
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
        self._proposal.taken.connect(lambda answer: self._on_answered(answer, ""))
        if self.evidence is not None:
            self.evidence.pending_changed.connect(self.pending_changed)
            self.evidence.settled.connect(self._on_evidence)

    @Slot(object, object)
    def _on_answered(self, answer: Answer, run: str) -> None:
        self.kit.history.answer(self.name, answer, run)

    @Slot(object, object)
    def _on_evidence(self, text: str, run: str) -> None:
        self.kit.history.write_evidence(self.name, text, run)

    @property
    def _spoken_number(self) -> str:
        """The number, and which instance the question stands in."""
        return f"{self.number} {self._which}".strip()

    def _show_standing(self, standing: QuestionStanding) -> None:
        problem = standing.problem_of(self.question, self.kit.sheet.today)
        text, tone, symbol = standing.badge
        self._badge.show_state(text, tone, symbol=symbol)
        self._problem.say(problem)
        required = "Required." if standing.required else "Optional."
        name = f"{self._spoken_number} {self.question.label} {required}"
        concerns = map(concern_words, standing.concerns)
        said = [text, problem, *self._beside.sentences, *concerns, self.question.hint]
        state = ". ".join(words.rstrip(".") for words in said if words)
        self.editor.describe(name, state)
        self.setAccessibleName(name)
        self.setAccessibleDescription(state)
