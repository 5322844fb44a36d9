"""Which kind of question a row becomes, and on which scale it is graded."""

from forms.questions import UNANSWERED_KINDS, QuestionKind
from forms.scales import Scale
from forms.xlsform.display_checks import is_shown
from forms.xlsform.surroundings import Surroundings
from forms.xlsform.survey import Item
from forms.xlsform.types import PLAIN_TYPES, PlainType, Select, read_osm

_SELECTED: dict[Select, QuestionKind] = {
    "one": "one_of",
    "several": "several_of",
    "ranked": "ranked",
}
_UNLISTED = PlainType("inert", lost="its choices stand in another file or in other answers")


def plain_type(item: Item) -> PlainType:
    """Return what an audit makes of the type of a question."""
    if item.select:
        kind = _SELECTED.get(item.select.select)
        return PlainType(kind) if kind and item.list_name else _UNLISTED
    if read_osm(item.type):
        return PLAIN_TYPES["osm"]
    return PLAIN_TYPES.get(item.type, _UNLISTED)


def kind_of(item: Item, scale: Scale | None) -> QuestionKind:
    """Return the kind of a question; one with a scale is graded."""
    if scale:
        return "graded"
    if item.record.text("audit_kind") == "inert":
        return "inert"
    kind = plain_type(item).kind
    if kind not in UNANSWERED_KINDS and not is_shown(item) and item.record.has("bind", "calculate"):
        return "calculated"
    if kind == "calculated" and not _is_worked_out(item):
        return "inert"
    if kind == "text":
        long = "multiline" in item.appearance.split() or "rows" in item.parameters
        return "text" if long else "short_text"
    return kind


def _is_worked_out(item: Item) -> bool:
    given = item.record.text("bind", "calculate") or item.record.text("default")
    return bool(given or plain_type(item).calculation)


def scale_of(item: Item, around: Surroundings) -> Scale | None:
    """Return the scale that `audit_scale` names; one that does not fit is noted."""
    name = item.record.text("audit_scale")
    scale = around.parts.scales.get(name)
    if name and scale is None:
        around.degrade(item, ("audit_scale",), f"no scale is called “{name}”")
    if scale and item.select:
        offered = set(around.codes.names(item.select.list_name).values())
        if not offered - {"not_applicable"} <= set(scale.codes):
            reason = f"the choices are not those of the scale “{name}”, so they are kept plain"
            around.degrade(item, ("audit_scale",), reason)
            return None
    return scale


def offers_na(item: Item, around: Surroundings) -> bool:
    """Whether the list of a question offers “not applicable”."""
    return "not_applicable" in around.codes.names(item.list_name).values()
