"""Parts for one agency or role, languages, concerns, answers set aside, and the preview."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from forms.audits import Audit, SetAside
from tests.forms.samples import every_kind_tool
from tests.ui.audit_form.conftest import TODAY, Desk, view_stop
from ui.audit_form import AuditPage
from ui.audit_form import concern_watch as watch
from ui.audit_form.question_card import QuestionCard
from ui.audit_form.set_aside import told_aside
from ui.theme import Theme

Press = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier


def sections(page: AuditPage) -> list[str]:
    return [page.pane.sections.item(row).text() for row in range(page.pane.sections.count())]


def test_the_agency_is_chosen_by_keys_and_brings_its_section(
    every_kind: Desk, press: Press
) -> None:
    every_kind.open(place=("case", "attribute.agency"))
    assert "4. Health" not in sections(every_kind.page)
    press(Qt.Key.Key_2)
    assert every_kind.last("attribute.agency") == "health"
    assert "4. Health" in sections(every_kind.page)
    row = sections(every_kind.page).index("4. Health")
    assert every_kind.page.pane.sections.item(row).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "4. Health, 0 of 1 · 1 unanswered"
    )
    press(Qt.Key.Key_1)
    assert "4. Health" not in sections(every_kind.page)
    assert every_kind.place == ("case", "attribute.agency")


def test_a_missing_agency_is_something_to_do(every_kind: Desk, press: Press) -> None:
    every_kind.open(Audit(case="C", auditor="A", audited_on=TODAY), place=("case", "case"))
    press(Qt.Key.Key_F8)
    assert every_kind.place == ("case", "attribute.agency")


def test_the_keys_pass_over_a_section_that_is_hidden(every_kind: Desk, press: Press) -> None:
    every_kind.open(place=("siblings", ""))
    every_kind.page.pane.step_section(1)
    assert every_kind.place[0] == "overall"


def test_a_section_that_is_hidden_while_it_is_in_view_is_left(
    every_kind: Desk, press: Press
) -> None:
    every_kind.open(place=("case", "attribute.agency"))
    press(Qt.Key.Key_2)
    every_kind.page.pane.go_to_field("finding.weighed")
    assert every_kind.place == ("health_part", "weighed")
    every_kind.page.pane.view.kit.history.edit("attribute.agency", "social_care")  # type: ignore[union-attr]
    assert every_kind.place[0] == "siblings"


def test_questions_change_their_language_where_the_person_is(every_kind: Desk) -> None:
    every_kind.open(place=("kinds", "seen_alone"))
    button = every_kind.page.header.language
    assert button.isVisible()
    assert button.text() == "English ▾"
    button.chosen.emit("cy")
    assert button.text() == "Cymraeg ▾"
    card = view_stop(every_kind, "seen_alone")
    assert isinstance(card, QuestionCard)
    assert "A welwyd y plentyn ar ei ben ei hun?" in card.accessibleName()
    assert every_kind.place == ("kinds", "seen_alone")
    assert every_kind.edits == []


def test_a_tool_in_one_language_offers_none(desk: Desk) -> None:
    desk.open()
    assert not desk.page.header.language.isVisible()


def test_an_answer_that_raises_a_concern_says_so_at_once_and_aloud(
    every_kind: Desk, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(watch, "say_aloud", lambda _widget, sentence: said.append(sentence))
    every_kind.open(place=("kinds", "seen_alone"))
    count = every_kind.page.header.concerns.button
    assert not count.isVisible()
    press(Qt.Key.Key_2)
    sentence = "Raise a safeguarding concern, because nobody has spoken with the child alone."
    assert said == [sentence]
    assert count.isVisible()
    assert count.text() == "⚠ 1 safeguarding concern to raise"
    card = view_stop(every_kind, "seen_alone")
    assert isinstance(card, QuestionCard)
    assert sentence in [each.accessibleName() for each in card.findChildren(QLabel)]
    every_kind.page.pane.step_section(1)
    count.click()
    assert every_kind.place == ("kinds", "seen_alone")
    press(Qt.Key.Key_1)
    assert not count.isVisible()
    assert len(said) == 1


def test_answers_set_aside_are_shown_with_the_audit(every_kind: Desk) -> None:
    aside = SetAside(
        answer="yes",
        evidence="Seen on 3 May.",
        label="Was the child seen at school?",
        tool="0" * 64,
        reason="The question was withdrawn.",
    )
    every_kind.open(Audit(set_aside={"old": aside}), place=("overall", "overall"))
    view = every_kind.page.pane.view
    assert view is not None
    words = "\n".join(each.text() for each in view.findChildren(QLabel))
    for part in ("Answers set aside", aside.label, "yes", aside.evidence, aside.reason):
        assert part in words


def test_answers_set_aside_are_told_in_the_words_of_the_tool_that_asked(desk: Desk) -> None:
    old = desk.tool
    aside = {
        key: SetAside(answer=answer, label=label, tool=old.hash, reason="Withdrawn.")
        for key, answer, label in (
            ("methods", ("play", "draw"), "Which methods were used?"),
            ("section.seen", "good", "Grade of “Seen”"),
            ("child_seen~2", "not_evidenced", "Was the child seen?"),
        )
    }
    words = told_aside(Audit(set_aside=aside), {old.hash: old})
    assert [each.answer for each in words] == ["Play, Drawing", "Good", "Not evidenced on file"]
    unknown = told_aside(Audit(set_aside=aside), {})
    assert [each.answer for each in unknown] == ["play, draw", "good", "Not evidenced on file"]


@pytest.fixture
def preview(qtbot: QtBot, theme: Theme) -> Iterator[AuditPage]:
    """A preview beside a box that somebody types in."""
    window = QWidget()
    qtbot.addWidget(window)
    page = AuditPage(theme, lambda: TODAY, preview=True)
    box = QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(box)
    layout.addWidget(page)
    window.resize(1100, 700)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    box.setFocus()
    yield page


def test_a_preview_follows_its_tool_at_its_place_and_takes_no_focus(
    preview: AuditPage, qtbot: QtBot
) -> None:
    box = QApplication.focusWidget()
    tool = every_kind_tool()
    preview.open_audit("preview", tool, Audit(), read_only=False, place=("visiting", "known"))
    first = tool.sections[1].questions[0].model_copy(update={"label": "How many are there now?"})
    section = tool.sections[1].model_copy(update={"questions": (first,)})
    changed = tool.model_copy(update={"sections": (tool.sections[0], section, *tool.sections[2:])})
    preview.open_audit("preview", changed, Audit(), read_only=False)
    assert QApplication.focusWidget() is box
    assert preview.pane.place == ("visiting", "known")
    assert preview.pane.view is not None
    card = preview.pane.view.stops["known"]
    assert "How many are there now?" in card.accessibleName()


def test_a_preview_has_no_signs_of_saving_or_completing(preview: AuditPage) -> None:
    preview.open_audit("preview", every_kind_tool(), Audit(), read_only=False)
    header = preview.header
    for part in (header.back, header.complete, header.more, header.save_state):
        assert not part.isVisible()
    preview.complete()
    assert not preview.gaps_panel.isVisible()


def test_a_preview_is_answered_like_the_form(preview: AuditPage, qtbot: QtBot) -> None:
    tool = every_kind_tool()
    preview.open_audit("preview", tool, Audit(), read_only=False, place=("kinds", "seen_alone"))
    preview.pane.return_focus()
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_1)
    assert preview.audit is not None
    assert preview.audit.findings["seen_alone"].answer == "yes"
