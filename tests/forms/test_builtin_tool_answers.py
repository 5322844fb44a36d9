"""The built-in audit tools answered: what is asked when, worked out, capped and escalated."""

from collections.abc import Mapping
from datetime import date

import pytest

from forms.audits import Audit
from forms.evaluation import Evaluation, evaluate
from forms.findings import Answer, Finding
from forms.tool_files import builtin_tool
from forms.wording import Translated

TODAY = date(2026, 11, 21)


def answered(
    tool_id: str,
    answers: Mapping[str, Answer],
    *,
    instances: Mapping[str, tuple[int, ...]] | None = None,
    attributes: Mapping[str, str] | None = None,
) -> Evaluation:
    findings = {key: Finding(answer=answer) for key, answer in answers.items()}
    audit = Audit(
        findings=findings, instances=dict(instances or {}), attributes=dict(attributes or {})
    )
    return evaluate(builtin_tool(tool_id), audit, TODAY)


@pytest.mark.parametrize(
    ("tool_id", "answers"),
    [
        ("childs-voice", {"child_seen": "no"}),
        ("childs-voice", {"harm_shown_acted_on": "no"}),
        ("management-oversight", {"immediate_risk_acted_on": "no"}),
        ("management-oversight", {"unseen_child_acted_on": "no"}),
        ("thresholds", {"immediate_risk_acted_on": "no"}),
        ("thresholds", {"harm_suspected": "suspected", "strategy_discussion_held": "no"}),
        ("thresholds", {"harm_suspected": "suspected", "child_seen_in_enquiry": "no"}),
        ("childs-journey", {"child_stage": "under_one", "child_seen": "no"}),
        ("childs-journey", {"rising_risk_acted_on": "no"}),
        ("care-planning", {"placement_safe": "no"}),
        ("dip-sample", {"immediate_risk_acted_on": "no"}),
        ("exploitation-and-missing", {"extra_familial_strategy": "no"}),
    ],
)
def test_an_unseen_or_unprotected_child_makes_the_suggestion_inadequate(
    tool_id: str, answers: dict[str, str]
) -> None:
    tool = builtin_tool(tool_id)
    audit = Audit(
        findings={name: Finding(answer=answer) for name, answer in answers.items()},
        sections={section.id: "good" for section in tool.sections},
    )
    suggestion = evaluate(tool, audit, TODAY).overall_suggestion
    assert (suggestion.uncapped, suggestion.code) == ("good", "inadequate")


def test_an_unborn_child_is_asked_about_through_its_parents() -> None:
    states = answered("childs-voice", {"child_stage": "unborn"}).states
    assert states["child_seen"] == states["seen_alone"] == "hidden"
    assert states["direct_work_quality"] == "hidden"
    assert states["unborn_parents_seen"] == "unanswered"


def test_a_baby_is_asked_about_through_observation() -> None:
    states = answered("childs-voice", {"child_stage": "under_one", "child_seen": "yes"}).states
    assert states["seen_alone"] == states["own_words"] == "hidden"
    assert states["young_child_observed"] == "unanswered"
    assert states["observed_with_each_carer"] == "unanswered"


@pytest.mark.parametrize(("answer", "expected"), [("no", "unanswered"), ("yes", "hidden")])
def test_why_a_child_was_not_seen_alone_is_asked_only_then(answer: str, expected: str) -> None:
    seen = {"child_stage": "five_to_eleven", "child_seen": "yes", "seen_alone": answer}
    states = answered("childs-voice", seen).states
    assert states["reason_not_seen_alone"] == expected
    assert states["not_seen_alone_challenged"] == expected


@pytest.mark.parametrize(
    ("tool_id", "question"),
    [("childs-voice", "disabled_child_heard"), ("thresholds", "disabled_child_same_threshold")],
)
def test_questions_on_disabled_children_are_asked_only_of_them(tool_id: str, question: str) -> None:
    for answer, expected in (("disabled", "unanswered"), ("not_disabled", "hidden")):
        assert answered(tool_id, {"child_disabled": answer}).states[question] == expected


@pytest.mark.parametrize(
    ("received", "decided", "days"),
    [
        ("2026-11-13", "2026-11-16", 1),  # Friday to Monday
        ("2026-11-16", "2026-11-16", 0),
        ("2026-11-14", "2026-11-16", 0),  # Saturday to Monday
        ("2026-11-02", "2026-11-23", 15),
        ("2026-11-16", "2026-11-13", None),
        ("not_evidenced", "2026-11-13", None),
    ],
)
def test_working_days_leave_out_weekends(received: str, decided: str, days: int | None) -> None:
    dates = {"contact_received_on": received, "first_decision_on": decided}
    calculated = answered("childs-journey", dates).calculated
    assert calculated.get("first_decision_working_days") == days


def test_a_decision_before_the_contact_is_a_problem() -> None:
    dates = {"contact_received_on": "2026-11-16", "first_decision_on": "2026-11-13"}
    evaluation = answered("childs-journey", dates)
    assert "cannot be earlier" in evaluation.problem("first_decision_on")


def test_each_move_on_a_childs_journey_is_looked_at_and_counted() -> None:
    answers: dict[str, Answer] = {
        "journey_plan_type": "child_protection",
        "move_kind#1": "worker",
        "move_gap_days#1": 11,
        "move_kind#4": "stepped_down",
        "move_gap_days#4": 10,
    }
    evaluation = answered("childs-journey", answers, instances={"move": (1, 4)})
    assert evaluation.calculated["moves_counted"] == 2
    assert [concern.key for concern in evaluation.concerns] == ["move_gap_days#1"]


def test_a_journey_that_goes_on_is_not_asked_about_its_ending() -> None:
    states = answered("childs-journey", {"journey_ended": "going_on"}).states
    assert states["ending_safe"] == "hidden"
    assert states["end_in_sight"] == states["difference_ending"] == "unanswered"


@pytest.mark.parametrize(("age", "pathway", "sdq"), [(3, False, False), (15, False, True)])
def test_a_pathway_plan_is_asked_for_from_sixteen(age: int, pathway: bool, sdq: bool) -> None:
    evaluation = answered("care-planning", {"child_age_years": age})
    assert evaluation.shown("pathway") == pathway
    assert evaluation.shown("sdq_score") == sdq
    assert answered("care-planning", {"child_age_years": 16}).shown("pathway")


def test_breakdowns_are_counted_over_all_moves_of_placement() -> None:
    reasons: dict[str, Answer] = {"placement_move_reason#1": "breakdown"}
    reasons |= {"placement_move_reason#2": "planned", "placement_move_reason#3": "breakdown"}
    for moves, expected in (((), 0), ((1, 2, 3), 2)):
        evaluation = answered("care-planning", reasons, instances={"placement_move": moves})
        assert evaluation.calculated["placement_moves_counted"] == len(moves)
        assert evaluation.calculated["breakdowns_counted"] == expected


def episode(number: int, **answers: str) -> dict[str, Answer]:
    return {f"{name}#{number}": answer for name, answer in answers.items()}


def test_return_interviews_are_timed_to_the_hour_and_counted_over_the_episodes() -> None:
    held = {"rhi_offered": "yes", "rhi_outcome": "held"}
    answers = {
        **episode(1, missing_from_on="2026-11-01", returned_on="2026-11-03", returned_at="23:30"),
        **episode(1, **held, rhi_on="2026-11-06", rhi_at="23:00"),
        **episode(2, missing_from_on="2026-11-08", returned_on="2026-11-09", returned_at="08:00"),
        **episode(2, **held, rhi_on="2026-11-12", rhi_at="08:30"),
        **episode(3, missing_from_on="2026-11-14", returned_on="2026-11-14", rhi_offered="no"),
    }
    evaluation = answered("exploitation-and-missing", answers, instances={"episode": (1, 2, 3)})
    worked_out = evaluation.calculated
    assert (worked_out["rhi_hours#1"], worked_out["rhi_in_72_hours#1"]) == (71.5, 1)
    assert (worked_out["rhi_hours#2"], worked_out["rhi_in_72_hours#2"]) == (72.5, 0)
    assert "rhi_hours#3" not in worked_out
    assert worked_out["nights_missing_in_all"] == 3
    assert worked_out["rhi_share_in_time"] == 33
    assert [cap.limit.cap for cap in evaluation.overall_suggestion.caps].count(
        "requires_improvement"
    )


def test_a_child_not_known_to_be_back_raises_a_concern_and_no_questions_on_the_return() -> None:
    answers = episode(1, missing_from_on="2026-11-01", returned_on="not_evidenced")
    evaluation = answered("exploitation-and-missing", answers, instances={"episode": (1,)})
    assert [concern.key for concern in evaluation.concerns] == ["returned_on#1"]
    assert evaluation.states["rhi_offered#1"] == "hidden"


@pytest.mark.parametrize(
    ("role", "asked", "left_out"),
    [
        ("newly_qualified", "first_year_frequency", "supervises_to_policy"),
        ("supervisor", "supervises_to_policy", "every_child_discussed"),
        ("practitioner", "every_child_discussed", "first_year_frequency"),
    ],
)
def test_some_staff_have_a_part_of_their_own(role: str, asked: str, left_out: str) -> None:
    states = answered("supervision-file", {}, attributes={"role": role}).states
    assert (states[asked], states[left_out]) == ("unanswered", "hidden")


def test_each_agency_answers_the_shared_questions_and_its_own_part() -> None:
    tool = builtin_tool("multi-agency-case-file")
    own_part = {section.agencies: section.id for section in tool.sections if section.agencies}
    assert set(own_part) == {(agency.id,) for agency in tool.agencies}
    for agency in tool.agencies:
        evaluation = answered(tool.id, {}, attributes={"agency": agency.id})
        shown = {section.id for section in tool.sections if evaluation.shown(section.id)}
        assert shown & set(own_part.values()) == {own_part[(agency.id,)]}
        asked = [key for key, state in evaluation.states.items() if state != "hidden"]
        assert len(asked) >= 25


def test_the_panel_scores_beside_the_agency_once_it_has_met() -> None:
    own = [name for name in builtin_tool("section-11").questions if name.endswith("_own")]
    answers: dict[str, Answer] = dict.fromkeys(own, "2")
    before = answered("section-11", answers)
    assert len(own) == 12
    assert before.calculated["scores_own_total"] == 24
    assert before.states["recruitment_moderated"] == "hidden"
    panel = {"panel_met": "yes", "recruitment_moderated": "0", "training_moderated": "3"}
    after = answered("section-11", answers | panel)
    assert after.calculated["scores_lowered"] == 1
    assert [concern.key for concern in after.concerns] == ["recruitment_moderated"]


@pytest.mark.parametrize(("own", "panel", "suggested"), [("3", "0", "0"), ("0", "3", "3")])
def test_the_panels_score_outweighs_the_agencys(own: str, panel: str, suggested: str) -> None:
    answers = {"panel_met": "yes", "information_own": own, "information_moderated": panel}
    suggestion = answered("section-11", answers).suggestion("s11_working_with_others")
    assert suggestion.code == suggested


def test_the_dip_sample_is_whole_in_welsh() -> None:
    tool = builtin_tool("dip-sample")
    assert [language.code for language in tool.languages] == ["en", "cy"]
    for part in _translated(tool):
        written = {name for name in part.TRANSLATABLE if getattr(part, name)}
        assert part.translations.get("cy", {}).keys() == written, part
    welsh = tool.in_language("cy")
    labels = [question.label for question in welsh.questions.values()]
    assert labels[0] == "Pryd y gwelwyd y plentyn ddiwethaf?"
    assert not set(labels) & {question.label for question in tool.questions.values()}


def _translated(part: Translated) -> list[Translated]:
    """Return a part of a tool and every part in it whose words can be translated."""
    found = [part]
    for name in type(part).model_fields:
        value = getattr(part, name)
        for inner in value if isinstance(value, tuple) else (value,):
            found += _translated(inner) if isinstance(inner, Translated) else []
    return found


def test_the_dip_samples_scales_differ_from_the_librarys_in_language_only() -> None:
    tool, plain = builtin_tool("dip-sample"), builtin_tool("thresholds")
    for scale in tool.scales:
        assert _english(scale) == plain.scales_by_id[scale.id]


def _english(part: Translated) -> Translated:
    return type(part).model_validate(_without_translations(part.model_dump()))


def _without_translations(data: object) -> object:
    if isinstance(data, dict):
        return {
            name: _without_translations(value)
            for name, value in data.items()
            if name != "translations"
        }
    if isinstance(data, list | tuple):
        return [_without_translations(value) for value in data]
    return data
