"""What figures count, leave out and put together."""

from datetime import date

import pytest

from db.reading import AuditScope
from db.sealing import start_audit
from exports.figures.figures import work_out_figures
from exports.figures.report_data import Figures, QuestionFigures
from forms.errors import AuditAppError
from forms.scales import Scale, ScalePoint
from forms.tools import Choice
from tests.exports.making import (
    HEARD,
    LAST,
    METHODS,
    OFSTED,
    PLACE,
    SEEN,
    VISITS,
    Cabinet,
    a_tool,
    an_audit,
)

TOOL = a_tool()


def figures_of(cabinet: Cabinet, **scope: object) -> Figures:
    return work_out_figures(cabinet.store, AuditScope(**scope))


def question(figures: Figures, name: str) -> QuestionFigures:
    (found,) = [each for each in figures.questions if each.id == name]
    return found


def test_the_published_thresholds_audit_comes_out_as_published(cabinet: Cabinet) -> None:
    good = [an_audit(case=f"C-{n}", overall="good") for n in range(39)]
    weak = [an_audit(case=f"C-{n}", overall="requires_improvement") for n in range(39, 57)]
    cabinet.add(TOOL, *good, *weak)
    overall = figures_of(cabinet, tool_id="voice").overall
    assert overall.counts == {
        "outstanding": 0,
        "good": 39,
        "requires_improvement": 18,
        "inadequate": 0,
    }
    assert overall.n == 57
    share = overall.good_or_better
    assert share is not None
    assert (share.share, share.low, share.high) == pytest.approx((0.6842, 0.5552, 0.79), abs=5e-5)


def test_drafts_void_audits_and_unsettled_conflicts_are_left_out(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit(), an_audit(case="C-2", status="void"))
    cabinet.add_in_conflict(
        TOOL, an_audit(case="C-3", overall="good"), an_audit(case="C-3", overall="inadequate")
    )
    start_audit(cabinet.store, TOOL, an_audit(case="C-4"))
    figures = figures_of(cabinet)
    assert (figures.scope.audits, figures.scope.conflicts_left_out) == (1, 1)
    assert figures.overall.n == 1
    assert sum(figures.overall.counts.values()) == 1


def test_the_four_states_stay_apart_and_only_not_evidenced_is_in_n(cabinet: Cabinet) -> None:
    seen = ["yes", "yes", "no", "unclear", "not_applicable", "not_evidenced", None]
    cabinet.add(TOOL, *(an_audit({"seen": answer}, {"seen": "Words."}) for answer in seen))
    found = question(figures_of(cabinet), "seen")
    assert found.counts == {
        "yes": 2,
        "no": 1,
        "unclear": 1,
        "not_applicable": 1,
        "not_evidenced": 1,
        "unanswered": 1,
        "hidden": 0,
    }
    assert found.n == 4
    assert found.good_or_better is not None
    assert (found.good_or_better.count, found.good_or_better.n) == (2, 4)
    hidden = question(figures_of(cabinet), "heard")
    assert (hidden.counts["unanswered"], hidden.counts["hidden"], hidden.n) == (2, 5, 0)


def test_an_answer_given_before_its_question_was_hidden_is_not_counted(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit({"seen": "no", "heard": "good"}))
    heard = question(figures_of(cabinet), "heard")
    assert (heard.counts["good"], heard.counts["hidden"], heard.n) == (0, 1, 0)


def test_several_choices_of_one_answer_count_one_each(cabinet: Cabinet) -> None:
    given = [("play", "art"), ("play",), "not_evidenced", None]
    cabinet.add(TOOL, *(an_audit({"methods": each}, {"methods": "Words."}) for each in given))
    found = question(figures_of(cabinet), "methods")
    assert [found.counts[code] for code in ("play", "talk", "art")] == [2, 0, 1]
    assert (found.n, found.good_or_better) == (3, None)
    assert found.choices == {"play": "Play", "talk": "Talking", "art": "Drawing"}


def test_numbers_and_dates_are_summed_up_by_where_they_lie(cabinet: Cabinet) -> None:
    given = [(3, "2026-01-05"), (10, "2025-12-31"), (0.5, "2026-03-01"), (4, "2026-02-02")]
    cabinet.add(TOOL, *(an_audit({"visits": visits, "last": day}) for visits, day in given))
    cabinet.add(TOOL, an_audit({"visits": "not_applicable", "last": "not_evidenced"}))
    figures = figures_of(cabinet)
    visits, last = question(figures, "visits"), question(figures, "last")
    assert visits.numbers is not None
    assert last.numbers is not None
    assert visits.numbers.model_dump() == {"n": 4, "lowest": 0.5, "median": 3.5, "highest": 10}
    assert last.numbers.model_dump() == {
        "n": 4,
        "lowest": "2025-12-31",
        "median": "2026-01-05",
        "highest": "2026-03-01",
    }
    assert (visits.n, last.n, visits.unit) == (4, 5, "visits")


@pytest.mark.parametrize("team", ["North", 'O\'Brien "quay"', "100%_[x]", "$.team", "a;--", "北"])
def test_values_with_odd_characters_filter_and_group_exactly(cabinet: Cabinet, team: str) -> None:
    cabinet.add(TOOL, an_audit(attributes={"team": team}), an_audit(attributes={"team": "Other"}))
    cabinet.add(TOOL, an_audit())
    figures = work_out_figures(cabinet.store, AuditScope(where={"team": team}), "team")
    assert figures.scope.audits == 1
    assert [(group.value, group.overall.n) for group in figures.by] == [(team, 1)]
    every = work_out_figures(cabinet.store, AuditScope(), "team")
    assert {group.value for group in every.by} == {team, "Other", ""}
    assert every.by[-1].value == ""


@pytest.mark.parametrize("scope", [AuditScope(where={"taem": "North"}), AuditScope()])
def test_a_misspelt_field_is_an_error_that_names_the_fields(
    cabinet: Cabinet, scope: AuditScope
) -> None:
    cabinet.add(TOOL, an_audit(attributes={"area": "East"}))
    with pytest.raises(AuditAppError, match=r"taem.*area.*team"):
        work_out_figures(cabinet.store, scope, None if scope.where else "taem")


def test_a_scope_without_audits_gives_zeros_and_no_shares(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit({"seen": "yes", "visits": 3}))
    figures = work_out_figures(
        cabinet.store, AuditScope("voice", audited_from=date(2030, 1, 1)), "team"
    )
    assert (figures.scope.audits, figures.scope.versions) == (0, [])
    assert (figures.by, figures.trend) == ([], [])
    every = [figures.overall, *figures.sections, *figures.questions]
    assert len(every) == 1 + 2 + 7
    assert all(set(each.counts.values()) <= {0} and each.n == 0 for each in every)
    shares = [each.good_or_better for each in every if each.good_or_better]
    assert {(each.share, each.low, each.high) for each in shares} == {(None, None, None)}


def test_an_empty_file_gives_empty_figures(cabinet: Cabinet) -> None:
    figures = figures_of(cabinet, tool_id="voice")
    assert (figures.scope.tool, figures.scope.audits) == ("voice", 0)
    assert (figures.sections, figures.questions, figures.trend) == ([], [], [])
    assert figures.overall.good_or_better is not None
    assert figures.overall.good_or_better.share is None


def test_the_json_has_the_keys_of_the_contract(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit({"seen": "yes"}, sections={"contact": "good"}))
    figures = work_out_figures(cabinet.store, AuditScope(where={"case": "C-0001"}), "auditor")
    found = figures.model_dump(by_alias=True, mode="json")
    assert found["scope"] == {
        "tool": "voice",
        "versions": ["1.0"],
        "from": None,
        "to": None,
        "where": {"case": "C-0001"},
        "audits": 1,
        "cases": 1,
        "conflicts_left_out": 0,
    }
    distribution = {"counts", "n", "good_or_better"}
    assert set(found["overall"]) == distribution
    assert set(found["overall"]["good_or_better"]) == {"count", "n", "share", "low", "high"}
    assert {"id", *distribution} <= set(found["sections"][0])
    assert {"id", "label", *distribution} <= set(found["questions"][0])
    assert set(found["by"][0]) == {"value", "overall"}
    assert set(found["trend"][0]) == {"period", "overall", "break"}


def test_versions_are_put_together_by_permanent_id_in_the_newest_words(cabinet: Cabinet) -> None:
    old = a_tool(version="1.9", sections={"contact": (SEEN, VISITS), "gone": (LAST,)})
    reworded = SEEN.model_copy(update={"label": "Was the child seen alone?"})
    new = a_tool(version="1.10", sections={"record": (METHODS,), "contact": (reworded,)})
    cabinet.add(new, an_audit({"seen": "no"}, sections={"contact": "inadequate"}))
    cabinet.add(old, an_audit({"seen": "yes", "visits": 2}, sections={"contact": "good"}))
    figures = figures_of(cabinet)
    assert figures.scope.versions == ["1.9", "1.10"]
    assert [each.id for each in figures.sections] == ["record", "contact", "gone"]
    assert [each.id for each in figures.questions] == ["methods", "seen", "visits", "last"]
    seen = question(figures, "seen")
    assert (seen.label, seen.n) == ("Was the child seen alone?", 2)
    assert figures.sections[1].n == 2


def test_answers_on_a_changed_scale_are_not_counted_with_the_new_ones(cabinet: Cabinet) -> None:
    old = a_tool(sections={"contact": (SEEN,)})
    regraded = SEEN.model_copy(update={"scale": "ofsted"})
    new = a_tool(version="2.0", sections={"contact": (regraded,)})
    cabinet.add(old, an_audit({"seen": "yes"}))
    cabinet.add(new, an_audit({"seen": "good"}))
    seen = question(figures_of(cabinet), "seen")
    assert (seen.scale, seen.n, seen.counts["good"]) == ("ofsted", 1, 1)
    assert "yes" not in seen.counts


def test_choices_that_a_newer_version_withdrew_are_still_counted(cabinet: Cabinet) -> None:
    fewer = (Choice(code="school", label="In school"), Choice(code="club", label="At a club"))
    old = a_tool(sections={"contact": (PLACE,)})
    new = a_tool(
        version="1.1", sections={"contact": (PLACE.model_copy(update={"choices": fewer}),)}
    )
    cabinet.add(old, an_audit({"place": "home"}), an_audit({"place": "school"}))
    cabinet.add(new, an_audit({"place": "school"}))
    place = question(figures_of(cabinet), "place")
    assert place.choices == {"school": "In school", "club": "At a club", "home": "At home"}
    assert [place.counts[code] for code in place.choices] == [2, 0, 1]


def test_two_tools_that_call_themselves_the_same_are_told_apart(cabinet: Cabinet) -> None:
    other = a_tool(sections={"contact": (SEEN, HEARD)})
    cabinet.add(TOOL, an_audit(audited_on=date(2026, 1, 9)))
    cabinet.add(other, an_audit(audited_on=date(2026, 4, 9)))
    figures = figures_of(cabinet)
    assert figures.scope.versions == [f"1.0 ({TOOL.hash[:8]})", f"1.0 ({other.hash[:8]})"]
    assert figures.trend[1].broken_by is not None
    assert other.hash[:8] in figures.trend[1].broken_by


def test_several_tools_are_listed_one_by_one_and_share_the_overall_grades(
    cabinet: Cabinet,
) -> None:
    levels = Scale(
        id="levels",
        title="Levels",
        points=(
            ScalePoint(code="good", label="High", value=1, good=True, symbol="H"),
            ScalePoint(code="low", label="Low", value=0, symbol="L"),
        ),
    )
    other = a_tool("plans", scales=(OFSTED, levels), sections={"contact": (SEEN,)})
    levelled = a_tool("a-levels", scales=(OFSTED, levels), grade_scale="levels",
                      sections={"record": (VISITS,)})  # fmt: skip
    cabinet.add(TOOL, an_audit(), an_audit(overall="inadequate"))
    cabinet.add(other, an_audit(overall="outstanding"))
    cabinet.add(levelled, an_audit(overall="good"), an_audit(overall="low"))
    figures = figures_of(cabinet)
    assert (figures.scope.tool, figures.scope.audits) == (None, 5)
    assert figures.scope.versions == ["a-levels 1.0", "plans 1.0", "voice 1.0"]
    assert list(figures.overall.counts.values()) == [1, 1, 0, 1]
    assert [(point.overall.n, point.broken_by) for point in figures.trend] == [(3, None)]
    assert figures.trend[0].overall == figures.overall
    assert [(each.tool, each.id) for each in figures.sections] == [
        ("a-levels", "record"),
        ("plans", "contact"),
        ("voice", "contact"),
        ("voice", "record"),
    ]
    assert {each.tool for each in figures.questions} == {"a-levels", "plans", "voice"}
    assert figures_of(cabinet, tool_id="a-levels").overall.counts == {"good": 1, "low": 1}


def test_a_section_that_is_not_graded_has_no_share(cabinet: Cabinet) -> None:
    cabinet.add(a_tool(ungraded=("contact",)), an_audit())
    contact = figures_of(cabinet).sections[0]
    assert (contact.counts, contact.n, contact.good_or_better) == ({}, 0, None)
