"""A database that cannot be written to is read: in use elsewhere, or in a read-only folder."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import connecting
from db.places import Place
from tests.flows.driving import Driver, Key, make_database
from ui.audits.toolbar import Toolbar
from ui.desk import AUDITS, FORM, REPORT, TOOLS
from ui.front_pages import START

_HOLDS = """
import sys
from pathlib import Path
from db.opening import open_store
with open_store(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(driver: Driver) -> Path:
    made = driver.folder / "north.audit"
    make_database(made, "C-0001", whole=True)
    return made


@pytest.fixture
def other(path: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """Another program that works in the database until its input ends."""
    program = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert program.stdout is not None
    program.stdout.readline()
    yield program
    program.communicate()


def test_a_second_window_is_told_who_works_in_it_and_reads_it(
    driver: Driver, path: Path, other: "subprocess.Popen[bytes]"
) -> None:
    driver.start(path)
    driver.wait_for(START)
    told = driver.start_page.sentence.text()
    assert f"this computer (process {other.pid})" in told
    assert "since" in told
    driver.start_page.read.click()
    driver.wait_for(AUDITS)
    banner = driver.program.front_desk.pages.banner
    assert banner.isVisible()
    assert f"(process {other.pid})" in banner.sentence.text()
    assert [row.case for row in driver.list_audits()] == ["C-0001"]
    commands = driver.list.commands
    assert not commands.new.isEnabled()
    assert not driver.list.findChild(Toolbar).new.isEnabled()
    assert "read only" in commands.new.toolTip()
    driver.list.table.mark(0)
    assert commands.open.isEnabled()
    assert not commands.discard.isEnabled()


def test_an_audit_can_be_read_and_not_changed(
    driver: Driver, path: Path, other: "subprocess.Popen[bytes]"
) -> None:
    driver.start(path)
    driver.start_page.read.click()
    driver.wait_for(AUDITS)
    uid = driver.stored()[0].uid
    before = path.read_bytes()
    driver.open(uid)
    assert driver.form.banner.isVisible()
    assert "read only" in driver.form.banner._why.text()
    assert not driver.form.banner.reopen.isVisible()
    assert not driver.form.header.complete.isVisible()
    assert not driver.form.header.void.isVisible()
    card = driver.go("q1", "words")
    driver.type("Not to be written.")
    driver.press(Key.Key_1)
    assert card.evidence is not None
    assert "Not to be" not in card.evidence.box.toPlainText()
    driver.form.flush()
    driver.settle()
    assert not driver.has_dialog
    assert path.read_bytes() == before


def test_tools_and_reports_are_read_too(
    driver: Driver, path: Path, other: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    driver.start(path)
    driver.start_page.read.click()
    driver.wait_for(AUDITS)
    driver.program.workspace.show_page(REPORT)
    driver.settle()
    assert not driver.has_dialog
    driver.list_tools()
    assert driver.page_id == TOOLS
    driver.tools.table.mark(driver.tools.entries[0].key)
    assert driver.tools.commands.export.isEnabled()
    assert not driver.tools.commands.amend.isEnabled()
    assert not driver.tools.new.isEnabled()
    driver.program.workspace.backup_requested.emit(str(tmp_path / "copy.audit"))
    driver.wait(lambda: "copy.audit" in driver.announced)
    assert len(driver.stored(tmp_path / "copy.audit")) == 1


def test_once_the_other_is_gone_it_is_opened_to_work_in(
    driver: Driver, path: Path, other: "subprocess.Popen[bytes]"
) -> None:
    driver.start(path)
    driver.start_page.read.click()
    driver.wait_for(AUDITS)
    banner = driver.program.front_desk.pages.banner
    banner.retry.click()
    driver.wait_for(START)  # not yet
    driver.start_page.back.click()
    driver.wait_for(AUDITS)
    other.communicate()
    banner.retry.click()
    driver.wait_for(AUDITS)
    driver.wait(lambda: not driver.program.jobs.read_only)
    assert not banner.isVisible()
    assert driver.list.commands.new.isEnabled()
    uid = driver.stored()[0].uid
    driver.open(uid)
    driver.write("q1", "Written now.")
    driver.form.flush()
    driver.settle()
    assert driver.finding(uid, "q1").evidence.endswith("Written now.")


def test_a_file_that_may_not_be_written_is_read(
    driver: Driver, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.has_first_database = False
    really = os.access
    monkeypatch.setattr(os, "access", lambda file, mode: mode != os.W_OK and really(file, mode))
    driver.start(path)
    driver.wait_for(START)
    assert "is read-only" in driver.start_page.sentence.text()
    driver.start_page.read.click()
    driver.wait_for(AUDITS)
    driver.open(driver.stored()[0].uid)
    assert driver.page_id == FORM
    assert driver.form.banner.isVisible()
    assert "Nothing can be written" in driver.program.front_desk.pages.banner.sentence.text()
    driver.close()
    assert {each.name for each in path.parent.glob("north*")} == {"north.audit"}


def test_a_share_is_warned_of_and_a_copy_on_this_computer_goes_on(
    driver: Driver, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = path.parent

    def place(of: Path) -> Place:
        return Place("network") if of.parent == share else Place("local")

    monkeypatch.setattr("db.places.place_of", place)
    monkeypatch.setattr(connecting, "place_of", place)
    driver.start(path)
    driver.wait_for(AUDITS)
    banner = driver.program.front_desk.pages.banner
    assert "network share" in banner.sentence.text()
    here = driver.paths.data / "north.audit"
    driver.program.front_desk._copy(str(here))
    driver.wait(lambda: driver.program.databases.path == here)
    driver.wait_for(AUDITS)
    assert not banner.isVisible()
    assert [row.case for row in driver.list_audits()] == ["C-0001"]
    assert [row.case for row in driver.stored(path)] == ["C-0001"]
