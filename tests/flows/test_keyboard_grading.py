"""Each built-in tool is graded from the first field to completion by keys alone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from forms.audits import Audit
from forms.evaluation import evaluate
from forms.tool_files import builtin_tool, builtin_tool_ids
from forms.tools import AuditTool, Question
from ui.audit_form import AuditPage
from ui.theme import Theme

TODAY = date(2026, 11, 21)
CTRL = Qt.KeyboardModifier.ControlModifier
MOST_STEPS = 600


class Keyboard:
    """Presses keys in whatever has the focus: the only way this test touches the form."""

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self._focused, key, modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(self._focused, text)

    @property
    def _focused(self) -> object:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        return focused


class Grader:
    """Answers whatever the form leads to; it looks, like a person, at what is in focus."""

    def __init__(self, page: AuditPage, tool: AuditTool) -> None:
        self._page = page
        self._tool = tool
        self._keys = Keyboard()

    def grade_everything(self) -> None:
        """Fill in the case, then follow F8 from gap to gap until it leads to Complete."""
        self._fill_in_case()
        for _ in range(MOST_STEPS):
            self._keys.press(Qt.Key.Key_F8)
            if self._page.header.complete.hasFocus():
                return
            self._fill_in_stop()
        raise AssertionError("F8 never came to an end")

    def _fill_in_case(self) -> None:
        self._keys.type("CF-2041")
        self._keys.press(Qt.Key.Key_Tab)
        self._keys.type("Auditor 7")
        self._keys.press(Qt.Key.Key_Tab)
        self._keys.type("20/11/26")
        while self._stop != "attribute.plan_type":
            self._keys.press(Qt.Key.Key_Down)
        self._keys.press(Qt.Key.Key_3)

    @property
    def _stop(self) -> str:
        current = self._page.pane.current
        assert current is not None, "the focus is nowhere in the form"
        return current.name

    def _fill_in_stop(self) -> None:
        if isinstance(QApplication.focusWidget(), QPlainTextEdit) and self._is_about_words:
            self._keys.type("Visit of 3 June, read in full.")
            return
        question = self._tool.questions.get(self._stop)
        if question is None:
            self._keys.press(Qt.Key.Key_2)
        else:
            self._answer(question)

    @property
    def _is_about_words(self) -> bool:
        question = self._tool.questions.get(self._stop)
        audit = self._page.audit
        assert audit is not None
        if question is None:
            return True
        finding = audit.findings.get(question.id)
        return finding is not None and finding.answer is not None

    def _answer(self, question: Question) -> None:
        """Answer now one way, now another, so that many branches open."""
        match question.kind:
            case "number":
                self._keys.type(f"{question.minimum or 0:g}")
            case "date":
                self._keys.type("1 jun 26")
            case "text":
                self._keys.type("“I like it here now.”")
            case _:
                keys = (Qt.Key.Key_1, Qt.Key.Key_2)
                self._keys.press(keys[len(question.id) % 2])


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> AuditPage:
    made = AuditPage(theme, lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1200, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize("tool_id", builtin_tool_ids())
def test_a_tool_is_graded_and_completed_by_keys_alone(
    qtbot: QtBot, page: AuditPage, tool_id: str
) -> None:
    tool = builtin_tool(tool_id)
    saved: dict[str, object] = {}
    page.field_edited.connect(lambda _uid, field, value: saved.update({field: value}))
    page.open_audit("u", tool, Audit(), read_only=False)
    Grader(page, tool).grade_everything()
    audit = page.audit
    assert audit is not None
    assert evaluate(tool, audit, TODAY).gaps == []
    with qtbot.waitSignal(page.complete_requested):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    kept = {field: value for field, value in saved.items() if value is not None}
    assert Audit.from_fields(kept) == audit, "what was handed on is the whole audit"
    assert len(audit.findings) >= min(20, len(tool.questions))
    assert audit.attributes["plan_type"] == "child protection"
