"""Which kinds of question use which of their fields: for the checks, and for the designer."""

from collections.abc import Mapping
from functools import lru_cache

from forms.questions import CHOICE_KINDS, UNANSWERED_KINDS, Question

CODES = CHOICE_KINDS | {"graded"}
TEXTS = frozenset({"short_text", "text", "evidence_file"})
ANSWERED = CODES | TEXTS | {"number", "date", "time", "acknowledgement"}
_WORKED_OUT = ANSWERED | {"calculated"}

KINDS_OF: Mapping[str, frozenset[str]] = {
    "scale": frozenset({"graded"}),
    "weight": frozenset({"graded"}),
    "choices": CHOICE_KINDS,
    "choice_filter": CHOICE_KINDS,
    "minimum": frozenset({"number"}),
    "maximum": frozenset({"number"}),
    "whole": frozenset({"number"}),
    "unit": frozenset({"number", "calculated"}),
    "earliest": frozenset({"date"}),
    "latest": frozenset({"date"}),
    "max_length": TEXTS,
    "was": frozenset({"inert"}),
    "calculation": _WORKED_OUT,
    "limits": _WORKED_OUT,
    "escalates": _WORKED_OUT,
    "required": ANSWERED,
    "required_when": ANSWERED,
    "required_message": ANSWERED,
    "constraint": ANSWERED,
    "constraint_message": ANSWERED,
    "default": ANSWERED,
    "read_only": ANSWERED,
    "not_applicable": ANSWERED,
    "not_evidenced": ANSWERED,
    "evidence": ANSWERED,
    "hint": _WORKED_OUT,
    "guidance": _WORKED_OUT | {"note"},
    "theme": _WORKED_OUT,
    "standards": _WORKED_OUT,
}
"""Field → the kinds that use it; a field that is not here every kind uses."""

HARMLESS = frozenset(
    {"required", "not_evidenced", "evidence", "hint", "guidance", "theme", "standards"}
)
"""Fields of which nobody believes that they do something where they are not used."""


@lru_cache
def fields_of(kind: str) -> frozenset[str]:
    """Return the fields that a question of this kind uses; all of them for what is no kind."""
    is_kind = kind in _WORKED_OUT | UNANSWERED_KINDS
    return frozenset(
        name
        for name in Question.model_fields
        if not is_kind or kind in KINDS_OF.get(name, frozenset({kind}))
    )
