"""The list of tools: what there is, what is said of it, and what can be done with it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.store import Store
from db.tool_drafts import start_tool_draft
from db.tool_versions import publish_tool, withdraw_tool
from forms.tool_files import builtin_tool, builtin_tool_ids
from forms.versions.redrafting import draft_of_amendment
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Cabinet, a_tool, an_audit
from tests.ui.tools.amending import amended_visits, visits
from ui.tools.page import ToolsPage


def publish(cabinet: Cabinet, *tools: object) -> None:
    for tool in tools:
        cabinet.change(lambda store, tool=tool: publish_tool(store, tool, "lead"))


def draft(cabinet: Cabinet, title: str, version: str = "1.0") -> str:
    data = {"id": "ours", "title": title, "version": version}
    return cabinet.change(lambda store: start_tool_draft(store, data, "lead"))


def listed(page: ToolsPage) -> list[tuple[str, str, str]]:
    page.refresh()
    return [(entry.status, entry.title, entry.version) for entry in page.entries]


def mark(page: ToolsPage, key: str) -> None:
    page.refresh(key)
    assert page.table.current is not None
    assert page.table.current.key == key


def offered(page: ToolsPage) -> set[str]:
    return {
        action.text().replace("&", "").rstrip("…")
        for action in page.commands.for_one_tool
        if action.isVisible() and action.isEnabled()
    }


def heard(page: ToolsPage) -> list[str]:
    """Which of the requests are made from now on."""
    told: list[str] = []
    for name in ("edit", "amend", "fork", "export", "withdraw", "discard"):
        signal = getattr(page, f"{name}_requested")
        signal.connect(lambda entry, name=name: told.append(f"{name} {entry.title}"))
    return told


def test_drafts_come_first_then_stored_tools_then_the_library(
    page: ToolsPage, cabinet: Cabinet
) -> None:
    publish(cabinet, visits(), amended_visits())
    cabinet.change(lambda store: withdraw_tool(store, visits().hash, "lead", "Too short."))
    cabinet.record(an_audit("C-1"))
    draft(cabinet, "")
    rows = listed(page)
    assert rows[:4] == [
        ("draft", "Untitled tool", "1.0"),
        ("published", "Visits", "1.1"),
        ("withdrawn", "Visits", "1.0"),
        ("in_use", "Voice", "1.0"),
    ]
    library = rows[4:]
    assert {status for status, _, _ in library} == {"library"}
    assert len(library) == len(builtin_tool_ids())


def test_a_built_in_tool_that_is_stored_stands_in_the_list_once(
    page: ToolsPage, cabinet: Cabinet
) -> None:
    publish(cabinet, builtin_tool("thresholds"))
    titles = [title for _, title, _ in listed(page)]
    assert titles.count("Thresholds") == 1
    assert titles[0] == "Thresholds"


COMMANDS: dict[str, set[str]] = {
    "draft": {"Edit", "Discard draft"},
    "published": {"Amend", "Fork", "Compare", "Export", "Withdraw"},
    "withdrawn": {"Fork", "Compare", "Export"},
    "in_use": {"Amend", "Fork", "Compare", "Export", "Withdraw"},
    "library": {"Amend", "Fork", "Compare", "Export"},
}


@pytest.mark.parametrize("status", COMMANDS)
def test_only_what_can_be_done_is_offered(page: ToolsPage, cabinet: Cabinet, status: str) -> None:
    publish(cabinet, visits(), amended_visits())
    cabinet.change(lambda store: withdraw_tool(store, visits().hash, "lead", "Too short."))
    cabinet.record(an_audit("C-1"))
    draft(cabinet, "Ours")
    page.refresh()
    mark(page, next(entry.key for entry in page.entries if entry.status == status))
    assert offered(page) == COMMANDS[status]
    shown = {button.text().rstrip("…") for button in page._buttons if button.isVisible()}
    assert {text.replace("&", "") for text in shown} >= COMMANDS[status]


@pytest.mark.parametrize(
    ("status", "request_made"),
    [
        ("draft", "edit Ours"),
        ("published", "amend Visits"),
        ("library", "amend Care planning and health of looked-after children"),
        ("withdrawn", "fork Voice"),
    ],
)
def test_enter_does_what_is_most_likely_wanted(
    page: ToolsPage, cabinet: Cabinet, qtbot: QtBot, status: str, request_made: str
) -> None:
    publish(cabinet, visits(), a_tool())
    cabinet.change(lambda store: withdraw_tool(store, a_tool().hash, "lead", "Too short."))
    draft(cabinet, "Ours")
    page.refresh()
    mark(page, next(entry.key for entry in page.entries if entry.status == status))
    told = heard(page)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert told == [request_made]


def test_delete_asks_to_discard_drafts_only(
    page: ToolsPage, cabinet: Cabinet, qtbot: QtBot
) -> None:
    uid = draft(cabinet, "Ours")
    publish(cabinet, visits())
    told = heard(page)
    mark(page, visits().hash)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert told == []
    mark(page, uid)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert told == ["discard Ours"]


def test_the_details_say_what_a_tool_is_for_and_how_long_it_is(page: ToolsPage) -> None:
    mark(page, builtin_tool("dip-sample").hash)
    told = page.details.accessibleDescription()
    assert "Length: 10 questions" in told
    assert "Typical sample:" in told
    assert "Who audits:" in told


def test_the_details_say_what_an_amendment_made_of_its_questions(
    page: ToolsPage, cabinet: Cabinet
) -> None:
    from forms.versions.amending import amended, proposed

    old, new = visits(), amended_visits()
    publish(cabinet, old, with_map := amended(new, proposed(old, new)))
    mark(page, with_map.hash)
    told = page.details.accessibleDescription()
    assert "Amends: version 1.0: 2 new measures, 1 withdrawn" in told


def test_the_details_of_a_draft_say_when_it_was_saved(page: ToolsPage, cabinet: Cabinet) -> None:
    mark(page, draft(cabinet, "Ours"))
    assert "Last saved: 21/11/2026" in page.details.accessibleDescription()


def test_notes_are_not_counted_as_questions(page: ToolsPage) -> None:
    tool = builtin_tool("section-11")
    asked = sum(question.answerable for question in tool.questions.values())
    mark(page, tool.hash)
    assert f"Length: {asked} questions" in page.details.accessibleDescription()


def test_drafts_of_other_versions_can_be_moved_to_a_usable_one(
    page: ToolsPage, cabinet: Cabinet
) -> None:
    from db.sealing import start_audit

    publish(cabinet, visits(), amended_visits())
    cabinet.change(lambda store: start_audit(store, visits(), an_audit("C-1")))
    moves: list[tuple[str, list[str]]] = []
    page.move_requested.connect(
        lambda new, old: moves.append((new.version, [each.version for each in old]))
    )
    mark(page, visits().hash)
    assert not page.commands.move.isVisible()
    mark(page, amended_visits().hash)
    page.commands.move.trigger()
    assert moves == [("1.1", ["1.0"])]


def test_other_versions_come_first_to_compare_with(page: ToolsPage, cabinet: Cabinet) -> None:
    publish(cabinet, visits(), amended_visits())
    others: list[str] = []
    page.compare_requested.connect(lambda _one, rest: others.extend(e.title for e in rest))
    mark(page, amended_visits().hash)
    page.commands.compare.trigger()
    assert others[0] == "Visits"
    assert len(others) == 1 + len(builtin_tool_ids())


def test_the_marked_tool_stays_marked_when_the_list_is_read_again(
    page: ToolsPage, cabinet: Cabinet
) -> None:
    mark(page, builtin_tool("thresholds").hash)
    draft(cabinet, "Ours")
    page.refresh()
    assert page.table.current is not None
    assert page.table.current.tool_id == "thresholds"


def test_what_is_told_beside_is_left_out_where_room_is_short(page: ToolsPage) -> None:
    page.refresh()
    assert not page.table.isColumnHidden(4)
    page.table.resize(420, 400)
    assert page.table.isColumnHidden(3)
    assert page.table.isColumnHidden(4)
    assert not page.table.isColumnHidden(2), "the status is told nowhere else at a glance"


def test_every_stop_of_the_tab_key_has_a_name(page: ToolsPage) -> None:
    page.refresh()
    assert nameless(page) == []


Change = Callable[[Store], object]


def test_an_amendment_that_is_begun_twice_goes_on_with_the_first_draft(cabinet: Cabinet) -> None:
    from ui.tools.jobs import begin_amendment

    def begin(store: Store) -> object:
        return begin_amendment(store, lambda *_: None, visits(), "lead")

    publish(cabinet, visits())
    first, again = cabinet.change(begin), cabinet.change(begin)
    assert (first.uid, first.was_there, again.was_there) == (again.uid, False, True)


def test_a_second_amendment_gets_a_version_of_its_own(cabinet: Cabinet) -> None:
    assert draft_of_amendment(visits())["version"] == "1.1"
    assert draft_of_amendment(visits(), {"1.1", "1.2"})["version"] == "1.3"
