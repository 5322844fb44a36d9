"""Where a person put a divider is where it stands the next time."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.designer.divided import Divided
from ui.memory import WindowMemory


def divided(memory: WindowMemory, qtbot: QtBot) -> Divided:
    made = Divided("pair", memory)
    QLabel("left", made)
    QLabel("right", made)
    qtbot.addWidget(made)
    made.resize(1000, 200)
    with qtbot.waitExposed(made):
        made.show()
    made.share(500, 500)
    return made


def test_a_divider_that_was_moved_stands_there_again(qtbot: QtBot) -> None:
    memory = WindowMemory()
    first = divided(memory, qtbot)
    assert memory.dividers == {}, "what nobody moved is not remembered"
    first.moveSplitter(300, 1)
    assert memory.dividers == {"pair": 30}
    left, right = divided(memory, qtbot).sizes()
    assert abs(left / (left + right) - 0.3) < 0.02


def test_a_share_that_cannot_be_is_passed_over(qtbot: QtBot) -> None:
    left, right = divided(WindowMemory(dividers={"pair": 400}), qtbot).sizes()
    assert abs(left - right) < 20
