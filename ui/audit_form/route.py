"""The way to what is left to do: the next gap after a place, in the order of the form."""

from forms.evaluation import CASE, OVERALL, Evaluation
from ui.audit_form.places import Place, place_of, stop_places
from ui.audit_form.reading import lacks_words

ANSWER = ""
WORDS = "words"


def next_gap(reading: Evaluation, here: Place, part: str) -> tuple[Place, str] | None:
    """Return place and part of the next thing to do after `here`, going round at the end.

    `part` is `words` in an evidence or reason box, else "". Nothing when nothing is left.
    """
    ranks = stop_places(reading)
    fields = [gap.field for gap in reading.gaps]
    found = sorted(
        ((ranks.get(place, 0), WORDS if lacks_words(reading, field) else ANSWER), place)
        for field, place in ((field, place_of(reading.tool, field)) for field in fields)
    )
    if not found:
        return None
    now = (ranks.get(here, -1), part)
    rank, place = next((each for each in found if each[0] > now), found[0])
    return place, rank[1]


def first_place(reading: Evaluation, *, read_only: bool) -> Place:
    """Return where an audit opens: where work is left, or at the judgement if it is only read."""
    if read_only:
        return Place(OVERALL, "overall")
    gap = next_gap(reading, Place("", ""), ANSWER)
    return gap[0] if gap else Place(CASE, "case")
