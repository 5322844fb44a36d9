"""The Tools page on a cabinet of its own, with jobs that end at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.conftest import JobsNow
from tests.ui.audits.seeding import Cabinet
from ui.theme import Theme
from ui.tools.page import ToolsPage

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs

D = TypeVar("D", bound=QDialog)


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    """An empty store on disk."""
    return Cabinet(tmp_path / "tools.audit")


@pytest.fixture
def jobs(cabinet: Cabinet, jobs_now: JobsNow) -> "StoreJobs":
    """Work on the cabinet, done before the call returns."""
    return jobs_now(cabinet.openers)


@pytest.fixture
def page(qtbot: QtBot, jobs: "StoreJobs", theme: Theme) -> ToolsPage:
    """The page in an active window; it lists what there is once `refresh` was called."""
    made = ToolsPage(jobs, theme)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


class Desk:
    """A window that dialogs stand before; they are closed with it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        self.widget.show()

    def dialog(self, kind: type[D]) -> D:
        """Return the one dialog of this kind that stands before the window."""
        (found,) = [each for each in self.widget.findChildren(kind) if each.isVisible()]
        return found

    @property
    def has_dialog(self) -> bool:
        return any(each.isVisible() for each in self.widget.findChildren(QDialog))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """A window for dialogs."""
    made = Desk(qtbot)
    yield made
    for dialog in made.widget.findChildren(QDialog):
        if dialog.isVisible():
            dialog.close()
            qtbot.waitUntil(lambda dialog=dialog: not isValid(dialog))
