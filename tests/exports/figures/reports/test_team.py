"""A team beside all others: nothing counted twice, nothing lost, nobody named or ranked."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.reading import AuditScope
from exports.figures.figures import work_out_figures
from exports.figures.report_data import Distribution
from exports.figures.reports.team import team_report, team_reports
from exports.figures.reports.team_data import TeamData
from forms.audits import Audit
from forms.errors import AuditAppError
from tests.exports.making import HEARD, SEEN, Cabinet, a_tool, an_audit, memory_cabinet

TOOL = a_tool()
GOOD = "She was seen alone at school each fortnight and the drawings are on the file."
WEAK = "There is no sign that anybody asked him what he wanted to happen next."


def of(team: str, answer: str = "yes", overall: str = "good", **more: object) -> Audit:
    evidence = more.pop("evidence", None)
    attributes = {"team": team} if team else {}
    return an_audit(
        {"seen": answer}, evidence, attributes=attributes, overall=overall,
        sections={"contact": overall}, **more,
    )  # fmt: skip


def report_of(cabinet: Cabinet, team: str, **scope: object) -> TeamData:
    return team_report(cabinet.store, AuditScope(**scope), team)


def added(*several: Distribution) -> Counter[str]:
    together: Counter[str] = Counter()
    for each in several:
        together.update(each.counts)
    return +together


def test_a_team_has_its_own_figures_and_the_others_have_the_rest(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, *[of("North", "no", "inadequate")] * 6, *[of("South")] * 9, of("East"))
    cabinet.add(TOOL, of(""), of("", "no"))
    report = report_of(cabinet, "North")
    own = work_out_figures(cabinet.store, AuditScope(where={"team": "North"}))
    assert report.overall.team == own.overall
    assert (report.overall.others.n, report.overall.others.good_or_better.count) == (10, 10)
    assert (report.other_teams, report.other_audits, report.without_team) == (2, 10, 2)
    question = report.sections[0].questions[0]
    assert (question.figures.n, question.others.n) == (6, 10)
    assert question.comparison.verdict == report.overall.comparison.verdict == "lower"
    assert "2 audits have no team recorded and stand on neither side." in report.limits


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["North", "South", "East", ""]),
            st.sampled_from(["yes", "no", "unclear", "not_applicable", "not_evidenced"]),
            st.sampled_from(["outstanding", "good", "requires_improvement", "inadequate"]),
        ),
        min_size=1,
        max_size=14,
    )
)
def test_team_others_and_those_without_a_team_are_all_there_is(
    drawn: list[tuple[str, str, str]],
) -> None:
    with memory_cabinet() as cabinet:
        cabinet.add(TOOL, *(of(team, seen, grade) for team, seen, grade in drawn))
        whole = work_out_figures(cabinet.store, AuditScope())
        nobody = work_out_figures(cabinet.store, AuditScope(where={"team": ""}))
        teams = sorted({team for team, _, _ in drawn if team})
        if not teams:
            return
        for report in team_reports(cabinet.store, AuditScope()):
            overall = report.overall
            found = added(overall.team, overall.others, nobody.overall)
            assert found == added(whole.overall)
            for section in report.sections:
                for question in section.questions:
                    name = question.figures.id
                    parts = (
                        next(each for each in figures.questions if each.id == name)
                        for figures in (nobody, whole)
                    )
                    without, all_of = parts
                    assert added(question.figures, question.others, without) == added(all_of)


def test_a_part_of_the_tool_that_only_others_answered_stands_there_too(cabinet: Cabinet) -> None:
    cabinet.add(a_tool(version="1.0", sections={"contact": (SEEN,)}), of("North"))
    cabinet.add(a_tool(version="1.1", sections={"contact": (SEEN, HEARD)}), of("South"))
    report = report_of(cabinet, "North")
    assert [each.figures.id for each in report.sections[0].questions] == ["seen", "heard"]
    assert report.tool_versions == ["1.0"]


def test_each_team_has_a_report_by_name_and_never_by_rank(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, of("south"), of("Eastern", "no", "inadequate"), of("North"), of(""))
    reports = list(team_reports(cabinet.store, AuditScope()))
    assert [report.team for report in reports] == ["Eastern", "North", "south"]
    assert {report.other_teams for report in reports} == {2}
    assert not any("rank" in key for key in TeamData.model_fields)


def test_what_is_clearly_lower_is_talked_about_first_and_what_is_higher_goes_well(
    cabinet: Cabinet,
) -> None:
    def answered(team: str, seen: str, heard: str, number: int) -> list[Audit]:
        answers = {"seen": seen, "heard": heard}
        return [an_audit(answers, attributes={"team": team})] * number

    tool = a_tool(sections={"contact": (SEEN, HEARD)})
    cabinet.add(tool, *answered("North", "yes", "inadequate", 4), *answered("North", "yes",
                "good", 4), *answered("South", "yes", "good", 30))  # fmt: skip
    north = report_of(cabinet, "North")
    assert [each.question.figures.id for each in north.talk_about] == ["heard"]
    assert [each.question.figures.id for each in north.going_well] == ["seen"]
    south = report_of(cabinet, "South")
    assert south.talk_about == []
    assert [each.question.figures.id for each in south.going_well] == ["heard", "seen"]


def test_evidence_stands_beside_what_is_talked_about_and_names_nobody(cabinet: Cabinet) -> None:
    weak = {"evidence": {"seen": WEAK}}
    cabinet.add(TOOL, of("North", "no", **weak), *[of("North", "no")] * 4, of("South"))
    named = "The worker wrote to C-0001 and auditor-01 about what they had seen on the day."
    cabinet.add(TOOL, of("North", "no", evidence={"seen": named}))
    cabinet.add(TOOL, of("South", "no", evidence={"seen": GOOD}))
    (point,) = report_of(cabinet, "North").talk_about
    assert [(quote.text, quote.answer) for quote in point.quotes] == [(WEAK, "No")]
    assert point.section == "Contact"


def test_a_team_with_few_audits_is_warned(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, *[of("North")] * 3, *[of("South")] * 12, *[of("East")] * 20)
    assert report_of(cabinet, "North").small.startswith("Only 3 audits: read them as single cases")
    assert "about 8 points" in report_of(cabinet, "South").small
    assert report_of(cabinet, "East").small == ""
    assert report_of(cabinet, "North").talk_about == []


def test_the_only_team_has_nothing_beside_it(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, of("North"))
    report = report_of(cabinet, "North")
    assert (report.other_teams, report.other_audits) == (0, 0)
    assert report.overall.comparison.verdict == "no_share"


def test_the_same_filters_narrow_the_team_and_the_others(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, of("North"), of("North", audited_on=date(2025, 1, 1)), of("South"),
                of("South", audited_on=date(2025, 1, 1)))  # fmt: skip
    report = report_of(cabinet, "North", audited_from=date(2026, 1, 1))
    assert (report.scope.audits, report.other_audits) == (1, 1)
    assert report.scope.where == {}


def test_a_team_that_is_not_there_is_told_with_those_that_are(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, of("North"), of("South"))
    with pytest.raises(AuditAppError, match="Teams there are: North and South"):
        report_of(cabinet, "Nowhere")
    with pytest.raises(AuditAppError, match="take the filter for the team away"):
        report_of(cabinet, "North", where={"team": "North"})


def test_without_any_team_there_is_no_report(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, of(""))
    with pytest.raises(AuditAppError, match="says which team"):
        list(team_reports(cabinet.store, AuditScope()))
    with pytest.raises(AuditAppError, match="None is recorded"):
        report_of(cabinet, "North")
