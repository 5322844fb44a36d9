"""Invented chapters that stand in any report: a funnel of teams, strictness, frequent words."""

from random import Random

from exports.figures.funnel_data import FunnelData
from exports.figures.method_notes import notes_on
from exports.figures.report_data import Distribution, GroupFigures, GroupTable
from exports.figures.reports.funnels import funnel_data
from exports.figures.reports.strictly import WARNING
from exports.figures.reports.strictness_data import StrictnessData
from exports.figures.shares import share_of
from exports.figures.standardising import Graded
from exports.figures.strictness import strictness
from exports.figures.terms_data import TermsData, TermsOfTheme, TermUse

TEAMS = {
    "Duty": (26, 34), "East": (14, 15), "Hollins": (7, 12), "Moorside and Valley": (29, 30),
    "North": (4, 8), "Riverside": (12, 17), "South": (16, 22), "West": (3, 20), "": (2, 3),
}  # fmt: skip
"""How many of how many audits are good; without a name those of no team."""


def team_table(teams: dict[str, tuple[int, int]], *, published: bool = False) -> GroupTable:
    """Return the overall grades of teams as a table of a report."""
    groups = [
        GroupFigures(
            value=name,
            overall=Distribution(
                counts={"good": good, "inadequate": n - good},
                n=n,
                good_or_better=share_of(good, n).model_copy(update={"published": published}),
                published=published,
            ),
        )
        for name, (good, n) in teams.items()
    ]
    return GroupTable(field="team", title="Team", groups=groups)


def sample_funnel(
    teams: dict[str, tuple[int, int]] | None = None, *, published: bool = False
) -> FunnelData:
    """Return a funnel of eight teams, two of them beyond its limits, or of these."""
    table = team_table(TEAMS if teams is None else teams, published=published)
    return funnel_data(table, "good or better")


def sample_terms(text: str = "") -> TermsData:
    """Return frequent words of two themes; `text` takes the place of titles and words."""
    uses = [("child", 28, 23), ("decision", 10, 33), ("advocate", 4, 0), ("drift", 0, 9)]
    words = [
        TermUse(term=text or term, audits=max(good, weak) + 3, strengths=good, improvements=weak)
        for term, good, weak in uses
    ]
    themes = [
        TermsOfTheme(title=text or title, audits=57, strengths=41, improvements=1_234, terms=words,
                     left_out=left_out)
        for title, left_out in (("Whole audits", 231), ("Working together", 0))
    ]  # fmt: skip
    limits = [text or "Words were counted in 500 of the 1,234 audits, drawn by lot."]
    return TermsData(themes=themes, limits=limits, notes=notes_on(["terms"]))


def sixty_teams() -> dict[str, tuple[int, int]]:
    """Return sixty teams of unlike size, some of them alike in everything but their name."""
    random = Random(3)
    sizes = [random.choice((5, 6, 7, 10, 14, 25, 40)) for _ in range(60)]
    return {
        f"Team {place}": (sum(random.random() < 0.3 + place % 6 / 10 for _ in range(n)), n)
        for place, n in enumerate(sizes)
    }


def sample_strictness(name: str = "Auditor") -> StrictnessData:
    """Return three auditors, the first much stricter than the others."""
    rows = [
        Graded(f"{name} {who}", ("voice",), place < good, float(place < good))
        for who, good in (("One", 10), ("Two", 32), ("Three", 30))
        for place in range(50)
    ]
    return StrictnessData(
        found=strictness(rows, ["tool"]),
        too_few=2,
        good="good or better",
        reach=0.6,
        warning=WARNING,
        limits=["2 auditors are not shown: too few of their audits could be compared."],
        notes=notes_on(["wilson", "strictness"]),
    )
