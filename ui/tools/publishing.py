"""The dialog that publishes a tool, and asks what can be compared where it amends another."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.theme import GRID
from ui.tools.verdict_card import VERDICTS, VerdictCard
from ui.widgets.dressing import label, named, set_role, set_tone
from ui.widgets.still_box import StillBox

if TYPE_CHECKING:
    from forms.tools import Amendment, AuditTool, Verdict

_MANY = 5  # questions, from which on they can be judged together
_FROZEN = (
    "Published, this version is frozen: audits made with it keep just this text for ever. To "
    "change it later, amend it: that makes a new version."
)
_GRADES = {
    "same": "Section and overall grades can be compared with those before",
    "new_measure": "Section and overall grades are a new measure: trends break here",
}
_SHARE = 0.9  # of the screen


class PublishDialog(QDialog):
    """Asks who publishes and, for an amendment, what became of each changed question.

    `confirmed(tool, author)` carries the tool with its comparability map in it. The dialog then
    waits, to be accepted or to `refuse`: what was judged is not lost where publishing fails.
    """

    confirmed = Signal(object, object)

    def __init__(
        self,
        tool: "AuditTool",
        amends: "AuditTool | None",
        author: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Publish audit tool")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tool = tool
        self._old = amends
        self.cards: list[VerdictCard] = []
        self.author = named(QLineEdit(author), "Published by", "Your name or auditor code.")
        self.author.setMaxLength(100)
        self.note = named(QPlainTextEdit(), "Why the tool was amended")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(GRID * 9)
        self.grades = StillBox("Grades before and after")
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.yes = set_role(named(QPushButton("&Publish"), "Publish"), "primary")
        self._build()

    def _build(self) -> None:
        sheet = set_role(QWidget(), "page")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        if self._old is not None:
            self._ask_what_became(column, self._old)
        column.addWidget(_caption("Published &by", self.author))
        column.addWidget(self.author)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label(f"Publish {self._tool.name}", "heading", wrap=True))
        layout.addWidget(label(_FROZEN, "muted", wrap=True))
        layout.addWidget(_scrollable(sheet), 1)
        layout.addWidget(self.problem)
        layout.addWidget(self._buttons())
        letter = self.fontMetrics().averageCharWidth()
        wanted = QSize(letter * 100, letter * (90 if self.cards else 40))
        self.resize(wanted.boundedTo(self.screen().availableSize() * _SHARE))

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        return buttons

    def _ask_what_became(self, column: QVBoxLayout, old: "AuditTool") -> None:
        from forms.versions.amending import codes_to_map, proposed, questions_to_judge

        judged = questions_to_judge(old, self._tool)
        maps = codes_to_map(old, self._tool)
        told = "No question changed." if not judged else _judging(len(judged))
        column.addWidget(label(f"Since version {old.version}", "heading"))
        column.addWidget(label(told, wrap=True))
        if len(judged) > _MANY:
            column.addWidget(self._for_all(), 0, Qt.AlignmentFlag.AlignLeft)
        for each in judged:
            before, after = _answers(old, each.id), _answers(self._tool, each.id)
            card = VerdictCard(each, maps.get(each.id, {}), before, after)
            card.mapped.connect(self._offer_again)
            self.cards.append(card)
            column.addWidget(card)
        for verdict, words in _GRADES.items():
            self.grades.addItem(words, verdict)
        self.grades.setCurrentIndex(self.grades.findData(proposed(old, self._tool).grades))
        column.addWidget(_caption("&Grades", self.grades))
        column.addWidget(self.grades)
        if because := _grades_because(old, self._tool):
            column.addWidget(label(because, "small", wrap=True))
        column.addWidget(_caption("&Why was it amended?", self.note))
        column.addWidget(self.note)
        self._offer_again()

    def _for_all(self) -> StillBox:
        """One verdict for every question that may have it, where there are many to judge."""
        box = StillBox("Verdict for all questions")
        box.setMinimumContentsLength(max(map(len, VERDICTS.values())))
        box.addItem("Set all to …", "")
        for verdict in ("same", "reworded", "new_measure"):
            box.addItem(VERDICTS[verdict], verdict)
        box.activated.connect(lambda at: self._set_all(box.itemData(at)))
        return box

    def _set_all(self, verdict: "Verdict") -> None:
        for card in self.cards:
            card.choose(verdict)

    @Slot()
    def _offer_again(self) -> None:
        """What may be said of a question hangs on which of its old answers are mapped."""
        from forms.versions.amending import questions_to_judge

        if self._old is None:
            return
        codes = {card.judged.id: card.codes for card in self.cards if card.codes}
        judged = {each.id: each for each in questions_to_judge(self._old, self._tool, codes)}
        for card in self.cards:
            card.offer(judged[card.judged.id].allowed, card.chosen)

    @Slot()
    def _on_accepted(self) -> None:
        author, note = self.author.text().strip(), self.note.toPlainText().strip()
        set_tone(self.author, "" if author else "bad")
        set_tone(self.note, "bad" if self._old is not None and not note else "")
        if not author:
            self._complain("Enter your name or auditor code.", self.author)
        elif self._old is None:
            self._confirm(self._tool, author)
        elif not note:
            self._complain("Say in a sentence why the tool was amended.", self.note)
        else:
            self._publish_amendment(self._old, author)

    def _publish_amendment(self, old: "AuditTool", author: str) -> None:
        from forms.scales import version_number
        from forms.versions.amending import amended, amendment_faults
        from forms.versions.comparing import compare_tools

        amendment = self._amendment(old)
        faults = list(amendment_faults(old, self._tool, amendment))
        if not compare_tools(old, self._tool).changes:
            faults.append(f"Nothing differs from version {old.version}; there is nothing to do.")
        if version_number(self._tool.version) <= version_number(old.version):
            faults.append(
                f"The version must be higher than {old.version}, which it amends. Change it in "
                "the tool's own properties."
            )
        if faults:
            self._complain(" ".join(faults), self.yes)
            return
        self._confirm(amended(self._tool, amendment), author)

    def _amendment(self, old: "AuditTool") -> "Amendment":
        from forms.tools import Amendment

        return Amendment(
            version=old.version,
            hash=old.hash,
            questions={card.judged.id: card.chosen for card in self.cards},
            grades=self.grades.currentData(),
            codes={card.judged.id: card.codes for card in self.cards if card.codes},
            note=self.note.toPlainText().strip(),
        )

    def _confirm(self, tool: "AuditTool", author: str) -> None:
        self.problem.hide()
        self.setEnabled(False)
        self.confirmed.emit(tool, author)

    @Slot(str)
    def refuse(self, sentence: str) -> None:
        """Say why the tool could not be published, and let the person go on."""
        self.setEnabled(True)
        self._complain(sentence, self.yes)

    def _complain(self, sentence: str, field: QWidget) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        field.setAccessibleDescription(sentence)
        field.setFocus()


def _judging(count: int) -> str:
    which = "One question changed" if count == 1 else f"{count} questions changed"
    return (
        f"{which}. Say of each whether answers before and after measure the same: reports count "
        "them together, and draw trends through, only where they do."
    )


def _grades_because(old: "AuditTool", new: "AuditTool") -> str:
    from forms.versions.judging import grade_reasons

    reasons = list(grade_reasons(old, new))
    return f"Proposed because {'; '.join(reasons)}." if reasons else ""


def _answers(tool: "AuditTool", question: str) -> dict[str, str]:
    return tool.codes_of(tool.questions[question]) if question in tool.questions else {}


def _caption(text: str, field: QWidget) -> QWidget:
    caption = label(text, "strong")
    caption.setBuddy(field)
    return caption


def _scrollable(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
