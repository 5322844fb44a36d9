"""Makes a question of an audit tool from a row of the survey sheet."""

from collections.abc import Mapping

from pydantic import ValidationError

from forms.plain_words import explained
from forms.questions import CHOICE_KINDS, Question
from forms.xlsform.consequences import read_escalations, read_limits
from forms.xlsform.kinds import kind_of, offers_na, plain_type, scale_of
from forms.xlsform.languages import words_of
from forms.xlsform.naming import as_title, shortened
from forms.xlsform.own_sheets import translations
from forms.xlsform.parameters import read_range
from forms.xlsform.question_rules import Bounds, rules
from forms.xlsform.settings import NO, YES
from forms.xlsform.surroundings import Surroundings, field_column
from forms.xlsform.survey import Item

_MAX_LABEL = 1_000
_WORDS = {
    "label": ("label",),
    "hint": ("hint",),
    "guidance": ("guidance_hint",),
    "constraint_message": ("bind", "jr:constraintMsg"),
    "required_message": ("bind", "jr:requiredMsg"),
}
_OPTIONAL = ("hint", "guidance", "constraint_message", "required_message")


def make_question(item: Item, question_id: str, around: Surroundings) -> Question:
    """Return the question of a row; what it loses is noted. It always is a valid model."""
    content = _Maker(item, around).content(question_id)
    try:
        return Question.model_validate(content)
    except ValidationError as error:
        for path, message, _ in explained(error):
            field = str(path[0])
            if content.pop(field, None) is not None:
                around.degrade(item, field_column(field), f"“{field}” is left out: {message}")
    return Question.model_validate(content)


class _Maker:
    """Gathers what one question holds."""

    def __init__(self, item: Item, around: Surroundings) -> None:
        self._item = item
        self._record = item.record
        self._around = around
        self._plain = plain_type(item)
        self._scale = scale_of(item, around)
        self._kind = kind_of(item, self._scale)

    def content(self, question_id: str) -> dict[str, object]:
        """Return the fields of the question as its model takes them."""
        given = _pair(self._record.text("audit_minimum"), self._record.text("audit_maximum"))
        own = self._own()
        return {
            "id": question_id,
            "kind": self._kind,
            **self._words(),
            **rules(self._item, self._kind, given, self._around),
            **self._bounds(given),
            **own,
            **self._consequences(own),
            **self._what_it_was(),
        }

    def _words(self) -> dict[str, object]:
        words = words_of(self._record, **_WORDS)
        languages = self._around.languages
        label = languages.first(words.get("label", {}))
        named = label or languages.first(words.get("hint", {})) or as_title(self._item.name)
        texts = {field: languages.first(words.get(field, {})) for field in _OPTIONAL}
        if len(named) > _MAX_LABEL:
            texts["guidance"] = texts["guidance"] or named
            reason = f"the label is cut after {_MAX_LABEL:,} characters; the guidance has all of it"
            self._around.degrade(self._item, ("label",), reason)
        texts["hint"] = (texts["hint"] if label else "") or self._plain.hint
        shared = languages.others(words)
        cells = {path[0].lower(): value.text for path, value in self._record.values.items()}
        own = translations(cells, self._around.others, {"unit": "audit_unit"})
        codes = dict.fromkeys((*shared, *own))
        both = {code: {**shared.get(code, {}), **own.get(code, {})} for code in codes}
        return {"label": shortened(named, _MAX_LABEL), **texts, "translations": both}

    def _bounds(self, given: Bounds) -> dict[str, object]:
        if self._kind == "date":
            columns = {name: self._record.text(f"audit_{name}") for name in ("earliest", "latest")}
            return {name: text for name, text in columns.items() if text}
        if self._kind != "number":
            return {}
        offered = read_range(self._item.parameters) if self._item.type == "range" else None
        if offered:
            low, high = sorted((float(offered.start), float(offered.end)))
            return {"minimum": low, "maximum": high, "whole": offered.whole}
        return {
            "minimum": self._plain.minimum if given[0] is None else given[0],
            "maximum": self._plain.maximum if given[1] is None else given[1],
            "whole": self._plain.whole,
        }

    def _own(self) -> dict[str, object]:
        """Return what stands in our own columns, and the choices."""
        record, parts = self._record, self._around.parts
        found: dict[str, object] = {
            "theme": parts.theme(record.text("audit_theme")),
            "standards": parts.standard_ids(record.text("audit_standard")),
            "agencies": parts.party_ids(record.text("audit_agency"), parts.agencies),
            "roles": parts.party_ids(record.text("audit_role"), parts.roles),
            "not_evidenced": record.text("audit_ne") not in NO,
            "not_applicable": record.text("audit_na") in YES,
        }
        for field in ("weight", "evidence", "max_length", "unit"):
            if record.text(f"audit_{field}"):
                found[field] = record.text(f"audit_{field}")
        if self._scale:
            found["scale"] = self._scale.id
        elif self._kind in CHOICE_KINDS:
            found["choices"] = self._around.codes.choices(self._item.list_name)
        if (self._scale or self._kind in CHOICE_KINDS) and offers_na(self._item, self._around):
            found["not_applicable"] = True
        return found

    def _what_it_was(self) -> dict[str, object]:
        """Return what an inert question was, and note what an audit makes of the type."""
        lost = self._plain.lost
        if self._kind != "inert" or self._record.text("audit_kind"):
            if lost and not self._around.ours:
                self._around.degrade(self._item, ("type",), lost)
            return {"was": self._record.text("audit_was")}
        reason = f"kept without an answer: {lost or 'nothing is worked out here'}"
        self._around.degrade(self._item, ("type",), reason)
        return {"was": self._item.type[:80]}

    def _consequences(self, own: Mapping[str, object]) -> dict[str, object]:
        codes = self._answers(own)
        around = self._around
        return {
            "limits": read_limits(self._record, codes, around.caps, around.others, around.notes),
            "escalates": read_escalations(self._record, codes, around.others, around.notes),
        }

    def _answers(self, own: Mapping[str, object]) -> set[str]:
        """Return every code that the question may be answered with."""
        codes = set(self._scale.codes) if self._scale else set()
        if self._kind in CHOICE_KINDS:
            codes = set(self._around.codes.names(self._item.list_name).values())
        elif self._kind == "acknowledgement":
            codes = {"yes"}
        reserved = ("not_evidenced", "not_applicable")
        return codes | {name for name in reserved if own[name]}


def _pair(minimum: str, maximum: str) -> Bounds:
    return _number(minimum), _number(maximum)


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
