"""The report page: figures at once, the document previewed, saved, printed, opened."""

from datetime import date

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog

from db.opening import open_reading
from db.reading import AuditScope
from exports.documents.thematic import thematic_bytes, thematic_page
from exports.figures.figures import work_out_figures
from exports.figures.thematic import thematic_report
from forms.errors import AuditAppError
from tests.conftest import AtOnce
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Cabinet, Later, a_tool, an_audit
from ui.jobs import Jobs
from ui.report.figure_model import CHART, COUNT, INTERVAL, LABEL, SHARE
from ui.report.page import ReportPage


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


def figures_of(cabinet: Cabinet, **scope: object):
    with open_reading(cabinet.path) as store:
        return work_out_figures(store, AuditScope(tool_id="voice", **scope), None)


def cell(table, row: int, column: int) -> str:
    return str(table.figures.index(row, column).data())


def test_without_completed_audits_there_is_nothing_to_report(make_page, cabinet):
    cabinet.start("C-1")
    page = make_page()
    assert page.states.nothing_yet.isVisible()
    assert not page.head.save.isEnabled()


def test_the_headline_is_the_share_that_the_figures_have(make_page, filled):
    share = figures_of(filled).overall.good_or_better
    assert (share.count, share.n) == (5, 7)
    headline = make_page().figures.headline
    assert headline.share.text() == f"{share.share:.0%}" == "71%"
    assert headline.interval.text() == "5 of 7 · 95% interval 35–92%"
    assert headline.share_chart.accessibleDescription() == "71%, 95% interval 35–92%."
    assert headline.told.text() == "7 audits of 7 cases by 1 auditor, 02/01/2026 to 02/07/2026"


def test_every_table_says_share_interval_and_count_as_the_figures_have_them(make_page, filled):
    figures = figures_of(filled)
    page = make_page()
    (section,) = figures.sections
    shown = [cell(page.figures.sections, 0, column) for column in (LABEL, SHARE, INTERVAL, COUNT)]
    good = section.good_or_better
    assert shown == ["Seen", "71%", "35–92%", f"{good.count} of {good.n}"]
    rows = page.figures.questions.figures.rows
    assert [row.label for row in rows] == ["Seen", "Seen alone?", "Heard?", "In their words"]
    assert rows[0].is_heading
    assert cell(page.figures.questions, 2, SHARE) == "100%"
    assert cell(page.figures.questions, 3, CHART) == "Answered in words"


def test_a_bar_speaks_its_counts(make_page, filled):
    page = make_page()
    index = page.figures.sections.figures.index(0, CHART)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Outstanding: 1, Good: 4, Requires improvement: 1, Inadequate: 1."


def test_groups_and_quarters_are_there(make_page, filled):
    page = make_page()
    tabs = [page.figures.groups.tabText(at) for at in range(page.figures.groups.count())]
    assert tabs == ["By team", "By plan type"]
    quarters = [row.label for row in page.figures.trend.table.figures.rows]
    assert quarters == ["2026 Q1", "2026 Q2", "2026 Q3"]
    assert "2026 Q1: 67% of 3" in page.figures.trend.chart.accessibleDescription()


def test_a_filter_changes_figures_and_document_alike(make_page, filled):
    page = make_page()
    before = page.document.data
    team = page.bar.fields["team"]
    team.setCurrentIndex(team.findData("North"))
    share = figures_of(filled, where={"team": "North"}).overall.good_or_better
    counted = f"{share.count} of {share.n}"
    assert page.figures.headline.interval.text().startswith(f"{counted} · ")
    assert page.document.data != before
    assert page.bar.clear_button.isVisible()
    page.bar.clear_button.click()
    assert page.document.data == before


def test_any_attribute_can_be_filtered_by(make_page, filled):
    page = make_page()
    page.bar.more.click()
    assert page.bar.fields["plan_type"].isVisible()
    assert set(page.bar.fields) == {"team", "plan_type", "auditor", "overall", "version"}
    overall = page.bar.fields["overall"]
    assert overall.itemText(overall.findData("requires_improvement")) == "Requires improvement"
    overall.setCurrentIndex(overall.findData("inadequate"))
    assert page.figures.headline.interval.text().startswith("0 of 1 · ")


def test_audits_that_lack_a_field_can_be_reported_on_and_that_is_remembered(make_page, filled):
    filled.record(an_audit("C-9", day=date(2026, 2, 2)))
    page = make_page()
    team = page.bar.fields["team"]
    team.setCurrentIndex(team.findText("Not recorded"))
    assert page.bar.selection().where == {"team": ""}
    share = figures_of(filled, where={"team": ""}).overall.good_or_better
    assert page.figures.headline.interval.text().startswith(f"{share.count} of {share.n} · ")
    page.hide()
    again = make_page()
    assert again.bar.selection().where == {"team": ""}
    assert again.bar.fields["team"].currentText() == "Not recorded"


def test_the_cohort_narrows_the_intervals_and_belongs_to_these_audits_alone(
    make_page, filled, qtbot
):
    page = make_page()
    before = page.figures.headline.interval.text()
    line = page.choices.cohort.line
    assert not line.isVisible()
    page.bar.more.click()
    line.setFocus()
    qtbot.keyClicks(line, "8x")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "8"
    with open_reading(filled.path) as store:
        expected = thematic_bytes(thematic_report(store, AuditScope("voice"), cohort=8))
    assert page.document.data == expected
    assert page.figures.headline.interval.text() != before
    page.bar.more.click()
    assert line.isVisible()  # it still counts
    team = page.bar.fields["team"]
    team.setCurrentIndex(team.findData("North"))
    assert line.text() == ""
    assert page.wish.cohort is None


def test_filters_that_match_nothing_say_so_and_can_be_cleared(make_page, filled):
    page = make_page()
    page.bar.period.box.setCurrentIndex(page.bar.period.box.findData("this_quarter"))
    assert page.states.no_match.isVisible()
    assert not page.head.save.isEnabled()
    page.states.no_match.button.click()
    assert page.tabs.isVisible()
    assert page.head.save.isEnabled()


def test_the_choice_is_remembered(make_page, filled):
    first = make_page()
    team = first.bar.fields["team"]
    team.setCurrentIndex(team.findData("South"))
    first.hide()
    second = ReportPage(
        first._jobs,
        first._theme,
        first._memory,
        private_folder=filled.path.parent,
        folder=filled.path.parent,
    )
    assert second.bar.selection().where == {"team": "South"}
    second.deleteLater()


def test_the_preview_has_the_pages_of_the_document(make_page, filled, qtbot):
    page = make_page()
    page.tabs.setCurrentWidget(page.preview)
    pages = page.preview.pages
    with open_reading(filled.path) as store:
        data = thematic_bytes(thematic_report(store, AuditScope(tool_id="voice")))
    assert pages.page_count == len(PdfDocument(data)) > 3
    assert page.preview.place.text() == f"Page 1 of {pages.page_count}"
    qtbot.keyClick(pages, Qt.Key.Key_PageDown)
    assert pages.current_page == 1
    qtbot.keyClick(pages, Qt.Key.Key_End)
    assert pages.current_page == pages.page_count - 1
    qtbot.keyClick(pages, Qt.Key.Key_Home)
    assert pages.current_page == 0


def test_a_page_in_view_is_rendered(make_page, filled):
    page = make_page()
    page.tabs.setCurrentWidget(page.preview)
    page.preview.pages.viewport().grab()  # asks for the page
    picture = page.preview.pages.viewport().grab().toImage()
    middle = picture.pixelColor(picture.width() // 2, 60)
    assert middle.name() not in {"#ffffff", page._theme.palette.neutral_soft}


def test_the_wheel_with_ctrl_zooms_and_stays_on_the_page(make_page, filled):
    page = make_page()
    page.tabs.setCurrentWidget(page.preview)
    pages = page.preview.pages
    pages.go_to(2)
    before = pages.zoom
    where = QPointF(pages.viewport().rect().center())
    turn = QWheelEvent(
        where,
        where,
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pages.viewport(), turn)
    assert pages.zoom > before
    assert pages.current_page == 2
    page.preview.fit.click()
    assert pages.fits_width


def test_saving_writes_the_bytes_of_the_preview(make_page, filled, qtbot):
    page = make_page()
    target = filled.path.with_name("Report.pdf")
    page.head.save.click()
    (dialog,) = page.findChildren(QFileDialog)
    with qtbot.waitSignal(page.announced) as said:
        dialog.fileSelected.emit(str(target))
    dialog.close()
    assert target.read_bytes() == page.document.data
    assert said.args == ["Saved as “Report.pdf”."]


def test_a_report_that_cannot_be_saved_leaves_nothing_behind(make_page, filled, qtbot):
    page = make_page()
    folder = filled.path.with_name("missing")
    with qtbot.waitSignal(page._jobs.trouble) as trouble:
        page.handing.save(page.document.data, folder / "Report.pdf")
    assert isinstance(trouble.args[0], AuditAppError)
    assert not folder.exists()


def test_the_web_page_has_what_the_document_has(make_page, filled):
    page = make_page()
    page.commands.web_page.trigger()
    dialog = page.findChild(QFileDialog)
    assert dialog.nameFilters() == ["Web pages (*.html)"]
    (chosen,) = dialog.selectedFiles()
    assert chosen.endswith(".html")
    target = filled.path.with_name("Report.html")
    dialog.fileSelected.emit(str(target))
    with open_reading(filled.path) as store:
        report = thematic_report(store, AuditScope("voice"))
    assert target.read_bytes() == thematic_page(report)
    dialog.close()


def test_the_default_reader_gets_a_private_copy(make_page, filled, opened):
    page = make_page()
    page.head.open.click()
    (url,) = opened
    copy = filled.path.parent / "private" / url.fileName()
    assert url.toLocalFile() == str(copy)
    assert copy.read_bytes() == page.document.data


def test_printing_sends_every_page(make_page, filled, tmp_path, qtbot):
    from ui.report.printing import a_printer

    page = make_page()
    printer = a_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(1, 2)
    with qtbot.waitSignal(page.announced) as said:
        page.handing.print_on(printer, page.document.data)
    assert said.args == ["Sent to the printer, 2 pages."]
    with PdfDocument(tmp_path / "printed.pdf") as printed:
        assert len(printed) == 2


def test_cancelled_figures_can_be_asked_for_again(make_page, filled):
    reader = Later()
    jobs = Jobs(AtOnce(), reader, filled.openers)
    running = []
    jobs.started.connect(running.append)
    page = make_page(jobs)
    reader.run_next()
    (figures,) = [job for job in running if job.label == "Working out the figures …"]
    figures.cancel()
    reader.run()
    assert page.states.stopped.isVisible()
    assert not page.head.save.isEnabled()
    page.states.stopped.button.click()
    reader.run()
    assert page.tabs.isVisible()
    assert page.head.save.isEnabled()
    jobs.close()


def test_figures_that_were_overtaken_never_show(make_page, filled):
    reader = Later()
    jobs = Jobs(AtOnce(), reader, filled.openers)
    page = make_page(jobs)
    reader.run()
    shown: list[str] = []
    board = page.figures.show_board
    page.figures.show_board = lambda made: (shown.append(made.told), board(made))
    team = page.bar.fields["team"]
    team.setCurrentIndex(team.findData("North"))
    team.setCurrentIndex(team.findData("South"))
    reader.run()
    assert shown == ["4 audits of 4 cases by 1 auditor, 02/01/2026 to 02/07/2026"]
    jobs.close()


def test_the_most_used_tool_is_reported_on_first(make_page, filled):
    filled.record(an_audit("C-1"), tool=a_tool("attention"))
    page = make_page()
    assert page.bar.tool.currentText() == "Voice"
    page.bar.tool.setCurrentIndex(page.bar.tool.findData("attention"))
    assert page.figures.headline.title.text() == "Attention"


def test_every_field_has_a_name_of_its_own(make_page, filled):
    page = make_page()
    page.bar.more.click()
    assert nameless(page) == []
    page.tabs.setCurrentWidget(page.preview)
    assert nameless(page) == []


def test_a_remembered_tool_that_this_database_lacks_is_forgotten(make_page, filled, memory):
    memory.filters["report"] = {"tool": "elsewhere"}
    page = make_page()
    assert page.bar.tool.currentText() == "Voice"
    assert page.bar.tool.count() == 1
    assert page.tabs.isVisible()
