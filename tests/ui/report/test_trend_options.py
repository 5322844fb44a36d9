"""A report over time in the window: measure, periods, chart, target and changes, remembered."""

from datetime import date

import pytest

from db.opening import open_reading
from db.reading import AuditScope
from exports.documents.over_time import over_time_bytes
from exports.figures.process_charts.models import TargetStep
from exports.figures.reports.asked import KnownChange, OverTime
from exports.figures.reports.over_time import over_time_report
from tests.conftest import AtOnce
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Cabinet, Later, a_tool, an_audit
from ui.audits.choice_box import ChoiceBox
from ui.jobs import Jobs
from ui.report.page import ReportPage
from ui.report.trend_dialog import TrendDialog
from ui.report.trend_state import asked_by, state_of, told

ASKED = OverTime(
    "month",
    "seen",
    (TargetStep(by=date(2026, 3, 31), value=0.625), TargetStep(by=date(2026, 9, 30), value=0.8)),
    (KnownChange(date(2026, 3, 2), "New form = shorter"),),
    "run",
)


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    """Six audits in as many months with one tool, and one with another."""
    grades = ("good", "good", "inadequate", "good", "outstanding", "good")
    cabinet.record(
        *(an_audit(f"C-{n}", grade, date(2026, 1 + n, 2)) for n, grade in enumerate(grades))
    )
    other = a_tool("plan")
    section = other.sections[0].model_copy(update={"id": "planned", "title": "Planned"})
    audit = an_audit("C-9").model_copy(update={"sections": {"planned": "good"}})
    cabinet.record(audit, tool=other.model_copy(update={"sections": (section,)}))
    return cabinet


@pytest.fixture
def page(make_page, filled) -> ReportPage:
    page = make_page()
    pick(page.head.kind, "trend")
    return page


def pick(box: ChoiceBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))


def offered(box: ChoiceBox) -> list[str]:
    return [str(box.itemData(at)) for at in range(box.count())]


def drawn(cabinet: Cabinet, asked: OverTime) -> bytes:
    with open_reading(cabinet.path) as store:
        return over_time_bytes(over_time_report(store, AuditScope("voice"), asked))


def test_the_measures_of_the_tool_are_offered_and_each_makes_its_report(page, filled):
    assert offered(page.trend.measure) == ["", "seen", "alone", "heard"]
    assert page.trend.measure.itemText(1) == "Section: Seen"
    for measure in offered(page.trend.measure):
        pick(page.trend.measure, measure)
        assert page.document.data == drawn(filled, OverTime(of=measure))


def test_periods_and_chart_are_chosen(page, filled):
    pick(page.trend.every, "month")
    pick(page.trend.chart, "xmr")
    assert page.document.data == drawn(filled, OverTime("month", chart="xmr"))
    pick(page.trend.chart, "")
    assert page.document.data == drawn(filled, OverTime("month"))


def test_target_and_changes_come_from_their_dialog(page, filled):
    page.trend.edit.click()
    (dialog,) = page.findChildren(TrendDialog)
    step, change = dialog.target.table.rows[0], dialog.changes.table.rows[0]
    step.day.line.type_in("30/06/2026")
    step.value.type_in("60")
    change.day.line.type_in("01/04/2026")
    change.value.type_in("New policy")
    dialog.use.click()
    steps = (TargetStep(by=date(2026, 6, 30), value=0.6),)
    changes = (KnownChange(date(2026, 4, 1), "New policy"),)
    assert page.document.data == drawn(filled, OverTime(steps=steps, changes=changes))
    assert page.trend.told.text() == "Target: 60% by 30/06/2026. Practice changed on 01/04/2026."


def test_all_of_it_is_remembered(page, make_page):
    page.trend._take(ASKED)
    page.hide()
    again = make_page()
    assert again.wish.over_time == ASKED
    assert again.document.data == page.document.data


def test_a_measure_that_another_tool_lacks_falls_away(page):
    pick(page.trend.measure, "seen")
    pick(page.bar.tool, "plan")
    assert offered(page.trend.measure) == ["", "planned", "alone", "heard"]
    assert page.wish.over_time.of == ""
    assert page.tabs.isVisible()
    assert page.document is not None
    assert "of" not in page._memory.filters["report"]


def test_a_report_is_not_handed_on_for_what_is_no_longer_asked(make_page, filled):
    reader = Later()
    jobs = Jobs(AtOnce(), reader, filled.openers)
    page = make_page(jobs)
    reader.run()
    pick(page.head.kind, "trend")
    reader.run_next()  # the measures
    reader.run_next()  # the figures; the document is not drawn yet
    pick(page.trend.every, "month")
    reader.run_next()
    assert page.document is None
    assert not page.head.save.isEnabled()
    assert not page.commands.protect.isEnabled()
    reader.run()
    assert page.document.data == drawn(filled, OverTime("month"))
    jobs.close()


def test_every_control_has_a_name(page):
    assert nameless(page) == []


@pytest.mark.parametrize("asked", [OverTime(), ASKED])
def test_what_is_asked_comes_back_from_its_text(asked: OverTime):
    assert asked_by(state_of(asked)) == asked


def test_a_remembered_line_that_cannot_be_read_costs_that_line_only():
    asked = asked_by({"target": "soon=60%\n2026-09-30=60%", "chart": "pie", "every": "day"})
    assert asked == OverTime(steps=(TargetStep(by=date(2026, 9, 30), value=0.6),))


def test_what_was_set_is_told_in_a_line():
    assert told(OverTime()) == "No target, and no known changes."
    assert told(ASKED) == (
        "Target: 62.5% by 31/03/2026, 80% by 30/09/2026. Practice changed on 02/03/2026."
    )
