"""A report template comes back from its fields, refuses what it cannot be, means periods anew."""

import base64
from datetime import date

import pytest
from pydantic import ValidationError

from forms.explore_views import ExploreView
from forms.report_parts import PART_TITLES, OwnWords, Target, TargetStep, View
from forms.report_templates import USUAL_PARTS, Logo, ReportTemplate

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n rest").decode()


def test_a_template_comes_back_from_its_fields() -> None:
    template = ReportTemplate(
        name="Board, quarterly",
        tool="thresholds",
        where={"team": "North"},
        period="between",
        from_=date(2026, 1, 1),
        introduction="Why we looked.",
        logo=Logo(png=PNG, told="The council’s arms"),
        profile="published",
        parts=(
            OwnWords(title="Thanks", comment="To all who took part."),
            View(view=ExploreView(tool="thresholds", across="quarter", where={"team": "North"})),
            Target(steps=(TargetStep(by=date(2026, 9, 30), share=0.6),)),
            *USUAL_PARTS,
        ),
    )
    assert ReportTemplate.from_fields(template.to_fields()) == template


def test_a_plain_template_stores_little() -> None:
    template = ReportTemplate(name="Board", tool="thresholds")
    assert set(template.to_fields()) == {"name", "tool", "parts"}
    assert ReportTemplate.from_fields(template.to_fields()) == template


def test_last_quarter_is_another_one_next_quarter() -> None:
    template = ReportTemplate(name="Board", tool="thresholds")
    assert template.days(date(2026, 5, 2)).first == date(2026, 1, 1)
    assert template.days(date(2026, 8, 2)).first == date(2026, 4, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"tool": "thresholds"},
        {"name": " ", "tool": "thresholds"},
        {"name": "x", "tool": "thresholds", "parts": [{"part": "league_table"}]},
        {"name": "x", "tool": "thresholds", "odd": 1},
        {"name": "x", "tool": "thresholds", "where.Team": "North"},
        {"name": "x", "tool": "thresholds", "logo": {"png": "R0lGOD==", "told": "x"}},
        {"name": "x", "tool": "thresholds", "logo": {"png": "!", "told": "x"}},
        {"name": "x", "tool": "thresholds", "logo": {"png": PNG, "told": ""}},
    ],
)
def test_what_is_no_template_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ReportTemplate.from_fields(fields)  # type: ignore[arg-type]


def test_every_part_has_a_title() -> None:
    assert {part.part for part in USUAL_PARTS} <= set(PART_TITLES)
