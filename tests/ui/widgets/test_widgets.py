"""The small shared widgets do what pages rely on."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.icons import Icons
from ui.widgets.badge import Badge
from ui.widgets.collapsible import Collapsible
from ui.widgets.dressing import tip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.link_list import LinkList
from ui.widgets.save_state import SaveState
from ui.widgets.search_box import SearchBox


def test_the_save_state_says_by_text_symbol_and_tone_how_things_stand(qtbot: QtBot) -> None:
    state = SaveState()
    qtbot.addWidget(state)
    assert state.isHidden()
    state.saving()
    assert (state.text(), state.property("tone")) == ("↻ Saving …", "neutral")
    state.saved(datetime(2026, 4, 2, 9, 5))
    assert (state.text(), state.property("tone")) == ("✓ Saved 09:05", "good")
    state.not_saved("the disk is full")
    assert (state.text(), state.property("tone")) == ("! Not saved – the disk is full", "bad")
    assert state.accessibleName() == "Save state"
    assert state.accessibleDescription() == "Not saved – the disk is full"
    state.clear()
    assert state.isHidden()


def test_a_badge_never_speaks_by_colour_alone(qtbot: QtBot) -> None:
    badge = Badge("Completed", "good")
    qtbot.addWidget(badge)
    assert badge.text() == "✓ Completed"
    badge.show_state("<b>Draft</b>", "warn", symbol="…")
    assert badge.text() == "… <b>Draft</b>"
    assert badge.textFormat() == Qt.TextFormat.PlainText


def test_an_elided_label_stays_narrow_and_shows_all_in_its_tip(qtbot: QtBot) -> None:
    label = ElidedLabel("A very long name of a database\nthat nobody shortened " * 5)
    qtbot.addWidget(label)
    label.resize(120, 24)
    label.show()
    assert label.minimumSizeHint().width() < 120
    assert "\n" not in label.text()
    assert label.toolTip() == label.text()
    assert not label.grab().isNull()


def test_a_section_opens_and_closes_by_keyboard(icons: Icons, qtbot: QtBot) -> None:
    content = QLabel("What good looks like")
    section = Collapsible("Guidance", content, icons)
    qtbot.addWidget(section)
    section.show()
    assert not content.isVisible()
    with qtbot.waitSignal(section.toggled_open) as opened:
        qtbot.keyClick(section.heading, Qt.Key.Key_Space)
    assert opened.args == [True]
    assert content.isVisible()
    assert section.heading.accessibleDescription() == "Open"


def test_opening_a_section_by_the_program_is_not_reported(icons: Icons, qtbot: QtBot) -> None:
    section = Collapsible("Guidance", QLabel("text"), icons)
    qtbot.addWidget(section)
    with qtbot.assertNotEmitted(section.toggled_open):
        section.set_open(True)
    assert section.is_open


def test_an_empty_page_offers_what_to_do(icons: Icons, qtbot: QtBot) -> None:
    state = EmptyState(icons, "empty", "No audits yet", action="&New audit")
    qtbot.addWidget(state)
    state.show()
    assert state.button.accessibleName() == "New audit"
    with qtbot.waitSignal(state.action_requested):
        state.button.click()
    state.say("No audit fits the filters", "Clear one of them to see more.")
    shown = [label.text() for label in state.findChildren(QLabel) if label.isVisible()]
    assert "No audit fits the filters" in shown
    assert "Clear one of them to see more." in shown


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_link_is_followed_by_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    links = LinkList("Problems")
    qtbot.addWidget(links)
    links.set_links([("Question 3 needs an answer", "q3"), ("Give a reason", ("overall", 1))])
    links.show()
    qtbot.keyClick(links, Qt.Key.Key_Down)
    with qtbot.waitSignal(links.link_activated) as followed:
        qtbot.keyClick(links, key)
    assert followed.args == [("overall", 1)]


def test_a_link_is_followed_by_one_click_once(qtbot: QtBot) -> None:
    links = LinkList("Problems")
    qtbot.addWidget(links)
    links.set_links([("Question 3 needs an answer", "q3")])
    links.show()
    followed: list[object] = []
    links.link_activated.connect(followed.append)
    place = links.visualItemRect(links.item(0)).center()
    qtbot.mouseClick(links.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert followed == ["q3"]


def test_links_replace_the_earlier_ones(qtbot: QtBot) -> None:
    links = LinkList("Problems")
    qtbot.addWidget(links)
    links.set_links([("one", 1), ("two", 2)])
    links.set_links([("three", 3)])
    assert [links.item(row).text() for row in range(links.count())] == ["three"]


def test_searching_waits_for_a_pause_and_asks_once(icons: Icons, qtbot: QtBot) -> None:
    box = SearchBox(icons, "Search audits …", pause=30)
    qtbot.addWidget(box)
    asked: list[str] = []
    box.search_requested.connect(asked.append)
    with qtbot.waitSignal(box.search_requested):
        qtbot.keyClicks(box, "C-0001")
    assert asked == ["C-0001"]


def test_enter_and_clearing_ask_at_once(icons: Icons, qtbot: QtBot) -> None:
    box = SearchBox(icons, "Search audits …", pause=60_000)
    qtbot.addWidget(box)
    asked: list[str] = []
    box.search_requested.connect(asked.append)
    qtbot.keyClicks(box, "north ")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert asked == ["north", ""]


def test_a_search_put_back_from_memory_asks_nothing(icons: Icons, qtbot: QtBot) -> None:
    box = SearchBox(icons, "Search audits …", pause=0)
    qtbot.addWidget(box)
    with qtbot.assertNotEmitted(box.search_requested, wait=20):
        box.set_text_quietly("north")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Seen alone?",
        "<b>Bold</b> & co",
        "1 < 2",
        '<img src="file:///a.png">\nnext',
        "&lt;b&gt;",
    ],
)
def test_a_tip_shows_a_text_as_it_is_written(text: str) -> None:
    made = tip(text)
    if made == text:
        assert "<" not in text  # nothing that Qt could take for HTML
        return
    document = QTextDocument()
    document.setHtml(made)
    assert document.toPlainText() == text


def test_the_tip_of_a_shortened_label_is_plain(qtbot: QtBot) -> None:
    label = ElidedLabel("<img src='file:///a.png'> title")
    qtbot.addWidget(label)
    assert "<img" not in label.toolTip()
