"""The page Explore on a store of its own, with jobs that end at once."""

from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.audits.seeding import TODAY, Cabinet, an_audit
from ui.explore.page import ExplorePage
from ui.memory import WindowMemory
from ui.theme import Theme


class MakePage(Protocol):
    def __call__(self, jobs: object = None) -> ExplorePage: ...


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    """An empty store on disk."""
    return Cabinet(tmp_path / "audits.db")


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    """Seven audits of two teams over three quarters."""
    grades = ("good", "outstanding", "inadequate", "good", "requires_improvement", "good", "good")
    cabinet.record(
        *(
            an_audit(
                f"C-{number}",
                grade,
                date(2026, 1 + number, 2),
                team="North" if number % 2 else "South",
                plan_type="child in need",
            )
            for number, grade in enumerate(grades)
        )
    )
    return cabinet


@pytest.fixture
def make_page(
    qtbot: QtBot, cabinet: Cabinet, theme: Theme, memory: WindowMemory, jobs_now: object
) -> MakePage:
    """Show the page on the cabinet; it has been loaded when this returns."""

    def make(jobs: object = None) -> ExplorePage:
        page = ExplorePage(
            jobs or jobs_now(cabinet.openers),
            theme,
            memory,
            folder=cabinet.path.parent,
            today=lambda: TODAY,
        )
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        return page

    return make
