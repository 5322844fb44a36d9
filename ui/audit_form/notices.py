"""What a question's card says beside its answer: the question itself, a concern, a proposal."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from forms.answer_words import answer_in_words
from forms.evaluation import Concern
from forms.findings import Answer
from forms.tools import AuditTool, Question
from ui.audit_form.option_paint import RING
from ui.audit_form.reading import concern_words
from ui.audit_form.stop import Kit, Tinted
from ui.theme import Theme
from ui.widgets.dressing import label, named, set_role


def asked_words(tool: AuditTool, question: Question) -> QVBoxLayout:
    """Return what is asked, its hint and the standards it refers to, below one another."""
    column = QVBoxLayout()
    column.setContentsMargins(RING, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(question.label, "strong", wrap=True))
    if question.hint:
        column.addWidget(label(question.hint, "muted", wrap=True))
    if question.standards:
        column.addWidget(label(_standards(tool, question), "small", wrap=True))
    return column


def _standards(tool: AuditTool, question: Question) -> str:
    known = {standard.id: standard for standard in tool.standards}
    named_so = [
        ", ".join(part for part in (known[each].title, known[each].reference) if part)
        for each in question.standards
        if each in known
    ]
    return f"{'Standards' if len(named_so) > 1 else 'Standard'}: {'; '.join(named_so)}"


class ConcernNotice:
    """Says that somebody must be told now; `layout` is for the card to place."""

    def __init__(self, theme: Theme) -> None:
        self.layout = QVBoxLayout()
        self.layout.setContentsMargins(RING, 0, 0, 0)
        self._theme = theme
        self._notice: Tinted | None = None

    @property
    def sentence(self) -> str:
        """What is said at the moment, "" for nothing."""
        is_said = self._notice is not None and not self._notice.isHidden()
        return self._notice.text() if self._notice is not None and is_said else ""

    def show_concerns(self, concerns: Sequence[Concern]) -> None:
        """Say what these concerns ask for, or nothing."""
        if self._notice is None and concerns:
            self._notice = set_role(Tinted("", self._theme, "bad_soft"), "concern")
            self.layout.addWidget(self._notice)
        if self._notice is not None:
            sentences = [concern_words(concern) for concern in concerns]
            self._notice.setText("\n".join(f"⚠ {each}" for each in sentences))
            named(self._notice, " ".join(sentences))
            self._notice.setVisible(bool(concerns))


class ProposalLine(QObject):
    """Offers the answer that the tool works out, while none is given.

    `taken(answer)` when the person takes it; `layout` is for the card to place.
    """

    taken = Signal(object)

    def __init__(self, question: Question, kit: Kit) -> None:
        super().__init__()
        self.layout = QVBoxLayout()
        self._question = question
        self._kit = kit
        self._answer: Answer = None
        self._button: QPushButton | None = None

    def show_proposal(self, answer: Answer) -> None:
        """Offer an answer, or nothing."""
        self._answer = answer
        if self._button is None and answer is not None:
            self._button = set_role(QPushButton(), "quiet")
            self._button.clicked.connect(self._take)
            self.layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        if self._button is not None:
            words = answer_in_words(self._kit.sheet.tool, self._question.id, answer)
            named(self._button, f"Take what is worked out: {words}", self._question.label)
            self._button.setText(f"Take what is worked out: {words}".replace("&", "&&"))
            self._button.setVisible(answer is not None)

    @Slot()
    def _take(self) -> None:
        self.taken.emit(self._answer)
