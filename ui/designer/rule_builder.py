"""Builds a rule from conditions: question, test, answer; nobody needs to see the language."""

from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from forms.designing.offers import offered_answers, scale_of
from forms.designing.outline import question_named, questions
from forms.designing.plain import text_at
from forms.designing.rule_words import rule_reading
from forms.designing.simple_rules import (
    TESTS_WITHOUT_VALUE,
    Condition,
    SimpleRule,
    Test,
    simple_rule,
)
from ui.designer.words import TESTS
from ui.designer.workshop import Workshop
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

_FEW: tuple[Test, ...] = ("is", "is_not", "answered", "unanswered")
_OFFERED: dict[str, tuple[Test, ...]] = {
    "several_of": ("includes", "excludes", "answered", "unanswered"),
    "number": ("is", "is_not", "at_least", "at_most", "answered", "unanswered"),
    "calculated": ("is", "is_not", "at_least", "at_most", "answered", "unanswered"),
    "date": ("answered", "unanswered"),
    "time": ("answered", "unanswered"),
    "text": ("answered", "unanswered"),
    "ranked": ("answered", "unanswered"),
    "evidence_file": ("answered", "unanswered"),
}
_LONGEST = 60  # characters of a question in the list


class _Line(QWidget):
    """One condition: question, test, answer."""

    edited = Signal()
    removed = Signal(object)

    def __init__(self, condition: Condition | None, workshop: Workshop) -> None:
        super().__init__()
        self._workshop = workshop
        self.question = named(QComboBox(), "Question")
        self.test = named(QComboBox(), "Test")
        self.value = named(QComboBox(), "Answer")
        remove = named(QToolButton(), "Remove this condition")
        remove.setText("✕")
        remove.setToolTip("Remove this condition")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        for box, stretch in ((self.question, 5), (self.test, 2), (self.value, 3)):
            adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            box.setSizeAdjustPolicy(adjust)
            box.setMinimumContentsLength(8)
            row.addWidget(box, stretch)
        row.addWidget(remove)
        self._offer_questions(condition)
        self.question.currentIndexChanged.connect(self._on_question_changed)
        self.test.currentIndexChanged.connect(self._on_test_changed)
        self.value.currentTextChanged.connect(self.edited)
        remove.clicked.connect(lambda: self.removed.emit(self))

    @property
    def condition(self) -> Condition | None:
        """The condition; nothing while a question or an answer is missing."""
        name, test = str(self.question.currentData() or ""), self._test()
        if not name or test is None:
            return None
        if test in TESTS_WITHOUT_VALUE:
            return Condition(name, test)
        at = self.value.findText(self.value.currentText())
        typed = self.value.currentText().strip()
        value = str(self.value.itemData(at)) if at >= 0 else typed
        return Condition(name, test, value) if value else None

    def _offer_questions(self, condition: Condition | None) -> None:
        own = text_at(self._workshop.part, ("id",))
        for _, question in questions(self._workshop.data):
            name = text_at(question, ("id",))
            if name and name != own and question.get("kind") not in {"note", "inert"}:
                words = " ".join(text_at(question, ("label",)).split())
                self.question.addItem(words[:_LONGEST] or name, name)
                tip = Qt.ItemDataRole.ToolTipRole
                self.question.setItemData(self.question.count() - 1, words, tip)
        if condition is not None:
            self.question.setCurrentIndex(self.question.findData(condition.question))
        self._offer_tests(condition)

    def _offer_tests(self, condition: Condition | None) -> None:
        question = question_named(self._workshop.data, str(self.question.currentData() or ""))
        offered = _OFFERED.get(text_at(question, ("kind",)), _FEW)
        self.test.blockSignals(True)
        self.test.clear()
        for test, words in TESTS.items():
            if test in offered or (condition is not None and test == condition.test):
                self.test.addItem(words, test)
        if condition is not None:
            self.test.setCurrentIndex(self.test.findData(condition.test))
        self.test.blockSignals(False)
        self._offer_values(condition)

    def _offer_values(self, condition: Condition | None) -> None:
        question = question_named(self._workshop.data, str(self.question.currentData() or ""))
        scale = scale_of(self._workshop.data, question, self._workshop.library)
        answers = offered_answers(question, scale)
        is_list = question.get("kind") not in {"number", "calculated", "short_text"}
        self.value.blockSignals(True)
        self.value.clear()
        self.value.setEditable(not is_list)
        for code, words in answers if is_list else []:
            self.value.addItem(words, code)
        if condition is not None and condition.value:
            at = self.value.findData(condition.value)
            if at >= 0:
                self.value.setCurrentIndex(at)
            else:
                self.value.setEditable(True)
                self.value.setCurrentText(condition.value)
        self.value.blockSignals(False)
        self.value.setVisible(self._test() not in TESTS_WITHOUT_VALUE)

    def _test(self) -> Test | None:
        data = self.test.currentData()
        return next((test for test in TESTS if test == data), None)

    @Slot()
    def _on_question_changed(self) -> None:
        self._offer_tests(None)
        self.edited.emit()

    @Slot()
    def _on_test_changed(self) -> None:
        self.value.setVisible(self._test() not in TESTS_WITHOUT_VALUE)
        self.edited.emit()


class RuleBuilder(QDialog):
    """`built(rule)` when the conditions are taken."""

    built = Signal(str)

    def __init__(
        self, name: str, verb: str, text: str, workshop: Workshop, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workshop, self._verb = workshop, verb
        self._lines: list[_Line] = []
        known = simple_rule(text)
        self.joined = named(QComboBox(), "How the conditions go together")
        self.joined.addItem("all of these hold", "and")
        self.joined.addItem("any of these holds", "or")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID // 2)
        self.add = set_role(named(QPushButton("Add condition"), "Add condition"), "quiet")
        self.said = label("", "muted", wrap=True)
        self._build(label(_TOO_MUCH, "problem", wrap=True) if known is None else None)
        rule = known or SimpleRule(())
        self.joined.setCurrentIndex(self.joined.findData(rule.joined))
        for condition in rule.conditions:
            self._add_line(condition)
        if not self._lines:
            self._add_line(None)
        self._lines[0].question.setFocus(Qt.FocusReason.OtherFocusReason)
        self.joined.currentIndexChanged.connect(self._show_words)
        self.add.clicked.connect(lambda: self._add_line(None, is_entered=True))

    @property
    def rule(self) -> SimpleRule:
        """The rule as it is built so far; conditions that are not whole are left out."""
        whole = tuple(line.condition for line in self._lines)
        joined: Literal["and", "or"] = "or" if self.joined.currentData() == "or" else "and"
        return SimpleRule(tuple(each for each in whole if each is not None), joined)

    def _build(self, warning: QWidget | None) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID)
        if warning is not None:
            column.addWidget(warning)
        head = QGridLayout()
        head.addWidget(label(f"{self._verb}", "heading"), 0, 0)
        head.addWidget(self.joined, 0, 1)
        head.setColumnStretch(2, 1)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.said)
        column.addStretch(1)
        buttons = QDialogButtonBox()
        take = set_role(named(QPushButton("Use this rule"), "Use this rule"), "primary")
        buttons.addButton(take, QDialogButtonBox.ButtonRole.AcceptRole)
        clear = named(QPushButton("No rule"), "No rule", "Takes the rule away.")
        buttons.addButton(clear, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        column.addWidget(buttons)
        self.setMinimumWidth(GRID * 84)
        buttons.accepted.connect(lambda: self._hand_over(self.rule.text))
        clear.clicked.connect(lambda: self._hand_over(""))
        buttons.rejected.connect(self.reject)

    def _hand_over(self, text: str) -> None:
        self.accept()
        self.built.emit(text)

    def _add_line(self, condition: Condition | None, *, is_entered: bool = False) -> None:
        line = _Line(condition, self._workshop)
        line.edited.connect(self._show_words)
        line.removed.connect(self._remove_line)
        self._lines.append(line)
        self._rows.addWidget(line)
        line.show()  # Qt would at the next turn of its loop, too late to make room for it
        if is_entered:
            line.question.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_words()

    @Slot(object)
    def _remove_line(self, line: _Line) -> None:
        self._lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._show_words()

    @Slot()
    def _show_words(self) -> None:
        self.joined.setVisible(len(self._lines) > 1)
        text = self.rule.text
        reading = rule_reading(self._workshop.data, self._workshop.library, text)
        self.said.setText(f"{self._verb} {reading.words}." if reading.words else "")
        wanted = self._column.totalHeightForWidth(self.width())
        if self.isVisible() and self.height() < wanted:
            self.resize(self.width(), wanted)


_TOO_MUCH = (
    "The rule that stands here says more than a list of conditions can. What you build replaces it."
)
