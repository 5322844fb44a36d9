"""The page of audits on a store of its own, with jobs that end at once."""

from pathlib import Path
from typing import Protocol

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.audits.seeding import TODAY, Cabinet
from ui.audits.page import AuditsPage
from ui.memory import WindowMemory
from ui.theme import Theme


class MakePage(Protocol):
    def __call__(self, jobs: object = None) -> AuditsPage: ...


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    """An empty store on disk."""
    return Cabinet(tmp_path / "audits.db")


@pytest.fixture
def make_page(
    qtbot: QtBot, cabinet: Cabinet, theme: Theme, memory: WindowMemory, jobs_now: object
) -> MakePage:
    """Show a page of audits on the cabinet; it has been loaded when this returns."""

    def make(jobs: object = None) -> AuditsPage:
        page = AuditsPage(
            jobs or jobs_now(cabinet.openers),
            theme,
            memory,
            author=lambda: "auditor-01",
            today=lambda: TODAY,
        )
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        if jobs is None:
            qtbot.waitUntil(lambda: page.is_settled)
        return page

    return make
