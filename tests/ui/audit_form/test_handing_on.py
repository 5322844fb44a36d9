"""What the page hands on and when, and what it says of how safe that is."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from forms.audits import Audit
from tests.ui.audit_form.conftest import WHOLE, Desk, view_stop

Press = Callable[..., None]
Type = Callable[[str], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("section", ["case", "seen", "heard", "overall"])
def test_opening_hands_nothing_on(desk: Desk, qtbot: QtBot, section: str) -> None:
    desk.open(WHOLE, place=(section, ""))
    assert desk.page.pane.view is not None
    assert desk.page.pane.view.stops
    desk.page.flush()
    desk.page.pane.step_section(1)
    desk.page.hide()
    assert desk.edits == []
    assert desk.page.audit == WHOLE


def test_what_is_typed_is_handed_on_when_the_focus_goes(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open(place=("case", "case"))
    type_text("CF-7")
    assert desk.edits == []
    press(Qt.Key.Key_Tab)
    assert desk.edits == [("u1", "case", "CF-7")]


@pytest.mark.parametrize("leave", ["section", "page", "close", "audit"])
def test_what_is_typed_is_handed_on_before_anything_else_comes_into_view(
    desk: Desk, press: Press, type_text: Type, leave: str
) -> None:
    desk.open()
    press(Qt.Key.Key_E, CTRL)
    type_text("Seen")
    if leave == "section":
        press(Qt.Key.Key_PageDown, CTRL)
    elif leave == "page":
        desk.page.hide()
    elif leave == "close":
        press(Qt.Key.Key_W, CTRL)
    else:
        desk.open(WHOLE)
    assert desk.edits == [("u1", "finding.child_seen", {"evidence": "Seen"})]


def test_saved_is_said_only_when_nothing_is_typed_or_under_way(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open()
    state = desk.page.header.save_state
    assert state.isVisible()
    press(Qt.Key.Key_1)
    assert "Saving" in state.text()
    desk.page.show_saved(datetime(2026, 11, 21, 14, 2))
    assert "Saved 14:02" in state.text()
    press(Qt.Key.Key_E, CTRL)
    type_text("S")
    desk.page.show_saved(datetime(2026, 11, 21, 14, 3))
    assert "Saving" in state.text()
    desk.page.flush()
    desk.page.show_not_saved("the disk is full")
    assert "the disk is full" in state.text()


def test_typing_that_comes_to_nothing_leaves_all_saved(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open()
    press(Qt.Key.Key_E, CTRL)
    type_text("S")
    press(Qt.Key.Key_Backspace)
    desk.page.flush()
    assert desk.edits == []
    assert desk.page.header.save_state.text() == "✓ Saved"


def test_case_details_are_handed_on_under_their_names(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open(place=("case", "attribute.team"))
    type_text("North")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_3)
    assert desk.last("attribute.team") == "North"
    assert desk.last("attribute.plan_type") == "child protection"
    press(Qt.Key.Key_Delete)
    assert desk.last("attribute.plan_type") is None


def test_an_attribute_from_elsewhere_is_shown_and_kept(desk: Desk) -> None:
    desk.open(WHOLE, place=("case", "attribute.custom"))
    assert desk.place == ("case", "attribute.custom")


def test_a_date_of_the_audit_that_is_none_stays_in_view_and_empties_the_field(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open(Audit(audited_on=date(2026, 11, 1)), place=("case", "audited_on"))
    press(Qt.Key.Key_A, CTRL)
    type_text("soon")
    press(Qt.Key.Key_Tab)
    assert desk.last("audited_on") is None
    desk.page.pane.step_section(1)
    desk.page.pane.step_section(-1)
    stop = view_stop(desk, "audited_on")
    assert stop.dates.line.text() == "soon"  # type: ignore[attr-defined]
    assert "not a date" in stop.problem  # type: ignore[attr-defined]


def test_known_values_are_offered_while_typing(desk: Desk, type_text: Type) -> None:
    desk.page.set_known_values({"attribute.team": ["North", "South"]})
    desk.open(place=("case", "attribute.team"))
    stop = view_stop(desk, "attribute.team")
    completer = stop.line.completer()  # type: ignore[attr-defined]
    completer.setCompletionPrefix("nor")
    assert completer.currentCompletion() == "North"
