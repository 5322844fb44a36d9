"""Fields that mean nothing on a question of its kind: they would be believed to work."""

from collections.abc import Iterator
from functools import lru_cache

from forms.question_fields import ANSWERED, HARMLESS, KINDS_OF, fields_of
from forms.questions import Question
from forms.tool_checks.fault import Checked, Fault


def check_fields(checked: Checked) -> Iterator[Fault]:
    """Check that every field a question has is one that its kind uses."""
    for path, question in checked.questions:
        for name in _unused(question.kind):
            if getattr(question, name) != _default(name):
                yield Fault((*path, name), _sentence(question.kind, name), about_name=True)
        if question.evidence == "required" and question.kind not in ANSWERED:
            message = f"nobody answers a {question.kind} question, so it has no evidence"
            yield Fault((*path, "evidence"), message)


@lru_cache
def _unused(kind: str) -> tuple[str, ...]:
    used = fields_of(kind) | HARMLESS
    return tuple(name for name in KINDS_OF if name not in used)


@lru_cache
def _default(name: str) -> object:
    return Question.model_fields[name].get_default(call_default_factory=True, validated_data={})


def _sentence(kind: str, name: str) -> str:
    kinds = KINDS_OF[name]
    if kinds >= ANSWERED:
        return f"nobody answers a {kind} question, so it has no “{name}”"
    return f"a {kind} question has no “{name}”; it belongs to: {', '.join(sorted(kinds))}"
