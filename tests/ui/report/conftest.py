"""The report page on a store of its own, with jobs that end at once."""

from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from tests.ui.audits.seeding import TODAY, Cabinet
from ui.memory import WindowMemory
from ui.report.page import ReportPage
from ui.theme import Theme


class MakePage(Protocol):
    def __call__(self, jobs: object = None) -> ReportPage: ...


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    """An empty store on disk."""
    return Cabinet(tmp_path / "audits.db")


@pytest.fixture
def opened() -> list[QUrl]:
    """What was handed to another program."""
    return []


@pytest.fixture
def make_page(  # noqa: PLR0917 -- fixtures
    qtbot: QtBot,
    cabinet: Cabinet,
    theme: Theme,
    memory: WindowMemory,
    jobs_now: object,
    opened: list[QUrl],
) -> MakePage:
    """Show a report page on the cabinet; it has been loaded when this returns."""
    private = cabinet.path.with_name("private")
    private.mkdir()

    def make(jobs: object = None) -> ReportPage:
        page = ReportPage(
            jobs or jobs_now(cabinet.openers),
            theme,
            memory,
            private_folder=private,
            folder=cabinet.path.parent,
            today=lambda: TODAY,
            open_url=lambda url: not opened.append(url),
        )
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        return page

    return make
