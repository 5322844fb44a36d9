"""The rules of a question: when it is asked, what it must hold, what it is worked out from."""

from forms.questions import CHOICE_KINDS, UNANSWERED_KINDS, QuestionKind
from forms.xlsform.bounds import without_bounds
from forms.xlsform.cell_checks import is_dynamic
from forms.xlsform.kinds import plain_type
from forms.xlsform.naming import as_id
from forms.xlsform.rule_texts import filtered_columns, with_columns
from forms.xlsform.settings import NO, YES
from forms.xlsform.surroundings import Surroundings
from forms.xlsform.survey import Item

Bounds = tuple[float | None, float | None]


def rules(
    item: Item, kind: QuestionKind, bounds: Bounds, around: Surroundings
) -> dict[str, object]:
    """Return the fields of a question that hold rules; `bounds` stand in its constraint as well."""
    constraint = around.rule(item, "bind", "constraint")
    return {
        "relevant": around.rule(item, "bind", "relevant"),
        "constraint": without_bounds(constraint, *bounds),
        "calculation": _calculation(item, around),
        "choice_filter": _filter(item, kind, around),
        "read_only": _read_only(item, around),
        **_required(item, kind, around),
        **_default(item, kind, around),
    }


def _calculation(item: Item, around: Surroundings) -> str:
    text = around.rule(item, "bind", "calculate")
    if not text and _is_proposed(item, around):
        text = around.rule(item, "default")
    if item.record.has("trigger"):
        reason = "worked out whenever anything it names changes, not only then"
        around.degrade(item, ("trigger",), reason)
    return text or plain_type(item).calculation


def _is_proposed(item: Item, around: Surroundings) -> bool:
    """Whether the default is a rule, which proposes the answer."""
    return not around.ours and is_dynamic(item.record.text("default"))


def _default(item: Item, kind: QuestionKind, around: Surroundings) -> dict[str, object]:
    text = item.record.text("default")
    if not text or kind in UNANSWERED_KINDS or _is_proposed(item, around):
        return {}
    if kind == "date":
        text = text.removesuffix(" 00:00:00")
    codes = around.changed.get(item.name, {})
    if kind in CHOICE_KINDS and codes:
        named = [text] if text in codes else text.split()
        text = " ".join(codes.get(name, name) for name in named)
    return {"default": text}


def _filter(item: Item, kind: QuestionKind, around: Surroundings) -> str:
    text = around.rule(item, "choice_filter")
    if not text or kind not in CHOICE_KINDS:
        return ""
    columns = {column: as_id(column) for column in filtered_columns(text)}
    return with_columns(text, {old: new for old, new in columns.items() if old != new})


def _read_only(item: Item, around: Surroundings) -> bool:
    text = item.record.text("bind", "readonly")
    if text and text not in YES | NO:
        around.degrade(item, ("bind", "readonly"), "an audit tool knows no rule for “read only”")
    return text in YES


def _required(item: Item, kind: QuestionKind, around: Surroundings) -> dict[str, object]:
    text = item.record.text("bind", "required")
    own = item.record.text("audit_required") not in NO
    if kind in UNANSWERED_KINDS:
        return {"required": own}
    if not text or text in YES | NO:
        return {"required": text in YES}
    return {"required": own, "required_when": around.rule(item, "bind", "required")}
