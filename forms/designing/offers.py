"""What a tool under design offers to choose from: answers, scales, languages, agencies, themes."""

from pydantic import ValidationError

from forms.designing.plain import Plain, parts_in, text_at
from forms.questions import UNANSWERED_KINDS
from forms.scales import Scale

USUAL_GRADES = "ofsted"
"""The scale of the grades where a tool names none."""


def scales_of(data: Plain, library: dict[str, Scale]) -> dict[str, Scale]:
    """Return every scale by id that a question may name: the library's and the tool's own.

    An own scale that has something wrong is left out.
    """
    known = dict(library)
    for raw in parts_in(data.get("scales")):
        try:
            scale = Scale.model_validate(raw)
        except ValidationError:
            continue
        known[scale.id] = scale
    return known


def scale_of(data: Plain, question: Plain, library: dict[str, Scale]) -> Scale | None:
    """Return the scale that a question is graded on, if there is one of that name."""
    name = question.get("scale")
    return scales_of(data, library).get(name) if isinstance(name, str) else None


def grades_of(data: Plain, library: dict[str, Scale]) -> list[tuple[str, str]]:
    """Return (code, label) of the grades that sections and the whole audit are given."""
    scale = scales_of(data, library).get(text_at(data, ("grade_scale",)) or USUAL_GRADES)
    return [(point.code, point.label) for point in scale.points] if scale else []


def offered_answers(question: Plain, scale: Scale | None) -> list[tuple[str, str]]:
    """Return (code, label) of every answer that a limit or a rule may name."""
    if question.get("kind") == "graded":
        own = [(point.code, point.label) for point in scale.points] if scale else []
    else:
        own = [
            (text_at(choice, ("code",)), text_at(choice, ("label",)))
            for choice in parts_in(question.get("choices"))
        ]
    if question.get("kind") == "acknowledgement":
        own = [("yes", "Confirmed")]
    if question.get("kind") in UNANSWERED_KINDS:
        return own
    reserved = []
    if question.get("not_applicable") in (True, "true"):
        reserved.append(("not_applicable", "Not applicable"))
    if question.get("not_evidenced") not in (False, "false"):
        reserved.append(("not_evidenced", "Not evidenced on file"))
    return own + reserved


def languages_of(data: Plain) -> list[tuple[str, str]]:
    """Return (code, title) of the tool's languages, the first one's words being the plain ones."""
    return [
        (text_at(language, ("code",)), text_at(language, ("title",)))
        for language in parts_in(data.get("languages"))
    ]


def parties_of(data: Plain, name: str) -> list[tuple[str, str]]:
    """Return (id, title) of the tool's agencies, roles, themes or standards."""
    return [
        (text_at(party, ("id",)), text_at(party, ("title",)) or text_at(party, ("id",)))
        for party in parts_in(data.get(name))
    ]
