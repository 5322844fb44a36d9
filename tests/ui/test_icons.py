"""Every icon is a clean drawing that can be tinted."""

import re

import pytest
from pytestqt.qtbot import QtBot

from ui.icons import Icons, app_icon, icon_folder

NAMES = sorted(path.stem for path in icon_folder().glob("*.svg") if path.stem != "app")


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_draws_in_the_colour_asked_for(name: str, icons: Icons, qtbot: QtBot) -> None:
    image = icons.pixmap(name, "bad", 24).toImage()
    inked = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert len(inked) > 10
    assert all(ink.red() > ink.green() for ink in inked)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_holds_lines_only(name: str) -> None:
    drawing = (icon_folder() / f"{name}.svg").read_text()
    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke="currentColor"' in drawing
    assert not re.search(r"<(script|image|use|style|text)|href", drawing)


def test_the_program_has_an_icon(qtbot: QtBot) -> None:
    assert not app_icon().pixmap(64, 64).isNull()
