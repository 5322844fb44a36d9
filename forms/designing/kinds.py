"""New questions of each kind, and what a question keeps when it becomes one of another kind."""

from pydantic import JsonValue

from forms.designing.naming import made_code
from forms.designing.placeholders import FIRST_ANSWERS
from forms.designing.plain import Plain, parts_in, text_at
from forms.question_fields import CODES, fields_of
from forms.questions import CHOICE_KINDS
from forms.scales import Scale


def new_question(question_id: str, kind: str, label: str, scale: str) -> Plain:
    """Return a question that can be asked as it is; a graded one on this scale."""
    question: Plain = {"id": question_id, "kind": kind, "label": label}
    return _with_needs(question, kind, scale, [])


def in_kind(question: Plain, kind: str, scale: Scale | None, otherwise: str) -> Plain:
    """Return a question in another kind, with everything that still fits.

    `scale` is the one it is graded on: its points become choices. `otherwise` is the scale for
    what becomes graded. Limits keep their rules, and their answers where there still are codes.
    """
    used = fields_of(kind)
    kept = {name: value for name, value in question.items() if name in used}
    kept["kind"] = kind
    points = [{"code": point.code, "label": point.label} for point in scale.points] if scale else []
    kept = _with_needs(kept, kind, otherwise, [dict(point) for point in points])
    if kind not in CODES:
        for name in ("limits", "escalates"):
            kept = _without_answers(kept, name)
    return kept


def _with_needs(question: Plain, kind: str, scale: str, choices: list[JsonValue]) -> Plain:
    made = dict(question)
    if kind == "graded":
        made.setdefault("scale", scale)
    if kind in CHOICE_KINDS and not parts_in(made.get("choices")):
        first: list[JsonValue] = [
            {"code": made_code(words, frozenset()), "label": words} for words in FIRST_ANSWERS
        ]
        made["choices"] = choices or first
    if kind == "calculated":
        made.setdefault("calculation", "''")
    return made


def _without_answers(question: Plain, name: str) -> Plain:
    """Return the question with those of its limits that a rule sets off, without answers."""
    kept: list[JsonValue] = [
        {key: value for key, value in limit.items() if key != "answers"}
        for limit in parts_in(question.get(name))
        if limit.get("when")
    ]
    made = {key: value for key, value in question.items() if key != name}
    return {**made, name: kept} if kept else made


def choices_of_lines(text: str, before: JsonValue) -> list[JsonValue]:
    """Return choices with those added that a pasted text names, one a line.

    Bullets and numbers before the words go; a line that is there already is not added again.
    """
    choices: list[JsonValue] = list(before) if isinstance(before, list) else []
    labels = {text_at(choice, ("label",)) for choice in choices}
    codes = {text_at(choice, ("code",)) for choice in choices}
    for line in text.splitlines():
        label = line.strip().lstrip("•–—-*·").strip()[:300]
        if not label or label in labels:
            continue
        code = made_code(label, codes)
        choices.append({"code": code, "label": label})
        labels.add(label)
        codes.add(code)
    return choices
