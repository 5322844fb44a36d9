"""The merge page on a lead's database, with jobs that end at once."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.opening import create_store, open_reading, open_store
from tests.conftest import JobsNow
from ui.jobs import Openers
from ui.merge.page import MergePage
from ui.theme import Theme

MakePage = Callable[[], MergePage]


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    """A lead's database without audits."""
    path = tmp_path / "lead.audit"
    create_store(path).close()
    return path


@pytest.fixture
def make_page(
    qtbot: QtBot, lead: Path, theme: Theme, jobs_now: JobsNow, tmp_path: Path
) -> MakePage:
    """Show the page in an active window; make what is to be in the database before that."""

    def make() -> MergePage:
        jobs = jobs_now(Openers(partial(open_reading, lead), partial(open_store, lead)))
        private = tmp_path / "private"
        private.mkdir(mode=0o700)
        page = MergePage(
            jobs, theme, private_folder=private, folder=lambda: tmp_path, author=lambda: "lead-01"
        )
        qtbot.addWidget(page)
        page.resize(1190, 680)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    return make
