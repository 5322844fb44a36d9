"""What the fields of a report template say, and what of a template from elsewhere is refused."""

import pytest
from pydantic import JsonValue

from forms.explore_views import ExploreView
from forms.report_parts import Comparison, Funnel, OwnWords, Target, TargetStep, View
from forms.report_templates import ReportTemplate
from forms.revisions import RevisionHead
from forms.standalone import standalone_draft_fault, standalone_fault
from forms.template_drafts import drafted_template, sealed_template, template_draft_is_sound
from forms.template_words import template_label, template_told

SOUND: dict[str, JsonValue] = {"name": "Board", "tool": "thresholds", "parts": []}


def _head(**changes: object) -> RevisionHead:
    plain = {
        "kind": "report_template",
        "record": "01890a5d-ac96-774b-bcce-b302099a8057",
        "author": "lead",
        "sealed_at": "2026-05-01T09:00:00.000000Z",
        "act": "kept",
    }
    return RevisionHead.model_validate({**plain, **changes})


def test_every_field_has_a_label() -> None:
    template = ReportTemplate(name="x", tool="x", where={"plan_type": "x", "ward_no": "x"})
    for name in [*template.to_fields(), *ReportTemplate.model_fields]:
        assert template_label(name) != name or name in ("from_", "where")
    assert template_label("where.plan_type") == "Only where plan type is"
    assert template_label("where.ward_no") == "Only where ward no is"


def test_values_are_said_as_people_say_them() -> None:
    assert template_told("period", "last_quarter") == "Last quarter"
    assert template_told("from", "2026-04-01") == "01/04/2026"
    assert template_told("logo", {"png": "iVBO", "told": "The arms"}) == "A picture: The arms"
    assert template_told("introduction", "Why\nwe looked") == "Why\nwe looked"
    assert template_told("title", None) == ""


def test_parts_are_told_one_below_the_other_with_all_that_is_set() -> None:
    steps = (TargetStep.model_validate({"by": "2026-09-30", "share": 0.6}),)
    parts = (
        Comparison(by="service", title="By service"),
        OwnWords(comment="Thanks to all."),
        Target(steps=steps),
        Funnel(),
        View(view=ExploreView(tool="x", by="plan_type", period="last_12_months")),
    )
    fields = ReportTemplate(name="x", tool="x", parts=parts).to_fields()
    assert template_told("parts", fields["parts"]).splitlines() == [
        "1. Comparison, called “By service” (by: service)",
        "2. Your own words",
        "   Thanks to all.",
        "3. Trend against target (every: quarter; steps: by: 30/09/2026, share: 0.6)",
        "4. Funnel plot (by: team)",
        "5. A view from Explore (by: plan_type; measure: overall; period: last 12 months; tool: x)",
    ]


@pytest.mark.parametrize(
    ("head", "fields", "fault"),
    [
        ({}, SOUND, ""),
        ({"tool": "0" * 64}, SOUND, "which no report template is made with"),
        ({"record": "01890a5d-ac96-874b-bcce-b302099a8057"}, SOUND, "its id is not one"),
        ({}, {**SOUND, "where": {"x": "y" * 999}}, "does not hold a report template"),
        ({}, {**SOUND, "from_": "2026-01-01"}, "does not hold a report template"),
        ({}, {**SOUND, "name": " "}, "does not hold a report template"),
        ({}, {**SOUND, "parts": [{"part": "league_table"}]}, "does not hold a report template"),
        ({"act": "completed"}, SOUND, "does not do what it says"),
        ({"act": "voided"}, SOUND, "does not do what it says"),
        ({}, {**SOUND, "status": "void"}, "does not do what it says"),
        ({"act": "voided"}, {**SOUND, "status": "void"}, ""),
        ({"act": "settled"}, {**SOUND, "status": "void"}, ""),
        ({"act": "salvaged"}, SOUND, ""),
    ],
)
def test_a_revision_that_is_no_template_is_told_apart(
    head: dict[str, object], fields: dict[str, JsonValue], fault: str
) -> None:
    told = standalone_fault(_head(**head), fields)
    assert fault in told
    assert bool(told) == bool(fault)


def test_a_draft_from_elsewhere_may_lack_a_name_but_nothing_else() -> None:
    for fields in (SOUND, {**SOUND, "name": ""}, {"tool": "thresholds", "title": "Half"}):
        assert template_draft_is_sound(fields)
    unsound: list[dict[str, JsonValue]] = [
        {"name": "x"},
        {**SOUND, "odd": 1},
        {**SOUND, "where": {}},
        {**SOUND, "name": "x" * 121},
        {**SOUND, "name": ["x"]},
        {**SOUND, "introduction": "x" * 20_001},
    ]
    for fields in unsound:
        assert standalone_draft_fault("report_template", fields).startswith("it does not hold")


def test_a_name_of_a_field_in_another_spelling_is_no_field() -> None:
    with pytest.raises(ValueError, match="no report template has"):
        sealed_template({**SOUND, "from_": "2026-01-01"})


def test_a_draft_is_read_whatever_lies_in_it() -> None:
    """A database from elsewhere may be opened by hand: its list must not break."""
    deep: JsonValue = "x"
    for _ in range(3_000):
        deep = [deep]
    for odd in (deep, float("nan"), {"png": deep}, [{"part": {}}], True):
        for name in (*SOUND, "where", "where.team", "logo", "x"):
            template, faults = drafted_template({**SOUND, name: odd})
            assert template.tool
            assert faults
