"""Pages that ask before there is anything to show: what they ask for is in view, or scrolled to."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.icons import Icons
from ui.unlocking.new_page import NewPage

_ROOM = (1190, 680)  # beside the rail and below the bars on a screen of 1366 by 768
_LITTLE = (700, 320)


def show(qtbot: QtBot, page: NewPage, room: tuple[int, int], *, times: float = 1) -> None:
    """Show the page in text that many times as large."""
    qtbot.addWidget(page)
    font = page.font()
    font.setPointSizeF(font.pointSizeF() * times)
    page.setFont(font)
    page.resize(*room)
    page.show()
    qtbot.waitExposed(page)


def is_in_view(button: QWidget) -> bool:
    return button.visibleRegion().boundingRect() == button.rect()


@pytest.mark.parametrize("times", [1, 1.5, 2])
def test_what_makes_the_database_is_in_view_without_scrolling(
    qtbot: QtBot, icons: Icons, times: float
) -> None:
    page = NewPage(icons)
    page.ask(Path("my-audits.audit"), is_first=True, can_go_back=True)
    show(qtbot, page, _LITTLE, times=times)
    for button in (page.make, page.open, page.back):
        qtbot.waitUntil(lambda button=button: is_in_view(button))


def test_where_there_is_room_everything_is_in_view(qtbot: QtBot, icons: Icons) -> None:
    page = NewPage(icons)
    page.ask(Path("my-audits.audit"), is_first=True, can_go_back=True)
    show(qtbot, page, _ROOM)
    parts = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    assert page.place in parts
    qtbot.waitUntil(lambda: all(is_in_view(each) for each in parts))
    page.plain.setChecked(True)  # and what comes then takes the room it needs
    qtbot.waitUntil(lambda: page.plain_warning.isVisible() and is_in_view(page.plain_warning))
    assert is_in_view(page.make)
