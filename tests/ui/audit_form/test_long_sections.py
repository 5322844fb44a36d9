"""A section of very many questions: only what is near the view is built, and nobody notices."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.audits import Audit
from tests.benchmarks.large_tool import calculating_tool
from tests.ui.audit_form.conftest import Desk
from ui.audit_form.places import Place
from ui.audit_form.stop import Stop
from ui.audit_form.view import FormView

Press = Callable[..., None]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def long(desk: Desk) -> Desk:
    """The page with a section of 400 questions; every second is worked out."""
    return desk._replace(tool=calculating_tool(400))


def view_of(desk: Desk) -> FormView:
    view = desk.page.pane.view
    assert view is not None
    return view


def built(desk: Desk) -> list[str]:
    slots = view_of(desk).cards.slots
    return [slot.names[0] for slot in slots if slot.part is not None]


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until the page builds nothing more."""

    def is_quiet() -> None:
        QApplication.processEvents()
        before = len(built(desk))
        QApplication.processEvents()
        assert len(built(desk)) == before
        assert not view_of(desk)._is_building

    qtbot.waitUntil(is_quiet)


def height_of(desk: Desk, stop: Stop) -> int:
    return stop.mapTo(desk.page, QPoint(0, 0)).y()


def test_going_far_builds_only_what_is_near(long: Desk, qtbot: QtBot) -> None:
    long.open(place=("section", "asked_0"))
    settle(qtbot, long)
    long.page.pane.go(Place("section", "asked_100"))
    assert long.place == ("section", "asked_100")
    settle(qtbot, long)
    assert len(built(long)) < 60
    current = long.page.pane.current
    assert current is not None
    top = height_of(long, current)
    assert 0 < top < long.page.height() - current.height()


def test_an_audit_opens_in_the_middle_of_a_long_section(long: Desk, qtbot: QtBot) -> None:
    long.open(place=("section", "asked_150"))
    assert long.place == ("section", "asked_150")
    settle(qtbot, long)
    assert len(built(long)) < 40


def test_tab_goes_through_the_questions_in_order_whichever_was_built_first(
    long: Desk, qtbot: QtBot, press: Press
) -> None:
    long.open(place=("section", "asked_100"))
    settle(qtbot, long)
    long.page.pane.go(Place("section", "asked_98"))
    seen: list[str] = []
    while not seen or seen[-1] != "asked_102":
        if not seen or seen[-1] != long.place[1]:
            seen.append(long.place[1])
        press(Qt.Key.Key_Tab)
    assert seen == [
        name
        for at in range(98, 103)
        for name in (f"asked_{at}", f"sum_{at}")
        if name not in {"asked_99", "sum_102"}  # no number before asked_99 was given
    ]
    while long.place[1] != "asked_97":
        press(Qt.Key.Key_Backtab, SHIFT)
    assert set(seen) < set(built(long))


def test_the_arrows_go_on_where_nothing_is_built_yet(
    long: Desk, qtbot: QtBot, press: Press
) -> None:
    long.open(place=("section", "sum_120"))
    for expected in ("asked_121", "sum_121", "asked_122"):
        press(Qt.Key.Key_Down)
        assert long.place == ("section", expected)
    long.page.pane.go(Place("section", "sum_60"))
    for expected in ("asked_60", "sum_59", "sum_58"):  # asked_59 is hidden by its rule
        press(Qt.Key.Key_Up)
        assert long.place == ("section", expected)


def test_the_question_in_focus_stays_where_it_is_while_others_are_built(
    long: Desk, qtbot: QtBot
) -> None:
    long.open(place=("section", "asked_100"))
    current = long.page.pane.current
    assert current is not None
    before = height_of(long, current)
    settle(qtbot, long)
    assert height_of(long, current) == before
    assert view_of(long).cards.place_of["asked_96"] in view_of(long).cards.seen(
        current.mapTo(view_of(long), QPoint(0, 0)).y() - 1200, 10**6, free=False
    )


def test_scrolling_builds_what_comes_into_view(long: Desk, qtbot: QtBot) -> None:
    long.open(place=("section", "asked_0"))
    settle(qtbot, long)
    view = view_of(long)
    view.moved.emit(view.height() // 2)  # as the scroll bar would
    settle(qtbot, long)
    top = -view.y()
    assert view.cards.seen(top, top + 400, free=False)
    assert view.cards.seen(top, top + 400, free=True) == []


def test_an_answer_brings_a_question_into_the_form_that_is_not_built(
    long: Desk, qtbot: QtBot
) -> None:
    long.open(Audit(), place=("section", "asked_0"))
    settle(qtbot, long)
    view = view_of(long)
    before = view.height()
    view.kit.history.answer("asked_102", 3)  # its answer lets asked_103 be asked
    qtbot.waitUntil(lambda: view.height() > before)
    assert "asked_103" not in built(long)
    long.page.pane.go_to_field("finding.asked_103")
    assert long.place == ("section", "asked_103")


def test_undo_leads_to_a_question_far_away(long: Desk, qtbot: QtBot, press: Press) -> None:
    long.open(place=("section", "asked_0"))
    settle(qtbot, long)
    view_of(long).kit.history.answer("asked_150", 3)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert long.place == ("section", "asked_150")


def test_every_card_is_built_in_an_ordinary_section(desk: Desk, qtbot: QtBot) -> None:
    ordinary = desk._replace(tool=calculating_tool(60))
    ordinary.open(place=("section", "asked_0"))
    settle(qtbot, ordinary)
    assert len(built(ordinary)) == 60
