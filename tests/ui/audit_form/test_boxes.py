"""Boxes hand on what was typed: after a rest, or at once when left; never what is only shown."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.audit_form.settling import Settling
from ui.audit_form.text_box import LineBox, TextBox
from ui.theme import Theme

Show = Callable[..., None]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """`show(box, …)` puts boxes into a window on screen, for as long as the test runs."""
    window = QWidget()
    layout = QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(500, 600)

    def put(*boxes: QWidget) -> None:
        for box in boxes:
            layout.addWidget(box)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    return put


@pytest.fixture
def settling(qapp: QApplication) -> Iterator[Settling]:
    owner = QObject()
    yield Settling(owner)


def test_text_is_handed_on_once_after_a_rest(qtbot: QtBot, show: Show) -> None:
    box = TextBox("Evidence")
    show(box)
    told: list[str] = []
    box.settled.connect(lambda text, _run: told.append(text))
    qtbot.keyClicks(box, "seen at home")
    assert told == []
    assert box.is_pending
    qtbot.waitUntil(lambda: bool(told), timeout=2000)
    assert told == ["seen at home"]
    assert not box.is_pending


def test_text_is_handed_on_at_once_when_the_box_is_left(qtbot: QtBot, show: Show) -> None:
    box, other = TextBox("Evidence"), QLineEdit()
    show(box, other)
    told: list[str] = []
    box.settled.connect(lambda text, _run: told.append(text))
    box.setFocus()
    qtbot.keyClicks(box, "seen")
    other.setFocus()
    assert told == ["seen"]


def test_a_line_is_handed_on_at_once_when_it_is_left(qtbot: QtBot, show: Show) -> None:
    line, other = LineBox("Case"), QLineEdit()
    show(line, other)
    told: list[str] = []
    line.settled.connect(lambda text, _run: told.append(text))
    line.setFocus()
    qtbot.keyClicks(line, "CF-1")
    other.setFocus()
    assert told == ["CF-1"]


def test_showing_text_hands_nothing_on(qtbot: QtBot, show: Show) -> None:
    box, line = TextBox("Evidence"), LineBox("Case")
    show(box, line)
    told: list[str] = []
    for each in (box, line):
        each.settled.connect(lambda text, _run: told.append(text))
        each.show_text("from elsewhere")
        each.flush()
    assert told == []


def test_what_is_being_typed_is_not_overwritten(qtbot: QtBot, show: Show) -> None:
    box = TextBox("Evidence")
    show(box)
    qtbot.keyClicks(box, "mine")
    box.show_text("theirs")
    assert box.toPlainText() == "mine"


def test_a_blank_typed_at_the_end_stays_while_typing_goes_on(qtbot: QtBot, show: Show) -> None:
    box = TextBox("Evidence")
    show(box)
    box.setFocus()
    box.settled.connect(lambda text, _run: box.show_text(text.strip()))
    qtbot.keyClicks(box, "seen ")
    box.flush()
    assert box.toPlainText() == "seen "


def test_who_never_rests_is_handed_on_all_the_same(settling: Settling) -> None:
    settling._waited.start()
    settling.is_pending = True
    settling._waited.elapsed = lambda: 1_990  # type: ignore[method-assign]
    settling.touch()
    assert settling._rest.interval() == 10


def test_a_box_grows_with_its_text_up_to_a_bound(show: Show, theme: Theme) -> None:
    box = TextBox("Evidence")
    show(box)
    one = box.height()
    box.show_text("\n".join("line" for _ in range(5)))
    five = box.height()
    box.show_text("\n".join("line" for _ in range(200)))
    assert one < five < box.height() < five * 4
    assert box.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded


def test_long_lines_are_wrapped_and_all_in_view(show: Show, theme: Theme) -> None:
    box = TextBox("Evidence")
    show(box)
    one = box.height()
    box.show_text("a visit was made and written up " * 8)
    assert box.height() > one * 2
    assert box.verticalScrollBar().maximum() == 0


def test_tab_leaves_a_text_box(qtbot: QtBot, show: Show) -> None:
    box, other = TextBox("Evidence"), QLineEdit()
    show(box, other)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert other.hasFocus()


def test_typing_runs_end_at_sentences_and_where_deleting_begins(settling: Settling) -> None:
    first = settling.follow("The child")
    assert settling.follow("The child was seen.") == first
    second = settling.follow("The child was seen. Twice")
    assert second != first
    assert settling.follow("The child was seen. Twi") != second
