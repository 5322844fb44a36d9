"""What the builder says of parts and of their properties."""

from typing import Final

from forms.report_parts import PartName

ABOUT: Final[dict[PartName, str]] = {
    "introduction": "Why the audit was done and how: your own words",
    "recommendations": "What is to be done: your own words",
    "own_words": "Anything else you want to say, under a heading of your own",
    "summary": "The main figures on one page",
    "sections": "Grades and answers, section by section",
    "comparison": "Overall grades beside one another, by team or another field",
    "trend": "Overall grades, quarter by quarter",
    "words": "Strengths, areas for improvement and evidence, by theme",
    "view": "A chart and table that you set up in Explore",
    "funnel": "Teams or other groups in a funnel plot, in place of a league table",
    "terms": "The words that auditors used often, by theme; internal only",
    "strictness": "Whether some auditors grade more strictly than others; internal only",
    "agreement": "How far two auditors of the same case agree; internal only",
    "target": "One measure over time, against a target in dated steps",
}
"""What each part shows, as the menu says it."""

ICONS: Final[dict[PartName, str]] = {
    "introduction": "edit",
    "recommendations": "flag",
    "own_words": "edit",
    "summary": "info",
    "sections": "section",
    "comparison": "report",
    "trend": "report",
    "words": "evidence",
    "view": "explore",
    "funnel": "filter",
    "terms": "search",
    "strictness": "person",
    "agreement": "person",
    "target": "flag",
}

_PROPERTIES: Final = {
    "name": "Name of the template",
    "title": "Heading",
    "comment": "What you say of it",
    "only": "Sections shown",
    "questions": "Show each question",
    "by": "Field",
    "of": "Measure",
    "every": "Each point is",
    "tool": "Audit tool",
    "from": "From",
    "to": "To",
    "where": "Filters",
    "introduction": "Introduction",
    "recommendations": "Recommendations",
}


def property_name(name: str) -> str:
    """Return what a property is called on the page."""
    return _PROPERTIES.get(name, name.replace("_", " ").capitalize())
