"""Audits over time against a target: steps, months, known changes, and what is said of them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.reading import AuditScope
from exports.figures.process_charts.models import TargetStep
from exports.figures.reports.asked import (
    OverTime,
    in_order,
    read_change,
    read_step,
    read_steps,
)
from exports.figures.reports.over_time import over_time_report
from exports.figures.shares import share_of
from forms.errors import AuditAppError
from tests.exports.line_samples import STEPS, a_change, over_time, plain_tool, quarterly
from tests.exports.making import memory_cabinet


def test_each_step_of_the_target_stands_beside_the_period_it_falls_due_in() -> None:
    report = over_time()
    first, second, third = report.steps
    assert (first.held, first.met, first.share) == ("2023 Q4", "met", share_of(5, 8))
    assert (second.held, second.met, second.share) == ("2025 Q3", "met", share_of(7, 8))
    assert (third.held, third.met, third.share) == ("", "not yet due", None)


def test_a_step_is_not_met_below_it_and_met_on_it() -> None:
    steps = (
        TargetStep(by=date(2023, 3, 31), value=0.5),
        TargetStep(by=date(2023, 6, 30), value=0.5),
    )
    found = over_time((3, 4), OverTime(steps=steps)).steps
    assert [each.met for each in found] == ["not met", "met"]


def test_a_step_whose_periods_have_no_audits_is_not_held_to_a_later_step() -> None:
    steps = (
        TargetStep(by=date(2023, 4, 1), value=0.5),
        TargetStep(by=date(2023, 7, 1), value=0.6),
    )
    found = over_time((3, None, 8), OverTime(steps=steps)).steps
    assert [(each.met, each.held) for each in found] == [
        ("nothing measured", ""),
        ("met", "2023 Q3"),
    ]


def test_fourteen_quarters_have_limits_and_the_shift_is_a_signal_for_the_better() -> None:
    report = over_time()
    assert report.main.chart.kind == "p"
    assert report.main.pattern == "better"
    assert report.headline[0].startswith("The target of 30/09/2025, 60%, is sometimes hit")
    assert any("the signals say that it did not" in each for each in report.headline)


def test_periods_are_called_as_people_call_them() -> None:
    report = over_time()
    assert report.main.points[0].name == "2023 Q1"
    words = " ".join([*report.headline, *report.main.chart.words])
    assert "2026 Q2" in words
    assert "2026-Q2" not in words


def test_months_are_points_of_their_own() -> None:
    report = over_time((3, 4), OverTime(every="month"))
    assert [point.name for point in report.main.points] == [
        "Jan 2023", "Feb 2023", "Mar 2023", "Apr 2023", "May 2023", "Jun 2023",
    ]  # fmt: skip
    shares = [point.share for point in report.main.points]
    assert [share.n for share in shares if share] == [3, 3, 2, 3, 3, 2]
    assert [share.count for share in shares if share] == [1, 1, 1, 2, 1, 1]


def test_limits_start_anew_at_a_known_change() -> None:
    report = over_time(asked=OverTime(changes=(a_change(date(2025, 4, 20)),)))
    anew = [point for point in report.main.points if point.anew]
    assert [point.name for point in anew] == ["2025 Q2"]
    assert anew[0].anew == "Practice changed on 20/04/2025: New supervision policy."
    assert len(report.main.chart.stretches) == 2
    assert report.main.chart.stretches[1].comparable
    assert "starts anew" in report.limits[0]
    assert report.main.pattern == "none"
    assert not any("Signal" in each for each in report.headline)
    assert "rebasing" in {note.method for note in report.notes}


def test_a_change_outside_the_periods_is_not_passed_over_silently() -> None:
    report = over_time(asked=OverTime(changes=(a_change(date(2019, 1, 1)),)))
    assert any("01/01/2019" in each and "outside" in each for each in report.limits)


def test_audits_without_a_date_are_on_no_chart_and_counted() -> None:
    with memory_cabinet() as cabinet:
        undated = [each.model_copy(update={"audited_on": None}) for each in quarterly((3,), n=3)]
        cabinet.add(plain_tool(), *undated)
        report = over_time_report(cabinet.store, AuditScope(), OverTime(steps=STEPS))
    assert report.headline == ["Overall grades: nothing was measured in this selection."]
    assert "3 audits have no date and are on no chart." in report.limits


@given(
    st.lists(st.none() | st.integers(0, 4), min_size=1, max_size=6).filter(
        lambda good: any(each is not None for each in good)
    )
)
@settings(max_examples=8, deadline=None)
def test_quarters_and_months_hold_the_same_audits(good: list[int | None]) -> None:
    expected = sum(each for each in good if each is not None)
    with memory_cabinet() as cabinet:
        cabinet.add(plain_tool(), *quarterly(good, n=4))
        for every in ("quarter", "month"):
            report = over_time_report(cabinet.store, AuditScope(), OverTime(every=every))
            for series in (report.main, *report.sections, *report.questions, *report.others):
                shares = [point.share for point in series.points if point.share]
                assert sum(share.n for share in shares) == report.scope.audits
                assert sum(share.count for share in shares) == expected


def test_a_target_may_be_that_of_a_question() -> None:
    report = over_time(asked=OverTime(of="seen", steps=STEPS))
    assert report.main.title == "Was the child seen?"
    assert report.main.chart.points[-1].target == 0.6
    assert [each.id for each in report.sections] == ["", "contact"]
    assert all(point.target is None for each in report.sections for point in each.chart.points)


def test_a_target_may_be_that_of_a_section() -> None:
    report = over_time(asked=OverTime(of="contact", steps=STEPS))
    assert report.main.title == "Contact"
    assert [each.title for each in report.sections] == ["Overall grades"]
    assert report.main.points[0].share == share_of(3, 8)


@pytest.mark.parametrize("name", ["nothing", "place"])
def test_what_has_no_good_answers_cannot_be_in_front(name: str) -> None:
    with pytest.raises(AuditAppError, match=f"called “{name}”"):
        over_time((3,), OverTime(of=name))


def test_the_report_names_nobody() -> None:
    with memory_cabinet() as cabinet:
        cabinet.add(plain_tool(), *quarterly((3, 4)))
        scope = AuditScope(where={"auditor": "auditor-1"})
        told = over_time_report(cabinet.store, scope, OverTime()).model_dump_json()
    assert "auditor-1" not in told
    assert "C-0" not in told


def test_a_quarter_that_was_not_over_may_still_change() -> None:
    report = over_time((3, 4, 4, 4), first=2026)
    assert any("before 2026 Q4 was over" in each for each in report.limits)


@pytest.mark.parametrize("text", ["2026-09-30=60%", " 30/09/2026 = 60 %", "30/9/2026=60.0%"])
def test_a_step_is_read(text: str) -> None:
    assert read_step(text) == TargetStep(by=date(2026, 9, 30), value=0.6)


@pytest.mark.parametrize("text", ["", "60%", "2026-09-30", "2026-09-30=0.6", "2026-09-31=60%",
                                  "2026-09-30=101%", "2026-09-30=-5%", "soon=60%"])  # fmt: skip
def test_what_is_no_step_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day and a share"):
        read_step(text)


def test_a_file_of_steps_may_have_remarks_and_names_the_line_that_is_wrong() -> None:
    assert read_steps(["# board, March", "", "2026-09-30=60%"]) == [
        TargetStep(by=date(2026, 9, 30), value=0.6)
    ]
    with pytest.raises(ValueError, match="line 2: “soon”"):
        read_steps(["2026-09-30=60%", "soon"])


def test_steps_are_put_in_order_and_a_day_has_one() -> None:
    later, sooner = read_step("2026-12-31=85%"), read_step("2026-09-30=60%")
    assert in_order([later, sooner]) == (sooner, later)
    with pytest.raises(ValueError, match="two targets for 30/09/2026"):
        in_order([sooner, sooner])


def test_a_change_without_words_is_refused() -> None:
    assert read_change("2026-04-01= New  policy ").what == "New policy"
    for text in ("2026-04-01=", "New policy", "2026-04-01=" + "x" * 301):
        with pytest.raises(ValueError, match="what changed"):
            read_change(text)


def test_a_new_measure_breaks_every_line_and_says_why() -> None:
    old = plain_tool(version="1.0")
    new = plain_tool(version="2.0")
    with memory_cabinet() as cabinet:
        cabinet.add(old, *quarterly((3, 4, 3, 4, 4)))
        cabinet.add(new, *quarterly((5, 5, 5, 5, 6), first=2025))
        report = over_time_report(cabinet.store, AuditScope(), OverTime(steps=STEPS))
    for series in (report.main, *report.sections):
        anew = {point.name: point.anew for point in series.points if point.anew}
        assert list(anew) == ["2025 Q1"]
        assert "version 1.0 to version 2.0" in anew["2025 Q1"]
        assert [each.comparable for each in series.chart.stretches] == [True, False]
        assert anew["2025 Q1"] in " ".join(series.chart.words)
    assert "starts anew" in report.limits[0]
