"""What is done with one tool: imported, exported, forked, withdrawn, discarded."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.opening import open_reading
from db.tool_drafts import list_tool_drafts, start_tool_draft
from db.tool_versions import publish_tool, tool_states
from forms.errors import ProblemsFound
from forms.tool_files import builtin_tool, check_plain, plain_tool, read_tool
from forms.tool_text import tool_yaml
from forms.xlsform import import_workbook
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Cabinet
from tests.ui.tools.amending import visits
from tests.ui.tools.conftest import Desk
from ui.theme import Theme
from ui.tools.acts import ToolActs
from ui.tools.asking import AskDialog
from ui.tools.catalogue import Entry
from ui.tools.import_report import ImportReportDialog

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs


class Acts(ToolActs):
    """The acts, and what they told."""

    def __init__(self, desk: Desk, jobs: "StoreJobs", theme: Theme, folder: Path) -> None:
        super().__init__(desk.widget, jobs, theme, lambda: "lead", lambda: folder)
        self.drafts: list[dict[str, object]] = []
        self.told: list[str] = []
        self.troubles: list[Exception] = []
        self.draft_wanted.connect(self.drafts.append)
        self.changed.connect(self.told.append)
        self.announced.connect(self.told.append)
        self.trouble.connect(self.troubles.append)


@pytest.fixture
def acts(desk: Desk, jobs: "StoreJobs", theme: Theme, tmp_path: Path) -> Acts:
    return Acts(desk, jobs, theme, tmp_path)


def entry(cabinet: Cabinet) -> Entry:
    tool = visits()
    cabinet.change(lambda store: publish_tool(store, tool, "lead"))
    return Entry(tool.hash, tool.id, tool.version, tool.title, "published", tool)


def test_a_fork_is_a_draft_of_its_own_with_credit(acts: Acts, desk: Desk) -> None:
    acts.ask_to_fork(visits())
    asked = desk.dialog(AskDialog)
    asked.boxes["title"].setText("Our visits")
    asked.boxes["tool_id"].setText("our-visits")
    asked.yes.click()
    (data,) = acts.drafts
    tool = check_plain(data).tool
    assert tool is not None
    assert (tool.id, tool.title, tool.version) == ("our-visits", "Our visits", "1.0")
    assert tool.origin is not None
    assert tool.origin.hash == visits().hash


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("visits", "a name of its own"),
        ("Our Visits", "lower-case words"),
        ("", "Fill in “Name in files”."),
    ],
)
def test_a_fork_needs_a_sound_name_of_its_own(acts: Acts, desk: Desk, name: str, said: str) -> None:
    acts.ask_to_fork(visits())
    asked = desk.dialog(AskDialog)
    asked.boxes["tool_id"].setText(name)
    asked.yes.click()
    assert acts.drafts == []
    assert said in asked.problem.text()
    assert asked.boxes["tool_id"].property("tone") == "bad"


def test_withdrawing_needs_a_reason_and_a_name(acts: Acts, desk: Desk, cabinet: Cabinet) -> None:
    acts.ask_to_withdraw(entry(cabinet))
    asked = desk.dialog(AskDialog)
    asked.yes.click()
    assert asked.problem.text() == "Fill in “Reason”."
    asked.boxes["reason"].setPlainText("A question misled.")
    asked.yes.click()
    assert acts.told == ["Visits, version 1.0, is withdrawn."]
    with open_reading(cabinet.path) as store:
        assert tool_states(store)[0].status == "withdrawn"


def test_withdrawing_twice_is_told(acts: Acts, desk: Desk, cabinet: Cabinet) -> None:
    wanted = entry(cabinet)
    for _ in range(2):
        acts.ask_to_withdraw(wanted)
        asked = desk.dialog(AskDialog)
        asked.boxes["reason"].setPlainText("A question misled.")
        asked.yes.click()
    (trouble,) = acts.troubles
    assert "withdrawn already" in str(trouble)


def test_a_draft_is_discarded_only_after_a_clear_yes(
    acts: Acts, desk: Desk, cabinet: Cabinet, qtbot: QtBot
) -> None:
    uid = cabinet.change(lambda store: start_tool_draft(store, {"title": "Ours"}, "lead"))
    gone: list[str] = []
    acts.discarded.connect(gone.append)
    acts.ask_to_discard(uid, "Ours")
    qtbot.keyClick(desk.dialog(AskDialog), Qt.Key.Key_Return)
    assert not desk.has_dialog, "Enter keeps the draft"
    assert gone == []
    acts.ask_to_discard(uid, "Ours")
    desk.dialog(AskDialog).yes.click()
    assert gone == [uid]
    with open_reading(cabinet.path) as store:
        assert list_tool_drafts(store) == []


@pytest.mark.parametrize("suffix", [".xlsx", ".yaml", ".yml"])
def test_a_tool_is_written_as_the_name_of_the_file_says(
    acts: Acts, tmp_path: Path, suffix: str
) -> None:
    tool, path = builtin_tool("dip-sample"), tmp_path / f"dip{suffix}"
    acts.export(tool, str(path))
    assert acts.told == [f"“{tool.title}” was written to dip{suffix}."]
    content = path.read_bytes()
    read = import_workbook(content, path.name).tool if suffix == ".xlsx" else None
    assert (read or read_tool(content, path.name)) == tool


def test_the_kind_that_is_chosen_gives_the_ending(acts: Acts, desk: Desk, theme: Theme) -> None:
    acts.ask_to_export(visits())
    asked = desk.dialog(QFileDialog)
    assert asked.defaultSuffix() == "xlsx"
    asked.filterSelected.emit("Tool file (*.yaml)")
    assert asked.defaultSuffix() == "yaml"


def test_a_place_that_cannot_be_written_to_is_told(acts: Acts, tmp_path: Path) -> None:
    acts.export(visits(), str(tmp_path / "missing" / "visits.xlsx"))
    assert len(acts.troubles) == 1
    assert acts.told == []


def test_a_tool_file_is_opened_at_once(acts: Acts, tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "visits.yaml"
    path.write_text(tool_yaml(visits()), encoding="utf-8")
    acts.take_in(str(path))
    assert acts.drafts == [plain_tool(visits())]
    assert not desk.has_dialog


def test_every_problem_of_a_tool_file_is_told_with_its_place(acts: Acts, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("id: bad\nversion: 'x'\ntitle: Bad\nsections: []\n", encoding="utf-8")
    acts.take_in(str(path))
    (trouble,) = acts.troubles
    assert isinstance(trouble, ProblemsFound)
    assert len(trouble.problems) >= 3
    assert acts.drafts == []


@pytest.mark.parametrize("name", ["nowhere.xlsx", "nowhere.yaml"])
def test_a_file_that_is_not_there_is_told(acts: Acts, tmp_path: Path, name: str) -> None:
    acts.take_in(str(tmp_path / name))
    (trouble,) = acts.troubles
    assert f"“{name}” cannot be read" in str(trouble)


def workbook(path: Path, *survey: tuple[str, ...]) -> str:
    from xlsxwriter import Workbook

    with Workbook(path) as book:
        for name, rows in {
            "survey": (("type", "name", "label", "colour"), *survey),
            "choices": (("list_name", "name", "label"), ("place", "home", "At home")),
        }.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return str(path)


def test_what_became_of_a_workbook_is_told_row_by_row_before_it_is_opened(
    acts: Acts, tmp_path: Path, desk: Desk
) -> None:
    rows = (
        ("select_one place", "where", "Where?", "red"),
        ("geopoint", "spot", "On the map?"),
    )
    acts.take_in(workbook(tmp_path / "ours.xlsx", *rows))
    asked = desk.dialog(ImportReportDialog)
    lines = {(line[0], line[1], line[2], line[3]) for line in asked.lines}
    assert {("Changed", "survey", "3", "A"), ("Left out", "survey", "1", "D")} <= lines
    assert all(line[4][0].isupper() for line in asked.lines)
    assert nameless(asked) == []
    assert acts.drafts == []
    asked.go_on.click()
    (data,) = acts.drafts
    assert check_plain(data).tool is not None


def test_a_workbook_that_is_refused_opens_nothing(acts: Acts, tmp_path: Path, desk: Desk) -> None:
    rows = (("select_one nowhere", "where", "Where?"), ("text", "where", "Again?"))
    acts.take_in(workbook(tmp_path / "ours.xlsx", *rows))
    asked = desk.dialog(ImportReportDialog)
    refused = [line for line in asked.lines if line[0] == "Refused"]
    assert {line[2] for line in refused} == {"2", "3"}
    assert not hasattr(asked, "go_on")
    assert asked.table.item(0, 0).text() == "Refused"


def test_what_is_no_workbook_is_told(acts: Acts, tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "ours.xlsx"
    path.write_bytes(b"no workbook at all")
    acts.take_in(str(path))
    refused = desk.dialog(ImportReportDialog).lines if desk.has_dialog else acts.troubles
    assert refused
    assert acts.drafts == []
