"""One condition of a rule that is being built: question, test, answer."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from forms.designing.offers import offered_answers, scale_of
from forms.designing.outline import question_named, questions
from forms.designing.plain import text_at
from forms.designing.simple_rules import TESTS_WITHOUT_VALUE, Condition, Test
from ui.designer.words import TESTS
from ui.designer.workshop import Workshop
from ui.theme import GRID
from ui.widgets.dressing import named

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


class ConditionLine(QWidget):
    """`edited` after each choice, `removed(line)` when it is to go."""

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
