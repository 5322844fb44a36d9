"""Reports from templates on an invented service: every part, odd words, odd logos."""

import base64
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from exports.figures.reports.built import built_report
from exports.figures.reports.built_data import BuiltReport
from exports.figures.suppression.publishing import Publication
from exports.figures.view_scopes import template_scope
from forms.explore_views import ExploreView
from forms.report_parts import (
    Agreement,
    Comparison,
    DatedChange,
    Funnel,
    Introduction,
    OwnWords,
    Recommendations,
    ReportPart,
    Sections,
    Strictness,
    Summary,
    Target,
    TargetStep,
    Terms,
    Trend,
    View,
    Words,
)
from forms.report_templates import Logo, ReportTemplate
from tests.exports.line_samples import plain_tool
from tests.exports.making import Cabinet, an_audit, memory_cabinet

TODAY = date(2026, 11, 21)
FIRST = date(2025, 1, 8)
TEAMS = ("North", "South", "East", "West", "Valley", "Hill")
INTRODUCTION = """We audited cases of four teams.

It was about three things:
- whether children were seen
- whether they were heard,
by whom, and how well
• whether it made a difference

1. Files were drawn at random.
2. Two people read some of them.

Thank you
to all of them."""
TARGET = Target(
    steps=(
        TargetStep(by=date(2025, 9, 30), share=0.6),
        TargetStep(by=date(2026, 12, 31), share=0.85),
    ),
    changes=(DatedChange(day=date(2025, 10, 1), what="A new policy"),),
)
VIEWS = (
    View(view=ExploreView(tool="voice", measure="question:seen", by="team", across="quarter")),
    View(view=ExploreView(tool="voice", by="quarter"), title="By quarter", comment="Mark the end."),
    View(view=ExploreView(tool="voice", measure="theme:voice", where={"team": "North"})),
    View(view=ExploreView(tool="voice", measure="question:place", by="team")),
)
EVERY_PART: tuple[ReportPart, ...] = (
    Introduction(),
    Summary(comment="Read this first."),
    Sections(),
    Sections(title="One section", only=("contact", "gone"), questions=False),
    Comparison(by="team", comment="- Few audits\n- in every team"),
    Comparison(by="disability"),
    Trend(),
    Words(),
    *VIEWS,
    View(view=ExploreView(tool="voice", measure="section:gone")),
    Funnel(by="team"),
    TARGET,
    Target(of="gone"),
    Terms(),
    Strictness(),
    Agreement(),
    OwnWords(title="Thanks", comment="To all."),
    Recommendations(),
)


def a_template(*parts: ReportPart, **more: object) -> ReportTemplate:
    """A template of these parts, or of every part there is, on all audits with the tool voice."""
    facts = {
        "name": "To the board",
        "title": "Are children heard?",
        "tool": "voice",
        "period": "all",
        "introduction": INTRODUCTION,
        "recommendations": "1. Talk about it.\n2. Look again in spring.",
        "parts": parts or EVERY_PART,
    }
    return ReportTemplate(**{**facts, **more})


def fill(cabinet: Cabinet, text: str = "", audits: int = 72) -> None:
    """Put audits of six teams over seven quarters in; `text` begins every name and evidence."""
    random = Random(7)
    tool = plain_tool(text[:300]) if text else plain_tool()
    teams = [f"{text[:60]} {name}".strip()[:100] for name in TEAMS]
    for place in range(audits):
        grade = random.choice(["outstanding", "good", "good", "requires_improvement"])
        seen = random.choice(["yes", "yes", "no", "not_applicable", "unclear"])
        answers = {"seen": seen, "heard": grade, "place": random.choice(["home", "school"])}
        told = f"{text} Visit {place + 100} is on file and says who spoke with the child."
        audit = an_audit(
            answers,
            {"seen": told},
            case=f"C-{place - place % 2 if place < 24 else place:04}",
            auditor=f"auditor-{place % 5:02}",
            audited_on=FIRST + timedelta(days=9 * place),
            overall=grade,
            sections={"contact": random.choice(["good", "inadequate"])},
            attributes={"team": teams[place % len(teams)]},
        )
        cabinet.add(tool, audit)


def built(
    template: ReportTemplate | None = None, text: str = "", publication: Publication | None = None
) -> BuiltReport:
    """Return the report of a template on a service of its own."""
    wanted = template or a_template()
    with memory_cabinet() as cabinet:
        fill(cabinet, text)
        scope = template_scope(wanted, TODAY)
        return built_report(cabinet.store, wanted, scope, TODAY, publication)


def png(
    draw: Callable[[ImageDraw.ImageDraw], object], size: tuple[int, int], **more: object
) -> bytes:
    """Return a picture of a size, transparent where nothing is drawn."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    draw(ImageDraw.Draw(image))
    target = BytesIO()
    image.save(target, "PNG", **more)
    return target.getvalue()


def a_logo(data: bytes, told: str = "Riverbank Council") -> Logo:
    return Logo(png=base64.b64encode(data).decode(), told=told)


def disc(colour: tuple[int, int, int]) -> Callable[[ImageDraw.ImageDraw], object]:
    """Return what draws a disc that fills a picture."""
    return lambda on: on.ellipse((0, 0, on.im.size[0] - 1, on.im.size[1] - 1), fill=colour)


LOGOS = {
    "ordinary": a_logo(png(disc((180, 40, 30)), (300, 120))),
    "huge": a_logo(png(disc((180, 40, 30)), (3000, 2400))),
    "tiny": a_logo(png(disc((180, 40, 30)), (3, 5))),
    "light": a_logo(png(disc((250, 250, 250)), (300, 300))),
    "wide": a_logo(png(lambda on: on.rectangle((0, 0, 1999, 9), fill=(0, 0, 90)), (2000, 10))),
}
