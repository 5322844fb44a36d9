"""A number's bounds as a rule, so that other programs keep to them, and the way back."""

from forms.questions import Question
from forms.rules import as_text


def with_bounds(question: Question) -> str:
    """Return what the `constraint` cell holds: the question's bounds and its own rule."""
    bounds = _bounds(question.minimum, question.maximum)
    if not bounds:
        return question.constraint
    return f"{bounds} and ({question.constraint})" if question.constraint else bounds


def without_bounds(cell: str, minimum: float | None, maximum: float | None) -> str:
    """Return the rule that is left of a `constraint` cell when the bounds are taken out."""
    bounds = _bounds(minimum, maximum)
    if not bounds or cell == bounds:
        return "" if bounds else cell
    start = f"{bounds} and ("
    return cell[len(start) : -1] if cell.startswith(start) and cell.endswith(")") else cell


def _bounds(minimum: float | None, maximum: float | None) -> str:
    pairs = ((">=", minimum), ("<=", maximum))
    return " and ".join(f". {sign} {as_text(float(end))}" for sign, end in pairs if end is not None)
