"""Publishing asks who and why, and of each changed question what became of it."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox

from forms.tools import AuditTool
from tests.ui.audits.naming import nameless
from tests.ui.tools.amending import amended_visits, visits
from tests.ui.tools.conftest import Desk
from ui.tools.publishing import PublishDialog
from ui.tools.verdict_card import VerdictCard


class Asked(NamedTuple):
    """A dialog and what it confirmed."""

    dialog: PublishDialog
    confirmed: list[tuple[AuditTool, str]]

    def card(self, question: str) -> VerdictCard:
        return next(card for card in self.dialog.cards if card.judged.id == question)

    def verdicts(self) -> dict[str, str]:
        return {card.judged.id: card.chosen for card in self.dialog.cards}


class Asking:
    """Opens the dialog for one tool after another."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, tool: AuditTool, amends: AuditTool | None, author: str = "lead") -> Asked:
        dialog = PublishDialog(tool, amends, author, self._desk.widget)
        confirmed: list[tuple[AuditTool, str]] = []
        dialog.confirmed.connect(lambda tool, author: confirmed.append((tool, author)))
        dialog.open()
        return Asked(dialog, confirmed)


@pytest.fixture
def ask(desk: Desk, theme: object) -> Iterator[Asking]:
    """Ask to publish a tool, as an amendment of another or not."""
    yield Asking(desk)


def test_a_new_tool_is_published_as_it_is_by_a_named_person(ask: Asking) -> None:
    asked = ask(visits(), None, author="")
    asked.dialog.yes.click()
    assert asked.confirmed == []
    assert asked.dialog.problem.text() == "Enter your name or auditor code."
    asked.dialog.author.setText(" lead ")
    asked.dialog.yes.click()
    assert asked.confirmed == [(visits(), "lead")]


def test_an_amendment_is_judged_question_by_question_with_a_proposal(ask: Asking) -> None:
    asked = ask(amended_visits(), visits())
    assert asked.verdicts() == {
        "seen": "new_measure", "place": "new_measure", "words": "withdrawn",
    }  # fmt: skip
    assert not asked.card("words").verdict.isEnabled(), "there is nothing to choose"
    assert "evidence" in asked.card("seen").verdict.accessibleDescription()
    asked.card("seen").choose("reworded")
    asked.dialog.note.setPlainText("The board asked for evidence.")
    asked.dialog.yes.click()
    ((tool, author),) = asked.confirmed
    assert author == "lead"
    assert tool.amends is not None
    assert tool.amends.hash == visits().hash
    assert tool.amends.questions["seen"] == "reworded"
    assert tool.amends.note == "The board asked for evidence."


def test_an_amendment_says_why(ask: Asking) -> None:
    asked = ask(amended_visits(), visits())
    asked.dialog.yes.click()
    assert asked.confirmed == []
    assert "why the tool was amended" in asked.dialog.problem.text()


def test_choices_that_are_mapped_one_by_one_may_be_called_the_same(ask: Asking) -> None:
    asked = ask(amended_visits(), visits())
    card = asked.card("place")
    assert card.codes == {"home": "home", "away": "elsewhere"}, "proposed by their labels"
    assert card.verdict.findData("same") >= 0
    away = card.maps["away"]
    away.setCurrentIndex(away.findData(""))
    assert card.verdict.findData("same") < 0
    away.setCurrentIndex(away.findData("elsewhere"))
    card.choose("same")
    asked.dialog.note.setPlainText("Renamed.")
    asked.dialog.yes.click()
    ((tool, _),) = asked.confirmed
    assert tool.amends is not None
    assert tool.amends.questions["place"] == "same"
    assert tool.amends.codes == {"place": {"home": "home", "away": "elsewhere"}}


def test_a_verdict_that_is_not_possible_any_more_falls_back_to_one_that_is(ask: Asking) -> None:
    asked = ask(amended_visits(), visits())
    card = asked.card("place")
    card.choose("same")
    card.maps["away"].setCurrentIndex(card.maps["away"].findData(""))
    assert card.chosen in ("reworded", "new_measure")


@pytest.mark.parametrize("version", ["1.0", "0.9"])
def test_an_amendment_needs_a_higher_version(ask: Asking, version: str) -> None:
    asked = ask(amended_visits(version), visits())
    asked.dialog.note.setPlainText("Stricter.")
    asked.dialog.yes.click()
    assert asked.confirmed == []
    assert "must be higher than 1.0" in asked.dialog.problem.text()


def test_what_differs_in_nothing_is_not_published(ask: Asking) -> None:
    same = visits().model_copy(update={"version": "1.1"})
    asked = ask(same, visits())
    asked.dialog.note.setPlainText("Nothing.")
    asked.dialog.yes.click()
    assert asked.confirmed == []
    assert "Nothing differs" in asked.dialog.problem.text()


def test_many_questions_are_judged_together(ask: Asking) -> None:
    asked = ask(amended_visits(others=6), visits(others=6))
    every = next(
        box
        for box in asked.dialog.findChildren(QComboBox)
        if box.accessibleName() == "Verdict for all questions"
    )
    every.activated.emit(every.findData("new_measure"))
    others = {name: verdict for name, verdict in asked.verdicts().items() if "other" in name}
    assert set(others.values()) == {"new_measure"}
    assert asked.card("words").chosen == "withdrawn", "it cannot be anything else"


def test_few_questions_are_judged_one_by_one(ask: Asking) -> None:
    asked = ask(amended_visits(), visits())
    names = [box.accessibleName() for box in asked.dialog.findChildren(QComboBox)]
    assert "Verdict for all questions" not in names


def test_what_was_judged_stays_where_publishing_fails(ask: Asking) -> None:
    asked = ask(amended_visits(), visits())
    asked.card("seen").choose("reworded")
    asked.dialog.note.setPlainText("Stricter.")
    asked.dialog.yes.click()
    assert not asked.dialog.isEnabled(), "one thing at a time"
    asked.dialog.refuse("The disk is full.")
    assert asked.dialog.isVisible()
    assert asked.dialog.isEnabled()
    assert asked.dialog.problem.text() == "The disk is full."
    assert asked.card("seen").chosen == "reworded"


def test_the_wheel_changes_no_verdict(ask: Asking) -> None:
    box = ask(amended_visits(), visits()).card("seen").verdict
    before = box.currentIndex()
    nowhere = QPointF(5, 5)
    for turn in (-120, 120):
        wheel = QWheelEvent(
            nowhere, nowhere, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, wheel)
        assert not wheel.isAccepted()
    assert box.currentIndex() == before


def test_every_field_has_a_name_of_its_own(ask: Asking) -> None:
    assert nameless(ask(amended_visits(others=6), visits(others=6)).dialog) == []
