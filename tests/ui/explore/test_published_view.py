"""Explore for the public: small numbers go, and nothing leads to an audit or its words."""

from PySide6.QtCore import Qt

from exports.figures.suppression.publishing import Publication
from tests.ui.explore.test_explore_page import behind, choose, crossed


def publish(page) -> None:
    page.head.profile.setCurrentIndex(page.head.profile.findData("published"))


def test_it_opens_for_internal_use_and_hides_small_numbers_once_asked(make_page, filled):
    page = make_page()
    assert page.shown.crossing == crossed(filled, "overall", "team")
    publish(page)
    shown = crossed(filled, "overall", "team", publication=Publication())
    assert page.shown.crossing.rows == shown.rows
    assert "c" in shown.rows[0].total.counts.values()
    assert "“c” stands for a number from 1 to 5" in page.sheet.limits.text()
    page.head.profile.setCurrentIndex(page.head.profile.findData("internal"))
    assert page.shown.crossing == crossed(filled, "overall", "team")


def test_published_figures_lead_to_no_audit_and_no_words(make_page, filled, qtbot):
    page = make_page()
    asked, told = behind(page), []
    page.announced.connect(told.append)
    publish(page)
    page.sheet.chart.setFocus()
    qtbot.keyClick(page.sheet.chart, Qt.Key.Key_Down)
    qtbot.keyClick(page.sheet.chart, Qt.Key.Key_Return)
    assert (asked, told) == ([], ["Published figures do not lead to the audits behind them."])
    assert "list the audits" not in page.sheet.few.text()
    assert not page.head.words.isEnabled()


def test_fields_that_may_name_somebody_are_refused(make_page, filled):
    page, told = make_page(), []
    page._jobs.trouble.connect(told.append)
    publish(page)
    choose(page, by="auditor")
    assert "could name a case or a person" in str(told[-1])
