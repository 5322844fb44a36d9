"""What the models say of a tool's single values, each as a fault."""

import difflib

from pydantic import BaseModel, ValidationError

from forms.plain_words import explained
from forms.scales import Scale, ScalePoint
from forms.source import Path
from forms.tool_checks.fault import Fault
from forms.tools import (
    Amendment,
    AuditTool,
    Choice,
    Escalation,
    Language,
    Limit,
    Origin,
    Party,
    Question,
    Repeat,
    Section,
    Standard,
    Subsection,
    Suggestion,
    Theme,
)

_MODELS: dict[str, type[BaseModel]] = {
    "suggestion": Suggestion,
    "themes": Theme,
    "standards": Standard,
    "agencies": Party,
    "roles": Party,
    "languages": Language,
    "sections": Section,
    "repeat": Repeat,
    "questions": Question,
    "choices": Choice,
    "limits": Limit,
    "escalates": Escalation,
    "scales": Scale,
    "points": ScalePoint,
    "amends": Amendment,
    "origin": Origin,
}


def value_faults(error: ValidationError) -> list[Fault]:
    """Return every fault that a validation found; a misspelt name with the one that was meant."""
    return [
        Fault(path, message + (_hint(path) if about_name else ""), 0, about_name)
        for path, message, about_name in explained(error)
    ]


def _hint(path: Path) -> str:
    """A name that is right elsewhere was not misspelt."""
    name = str(path[-1])
    every: tuple[type[BaseModel], ...] = (AuditTool, *_MODELS.values())
    if any(name in model.model_fields for model in every):
        return ""
    near = difflib.get_close_matches(name, _model(path[:-1]).model_fields, n=1, cutoff=0.7)
    return f"; did you mean “{near[0]}”?" if near else ""


def _model(path: Path) -> type[BaseModel]:
    within = [step for step in path if isinstance(step, str)]
    if within == ["sections", "sections"]:
        return Subsection
    return _MODELS.get(within[-1], AuditTool) if within else AuditTool
