"""Explore: chart and table of a crossing, worked out at each choice, and what lies behind."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from db.opening import open_reading
from db.reading import AuditScope
from exports.figures.crossing import cross
from exports.figures.crossing_data import Crossing
from exports.figures.suppression.publishing import Publication
from tests.conftest import AtOnce
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Cabinet, Later, a_tool, an_audit
from ui.explore.page import ExplorePage
from ui.explore.views import NameDialog
from ui.jobs import Jobs


def crossed(
    cabinet: Cabinet,
    measure: str,
    *fields: str,
    publication: Publication | None = None,
    **scope: object,
) -> Crossing:
    with open_reading(cabinet.path) as store:
        scoped = AuditScope("voice", **scope)
        return cross(store, scoped, measure, *fields, publication=publication)


def choose(page: ExplorePage, measure: str = "overall", by: str = "team", across: str = "") -> None:
    for box, value in (
        (page.pivot.across, across),
        (page.pivot.by, by),
        (page.pivot.measure, measure),
    ):
        box.setCurrentIndex(box.findData(value))


def rows(page: ExplorePage) -> list[list[str]]:
    model = page.sheet.table.figures
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def behind(page: ExplorePage) -> list[tuple[list[str], str]]:
    """What is asked for from now on."""
    asked: list[tuple[list[str], str]] = []
    page.behind_requested.connect(lambda uids, told: asked.append((uids, told)))
    return asked


def test_without_completed_audits_there_is_nothing_to_explore(make_page, cabinet):
    cabinet.start("C-1")
    page = make_page()
    assert page.states.nothing_yet.isVisible()
    assert not page.head.copy.isEnabled()


def test_table_and_chart_show_the_figures_with_n_and_interval(make_page, filled):
    page = make_page()
    north, south, every = rows(page)
    assert north[:5] == ["North", "3, few", "100%", "43–100%", "1"]
    assert south[:4] == ["South", "4, few", "50%", "15–85%"]
    assert every[:4] == ["All", "7, few", "71%", "35–92%"]
    assert page.shown.crossing == crossed(filled, "overall", "team")
    assert page.sheet.title.text() == "Overall grade by team"
    assert page.sheet.headline.text() == (
        "7 audits of 7 cases. 71% good or better: 5 of 7, 95% interval 35–92%."
    )
    assert "North: 100% good, 3 of 3" in page.sheet.chart.accessibleDescription()


def test_every_choice_is_worked_out_at_once(make_page, filled):
    page = make_page()
    choose(page, "question:alone", "quarter", "team")
    assert page.shown.crossing == crossed(filled, "question:alone", "quarter", "team")
    first, *_ = rows(page)
    assert first == ["2026 Q1", "67%\n2 of 3, few\n20–94%", "100%\n1 of 1, few\n20–100%",
                     "50%\n1 of 2, few\n9–91%"]  # fmt: skip
    page.pivot.swap.click()
    assert page.shown.crossing == crossed(filled, "question:alone", "team", "quarter")
    page.bar.fields["team"].setCurrentText("South")
    narrowed = crossed(filled, "question:alone", "team", "quarter", where={"team": "South"})
    assert page.shown.crossing == narrowed


def test_no_audits_in_the_filter_is_told_and_cleared(make_page, filled):
    page = make_page()
    page.bar.period.box.setCurrentIndex(page.bar.period.box.findData("this_quarter"))
    assert page.states.no_match.isVisible()
    page.states.no_match.button.click()
    assert page.sheet.isVisible()


def test_a_measure_that_another_tool_lacks_gives_way_to_the_overall_grade(make_page, filled):
    other = a_tool("other").model_copy(
        update={"sections": tuple(
            part.model_copy(update={"id": "elsewhere", "questions": part.questions[1:]})
            for part in a_tool().sections
        )}
    )  # fmt: skip
    filled.record(an_audit("C-9", team="East").model_copy(update={"findings": {}, "sections": {}}),
                  tool=other)  # fmt: skip
    page = make_page()
    choose(page, "question:alone")
    page.bar.tool.setCurrentIndex(page.bar.tool.findData("other"))
    assert page.pivot.measure.value == "overall"
    assert [row[0] for row in rows(page)] == ["East", "All"]
    assert page.view.measure == "overall"


def test_enter_on_a_line_lists_exactly_the_audits_behind(make_page, filled, qtbot):
    page = make_page()
    asked = behind(page)
    chart = page.sheet.chart
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    ((uids, told),) = asked
    assert told == "Overall grade, South"
    assert len(uids) == 4
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert asked[1][1] == "Overall grade, South, Requires improvement"
    assert len(asked[1][0]) == 1
    assert set(asked[1][0]) < set(uids)


def test_a_click_on_a_part_of_a_bar_lists_its_audits(make_page, filled, qtbot):
    page = make_page()
    asked = behind(page)
    chart = page.sheet.chart
    line = page.shown.picture.lines[0]
    left, right, code = line.parts[0]
    scale = chart.width() / page.shown.picture.width
    scale = min(scale, chart.font().pointSizeF() * 0.13)
    at = QPoint(round((left + right) / 2 * scale), round((line.top + line.bottom) / 2 * scale))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    ((uids, told),) = asked
    assert code == "outstanding"
    assert (told, len(uids)) == ("Overall grade, North, Outstanding", 1)


def test_enter_on_a_cell_of_two_fields_lists_what_both_have(make_page, filled, qtbot):
    page = make_page()
    choose(page, "overall", "quarter", "team")
    asked = behind(page)
    table = page.sheet.table
    table.setFocus()
    table.setCurrentIndex(table.figures.index(0, 3))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    ((uids, told),) = asked
    assert (told, len(uids)) == ("Overall grade, 2026 Q1, South", 2)
    table.setCurrentIndex(table.figures.index(3, 2))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert (asked[1][1], len(asked[1][0])) == ("Overall grade, North", 3)


def test_where_nobody_was_counted_no_list_is_opened(make_page, filled, qtbot):
    page = make_page()
    asked, told = behind(page), []
    page.announced.connect(told.append)
    table = page.sheet.table
    table.setCurrentIndex(table.figures.index(0, 6))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked == []
    assert told == ["No audits stand behind Overall grade, North, Requires improvement."]


def test_figures_that_were_overtaken_never_show(make_page, filled):
    reader = Later()
    page = make_page(Jobs(AtOnce(), reader, filled.openers))
    reader.run()
    shown: list[str] = []
    show = page.sheet.show_shown
    page.sheet.show_shown = lambda new: (shown.append(new.title), show(new))
    choose(page, by="quarter")
    choose(page, by="auditor")
    reader.run()
    assert shown == ["Overall grade by auditor"]


def test_work_that_was_stopped_can_be_asked_for_again(make_page, filled):
    reader = Later()
    jobs = Jobs(AtOnce(), reader, filled.openers)
    running = []
    jobs.started.connect(running.append)
    page = make_page(jobs)
    reader.run_next()
    running[-1].cancel()
    reader.run()
    assert page.states.stopped.isVisible()
    page.states.stopped.button.click()
    reader.run()
    assert page.sheet.isVisible()


def save_view(page: ExplorePage, name: str) -> NameDialog:
    dialog = page.saved.ask_save()
    dialog.name.setText(name)
    dialog.yes.click()
    return dialog


def test_a_view_is_saved_opened_renamed_and_removed(make_page, filled, memory):
    page = make_page()
    told: list[str] = []
    page.views_changed.connect(lambda: told.append("changed"))
    choose(page, "question:heard", "quarter", "team")
    page.bar.fields["team"].setCurrentText("North")
    wanted = page.view
    save_view(page, "  Heard, North ")
    page.bar.clear()
    choose(page, "overall", "auditor")
    assert page.saved.menu.current == ""
    page.saved.open("Heard, North")
    assert page.view == wanted
    assert page.shown.crossing.measure == "question:heard"
    dialog = page.saved.ask_rename("Heard, North")
    dialog.name.setText("Heard & seen")
    dialog.yes.click()
    assert list(memory.views) == ["Heard & seen"]
    texts = [action.text() for action in page.saved.menu.menu.actions()]
    assert texts[0] == "Heard && seen"
    assert "Remo&ve “Heard && seen”" in texts
    page.saved.remove("Heard & seen")
    assert memory.views == {}
    assert told == ["changed"] * 3
    assert page.shown is not None


def test_a_name_that_is_taken_or_empty_is_refused(make_page, filled, memory):
    page = make_page()
    save_view(page, "Mine")
    kept = dict(memory.views["Mine"])
    choose(page, by="quarter")
    for name in ("Mine", "  "):
        dialog = save_view(page, name)
        assert dialog.problem.isVisible()
        dialog.close()
    assert memory.views == {"Mine": kept}


def test_a_view_that_cannot_be_read_is_told_and_can_be_removed(make_page, filled, memory):
    memory.views["Old"] = {"tool": "voice", "period": "whenever"}
    page = make_page()
    told: list[BaseException] = []
    page._jobs.trouble.connect(told.append)
    page.saved.open("Old")
    assert "can no longer be read" in str(told[0])
    page.saved.menu.remove.trigger()
    assert memory.views == {}


def test_the_last_choice_comes_back(make_page, filled):
    page = make_page()
    choose(page, "section:seen", "month", "plan_type")
    wanted = page.view
    page.deleteLater()
    assert make_page().view == wanted


def test_the_table_and_the_chart_are_copied(make_page, filled):
    page = make_page()
    page.head.copy_table.trigger()
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0].startswith("Team\tOutstanding\t")
    assert text.splitlines()[1].startswith("North\t1\t2\t0\t0\t3\t3\t1.0\t")
    page.head.copy_picture.trigger()
    image = QGuiApplication.clipboard().image()
    picture = page.shown.picture
    assert image.width() > picture.width * 3
    assert image.height() > picture.height * 3 + 60  # with its title and headline
    assert image.pixelColor(1, image.height() - 1).name() == "#ffffff"


@pytest.mark.parametrize("suffix", ["csv", "svg", "png"])
def test_what_is_shown_is_saved_as_its_name_says(make_page, filled, tmp_path: Path, suffix: str):
    page = make_page()
    told: list[str] = []
    page.announced.connect(told.append)
    target = tmp_path / f"out.{suffix}"
    page.head.save.click()
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(target))
    dialog.close()
    assert told == [f"Saved as “out.{suffix}”."]
    data = target.read_bytes()
    if suffix == "png":
        assert not QImage(str(target)).isNull()
    else:
        assert b"North" in data
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_locked_database_leaves_nothing_on_the_page(make_page, filled):
    page = make_page()
    page.forget()
    assert page.shown is None
    assert rows(page) == []
    assert page.sheet.title.text() == ""
    assert page.sheet.chart.accessibleDescription() == ""


def test_a_report_is_offered_a_view_once_something_takes_it(make_page, filled):
    page = make_page()
    assert not page.head.to_report.isVisible()
    page.offer_to_report()
    parts: list[object] = []
    page.part_requested.connect(parts.append)
    page.head.to_report.click()
    assert parts == [page.view]


def test_everything_has_a_name_and_is_reached_by_tab(make_page, filled):
    page = make_page()
    assert nameless(page) == []
    for part in (page.sheet.chart, page.sheet.table, page.pivot.measure, page.head.views):
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_other_text_sizes_keep_the_chart_on_the_page(make_page, filled, theme):
    page = make_page()
    for percent in (100, 150):
        theme.set_text_percent(percent)
        sheet = page.sheet
        assert sheet.widget().width() <= sheet.viewport().width()
        assert sheet.chart.mapTo(sheet.widget(), QPoint(sheet.chart.width(), 0)).x() <= (
            sheet.viewport().width()
        )
