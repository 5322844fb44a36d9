"""Fields that mean nothing on a question of its kind: they would be believed to work."""

from collections.abc import Iterator
from functools import lru_cache

from forms.questions import Question
from forms.tool_checks.fault import Checked, Fault

_CODES = frozenset({"graded", "one_of", "several_of", "ranked"})
_TEXTS = frozenset({"short_text", "text", "evidence_file"})
_ANSWERED = _CODES | _TEXTS | {"number", "date", "time", "acknowledgement"}

_KINDS_OF: dict[str, frozenset[str]] = {
    "scale": frozenset({"graded"}),
    "weight": frozenset({"graded"}),
    "choices": _CODES - {"graded"},
    "choice_filter": _CODES - {"graded"},
    "minimum": frozenset({"number"}),
    "maximum": frozenset({"number"}),
    "whole": frozenset({"number"}),
    "unit": frozenset({"number", "calculated"}),
    "earliest": frozenset({"date"}),
    "latest": frozenset({"date"}),
    "max_length": _TEXTS,
    "was": frozenset({"inert"}),
    "calculation": _ANSWERED | {"calculated"},
    "limits": _ANSWERED | {"calculated"},
    "escalates": _ANSWERED | {"calculated"},
    "required_when": _ANSWERED,
    "required_message": _ANSWERED,
    "constraint": _ANSWERED,
    "constraint_message": _ANSWERED,
    "default": _ANSWERED,
    "read_only": _ANSWERED,
    "not_applicable": _ANSWERED,
}


def check_fields(checked: Checked) -> Iterator[Fault]:
    """Check that every field a question has is one that its kind uses."""
    for path, question in checked.questions:
        for name in _unused(question.kind):
            if getattr(question, name) != _default(name):
                yield Fault((*path, name), _sentence(question.kind, name), about_name=True)
        if question.evidence == "required" and question.kind not in _ANSWERED:
            message = f"nobody answers a {question.kind} question, so it has no evidence"
            yield Fault((*path, "evidence"), message)


@lru_cache
def _unused(kind: str) -> tuple[str, ...]:
    return tuple(name for name, kinds in _KINDS_OF.items() if kind not in kinds)


@lru_cache
def _default(name: str) -> object:
    return Question.model_fields[name].get_default(call_default_factory=True, validated_data={})


def _sentence(kind: str, name: str) -> str:
    kinds = _KINDS_OF[name]
    if kinds >= _ANSWERED:
        return f"nobody answers a {kind} question, so it has no “{name}”"
    return f"a {kind} question has no “{name}”; it belongs to: {', '.join(sorted(kinds))}"
