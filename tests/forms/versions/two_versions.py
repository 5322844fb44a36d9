"""A small tool and later versions of it, for tests of amendments."""

from forms.scales import Scale
from forms.tool_files import scale_library
from forms.tools import Amendment, AuditTool, Choice, Question, Section
from forms.versions.amending import amended

OFSTED, YES_NO, PARTLY = (scale_library()[name] for name in ("ofsted", "yes_no", "yes_partly_no"))
HOME = Choice(code="home", label="At home")
SCHOOL = Choice(code="school", label="At school")
SEEN = Question(id="seen", kind="graded", scale="yes_no", label="Was the child seen?",
                guidance="Look at every visit of the last year.")  # fmt: skip
PLACE = Question(id="place", kind="one_of", label="Where was the child seen?",
                 choices=(HOME, SCHOOL))  # fmt: skip
DAYS = Question(id="days", kind="number", label="How many days to the visit?", unit="days")
WORDS = Question(id="words", kind="text", label="In the child’s words", required=False)
EVERY = (SEEN, PLACE, DAYS, WORDS)


def version(
    number: str,
    *questions: Question,
    amends: AuditTool | None = None,
    says: dict[str, object] | None = None,
    **more: object,
) -> AuditTool:
    """Return a version that asks these questions, or all; with `amends` it holds a map."""
    tool = AuditTool.model_validate(
        {
            "id": "visits",
            "version": number,
            "title": "Visits",
            "look_back_months": 12,
            "scales": (OFSTED, YES_NO, PARTLY),
            "sections": (Section(id="visit", title="Visit", questions=questions or EVERY),),
            **more,
        }
    )
    if amends is None:
        return tool
    about = {"version": amends.version, "hash": amends.hash, **(says or {})}
    return amended(tool, Amendment.model_validate(about))


def changed(question: Question, **changes: object) -> tuple[Question, ...]:
    """Return all questions, one of them changed."""
    other = question.model_copy(update=changes)
    return tuple(other if each.id == question.id else each for each in EVERY)


def stricter(scale: Scale) -> Scale:
    """Return a scale on which only the best point is good."""
    best, *rest = scale.points
    points = (best, *(point.model_copy(update={"good": False}) for point in rest))
    return scale.model_copy(update={"points": points})
