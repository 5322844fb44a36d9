"""What the designer calls things: kinds of questions, tones, tests, and problems' places."""

from forms.designing.outline import Level
from forms.designing.simple_rules import Test
from forms.questions import QuestionKind
from forms.scales import Tone

KINDS: dict[QuestionKind, tuple[str, str]] = {
    "graded": ("Graded on a scale", "One judgement, such as yes or no, or one of four grades."),
    "one_of": ("One of several answers", "Answers of your own; one is chosen."),
    "several_of": ("Several answers", "Answers of your own; any number is chosen."),
    "ranked": ("Ranked answers", "Answers of your own, put in order."),
    "number": ("Number", "A count or a measure, with its unit."),
    "date": ("Date", "A day."),
    "time": ("Time", "A time of day."),
    "short_text": ("Short text", "One line."),
    "text": ("Long text", "Several lines."),
    "note": ("Note", "Words to read; nothing is answered."),
    "calculated": ("Calculated", "Worked out from other answers."),
    "acknowledgement": ("Acknowledgement", "A tick that something was done or read."),
    "evidence_file": ("Evidence file", "The name of a document in the case system."),
    "inert": ("Not asked here", "From another form program; an audit cannot ask it."),
}
"""Kind → its name, and what it is for."""

OFFERED = tuple(kind for kind in KINDS if kind != "inert")
"""The kinds that a person may choose; what an audit cannot ask only comes in from elsewhere."""

LEVELS: dict[Level, str] = {
    "tool": "Audit tool",
    "section": "Section",
    "subsection": "Nested section",
    "question": "Question",
}

_TONES: dict[Tone, str] = {
    "best": "Best (dark green)",
    "good": "Good (green)",
    "weak": "Weak (amber)",
    "worst": "Worst (red)",
    "neutral": "Neutral (grey)",
}

TONES: dict[str, str] = dict(_TONES.items())

TESTS: dict[Test, str] = {
    "is": "is",
    "is_not": "is not",
    "includes": "includes",
    "excludes": "does not include",
    "at_least": "is at least",
    "at_most": "is at most",
    "answered": "is answered",
    "unanswered": "is not answered",
}

PROPERTIES: dict[str, str] = {
    "label": "Question",
    "title": "Title",
    "id": "Permanent name",
    "kind": "Kind",
    "hint": "Line under the question",
    "guidance": "What good looks like",
    "theme": "Theme",
    "scale": "Scale",
    "choices": "Answers",
    "choice_filter": "Which answers are offered",
    "required": "Must be answered",
    "required_when": "Must be answered when",
    "required_message": "Words when it is missing",
    "relevant": "Asked when",
    "constraint": "The answer is right when",
    "constraint_message": "Words when it is not right",
    "calculation": "Worked out as",
    "default": "Begins as",
    "read_only": "Cannot be changed",
    "not_applicable": "“Not applicable” may be answered",
    "not_evidenced": "“Not evidenced on file” may be answered",
    "evidence": "Evidence",
    "weight": "Weight",
    "limits": "Limits on the grade",
    "escalates": "Safeguarding concerns",
    "standards": "Standards",
    "agencies": "Agencies",
    "roles": "Roles",
    "minimum": "Least",
    "maximum": "Most",
    "whole": "Whole number",
    "unit": "Unit",
    "earliest": "Earliest day",
    "latest": "Latest day",
    "max_length": "Most characters",
    "was": "Kind elsewhere",
    "graded": "Ends in a grade",
    "repeat": "Repeats",
    "each": "For each",
    "count": "How many",
    "version": "Version",
    "purpose": "Purpose",
    "credit": "Credit",
    "look_back_months": "Look-back period",
    "grade_scale": "Scale of the grades",
    "grade_guidance": "How to grade",
    "suggestion": "Suggested grades",
    "cuts": "Shares",
    "themes": "Themes",
    "languages": "Languages",
    "scales": "Scales of its own",
    "sections": "Sections",
    "questions": "Questions",
    "reason": "Reason",
    "cap": "Best grade",
    "answers": "Answers",
    "when": "Rule",
    "code": "Code",
    "points": "Points",
    "translations": "Translation",
}


def kind_name(kind: str) -> str:
    """Return what a kind of question is called."""
    return next((words[0] for known, words in KINDS.items() if known == kind), "Question")


def property_name(name: str) -> str:
    """Return what a property is called on the page."""
    return PROPERTIES.get(name, name.replace("_", " ").capitalize())
