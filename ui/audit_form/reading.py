"""What the form asks of an evaluation beside what it says itself."""

from forms.evaluation import Concern, Evaluation, Progress


def unanswered(progress: Progress) -> int:
    """Return how many questions in view have no answer, the optional ones included."""
    return progress.total - progress.answered


def lacks_words(reading: Evaluation, field: str) -> bool:
    """Return whether all that a field lacks is words: evidence, or the reason of a grade."""
    if reading.gap(field) is None:
        return False
    group, _, key = field.partition(".")
    if group != "finding":
        return "_reason" in field
    return reading.finding(key).answer is not None and not reading.problem(key)


def concerns_of(reading: Evaluation, key: str) -> tuple[Concern, ...]:
    """Return the safeguarding concerns that the answer of one finding raises."""
    return tuple(concern for concern in reading.concerns if concern.key == key)


def concern_words(concern: Concern) -> str:
    """Return what must be done now, in one sentence."""
    return f"Raise a safeguarding concern, because {concern.escalation.reason}."
