"""The card of a judgement: a section's grade or the overall one, with what is suggested and why."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from forms.evaluation import SuggestedGrade
from forms.scales import ScalePoint
from forms.tools import Question
from ui.audit_form.answers import PickEditor
from ui.audit_form.beside import BesideLines
from ui.audit_form.fold import HOW_TO_JUDGE, Fold
from ui.audit_form.option_paint import RING
from ui.audit_form.options import scale_options
from ui.audit_form.places import question_numbers, shortened
from ui.audit_form.stop import Kit, Stop, Tinted
from ui.audit_form.written_box import WrittenBox
from ui.theme import GRID
from ui.widgets.badge import Badge
from ui.widgets.dressing import label, named, set_role, tip
from ui.widgets.elided_label import ElidedLabel

_LONGEST_LINK = 56  # characters of a question's label
_UNREAD = "Move over the grades to read what each means."


class Judgement(NamedTuple):
    """Which judgement a card is for, and what `forms` says of it."""

    field: str
    reason_field: str
    title: str
    guidance: str
    place: str
    suggestion: Callable[[], SuggestedGrade]
    asks_reason: Callable[[], bool]
    always_reasoned: bool = False


class GradeCard(Stop):
    """A grade on the tool's scale, its descriptor in view, the suggestion, the reason.

    `field_requested(field)` when the person wants to see the answer behind a limiting rule.
    """

    field_requested = Signal(object)

    def __init__(self, judgement: Judgement, kit: Kit) -> None:
        super().__init__(judgement.field, kit)
        self.judgement = judgement
        self.follows = (judgement.field, judgement.reason_field, judgement.place)
        grades = kit.sheet.tool.grades
        self.editor = PickEditor(scale_options(grades), kit.theme)
        self.descriptor = Tinted("", kit.theme)
        self.fold = Fold(judgement.guidance, kit.theme, judgement.title, title=HOW_TO_JUDGE)
        self.reason = WrittenBox(judgement.reason_field, "Reason", kit.sheet, lines=2)
        self._beside = BesideLines(judgement.field, kit)
        self._reason_part = QWidget(self)
        self._is_reasoned = judgement.always_reasoned
        self._reason_title = label("", "strong", wrap=True)
        self._badge = Badge()
        self._suggested = Badge()
        self._because = label("", "muted", wrap=True)
        self._caps = QVBoxLayout()
        self._shown_caps: tuple[str, ...] = ()
        self._build()
        self._connect_signals()
        if kit.sheet.read_only:
            self.editor.set_read_only()
        self.refresh()

    @property
    def grade(self) -> str | None:
        """The code of the grade that was given."""
        return self.kit.sheet.text(self.name) or None

    @property
    def because(self) -> str:
        """Why the suggestion is what it is."""
        return self._because.text()

    @property
    def limit_links(self) -> list[QPushButton]:
        """The ways to the questions that limit the suggestion."""
        return [link for link in self.findChildren(QPushButton) if link.isVisibleTo(self)]

    def refresh(self) -> None:
        """Show grade, suggestion and reason as the sheet holds them."""
        self.editor.show_answer(self.grade)
        self.reason.show_text(self.kit.sheet.text(self.judgement.reason_field))
        self._beside.refresh()
        self._show_suggestion()
        self._show_reason()
        self._show_state()
        self._describe("")

    def enter(self, part: str = "") -> None:
        """Go to the grades, or to the reason."""
        if part == "words" and self._is_reasoned:
            self.reason.box.setFocus()
        else:
            self.editor.enter()

    def flush(self) -> None:
        """Hand on what was typed."""
        self.reason.flush()

    def press(self, key: str) -> bool:
        """Grade by a key."""
        return bool(key) and self.editor.press(key)

    def clear_answer(self) -> None:
        """Take the grade away; the reason stays."""
        self.kit.history.edit(self.name, None)

    def toggle_guidance(self) -> bool:
        """Open or fold how to reach the judgement."""
        if self.judgement.guidance:
            self.fold.toggle()
        return bool(self.judgement.guidance)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(RING, 0, 0, 0)
        head.addWidget(set_role(ElidedLabel(self.judgement.title), "heading"))
        head.addWidget(self._badge)
        head.addStretch(1)
        head.addWidget(self.fold.button)
        if not self.judgement.guidance:
            self.fold.button.hide()
        suggestion = QHBoxLayout()
        suggestion.setContentsMargins(RING, 0, 0, 0)
        suggestion.setSpacing(GRID)
        suggestion.addWidget(self._suggested)
        suggestion.addWidget(self._because, 1)
        self._caps.setSpacing(0)
        reason = QVBoxLayout(self._reason_part)
        reason.setContentsMargins(RING, GRID // 2, 0, 0)
        reason.setSpacing(GRID // 2)
        reason.addWidget(self._reason_title)
        reason.addWidget(self.reason)
        self.column.addLayout(head)
        self.column.addLayout(self.fold.layout)
        self.column.addWidget(self.editor)
        self.column.addLayout(self._beside.layout)
        described = QVBoxLayout()
        described.setContentsMargins(RING, 0, 0, 0)
        described.addWidget(self.descriptor)
        self.column.addLayout(described)
        self.column.addSpacing(GRID // 2)
        self.column.addLayout(suggestion)
        self.column.addLayout(self._caps)
        self.column.addWidget(self._reason_part)

    def _connect_signals(self) -> None:
        self.editor.answered.connect(self._on_graded)
        self.editor.box.considered.connect(self._describe)
        self.reason.pending_changed.connect(self.pending_changed)
        self.reason.settled.connect(self._on_reason)

    @Slot(object, object)
    def _on_graded(self, code: str, _run: str) -> None:
        self.kit.history.edit(self.name, code)

    @Slot(object, object)
    def _on_reason(self, text: str, run: str) -> None:
        self.kit.history.edit(self.judgement.reason_field, text or None, run)

    @Slot(object)
    def _describe(self, code: str) -> None:
        """Show the descriptor of the option considered, else of the one given."""
        point = self._point(code) or self._point(self._focused()) or self._point(self.grade)
        if point is None:
            self.descriptor.setText(_UNREAD)
        else:
            self.descriptor.setText(f"{point.label}. {point.descriptor}".strip())
        self.descriptor.setVisible(any(p.descriptor for p in self.kit.sheet.tool.grades.points))

    def _focused(self) -> str | None:
        buttons = self.editor.box.buttons
        return next((code for code, button in buttons.items() if button.hasFocus()), None)

    def _point(self, code: str | None) -> ScalePoint | None:
        return self.kit.sheet.tool.grades.point(code) if code else None

    def _show_suggestion(self) -> None:
        suggestion = self.judgement.suggestion()
        point = self._point(suggestion.code)
        if point is None:
            self._suggested.show_state("No suggestion yet", "neutral", symbol="○")
        else:
            self._suggested.show_state(f"Suggested: {point.label}", "info", symbol=point.symbol)
        self._because.setText(suggestion.because)
        self._show_caps(suggestion)

    def _show_caps(self, suggestion: SuggestedGrade) -> None:
        """Offer the way to each question that limits the suggestion."""
        behind = {cap.key: cap.question for cap in suggestion.caps if cap.question}
        if tuple(behind) == self._shown_caps:
            return
        self._shown_caps = tuple(behind)
        while self._caps.count():
            item = self._caps.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        for key, question in behind.items():
            self._caps.addWidget(self._cap_link(key, question), 0, Qt.AlignmentFlag.AlignLeft)

    def _cap_link(self, key: str, question: Question) -> QPushButton:
        number = question_numbers(self.kit.sheet.tool).get(question.id, "")
        link = named(QPushButton(), f"Go to question {number}, which limits the grade")
        link.setText(f"Limited by {number}  {shortened(question.label, _LONGEST_LINK)}")
        link.setToolTip(tip(question.label))
        set_role(link, "quiet")
        link.clicked.connect(lambda: self.field_requested.emit(f"finding.{key}"))
        return link

    def _show_reason(self) -> None:
        asks = self.judgement.asks_reason()
        has_words = bool(self.kit.sheet.text(self.judgement.reason_field))
        self._is_reasoned = asks or has_words or self.judgement.always_reasoned
        self._reason_part.setVisible(self._is_reasoned)
        words = "Why is this your judgement? (optional)"
        if asks:
            words = "Your judgement differs from the suggestion: say why (required)"
        self._reason_title.setText(words)
        self.reason.box.setAccessibleName(f"{self.judgement.title}: reason")
        self.reason.box.setAccessibleDescription(words)

    def _show_state(self) -> None:
        gap = self.kit.sheet.reading.gap
        if gap(self.name):
            state = ("Required", "neutral", "○")
        elif gap(self.judgement.reason_field):
            state = ("Reason needed", "warn", "!")
        else:
            state = ("Graded", "good", "✓")
        text, tone, symbol = state
        self._badge.show_state(text, tone, symbol=symbol)  # type: ignore[arg-type]
        self.setAccessibleName(f"{self.judgement.title}. Required.")
        said = ". ".join([text, *self._beside.sentences])
        self.setAccessibleDescription(said)
        self.editor.describe(f"{self.judgement.title}. Required.", said)
