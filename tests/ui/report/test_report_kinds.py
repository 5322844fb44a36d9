"""The kinds of report in the window: each asks only for what it needs, and can be handed on."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from db.opening import open_reading
from db.reading import AuditScope
from exports.documents.overview import overview_bytes
from exports.documents.team import team_bytes
from exports.figures.reports.overview import overview_report
from exports.figures.reports.team import team_report
from exports.reports.catalogue import KINDS
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import TODAY, Cabinet, a_tool, an_audit
from ui.report.page import ReportPage
from ui.report.reads import Selection
from ui.report.wishes import Wish


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    """Six audits of two teams with one tool, and one with another."""
    teams = ("North", "South", "North", "South", "North", "North")
    days = (date(2026, 1 + place, 2) for place in range(6))
    audits = (
        an_audit(f"C-{place}", day=day, team=team)
        for place, (team, day) in enumerate(zip(teams, days, strict=True))
    )
    cabinet.record(*audits)
    cabinet.record(an_audit("C-9", team="South"), tool=a_tool("plan"))
    return cabinet


def choose(page: ReportPage, kind: str) -> None:
    page.head.kind.setCurrentIndex(page.head.kind.findData(kind))


def choose_team(page: ReportPage, team: str) -> None:
    box = page.bar.fields["team"]
    box.setCurrentIndex(box.findData(team))


def test_every_kind_of_the_catalogue_is_offered_and_asks_for_what_it_needs(make_page, filled):
    page = make_page()
    head = page.head
    offered = [head.kind.itemText(at) for at in range(head.kind.count())]
    assert offered == [kind.title for kind in KINDS]
    for kind in KINDS:
        head.kind.setCurrentIndex(head.kind.findData(kind.name))
        assert head.about.text() == kind.about
        assert head.audit.isVisible() == ("audit" in kind.asks)
        assert head.each_team.isVisible() == (kind.work_out_each is not None)
        assert page.trend.isVisible() == ("target" in kind.asks)


def test_the_overview_asks_for_no_tool_and_has_no_figures_beside_it(make_page, filled):
    page = make_page()
    choose(page, "overview")
    assert not page.bar.tool.isVisible()
    assert page.bar.period.isVisible()
    assert not page.tabs.isTabVisible(page.tabs.indexOf(page.figures))
    with open_reading(filled.path) as store:
        expected = overview_bytes(overview_report(store, AuditScope()))
    assert page.document.data == expected
    choose(page, "thematic")
    assert page.bar.tool.isVisible()
    assert page.tabs.isTabVisible(page.tabs.indexOf(page.figures))


def test_a_kind_is_chosen_by_keys_alone(make_page, filled, qtbot):
    page = make_page()
    page.head.kind.setFocus()
    qtbot.keyClick(page.head.kind, Qt.Key.Key_Down)
    assert page.wish.kind == KINDS[1].name
    assert page.preview.pages.page_count == 1
    qtbot.keyClick(page.head.kind, Qt.Key.Key_Up)
    assert page.wish.kind == KINDS[0].name


def test_a_teams_report_asks_for_the_team_and_sets_it_beside_the_others(make_page, filled):
    page = make_page()
    choose(page, "team")
    assert page.states.lacks["team"].isVisible()
    assert not page.head.save.isEnabled()
    choose_team(page, "South")
    with open_reading(filled.path) as store:
        expected = team_bytes(team_report(store, AuditScope("voice"), "South"))
    assert page.document.data == expected
    assert page.head.save.isEnabled()


def test_the_kind_is_remembered(make_page, filled):
    first = make_page()
    choose(first, "overview")
    first.hide()
    again = ReportPage(
        first._jobs, first._theme, first._memory,
        private_folder=filled.path.parent, folder=filled.path.parent,
    )  # fmt: skip
    assert again.wish.kind == "overview"
    again.deleteLater()


def test_a_web_page_of_any_kind_can_be_saved(make_page, filled):
    page = make_page()
    choose(page, "overview")
    page.commands.web_page.trigger()
    (dialog,) = page.findChildren(QFileDialog)
    target = filled.path.with_name("overview.html")
    dialog.fileSelected.emit(str(target))
    dialog.close()
    assert "Overview of case file audits" in target.read_text("utf-8")


@pytest.mark.parametrize("kind", ["overview", "team", "audit"])
def test_every_control_has_a_name_whatever_is_asked(make_page, filled, kind: str):
    page = make_page()
    choose(page, kind)
    assert nameless(page) == []


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        (Wish("thematic", Selection("voice")), "Voice thematic report 2026-11-21.pdf"),
        (Wish("overview", Selection("voice")), "Overview 2026-11-21.pdf"),
        (Wish("team", Selection("voice", where={"team": "N/S: 1?"})),
         "N-S- 1- Voice team report 2026-11-21.pdf"),
        (Wish("audit", Selection("voice"), "C-1"), "Single audit 2026-11-21.pdf"),
    ],
)  # fmt: skip
def test_a_file_is_called_what_it_is_and_never_after_a_case(wish: Wish, name: str):
    assert wish.file_name("Voice", TODAY, "pdf") == name
