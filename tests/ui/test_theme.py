"""The look follows the system or the person's choice, and the text size."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.memory import TEXT_PERCENTS, WindowMemory
from ui.palettes import DARK, LIGHT
from ui.theme import Theme, style_sheet


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_is_complete_and_balanced(palette: object) -> None:
    sheet = style_sheet(DARK if palette is DARK else LIGHT, 10)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert all(path.endswith(".svg") for path in re.findall(r"url\((.*?)\)", sheet))


def test_every_widget_that_takes_focus_shows_it() -> None:
    sheet = style_sheet(LIGHT, 10)
    for widget in (
        "QPushButton",
        "QToolButton",
        "QLineEdit",
        "QTextEdit",
        "QPlainTextEdit",
        "QAbstractSpinBox",
        "QComboBox",
        "QCheckBox",
        "QRadioButton",
        "QAbstractItemView",
        "QTabBar",
        "QSlider",
        "QScrollArea",
    ):
        rule = re.search(rf"{widget}:focus[^{{]*{{[^}}]*border: 2px solid {LIGHT.focus}", sheet)
        assert rule, f"{widget} has no visible focus"


def test_a_forced_scheme_is_used_and_remembered(theme: Theme, memory: WindowMemory) -> None:
    theme.set_scheme("dark")
    assert theme.is_dark
    assert memory.scheme == "dark"
    theme.set_scheme("light")
    assert not theme.is_dark


def test_the_system_is_followed_when_it_changes(theme: Theme, qapp: QApplication) -> None:
    announce = qapp.styleHints().colorSchemeChanged
    theme.set_scheme("system")
    announce.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark
    announce.emit(Qt.ColorScheme.Light)
    assert not theme.is_dark


def test_the_system_changes_nothing_while_a_scheme_is_forced(
    theme: Theme, qapp: QApplication
) -> None:
    theme.set_scheme("light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.is_dark


def test_text_grows_and_shrinks_step_by_step_within_bounds(
    theme: Theme, qapp: QApplication, memory: WindowMemory
) -> None:
    ordinary = qapp.font().pointSizeF()
    theme.enlarge_text()
    assert qapp.font().pointSizeF() == pytest.approx(ordinary * 1.1)
    assert memory.text_percent == 110
    for _ in TEXT_PERCENTS:
        theme.enlarge_text()
    assert memory.text_percent == TEXT_PERCENTS[-1]
    for _ in TEXT_PERCENTS:
        theme.reduce_text()
    assert memory.text_percent == TEXT_PERCENTS[0]


def test_a_nonsensical_remembered_size_is_bounded(qapp: QApplication, theme: Theme) -> None:
    theme.set_text_percent(100_000)
    assert theme.text_percent == TEXT_PERCENTS[-1]


def test_worn_icons_change_colour_with_the_scheme(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    theme.icons.wear(button, "check")

    def inks() -> set[str]:
        image = button.icon().pixmap(20, 20).toImage()
        colours = (image.pixelColor(x, y) for x in range(20) for y in range(20))
        return {colour.name() for colour in colours if colour.alpha() == 255}

    assert inks() == {LIGHT.text}
    theme.set_scheme("dark")
    assert inks() == {DARK.text}
