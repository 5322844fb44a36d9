"""The overview: every tool by itself, what changed, and what it never says."""

from datetime import date

import pytest

from db.reading import AuditScope
from exports.figures.figures import work_out_figures
from exports.figures.reports.overview import MOST_TOOLS, overview_report
from exports.figures.reports.overview_data import OverviewData, ToolOverview
from forms.errors import AuditAppError
from tests.exports.making import HEARD, SEEN, Cabinet, a_tool, an_audit

VOICE = a_tool("voice")
PLAN = a_tool("plan", sections={"plan": (SEEN, HEARD)})
Q1, Q2 = date(2026, 2, 3), date(2026, 5, 4)


def overview(cabinet: Cabinet, **scope: object) -> OverviewData:
    return overview_report(cabinet.store, AuditScope(**scope))


def graded(day: date, *grades: str) -> list[object]:
    return [
        an_audit({"seen": "yes"}, case=f"C-{day}-{number}", audited_on=day, overall=grade)
        for number, grade in enumerate(grades)
    ]


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    """Two tools over two quarters: voice rises from 1 of 5 to 5 of 5, plan has one audit."""
    cabinet.add(VOICE, *graded(Q1, "good", *["inadequate"] * 4), *graded(Q2, *["good"] * 5))
    cabinet.add(PLAN, *graded(Q2, "outstanding"))
    return cabinet


def test_every_tool_stands_by_itself_with_the_figures_it_has_alone(filled: Cabinet) -> None:
    report = overview(filled)
    assert [tool.title for tool in report.tools] == ["Plan", "Voice"]
    for tool in report.tools:
        alone = work_out_figures(filled.store, AuditScope(tool.tool))
        assert tool.overall == alone.overall
        assert (tool.audits, tool.cases) == (alone.scope.audits, alone.scope.cases)
    assert (report.scope.audits, report.tool_count, report.auditors) == (11, 2, 1)


def test_an_open_period_is_told_by_its_newest_quarter_and_the_one_before(filled: Cabinet) -> None:
    report = overview(filled)
    assert report.compared.startswith("Change: 2026 Q2 against 2026 Q1.")
    voice = report.tools[1]
    assert (voice.change.now.count, voice.change.now.n) == (5, 5)
    assert (voice.change.before.count, voice.change.before.n) == (1, 5)
    assert (voice.change.heading, voice.changed) == (
        "Clear rise",
        "100% of 5, was 20% of 5\n+19 to +96 points",
    )
    assert report.tools[0].changed == "no grades in 2026 Q1"


def test_a_period_is_compared_with_the_one_of_the_same_length_before_it(filled: Cabinet) -> None:
    report = overview(filled, audited_from=date(2026, 5, 1), audited_to=date(2026, 5, 31))
    assert report.period == "May 2026"
    assert [tool.changed for tool in report.tools] == ["no grades in April 2026"] * 2
    half = overview(filled, audited_from=date(2026, 4, 1), audited_to=date(2026, 6, 30))
    assert half.tools[1].change.before_name == "2026 Q1"
    assert half.tools[1].overall.n == 5


def test_what_is_narrowed_is_narrowed_in_the_period_before_too(cabinet: Cabinet) -> None:
    def of(day: date, team: str, grade: str) -> object:
        return an_audit(case=f"{team}{day}", audited_on=day, overall=grade,
                        attributes={"team": team})  # fmt: skip

    cabinet.add(VOICE, of(Q1, "North", "good"), of(Q1, "South", "good"), of(Q2, "North", "good"))
    (tool,) = overview(cabinet, where={"team": "North"}).tools
    assert (tool.change.before.n, tool.change.now.n) == (1, 1)


def test_grades_of_another_measure_are_not_compared(cabinet: Cabinet) -> None:
    cabinet.add(VOICE, *graded(Q1, "good"))
    cabinet.add(a_tool("voice", "2.0", sections={"contact": (SEEN,)}), *graded(Q2, "good"))
    (tool,) = overview(cabinet).tools
    assert tool.change.verdict == "not_comparable"
    assert tool.changed == "the tool or its grades changed"
    assert "from version 1.0 to version 2.0" in tool.change.words


def test_the_question_to_look_at_first_is_the_weakest_of_those_answered_often(
    cabinet: Cabinet,
) -> None:
    answers = [("yes", "good"), ("yes", "inadequate"), ("yes", "good"), ("no", "good"),
               ("no", "good"), ("no", "good")]  # fmt: skip
    cabinet.add(PLAN, *(an_audit({"seen": seen, "heard": heard}) for seen, heard in answers))
    (tool,) = overview(cabinet).tools
    assert tool.concern is not None
    assert (tool.concern.label, tool.concern.share.count) == ("Was the child seen?", 3)


def test_only_as_many_tools_as_a_page_holds_are_shown_and_the_others_are_counted(
    cabinet: Cabinet,
) -> None:
    for number in range(MOST_TOOLS + 2):
        again = 1 if number in (0, 1) else 2
        tool = a_tool(f"tool-{number:02}", sections={"plan": (SEEN,)})
        cabinet.add(tool, *graded(Q2, *["good"] * again))
    report = overview(cabinet)
    assert report.tool_count == MOST_TOOLS + 2
    assert {tool.tool for tool in report.tools} == {f"tool-{n:02}" for n in range(2, 12)}
    assert report.notes[0].startswith("2 tools with 2 audits not shown")


def test_it_names_no_case_and_no_auditor(filled: Cabinet) -> None:
    report = overview(filled, where={"auditor": "auditor-01"})
    assert report.scope.where == {"auditor": "one, not named here"}
    told = report.model_dump_json()
    assert "auditor-01" not in told
    assert "C-2026" not in told


def test_few_audits_and_those_in_conflict_are_told(filled: Cabinet) -> None:
    filled.add_in_conflict(VOICE, an_audit(overall="good"), an_audit(overall="inadequate"))
    notes = overview(filled).notes
    assert "Plan (1) and Voice (10)" in notes[0]
    assert notes[1].startswith("1 audit is left out because two versions of the same audit differ")


def test_without_audits_there_is_nothing_to_report(cabinet: Cabinet) -> None:
    with pytest.raises(AuditAppError, match="no completed audit matches"):
        overview(cabinet)


def test_audits_without_a_date_have_no_change(cabinet: Cabinet) -> None:
    cabinet.add(VOICE, an_audit(audited_on=None))
    report = overview(cabinet)
    tool: ToolOverview = report.tools[0]
    assert (report.period, tool.change.verdict) == ("Undated audits", "no_share")
    assert report.compared.startswith("No period stands before")
